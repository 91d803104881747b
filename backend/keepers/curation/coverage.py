"""Days and months, and how many picks each month is due."""

from collections.abc import Mapping
from dataclasses import dataclass

DAY_MS = 86_400_000
UNDATED = 0


def day_of(time_ms: int) -> int:
    """Return the day (days since 1970-01-01, may be negative) a wall-clock time falls on."""
    return time_ms // DAY_MS


def civil(day: int) -> tuple[int, int, int]:
    """Return (year, month, day) in the Gregorian calendar, in integers only (Hinnant, civil_from_days)."""
    z = day + 719_468
    era = z // 146_097
    doe = z - era * 146_097
    yoe = (doe - doe // 1460 + doe // 36_524 - doe // 146_096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = mp + 3 if mp < 10 else mp - 9
    year = yoe + era * 400 + (1 if month <= 2 else 0)
    return year, month, doy - (153 * mp + 2) // 5 + 1


def month_of(day: int) -> int:
    """Return the month of a day as yyyymm."""
    year, month, _ = civil(day)
    return year * 100 + month


def iso(day: int) -> str:
    """Return a day as YYYY-MM-DD."""
    year, month, in_month = civil(day)
    return f"{year:04d}-{month:02d}-{in_month:02d}"


def gentle_cap(n: int, days: int) -> int | None:
    """Return the automatic limit of picks a day: twice an even spread, at least 2; None without days."""
    if days == 0:
        return None
    return max(2, (2 * n + days - 1) // days)


@dataclass(frozen=True, slots=True)
class MonthSupply:
    """What a month offers: different decent photos still free (a stack counts once) and the best merit."""

    free: int
    best: float


def shares(seats: int, supply: Mapping[int, MonthSupply], held: Mapping[int, int]) -> dict[int, int]:
    """Return how many picks each month is due in all, `held` (already locked in) included.

    First one for every month without any, best month first. Then one by one to the month with the largest
    free / (due + 1)^2: in proportion to the square root of what each offers. Ties: earlier month.
    """
    due = {month: held.get(month, 0) for month in sorted(supply)}
    given = dict.fromkeys(due, 0)
    empty = [month for month in due if due[month] == 0 and supply[month].free > 0]
    empty.sort(key=lambda month: (-supply[month].best, month))
    for month in empty[:seats]:
        due[month] = 1
        given[month] = 1
    left = seats - min(seats, len(empty))
    while left > 0:
        chosen = -1
        claim = 0.0
        for month, has in due.items():
            if given[month] < supply[month].free:
                value = supply[month].free / ((has + 1) * (has + 1))
                if value > claim:
                    chosen, claim = month, value
        if chosen < 0:
            break
        due[chosen] += 1
        given[chosen] += 1
        left -= 1
    return due
