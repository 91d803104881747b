"""All that a block of EXIF says and Keepers uses: the times and the lens, and what people wrote into it.

Of maker notes only Apple's ids are read, which tell what belongs together (maker_notes).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from keepers.metadata.exif_basics import EXIF_IFD, GPS_IFD, Metadata, metadata_of
from keepers.metadata.exif_bounds import fits
from keepers.metadata.exif_values import between, comment, number, quietly, text, whole, windows_text, words
from keepers.metadata.maker_notes import read_apple_notes

# Kilometres an hour of the units a receiver may count in: kilometres, miles, knots.
_SPEED = {"K": 1.0, "M": 1.609344, "N": 1.852}
# What cameras and phones write where a caption would be; nobody ever said it.
_MAKERS_CAPTIONS = {
    "olympus digital camera", "olympus camera", "sony dsc", "minolta digital camera", "digital camera",
    "konica minolta digital camera", "kodak digital still camera", "medion digital camera", "samsung",
    "samsung digital camera", "samsung camera pictures", "default", "image description", "untitled",
    "exif_jpeg_picture", "exif jpeg picture", "my beautiful picture", "charset=ascii",
    "hdr", "dav", "edf", "sdr", "cof", "rhdr", "mde", "hdrpl", "nor", "bty", "oznor", "oznorwo", "ozedf",
}  # fmt: skip
_FILE_SOURCES = {1: "film_scanner", 2: "print_scanner", 3: "camera"}


@dataclass(frozen=True)
class Exif:
    """EXIF in full. Metres, degrees clockwise from north, km/h, millimetres; None or (): not said.

    `direction_from`: "true" or "magnetic" north. `file_source`: film_scanner, print_scanner or camera.
    `content_id`, `burst_id`: of Apple's phones, as in `AppleNotes`.
    """

    basics: Metadata = field(default_factory=Metadata)
    make: str | None = None
    model: str | None = None
    software: str | None = None
    file_source: str | None = None
    description: str | None = None
    comment: str | None = None
    artists: tuple[str, ...] = ()
    copyright: str | None = None
    windows_title: str | None = None
    windows_subject: str | None = None
    windows_comment: str | None = None
    windows_author: str | None = None
    windows_keywords: tuple[str, ...] = ()
    rating: int | None = None
    rating_percent: int | None = None
    altitude_m: float | None = None
    direction_deg: float | None = None
    direction_from: str | None = None
    accuracy_m: float | None = None
    speed_kmh: float | None = None
    width: int | None = None
    height: int | None = None
    flash_fired: bool | None = None
    focal_35mm: int | None = None
    lens_make: str | None = None
    body_serial: str | None = None
    lens_serial: str | None = None
    owner: str | None = None
    image_id: str | None = None
    content_id: str | None = None
    burst_id: str | None = None


def read_exif(block: bytes) -> Exif:
    """What a block says, from its TIFF header on; one that cannot be read, or whose values would fill
    the memory, says nothing."""
    if not fits(block):
        return Exif()
    exif = Image.Exif()
    return quietly(lambda: _loaded(exif, block), Exif())


def _loaded(exif: Image.Exif, block: bytes) -> Exif:
    exif.load(block)
    main: Mapping[int, Any] = quietly(lambda: dict(exif), {})
    detail: Mapping[int, Any] = quietly(lambda: exif.get_ifd(EXIF_IFD), {})
    gps: Mapping[int, Any] = quietly(lambda: exif.get_ifd(GPS_IFD), {})
    little = quietly(lambda: exif.endian == "<", True)
    direction, direction_from = _direction(gps)
    flash = whole(number(detail.get(0x9209)))
    apple = read_apple_notes(detail.get(0x927C))
    return Exif(
        basics=metadata_of(main, detail, gps),
        make=text(main.get(0x010F)),
        model=text(main.get(0x0110)),
        software=text(main.get(0x0131)),
        file_source=_file_source(detail.get(0xA300)),
        description=_caption(words(main.get(0x010E))),
        comment=_caption(comment(detail.get(0x9286), little)),
        artists=people_of(words(main.get(0x013B))),
        copyright=_copyright(main.get(0x8298)),
        windows_title=windows_text(main.get(0x9C9B)),
        windows_subject=windows_text(main.get(0x9C9F)),
        windows_comment=windows_text(main.get(0x9C9C)),
        windows_author=windows_text(main.get(0x9C9D)),
        windows_keywords=_list(windows_text(main.get(0x9C9E))),
        rating=whole(between(main.get(0x4746), 0, 5)),
        rating_percent=whole(between(main.get(0x4749), 0, 100)),
        altitude_m=_altitude(gps),
        direction_deg=direction,
        direction_from=direction_from,
        accuracy_m=between(gps.get(31), 0, 1_000_000),
        speed_kmh=_speed(gps),
        width=_positive(detail.get(0xA002)),
        height=_positive(detail.get(0xA003)),
        flash_fired=None if flash is None or not 0 <= flash < 256 else bool(flash & 1),
        focal_35mm=whole(between(detail.get(0xA405), 1, 20_000)),
        lens_make=text(detail.get(0xA433)),
        body_serial=text(detail.get(0xA431)),
        lens_serial=text(detail.get(0xA435)),
        owner=text(detail.get(0xA430)),
        image_id=text(detail.get(0xA420)),
        content_id=apple.content_id,
        burst_id=apple.burst_id,
    )


def people_of(said: str | None) -> tuple[str, ...]:
    """Names in one text, apart by semicolons, in quotes where one holds a semicolon (MWG 2.0, 5.5)."""
    names: list[str] = []
    name, quoted = "", False
    for sign in said or "":
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted:
            names.append(name.strip())
            name = ""
        else:
            name += sign
    names.append(name.strip())
    return tuple(each for each in names if each)


def _list(said: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in (said or "").split(";") if each.strip()))


def _caption(said: str | None) -> str | None:
    return None if said is None or said.lower() in _MAKERS_CAPTIONS else said


def _copyright(value: Any) -> str | None:
    """Photographer and editor are apart by a nought; both belong to the notice (EXIF 2.32, 4.6.4)."""
    if isinstance(value, str):
        value = value.rstrip("\x00").replace("\x00", "; ")
    elif isinstance(value, bytes):
        value = value.rstrip(b"\x00").replace(b"\x00", b"; ")
    return words(value)


def _file_source(value: Any) -> str | None:
    if isinstance(value, bytes) and value:
        value = value[0]
    found = whole(number(value))
    return None if found is None else _FILE_SOURCES.get(found)


def _altitude(gps: Mapping[int, Any]) -> float | None:
    height = between(gps.get(6), -12_000, 100_000)
    ref = gps.get(5)
    below = ref in (1, b"\x01", 3, b"\x03")
    return -abs(height) if height and below else height


def _direction(gps: Mapping[int, Any]) -> tuple[float | None, str | None]:
    degrees = between(gps.get(17), 0, 360)
    if degrees is None:
        return None, None
    ref = (text(gps.get(16)) or "")[:1].upper()
    return degrees % 360, {"T": "true", "M": "magnetic"}.get(ref)


def _speed(gps: Mapping[int, Any]) -> float | None:
    speed = between(gps.get(13), 0, 100_000)
    return None if speed is None else speed * _SPEED.get((text(gps.get(12)) or "K")[:1].upper(), 1.0)


def _positive(value: Any) -> int | None:
    return whole(between(value, 1, 10_000_000))
