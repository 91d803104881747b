"""What the container of a film says about it, whichever container that is. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from keepers.metadata.film_words import FilmWords

_ISO6709: Final = re.compile(
    r"([+-])(\d{2,6})(\.\d+)?([+-])(\d{3,7})(\.\d+)?(?:([+-]\d{1,5}(?:\.\d+)?))?(?=[+-/C]|$)", re.ASCII
)
#: Latitude and longitude in degrees, metres above the sea where they are said.
Place = tuple[float, float, float | None]
_MOST_PARTS: Final = 500
# Films longer than this are an unset field, not a film.
_LONGEST_MS: Final = 100 * 24 * 3_600_000


@dataclass(frozen=True, kw_only=True)
class FilmSaid(FilmWords):
    """What a film says in words, and what it is. None: not said.

    `width`, `height`: as stored, to be turned clockwise by `turn` (0, 90, 180, 270). `xmp`: the packet in it.
    """

    width: int | None = None
    height: int | None = None
    turn: int = 0
    codec: str | None = None
    xmp: bytes | None = None


def length_ms(units: float, per_second: float) -> int | None:
    """Milliseconds of a length in units, None where that makes no sense."""
    if per_second <= 0 or not 0 < units / per_second * 1000 <= _LONGEST_MS:
        return None
    return round(units / per_second * 1000) or None


def position(text: str) -> Place | None:
    """The place '+48.8577+002.2950+035.1/' (ISO 6709); None where that is none."""
    found = _ISO6709.match(text.strip())
    if found is None:
        return None
    latitude = _degrees(found[2], found[3], 2) * (-1 if found[1] == "-" else 1)
    longitude = _degrees(found[5], found[6], 3) * (-1 if found[4] == "-" else 1)
    # Exactly 0, 0 is a receiver without a fix.
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude, float(found[7]) if found[7] else None


def words(raw: bytes, most: int = 200, *, lines: bool = False) -> str | None:
    """A text of a container: UTF-8, UTF-16 where it says so, else Latin-1; without what lies around it.

    `most`: characters. `lines`: line breaks stay.
    """
    raw = raw[: most * 4]
    try:
        said = raw.decode("utf-16" if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8")
    except UnicodeDecodeError:
        said = raw.decode("latin-1")
    said = said.split("\x00")[0].replace("\r\n", "\n").replace("\r", "\n")
    kept = (each for each in said if each.isprintable() or (lines and each == "\n"))
    return "".join(kept).strip()[:most] or None


def split(text: str | None, by: str = ",;") -> tuple[str, ...]:
    """The parts of a list written as one text, each once; `by`: the signs that keep them apart."""
    parts = re.split(f"[{by}]", text or "")[:_MOST_PARTS]
    return tuple(dict.fromkeys(filter(None, (each.strip() for each in parts))))


def codec_name(mark: bytes) -> str | None:
    """A mark of four bytes as people read it: 'avc1'."""
    said = mark.decode("latin-1").strip(" \x00")
    return said if said and said.isprintable() and said.isascii() else None


def camera_name(make: str | None, model: str | None) -> str | None:
    """Make and model as people say them: 'Apple iPhone 12', not 'Canon Canon EOS 6D'."""
    if not make or not model:
        return model or make
    return model if model.lower().startswith(make.split()[0].lower()) else f"{make} {model}"


def _degrees(digits: str, fraction: str | None, whole: int) -> float:
    """Degrees of DD.d, DDMM.m or DDMMSS.s, where degrees have `whole` digits."""
    degrees, rest = digits[:whole], digits[whole:]
    if not rest:
        return float(degrees + (fraction or ""))
    if len(rest) <= 2:
        return int(degrees) + float(rest + (fraction or "")) / 60
    return int(degrees) + int(rest[:2]) / 60 + float(rest[2:] + (fraction or "")) / 3600
