"""What is known of a file as a JSON document: complete, and without what nobody says."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from keepers.media.film.said import FilmSaid
from keepers.media.reading import Everything
from keepers.metadata.dates import Moment
from keepers.metadata.dating import Dated
from keepers.metadata.left_out import LeftOut
from keepers.metadata.wall_clock import from_ms


def document(found: Everything) -> dict[str, Any]:
    """The document. Times are ISO 8601, on the wall clock at the camera; boxes are of the upright picture."""
    embedded, beside = found.embedded, found.beside
    size = embedded.size
    return {
        "name": found.name,
        "format": found.format,
        "bytes": found.bytes,
        "stored_size": {"width": size[0], "height": size[1]} if size else None,
        "film": _film(found.film),
        "taken": _taken(found.dated),
        "said": plain(found.said),
        "exif": plain(embedded.exif),
        "xmp": plain(embedded.xmp),
        "iptc": plain(embedded.iptc),
        "sidecar": plain(beside.sidecar),
        "takeout": plain(beside.takeout),
        "icloud": plain(beside.icloud),
        "beside": [{"what": what, "name": name} for what, name in beside.files],
        "left_out": [_left_out(each) for each in found.left_out],
    }


def _film(film: FilmSaid | None) -> dict[str, Any] | None:
    """What a film is; what it says in words is in `said`. Its packet of XMP is in `xmp`."""
    if film is None:
        return None
    said = plain(replace(film, xmp=None)) or {}
    names = ("duration_ms", "width", "height", "turn", "codec", "software", "content_id")
    return {name: said[name] for name in names if name in said}


def plain(value: Any) -> Any:
    """Dataclasses as objects, bytes as hexadecimal digits; fields that say nothing are left away."""
    if is_dataclass(value) and not isinstance(value, type):
        named = ((each.name, plain(getattr(value, each.name))) for each in fields(value))
        # Nought and "no" are said; only what is empty is not.
        return {name: said for name, said in named if name != "left_out" and not _blank(said)} or None
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value.hex() if isinstance(value, bytes) else value


def _blank(said: Any) -> bool:
    return said is None or (isinstance(said, str | list | dict) and not said)


def clock(time_ms: int, offset_min: int | None) -> str:
    """A wall clock as '2023-07-14T18:30:05.000+02:00'; without a zone where that is not known."""
    try:
        wall = from_ms(time_ms).isoformat(timespec="milliseconds")
    except OverflowError:
        return f"{time_ms} ms"
    return wall + zone(offset_min)


def zone(offset_min: int | None) -> str:
    """'+02:00'; nothing where the zone is not known."""
    if offset_min is None:
        return ""
    hours, minutes = divmod(abs(offset_min), 60)
    return f"{'-' if offset_min < 0 else '+'}{hours:02d}:{minutes:02d}"


def _taken(dated: Dated) -> dict[str, Any]:
    return {
        "time": clock(dated.time.time_ms, dated.time.offset_min),
        "precision": dated.precision,
        "source": dated.time.source,
        "confidence": dated.confidence,
        "code": dated.code,
        "reason": dated.words,
        "others": [
            {"source": source, "time": _clock(moment), "precision": moment.precision}
            for source, moment in dated.others
        ],
    }


def _clock(moment: Moment) -> str:
    return clock(moment.time_ms, moment.offset_min)


def _left_out(each: LeftOut) -> dict[str, str]:
    return {"part": each.part, "code": each.code, "detail": each.detail, "reason": each.words}
