"""What an XMP packet or sidecar says, as typed fields. Pure; any bytes give an answer.

Sources: ISO 16684-1, XMP specification parts 2 and 3, MWG guidelines 2.0, IPTC Photo Metadata 2023.1, and the
files digiKam, Lightroom, Picasa, Windows, Apple Photos, ACDSee and F-Stop write.
"""

from dataclasses import dataclass, field

from keepers.metadata.dates import Stamp
from keepers.metadata.left_out import LeftOut
from keepers.metadata.xmp_keywords import Keywords, read_keywords
from keepers.metadata.xmp_kinds import (
    Lineage,
    Motion,
    Panorama,
    has_gain_map,
    read_lineage,
    read_motion,
    read_panorama,
)
from keepers.metadata.xmp_regions import Marked, read_regions
from keepers.metadata.xmp_tree import Value, read_tree
from keepers.metadata.xmp_values import (
    Properties,
    between,
    degrees,
    languages,
    number,
    stamp,
    text,
    texts,
    yes,
)

_SPEED = {"K": 1.0, "M": 1.609344, "N": 1.852}
_EXTENDED = "xmp extension"


@dataclass(frozen=True)
class XmpTimes:
    """Times as written. `created`: photoshop:DateCreated; `metadata`: when the words were last changed."""

    original: Stamp | None = None
    created: Stamp | None = None
    digitized: Stamp | None = None
    modified: Stamp | None = None
    metadata: Stamp | None = None
    gps: Stamp | None = None


@dataclass(frozen=True)
class Position:
    """Where it was taken: degrees (WGS 84), metres above the sea, degrees from north, metres, km/h."""

    latitude: float | None = None
    longitude: float | None = None
    altitude_m: float | None = None
    direction_deg: float | None = None
    direction_from: str | None = None
    accuracy_m: float | None = None
    speed_kmh: float | None = None


@dataclass(frozen=True)
class Place:
    """Where it was taken, in words."""

    sublocation: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None
    country_code: str | None = None


@dataclass(frozen=True)
class Xmp:
    """Texts by language are dicts, 'x-default' first. `rating`: -1 (rejected) to 5; None or (): not said."""

    title: dict[str, str] = field(default_factory=dict)
    headline: str | None = None
    description: dict[str, str] = field(default_factory=dict)
    rights: dict[str, str] = field(default_factory=dict)
    creators: tuple[str, ...] = ()
    rating: float | None = None
    rating_percent: int | None = None
    label: str | None = None
    favourite: bool | None = None
    keywords: Keywords = field(default_factory=Keywords)
    marked: Marked = field(default_factory=Marked)
    times: XmpTimes = field(default_factory=XmpTimes)
    position: Position = field(default_factory=Position)
    place: Place = field(default_factory=Place)
    orientation: int | None = None
    make: str | None = None
    model: str | None = None
    lens: str | None = None
    lineage: Lineage = field(default_factory=Lineage)
    panorama: Panorama | None = None
    motion: Motion | None = None
    gain_map: bool = False
    left_out: tuple[LeftOut, ...] = ()


def read_xmp(packet: bytes, extended: bytes | None = None, part: str = "xmp") -> Xmp:
    """What a packet says; `extended`: its continuation in a JPEG; `part`: its name in what was left out."""
    tree = read_tree(packet, part)
    properties, missing = tree.properties, tree.left_out
    if extended is not None:
        more = read_tree(extended, _EXTENDED)
        properties, missing = {**more.properties, **properties}, missing + more.left_out
    keywords, marked = read_keywords(properties), read_regions(properties)
    return Xmp(
        title=languages(properties, "dc:title"),
        headline=text(properties, "photoshop:Headline"),
        description=languages(properties, "dc:description"),
        rights=languages(properties, "dc:rights"),
        creators=texts(properties, "dc:creator"),
        rating=between(properties, "xmp:Rating", -1, 5),
        rating_percent=_whole(between(properties, "MicrosoftPhoto:Rating", 0, 100)),
        label=text(properties, "xmp:Label"),
        favourite=yes(properties, "fstop:favorite"),
        keywords=keywords,
        marked=marked,
        times=_times(properties),
        position=_position(properties),
        place=_place(properties),
        orientation=_whole(between(properties, "tiff:Orientation", 1, 8)),
        make=text(properties, "tiff:Make"),
        model=text(properties, "tiff:Model"),
        lens=text(properties, "exifEX:LensModel") or text(properties, "aux:Lens"),
        lineage=read_lineage(properties),
        panorama=read_panorama(properties),
        motion=read_motion(properties),
        gain_map=has_gain_map(properties),
        left_out=missing + keywords.left_out + marked.left_out,
    )


def _times(properties: Properties) -> XmpTimes:
    return XmpTimes(
        original=stamp(properties, "exif:DateTimeOriginal"),
        created=stamp(properties, "photoshop:DateCreated"),
        digitized=stamp(properties, "xmp:CreateDate") or stamp(properties, "exif:DateTimeDigitized"),
        modified=stamp(properties, "xmp:ModifyDate") or stamp(properties, "tiff:DateTime"),
        metadata=stamp(properties, "xmp:MetadataDate"),
        gps=stamp(properties, "exif:GPSTimeStamp"),
    )


def _position(properties: Properties) -> Position:
    latitude = degrees(properties, "exif:GPSLatitude", 90)
    longitude = degrees(properties, "exif:GPSLongitude", 180)
    # Exactly 0, 0 is a receiver without a fix; half a place is none.
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        latitude = longitude = None
    height = between(properties, "exif:GPSAltitude", -12_000, 100_000)
    below = number(properties, "exif:GPSAltitudeRef") == 1
    direction = between(properties, "exif:GPSImgDirection", 0, 360)
    ref = (text(properties, "exif:GPSImgDirectionRef") or "")[:1].upper()
    speed = between(properties, "exif:GPSSpeed", 0, 100_000)
    unit = (text(properties, "exif:GPSSpeedRef") or "K")[:1].upper()
    return Position(
        latitude,
        longitude,
        None if height is None else (-abs(height) if below and height else height),
        None if direction is None else direction % 360,
        None if direction is None else {"T": "true", "M": "magnetic"}.get(ref),
        between(properties, "exif:GPSHPositioningError", 0, 1_000_000),
        None if speed is None else speed * _SPEED.get(unit, 1.0),
    )


def _place(properties: Properties) -> Place:
    """The place by IPTC: where it was made, else where what is shown lies, else the older fields."""
    made = _first(properties, "Iptc4xmpExt:LocationCreated")
    shown = _first(properties, "Iptc4xmpExt:LocationShown")

    def said(legacy: str, name: str) -> str | None:
        key = f"Iptc4xmpExt:{name}"
        return text(properties, legacy) or text(made, key) or text(shown, key)

    return Place(
        said("Iptc4xmpCore:Location", "Sublocation"),
        said("photoshop:City", "City"),
        said("photoshop:State", "ProvinceState"),
        said("photoshop:Country", "CountryName"),
        said("Iptc4xmpCore:CountryCode", "CountryCode"),
    )


def _first(properties: Properties, name: str) -> Properties:
    value = properties.get(name, Value())
    return value.items[0].fields if value.items else value.fields


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
