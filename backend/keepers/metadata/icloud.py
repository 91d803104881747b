"""What the CSV files of an iCloud export say: favourites, dates, and which albums a photo is in. Pure."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from keepers.metadata.left_out import LeftOut, left_out
from keepers.metadata.xmp_values import one_line

#: Bytes of one CSV; a library of a hundred thousand photos needs a third.
MAX_CSV_BYTES = 64 << 20
_MAX_ROWS = 500_000
_MONTHS = {
    name: at + 1
    for at, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    )
}
# As in: Friday October 06,2023 12:11 PM GMT.
_DATE = re.compile(
    r"(?:[A-Za-z]+\s+)?([A-Za-z]{3,9})\s+(\d{1,2}),\s*(\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AP]M)?\s*(?:GMT|UTC)",
    re.IGNORECASE,
)
_PART = "icloud"


@dataclass(frozen=True)
class IcloudPhoto:
    """A row of `Photo Details.csv`. Instants in ms since 1970, UTC, to the minute; None: not said."""

    favourite: bool | None = None
    hidden: bool | None = None
    deleted: bool | None = None
    original_ms: int | None = None
    imported_ms: int | None = None
    checksum: str | None = None


@dataclass(frozen=True)
class IcloudDetails:
    """Photos by name, lower case. Of a name that is there twice, only what the rows agree in is kept."""

    photos: dict[str, IcloudPhoto] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


def is_details_name(name: str) -> bool:
    """Whether a file is one of the tables of photos: `Photo Details.csv`, `Photo Details-1.csv`."""
    return name.lower().startswith("photo details") and name.lower().endswith(".csv")


def read_details(data: bytes) -> IcloudDetails:
    """The photos of a table; an empty file holds none, and that is no fault. Codes: too_large, cut_off."""
    photos: dict[str, IcloudPhoto] = {}
    missing: list[LeftOut] = []
    for row in _rows(data, missing):
        name = (row.get("imgname") or "").strip().lower()
        if not name:
            continue
        photo = IcloudPhoto(
            _yes(row.get("favorite")),
            _yes(row.get("hidden")),
            _yes(row.get("deleted")),
            instant(row.get("originalcreationdate")),
            instant(row.get("importdate")),
            one_line(row.get("filechecksum") or ""),
        )
        known = photos.get(name)
        if known is not None and known != photo:
            missing.append(left_out(_PART, "ambiguous", name))
            photo = _agreed(known, photo)
        photos[name] = photo
    return IcloudDetails(photos, tuple(missing[:100]))


def read_members(data: bytes) -> tuple[str, ...]:
    """The names of the photos in an album's or a memory's table, as written, each once."""
    named = (row.get("imgname") or row.get("images") or "" for row in _rows(data, []))
    return tuple(dict.fromkeys(name.strip() for name in named if name.strip()))


def instant(said: str | None) -> int | None:
    """Milliseconds of 'Friday October 06,2023 12:11 PM GMT'; None when it is no such time."""
    match = _DATE.fullmatch(" ".join((said or "")[:80].split()))
    month = _MONTHS.get(match[1][:3].lower()) if match else None
    if match is None or month is None:
        return None
    hour = int(match[4])
    if match[7]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[7].upper() == "PM" else 0)
    try:
        found = datetime(
            int(match[3]), month, int(match[2]), hour, int(match[5]), int(match[6] or 0), tzinfo=UTC
        )
    except ValueError:
        return None
    return round((found - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * 1000


def _rows(data: bytes, missing: list[LeftOut]) -> Iterator[dict[str, str]]:
    """The rows by the names in the first line, lower case; as many as are whole."""
    if len(data) > MAX_CSV_BYTES:
        missing.append(left_out(_PART, "too_large", f"{len(data):,} bytes"))
        return
    try:
        said = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = data.decode("cp1252", "replace")
    lines = csv.reader(io.StringIO(said.replace("\x00", "")))
    try:
        head = [name.strip().lower() for name in next(lines, [])]
        for number, row in enumerate(lines):
            if number >= _MAX_ROWS:
                missing.append(left_out(_PART, "too_many", "rows"))
                return
            yield dict(zip(head, row, strict=False))
    except csv.Error as error:
        missing.append(left_out(_PART, "cut_off", str(error)))


def _yes(said: str | None) -> bool | None:
    word = (said or "").strip().lower()
    return True if word in ("yes", "true", "1") else False if word in ("no", "false", "0") else None


def _agreed(one: IcloudPhoto, other: IcloudPhoto) -> IcloudPhoto:
    same = {name: value for name, value in vars(one).items() if vars(other)[name] == value}
    return IcloudPhoto(**same)
