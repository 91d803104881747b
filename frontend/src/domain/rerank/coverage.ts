/** Days and months, and how many picks each month is due. */

const DAY_MS = 86_400_000;
/** The month of a photo whose time nobody is sure of. */
export const UNDATED = 0;

/** Days since 1970-01-01, may be negative. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}

/** Year, month and day in the Gregorian calendar, in integers only (Howard Hinnant's civil_from_days). */
export function civil(day: number): [year: number, month: number, day: number] {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  return [year, month, doy - Math.floor((153 * mp + 2) / 5) + 1];
}

/** The month of a day as yyyymm. */
export function monthOf(day: number): number {
  const [year, month] = civil(day);
  return year * 100 + month;
}

/** A day as YYYY-MM-DD. */
export function iso(day: number): string {
  const [year, month, inMonth] = civil(day);
  const two = (value: number) => String(value).padStart(2, "0");
  const four = year < 0 ? `-${String(-year).padStart(3, "0")}` : String(year).padStart(4, "0");
  return `${four}-${two(month)}-${two(inMonth)}`;
}

/** The automatic limit of picks a day: twice an even spread, at least 2; null when no day is known. */
export function gentleCap(n: number, days: number): number | null {
  if (days === 0) return null;
  return Math.max(2, Math.floor((2 * n + days - 1) / days));
}

/** What a month offers: different decent photos still free (a stack counts once) and the best merit. */
export interface MonthSupply {
  free: number;
  best: number;
}

interface MonthShare extends MonthSupply {
  month: number;
  due: number;
  given: number;
}

/** How many picks each month is due in all, `held` (already locked in) included. */
export function shares(
  seats: number,
  supply: ReadonlyMap<number, MonthSupply>,
  held: ReadonlyMap<number, number>,
): Map<number, number> {
  const months: MonthShare[] = [...supply]
    .sort(([a], [b]) => a - b)
    .map(([month, { free, best }]) => ({ month, free, best, due: held.get(month) ?? 0, given: 0 }));

  // First one for every month without any, best month first.
  const empty = months.filter((m) => m.due === 0 && m.free > 0);
  empty.sort((a, b) => b.best - a.best || a.month - b.month);
  for (const month of empty.slice(0, seats)) {
    month.due = 1;
    month.given = 1;
  }

  // Then one by one to the largest free / (due + 1)^2: in proportion to the square root of what months offer.
  for (let left = seats - Math.min(seats, empty.length); left > 0; left -= 1) {
    let chosen: MonthShare | null = null;
    let claim = 0.0;
    for (const month of months) {
      if (month.given >= month.free) continue;
      const value = month.free / ((month.due + 1) * (month.due + 1));
      if (value > claim) {
        chosen = month;
        claim = value;
      }
    }
    if (!chosen) break;
    chosen.due += 1;
    chosen.given += 1;
  }
  return new Map(months.map(({ month, due }) => [month, due]));
}
