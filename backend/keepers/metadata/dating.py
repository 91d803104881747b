"""When a picture was taken, by all that speaks of it, how sure that is, and why. Pure.

The order, best first:

    sidecar         what a program wrote beside the photo: exif:DateTimeOriginal, else photoshop:DateCreated
    exif_original   what the camera wrote when the shutter was released
    film            what the container of a film says: a wall clock, else a clock in UTC (`film_dates`)
    xmp_original    exif:DateTimeOriginal in the photo's XMP
    xmp_created     photoshop:DateCreated, or IPTC's Date Created (iptc_created); which first: `iptc_first`
    exif_digitized  when the picture became data; xmp_digitized and iptc_digitized after it
    takeout         photoTakenTime of Google Photos; then `icloud`, the original date of an iCloud export
    exif_modified   when a program last changed it
    gps             the satellites' clock, in UTC
    file_name       a date in the name
    file_modified   when the file was changed

A scanner's day of scanning comes behind all that may know better: takeout, icloud and the name.

A wall clock without a zone gets that of the place, where the place is known; an instant becomes the wall
clock there. In the hour that a clock skips or shows twice, the offset from before the change is taken.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from keepers.metadata import capture_names
from keepers.metadata.date_reasons import REASONS
from keepers.metadata.dates import (
    CaptureTime,
    ExifTimes,
    Moment,
    Stamp,
    capture_time,
    latest_ms,
    local,
    read_stamp,
)
from keepers.metadata.film_dates import film_moment
from keepers.metadata.film_words import FilmWords
from keepers.metadata.place_clock import ClockThere, ZoneAt
from keepers.metadata.zoned import zoned, zoned_of_film, zoned_of_name

_DAY_MS = 86_400_000
# Zones reach from -12 to +14 hours: what lies further apart than that is another time.
_WIDEST_ZONES_MS = 26 * 3_600_000
_SCANNERS = re.compile(
    r"scan|\bperfection\b|\bgt-[xsf]?\d|\bexpression \d|coolscan|\bls-\d{2,4}\b|plustek|opticfilm|microtek|"
    r"\bepson (?:v\d|gt)|noritsu|\bqss\b|frontier|pakon|silverfast|vuescan|reflecta|pacific image",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Claims:
    """All that says when. `takeout_ms`, `icloud_ms`: instants, ms since 1970 in UTC.

    `iptc_first`: IPTC was changed after XMP was last brought in line with it. `file_source`: as in `Exif`.
    """

    exif: ExifTimes = field(default_factory=ExifTimes)
    sidecar: Stamp | None = None
    film: FilmWords = field(default_factory=FilmWords)
    xmp_original: Stamp | None = None
    xmp_created: Stamp | None = None
    iptc_created: Stamp | None = None
    xmp_digitized: Stamp | None = None
    iptc_digitized: Stamp | None = None
    iptc_first: bool = False
    takeout_ms: int | None = None
    icloud_ms: int | None = None
    make: str | None = None
    model: str | None = None
    software: str | None = None
    file_source: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def scanned(self) -> bool:
        """Whether a scanner made it, by its name or its program's."""
        named = " ".join(each for each in (self.make, self.model, self.software) if each)
        return self.file_source in ("film_scanner", "print_scanner") or bool(_SCANNERS.search(named))


@dataclass(frozen=True)
class Dated:
    """The answer. `code`: key of REASONS; `others`: what else was claimed, by source.

    `zone`: how the offset is known, see `zoned`; None where there is none.
    """

    time: CaptureTime
    precision: str
    code: str
    others: tuple[tuple[str, Moment], ...] = ()
    zone: str | None = None

    @property
    def confidence(self) -> str:
        """certain, likely or unsure."""
        return REASONS[self.code][0]

    @property
    def words(self) -> str:
        """The reason, for people."""
        return REASONS[self.code][1]


def date_of(
    claims: Claims,
    name: str,
    mtime_ns: int,
    *,
    now_ms: int | None = None,
    zone: tzinfo | None = None,
    zone_at: ZoneAt | None = None,
) -> Dated:
    """The best answer there is; always one. `zone` (default: the computer's) turns instants into wall clocks
    where `zone_at` does not know the place."""
    place = ClockThere(zone_at, claims.latitude, claims.longitude)
    film = film_moment(claims.film, name, now_ms=now_ms, zone=zone, zone_there=place.zone)
    stamped = _stamped(claims, now_ms, film[0] if film else None)
    gps = read_stamp(claims.exif.gps, now_ms=now_ms)
    known = stamped + _instants(claims, now_ms, zone, place)
    known += [(source, Moment(found.time_ms, found.offset_min)) for source, found in _changed(claims, now_ms)]
    if gps:
        known.append(("gps", replace(gps, offset_min=0)))
    scan_day = _scan_day(claims, known)
    rank = {source: at for at, (source, moment) in enumerate(known) if source not in scan_day}
    of_file = capture_time(ExifTimes(), name, mtime_ns, now_ms=now_ms, zone=zone)
    named = of_file.source == "file_name"
    chosen = next(iter(rank), None)
    if scan_day and (chosen is None or chosen in ("exif_modified", "gps")):
        chosen = None if named else next(iter(source for source, _ in known if source in scan_day))
    others = tuple((source, moment) for source, moment in known if source != chosen)
    if chosen is None:
        precision, code = _of_file(of_file, name, now_ms)
        time, how = zoned_of_name(of_file, place if (precision, code) == ("second", "name") else None)
        return Dated(time, precision, code, others, how)
    moment = dict(known)[chosen]
    if film and chosen == "film":
        code, (there, how) = film[1], zoned_of_film(moment, film[1], place)
    else:
        code = _reason(chosen, moment, claims, dict(known), name)
        there, how = zoned(chosen, moment, others, gps, None if claims.scanned else place)
    return Dated(CaptureTime(there.time_ms, there.offset_min, chosen), there.precision, code, others, how)


def _stamped(claims: Claims, now_ms: int | None, film: Moment | None) -> list[tuple[str, Moment]]:
    created = [("xmp_created", claims.xmp_created), ("iptc_created", claims.iptc_created)]
    digitized = [("xmp_digitized", claims.xmp_digitized), ("iptc_digitized", claims.iptc_digitized)]
    turn = -1 if claims.iptc_first else 1
    stamps = [
        ("sidecar", claims.sidecar),
        ("exif_original", claims.exif.original),
        ("xmp_original", claims.xmp_original),
        *created[::turn],
        ("exif_digitized", claims.exif.digitized),
        *digitized[::turn],
    ]
    read = ((source, read_stamp(stamp, now_ms=now_ms)) for source, stamp in stamps)
    known = [(source, moment) for source, moment in read if moment is not None]
    if film is not None:
        known.insert(sum(source in ("sidecar", "exif_original") for source, _ in known), ("film", film))
    return known


def _changed(claims: Claims, now_ms: int | None) -> list[tuple[str, Moment]]:
    moment = read_stamp(claims.exif.modified, now_ms=now_ms)
    return [("exif_modified", moment)] if moment else []


def _instants(
    claims: Claims, now_ms: int | None, zone: tzinfo | None, place: ClockThere
) -> list[tuple[str, Moment]]:
    found = []
    for source, instant in (("takeout", claims.takeout_ms), ("icloud", claims.icloud_ms)):
        # Nought is what a service writes that knows no date.
        if instant is None or instant == 0 or not -4_544_208_000_000 <= instant <= latest_ms(now_ms):
            continue
        found.append((source, Moment(*(place.shows(instant) or local(instant, zone)))))
    return found


def _scan_day(claims: Claims, known: list[tuple[str, Moment]]) -> set[str]:
    """The sources that tell the day of scanning: when it was digitised, and an "original" of the same day."""
    if not claims.scanned:
        return set()
    days = {source: moment.time_ms // _DAY_MS for source, moment in known}
    digitized = {
        days[source] for source in days if source.endswith("_digitized") or source == "exif_modified"
    }
    return {
        source
        for source in days
        if source.endswith("_digitized")
        or (source in ("exif_original", "xmp_original", "xmp_created") and days[source] in digitized)
        or (source == "exif_original" and not digitized)
    }


def _reason(source: str, moment: Moment, claims: Claims, known: dict[str, Moment], name: str) -> str:
    if moment.precision in ("year", "month"):
        return "partial"
    plain = {"sidecar": "sidecar", "takeout": "service", "icloud": "service", "gps": "gps"}.get(source)
    if plain is None and claims.scanned:
        plain = _scan_reason(source, moment, known)
    if plain is None and source == "exif_original":
        plain = _camera_reason(moment, claims, known)
    if plain is not None:
        return plain
    camera = bool(claims.make or claims.model)
    if source.endswith("_digitized"):
        return "digitized" if camera else "digitized_no_camera"
    if source != "exif_modified":
        return "program"
    if camera:
        return "changed_by_camera"
    return "messenger" if capture_names.messenger_of(name) else "changed"


def _scan_reason(source: str, moment: Moment, known: dict[str, Moment]) -> str:
    scanned = [known[each].time_ms for each in known if each.endswith("_digitized")]
    given = source.endswith(("_original", "_created")) and all(
        abs(moment.time_ms - each) >= _DAY_MS for each in scanned
    )
    return "scan_dated" if given and scanned else "scan"


def _camera_reason(moment: Moment, claims: Claims, known: dict[str, Moment]) -> str:
    utc = moment.time_ms - (moment.offset_min or 0) * 60_000
    gps = known.get("gps")
    if gps and abs(utc - gps.time_ms) > _WIDEST_ZONES_MS:
        return "clock_disagrees"
    for service in ("takeout", "icloud"):
        other = known.get(service)
        if other and abs(moment.time_ms - other.time_ms) > _WIDEST_ZONES_MS:
            return "service_disagrees"
    return "camera" if claims.make or claims.model else "original"


def _of_file(found: CaptureTime, name: str, now_ms: int | None) -> tuple[str, str]:
    """(precision, code) where nothing but the name and the file's own time tells."""
    if capture_names.messenger_of(name):
        return ("second" if found.source == "file_modified" else "day"), "messenger"
    if found.source == "file_modified":
        return "second", "file"
    in_name = capture_names.find(name, latest_ms(now_ms))
    if in_name is not None and in_name.date_only:
        return "day", "name_day"
    return "second", "name"
