"""What a picture says about itself in EXIF. What is broken in there is left out; it never fails the photo."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from keepers.metadata.dates import ExifTimes, Stamp
from keepers.metadata.exif_values import MAX_NAME, between, number, numbers, quietly, text, whole

#: Pointers to the directories of the shot and of the place.
EXIF_IFD, GPS_IFD = 0x8769, 0x8825
_EXIF_FORMATS_IN_TAGS = {"tiff"}


@dataclass(frozen=True)
class Metadata:
    """EXIF as far as Keepers uses it. Degrees are WGS 84, north and east positive; None: not said."""

    orientation: int = 1
    times: ExifTimes = field(default_factory=ExifTimes)
    camera: str | None = None
    lens: str | None = None
    iso: int | None = None
    exposure_s: float | None = None
    f_number: float | None = None
    focal_mm: float | None = None
    latitude: float | None = None
    longitude: float | None = None


def read_metadata(image: Image.Image, format_name: str) -> Metadata:
    """The metadata of an opened picture; an empty one when there is none or it cannot be read.

    PNG may carry it behind the pixels: load those first.
    """
    exif = quietly(lambda: _exif(image, format_name), None)
    if exif is None:
        return Metadata()
    main: Mapping[int, Any] = quietly(lambda: dict(exif), {})
    detail: Mapping[int, Any] = quietly(lambda: exif.get_ifd(EXIF_IFD), {})
    gps: Mapping[int, Any] = quietly(lambda: exif.get_ifd(GPS_IFD), {})
    return metadata_of(main, detail, gps)


def metadata_of(main: Mapping[int, Any], detail: Mapping[int, Any], gps: Mapping[int, Any]) -> Metadata:
    """The metadata in the three directories of a block."""
    latitude, longitude = _position(gps)
    orientation = number(main.get(0x0112))
    return Metadata(
        orientation=int(orientation) if orientation is not None and 1 <= orientation <= 8 else 1,
        times=_times(main, detail, gps),
        camera=camera_name(text(main.get(0x010F)), text(main.get(0x0110))),
        lens=text(detail.get(0xA434)),
        iso=whole(between(detail.get(0x8827), 1, 10_000_000)),
        exposure_s=between(detail.get(0x829A), 1e-7, 1e6),
        f_number=between(detail.get(0x829D), 0.1, 500),
        focal_mm=between(detail.get(0x920A), 0.1, 20_000),
        latitude=latitude,
        longitude=longitude,
    )


def _exif(image: Image.Image, format_name: str) -> Image.Exif:
    if format_name in _EXIF_FORMATS_IN_TAGS or "Raw profile type exif" in image.info:
        return image.getexif()
    # Not image.getexif(): that would take an orientation from XMP, which no viewer does.
    exif = Image.Exif()
    data = image.info.get("exif")
    if data:
        exif.load(data)
    return exif


def _times(main: Mapping[int, Any], detail: Mapping[int, Any], gps: Mapping[int, Any]) -> ExifTimes:
    return ExifTimes(
        original=_stamp(detail.get(0x9003), detail.get(0x9011), detail.get(0x9291)),
        digitized=_stamp(detail.get(0x9004), detail.get(0x9012), detail.get(0x9292)),
        modified=_stamp(main.get(0x0132), detail.get(0x9010), detail.get(0x9290)),
        gps=_gps_stamp(gps),
    )


def _stamp(clock: Any, offset: Any, subsec: Any) -> Stamp | None:
    spelt = text(clock)
    return Stamp(spelt, text(offset), text(subsec)) if spelt else None


def _gps_stamp(gps: Mapping[int, Any]) -> Stamp | None:
    date, clock = text(gps.get(29)), numbers(gps.get(7))
    if not date or len(clock) != 3 or not all(0 <= part < 61 for part in clock):
        return None
    seconds = round((clock[0] * 3600 + clock[1] * 60 + clock[2]) * 1000)
    hours, rest = divmod(seconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return Stamp(f"{date} {hours:02d}:{minutes:02d}:{rest // 1000:02d}", "Z", f"{rest % 1000:03d}")


def _position(gps: Mapping[int, Any]) -> tuple[float | None, float | None]:
    latitude = _degrees(gps.get(2), text(gps.get(1)), "S", 90)
    longitude = _degrees(gps.get(4), text(gps.get(3)), "W", 180)
    # Exactly 0, 0 is a receiver without a fix, not a boat off Ghana.
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def _degrees(value: Any, ref: str | None, negative: str, limit: int) -> float | None:
    parts = numbers(value)
    if (
        not 1 <= len(parts) <= 3
        or any(part < 0 for part in parts)
        or any(part >= 60.001 for part in parts[1:])
    ):
        return None
    degrees = sum(part / scale for part, scale in zip(parts, (1, 60, 3600), strict=False))
    if degrees > limit:
        return None
    return -degrees if ref and ref.upper().startswith(negative) else degrees


def camera_name(make: str | None, model: str | None) -> str | None:
    """Make and model as people say them: 'Canon EOS 6D', not 'Canon Canon EOS 6D'."""
    if not make or not model:
        return model or make
    brand = make.split()[0]
    known = model.lower().startswith(brand.lower())
    return (model if known else f"{brand if brand.isupper() else make} {model}")[:MAX_NAME]
