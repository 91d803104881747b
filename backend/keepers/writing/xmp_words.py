"""How texts, ratings, times and places are spelt in XMP, and in which properties each is written."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from xml.dom.minidom import Element

from keepers.metadata.fields import PLACE_PARTS, Field, Value
from keepers.metadata.wall_clock import from_ms
from keepers.writing.xmp_document import attributes, elements
from keepers.writing.xmp_edit import drop, entries, is_said, listed, put_default, put_text, remove
from keepers.writing.xmp_nodes import body, is_syntax

Holders = Sequence[Element]

#: What Windows writes for one to five stars, in EXIF too.
PERCENT: Final = {1: 1, 2: 25, 3: 50, 4: 75, 5: 99}
_LEGACY: Final = {
    "sublocation": "Iptc4xmpCore:Location",
    "city": "photoshop:City",
    "state": "photoshop:State",
    "country": "photoshop:Country",
    "country_code": "Iptc4xmpCore:CountryCode",
}
# The same in the structures of the IPTC Extension, from which readers take what the older fields leave open.
_EXTENDED: Final = {
    "sublocation": "Iptc4xmpExt:Sublocation",
    "city": "Iptc4xmpExt:City",
    "state": "Iptc4xmpExt:ProvinceState",
    "country": "Iptc4xmpExt:CountryName",
    "country_code": "Iptc4xmpExt:CountryCode",
}


def _title(holders: Holders, value: Value) -> None:
    put_default(holders, "dc:title", value)


def _caption(holders: Holders, value: Value) -> None:
    put_default(holders, "dc:description", value)


def _label(holders: Holders, value: Value) -> None:
    put_text(holders, "xmp:Label", value)


def _rating(holders: Holders, value: Value) -> None:
    put_text(holders, "xmp:Rating", None if value is None else str(value))
    percent = PERCENT.get(value)
    if percent is None or is_said(holders, "MicrosoftPhoto:Rating"):
        put_text(holders, "MicrosoftPhoto:Rating", None if percent is None else str(percent))


def _date(holders: Holders, value: Value) -> None:
    said = None if value is None else stamp(value["time_ms"], value["offset_min"])
    put_text(holders, "exif:DateTimeOriginal", said)
    put_text(holders, "photoshop:DateCreated", said)
    # Parts of the time that was there before.
    for part in ("exif:SubSecTimeOriginal", "exifEX:OffsetTimeOriginal", "exifEX:SubSecTimeOriginal"):
        drop(holders, part)


def stamp(time_ms: int, offset_min: int | None) -> str:
    """A moment as ISO 8601 in XMP: '2026-10-17T10:30:00.250+02:00'; no zone where none is known."""
    wall = from_ms(time_ms)
    said = wall.isoformat(timespec="milliseconds" if wall.microsecond else "seconds")
    if offset_min is None:
        return said
    side = "-" if offset_min < 0 else "+"
    return f"{said}{side}{abs(offset_min) // 60:02d}:{abs(offset_min) % 60:02d}"


def _position(holders: Holders, value: Value) -> None:
    latitude, longitude = (None, None) if value is None else value
    for name, degrees, sides in (
        ("exif:GPSLatitude", latitude, "NS"),
        ("exif:GPSLongitude", longitude, "EW"),
    ):
        put_text(holders, name, None if degrees is None else degrees_minutes(degrees, sides))
        # Apple keeps the side in a property of its own.
        if degrees is None or is_said(holders, f"{name}Ref"):
            put_text(holders, f"{name}Ref", None if degrees is None else sides[degrees < 0])


def degrees_minutes(degrees: float, sides: str) -> str:
    """Degrees and minutes as XMP spells them, '38,42.750000N'; `sides`: letters for positive, negative."""
    # Whole millionths of a minute, so that 59.9999999 never becomes 60.
    millionths = round(abs(degrees) * 60_000_000)
    whole, rest = divmod(millionths, 60_000_000)
    return f"{whole},{rest // 1_000_000}.{rest % 1_000_000:06d}{sides[degrees < 0]}"


def _place(holders: Holders, value: Value) -> None:
    parts = value or dict.fromkeys(PLACE_PARTS)
    for part in PLACE_PARTS:
        put_text(holders, _LEGACY[part], parts[part])

    def created(location: Element) -> None:
        for part in PLACE_PARTS:
            put_text([location], _EXTENDED[part], parts[part])

    def shown(location: Element) -> None:
        # It may lie elsewhere than where the picture was taken: only what would be read for that goes.
        for part in PLACE_PARTS:
            if parts[part] is None:
                drop([location], _EXTENDED[part])

    _change_first(holders, "Iptc4xmpExt:LocationCreated", created)
    _change_first(holders, "Iptc4xmpExt:LocationShown", shown)


def _change_first(holders: Holders, name: str, change: Callable[[Element], None]) -> None:
    """Change the structure readers look into, the first of a list; where nothing is left of it, the next."""
    carriers = _carriers(holders, name)
    empty = []
    for carrier in carriers:
        inside = body(carrier)
        change(inside)
        if elements(inside) or not all(is_syntax(each) for each in attributes(inside)):
            break
        empty.append(carrier)
    if carriers and len(empty) == len(carriers):
        drop(holders, name)
        return
    for carrier in empty:
        remove(carrier)


def _carriers(holders: Holders, name: str) -> list[Element]:
    for holder in holders:
        for entry in entries(holder, name):
            if isinstance(entry, Element):
                inside = listed(entry)
                return [entry] if inside is None else elements(inside)
    return []


#: How each field is written that touches no other.
WRITERS: Final[Mapping[Field, Callable[[Holders, Value], None]]] = {
    "title": _title,
    "caption": _caption,
    "rating": _rating,
    "label": _label,
    "date": _date,
    "position": _position,
    "place": _place,
}
