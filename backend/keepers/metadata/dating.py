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

A wall clock without a zone gets that of the place, where the place is known; an instant becomes the wall clock
there. In the hour that a clock skips or shows twice, the offset from before the change is taken.
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
    offset_from_gps,
    read_stamp,
)
from keepers.metadata.place_clock import ClockThere, ZoneAt
from keepers.metadata.film_dates import film_moment
from keepers.metadata.film_words import FilmWords

_DAY_MS = 86_400_000
# Zones reach from -12 to +14 hours: what lies further apart than that is another time.
_WIDEST_ZONES_MS = 26 * 3_600_000
# Claims of an instant, not of what a clock showed.
_INSTANTS = ("takeout", "icloud", "gps")
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

    `zone`: how the offset is known: said, agreed (another claim of the same moment has one), satellites (their
    clock tells), place, computer (its own zone, for want of a better); None where there is no offset.
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
    film = _filmed(claims, name, now_ms, zone, zone_at)
    stamped = _stamped(claims, now_ms, film[0] if film else None)
    gps = read_stamp(claims.exif.gps, now_ms=now_ms)
    known = stamped + _instants(claims, now_ms, zone, zone_at)
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
        return Dated(of_file, precision, code, others)
    moment = dict(known)[chosen]
    offset = moment.offset_min
    if offset is None and moment.precision == "second":
        offset = _offset(moment, others, gps)
    return Dated(
        CaptureTime(moment.time_ms, offset, chosen),
        moment.precision,
        film[1] if film and chosen == "film" else _reason(chosen, moment, claims, dict(known), name),
        others,
    )


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


def _filmed(
    claims: Claims, name: str, now_ms: int | None, zone: tzinfo | None, zone_at: ZoneAt | None
) -> tuple[Moment, str] | None:
    latitude, longitude = claims.latitude, claims.longitude

    def there(instant: int) -> tzinfo | None:
        if zone_at is None or latitude is None or longitude is None:
            return None
        return zone_at(latitude, longitude, instant)

    return film_moment(claims.film, name, now_ms=now_ms, zone=zone, zone_there=there)


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


def _with_zone(
    source: str,
    moment: Moment,
    others: tuple[tuple[str, Moment], ...],
    gps: Moment | None,
    place: ClockThere | None,
) -> tuple[Moment, str | None]:
    """The moment with its offset, as far as one is known, and how it is."""
    if source in _INSTANTS:
        there = place.shows(moment.time_ms - (moment.offset_min or 0) * 60_000) if place else None
        if there is not None:
            return Moment(*there, moment.precision), "place"
        if source == "gps":
            return moment, "said"
        return moment, None if moment.offset_min is None else "computer"
    if moment.offset_min is not None:
        return moment, "said"
    if moment.precision != "second":
        return moment, None
    offset = _of_same_moment(moment, others)
    if offset is not None:
        return replace(moment, offset_min=offset), "agreed"
    offset = offset_from_gps(moment.time_ms, gps.time_ms) if gps else None
    if offset is not None:
        return replace(moment, offset_min=offset), "satellites"
    # Who changed a file last may have sat anywhere.
    offset = place.offset_of(moment.time_ms) if place and source != "exif_modified" else None
    return replace(moment, offset_min=offset), None if offset is None else "place"


def _with_zone_of_file(
    found: CaptureTime, precision: str, code: str, place: ClockThere
) -> tuple[CaptureTime, str | None]:
    """The same for what the name, or the file's own time, tells: instants by the computer's zone."""
    if found.offset_min is not None:
        return found, "computer"
    offset = place.offset_of(found.time_ms) if code == "name" and precision == "second" else None
    return replace(found, offset_min=offset), None if offset is None else "place"


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


def _of_same_moment(moment: Moment, others: tuple[tuple[str, Moment], ...]) -> int | None:
    """The offset of another claim of the same moment."""
    for source, other in others:
        if source in _INSTANTS or other.offset_min is None:
            continue
        if abs(other.time_ms - moment.time_ms) < 2000:
            return other.offset_min
    return None


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
