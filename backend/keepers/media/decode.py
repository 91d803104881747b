"""One decode of a picture: scaled while it is unpacked, upright, sRGB, within limits by its header."""

import io
from dataclasses import dataclass

import cv2
import numpy as np
from blake3 import blake3
from numpy.typing import NDArray
from PIL import Image, ImageFile, JpegImagePlugin, UnidentifiedImageError

from keepers.base.errors import FileUnreadable
from keepers.base.reader_errors import READER_ERRORS
from keepers.media import formats, heif, raw
from keepers.media.boxes import ends_inside_a_box
from keepers.media.colour import to_srgb
from keepers.media.limits import check_size
from keepers.media.orientation import upright, upright_size
from keepers.media.problems import problem
from keepers.media.raw_marks import is_raw
from keepers.media.raw_metadata import raw_metadata
from keepers.metadata.exif_basics import Metadata, read_metadata

_OPENERS = {
    "jpeg": ("JPEG",),
    "png": ("PNG",),
    "webp": ("WEBP",),
    "tiff": ("TIFF",),
    "gif": ("GIF",),
    "bmp": ("BMP", "DIB"),
    "heic": (heif.OPENER,),
    "avif": ("AVIF",),
}
# These decoders turn the pixels themselves; doing it again would undo it.
_ALREADY_UPRIGHT = {"heic", "tiff"}
# A JPEG unpacked at 1/2, 1/4 or 1/8 may come out this much smaller than asked: 1008 for 1024 is as good.
_NEAR_ENOUGH = 0.92
_TRUNCATED_WORDS = ("truncated", "end of file", "premature", "too short", "not enough", "no such data", "eof")
_UNSUPPORTED_WORDS = ("unsupported", "unknown compression", "not available", "unsupported_feature")
_JPEG_END = b"\xff\xd9"
_JPEG_SCAN = b"\xff\xda"


@dataclass(frozen=True)
class Decoded:
    """`rgb`: uint8 H x W x 3, upright sRGB, never enlarged. `width`, `height`: of the whole, upright."""

    rgb: NDArray[np.uint8]
    width: int
    height: int
    format: str
    metadata: Metadata


def decode_once(data: bytes, want_long_side: int = 1024, name: str = "") -> Decoded:
    """Unpack the first picture in `data`, its long side about `want_long_side`, less if it is small.

    `name`: of the file; tells a raw file from a TIFF where the content does not.

    Raises FileUnreadable: empty_file, not_a_picture, truncated, broken, too_large, unsupported.
    """
    if not data:
        raise problem("empty_file")
    kind = formats.sniff(data[: formats.HEAD_BYTES])
    if kind is None or formats.is_film(kind):
        raise problem("not_a_picture")
    if kind in {"heic", "avif"} and ends_inside_a_box(data):
        raise problem("truncated")
    if _may_be_raw(data, kind, name):
        try:
            return _decode_raw(data, formats.raw_name(kind, name), kind, want_long_side)
        except FileUnreadable as error:
            # Some scanners call a TIFF what their cameras' raw files are called.
            if kind != "tiff" or error.code != "unsupported" or is_raw(data):
                raise
    try:
        return _decode(data, kind, want_long_side)
    except FileUnreadable as error:
        if error.code == "truncated" and kind == "jpeg" and _lacks_only_its_end(data, want_long_side):
            return _decode(data + _JPEG_END, kind, want_long_side)
        raise


def format_of(data: bytes, name: str = "") -> str | None:
    """What `decode_once` would call the picture, told without unpacking it; None where it is none."""
    kind = formats.sniff(data[: formats.HEAD_BYTES])
    return formats.raw_name(kind, name) if kind is not None and _may_be_raw(data, kind, name) else kind


def _may_be_raw(data: bytes, kind: str, name: str) -> bool:
    return kind in formats.RAWS or (kind == "tiff" and (formats.claims_raw(name) or is_raw(data)))


def scaled(rgb: NDArray[np.uint8], long_side: int) -> NDArray[np.uint8]:
    """`rgb` shrunk by averaging so that its long side is `long_side`; as it is when it is small enough."""
    height, width = rgb.shape[:2]
    # Halving even sizes is far cheaper than the rest of the way done at once, and averages the same pixels.
    while max(height, width) >= 2 * long_side and height % 2 == 0 and width % 2 == 0:
        height, width = height // 2, width // 2
        rgb = np.asarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    longest = max(height, width)
    if longest <= long_side:
        return rgb
    size = (max(1, round(width * long_side / longest)), max(1, round(height * long_side / longest)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _decode(data: bytes, name: str, want: int) -> Decoded:
    try:
        with Image.open(io.BytesIO(data), formats=_OPENERS[name]) as image:
            full = image.size
            scale = _scale_on_load(image, want)
            check_size(*full, image.mode, scale, "progressive" in image.info)
            image.load()
            metadata = read_metadata(image, name)
            # TIFF tells its upright size before, HEIC after it was unpacked.
            full = image.size if scale == 1 else full
            rgb = scaled(np.asarray(to_srgb(_smaller(image, want))), want)
    except Image.DecompressionBombError as error:
        raise problem("too_large") from error
    except (*READER_ERRORS, cv2.error) as error:
        raise problem(_why(error, data, name), detail=str(error)[:200]) from error
    orientation = 1 if name in _ALREADY_UPRIGHT else metadata.orientation
    width, height = upright_size(*full, orientation)
    return Decoded(upright(rgb, orientation), width, height, name, metadata)


def _decode_raw(data: bytes, name: str, kind: str, want: int) -> Decoded:
    """The picture the camera put into a raw file when that is large enough, else a developed one."""
    with raw.opened(data) as file:
        whole = upright_size(file.width, file.height, file.orientation)
        enough = min(want, max(whole) // 2) * _NEAR_ENOUGH
        preview = _preview_of(file, want)
        if preview is None or max(preview.shape) < enough:
            try:
                preview = scaled(file.develop(), want)
            except FileUnreadable:
                if preview is None or max(preview.shape) < raw.WORTH_SHOWING:
                    raise
        return Decoded(preview, *whole, name, raw_metadata(data, kind))


def _preview_of(file: raw.Raw, want: int) -> NDArray[np.uint8] | None:
    """The picture in a raw file, upright; None when there is none that can be unpacked."""
    found = file.preview()
    if found is None:
        return None
    if isinstance(found, bytes):
        try:
            with Image.open(io.BytesIO(found), formats=("JPEG",)) as image:
                check_size(*image.size, image.mode, _scale_on_load(image, want), "progressive" in image.info)
                image.load()
                found = np.asarray(to_srgb(_smaller(image, want)))
        except (FileUnreadable, Image.DecompressionBombError, *READER_ERRORS):
            return None
    height, width = found.shape[:2]
    # Cameras seldom turn it themselves. Where one did, it lies the other way than the sensor.
    turned = file.orientation >= 5 and (width < height) != (file.width < file.height)
    return upright(scaled(found, want), 1 if turned else file.orientation)


def _scale_on_load(image: ImageFile.ImageFile, want: int) -> int:
    """Ask a JPEG to unpack itself smaller, by 2, 4 or 8; the factor it agreed to."""
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        return 1
    longest = max(image.size)
    factor = next((by for by in (8, 4, 2) if longest / by >= want * _NEAR_ENOUGH), 1)
    if factor > 1:
        # The factor is what Pillow makes of the size; the mode stays what it is.
        image.draft(None, (max(1, image.size[0] // factor), max(1, image.size[1] // factor)))
    return max(1, round(longest / max(image.size)))


def _smaller(image: Image.Image, want: int) -> Image.Image:
    """Shrink a large picture by whole numbers first: colour work is then done on few pixels."""
    factor = max(image.size) // want
    if factor < 2 or image.mode in {"P", "PA", "1", "I", "F"} or image.mode.startswith("I;16"):
        return image
    if min(image.size) < factor:
        return image
    smaller = image.reduce(factor)
    smaller.info = image.info
    return smaller


def _why(error: BaseException, data: bytes, name: str) -> str:
    """The problem code for what a decoder raised, told by its words: it has no codes of its own."""
    words = str(error).lower()
    if isinstance(error, MemoryError) or "decompressed data too large" in words:
        return "too_large"
    if isinstance(error, UnidentifiedImageError):
        return "truncated" if name == "jpeg" and _JPEG_SCAN not in data else "broken"
    if isinstance(error, EOFError) or any(word in words for word in _TRUNCATED_WORDS):
        return "truncated"
    if any(word in words for word in _UNSUPPORTED_WORDS):
        return "unsupported"
    return "broken"


def _lacks_only_its_end(data: bytes, want: int) -> bool:
    """Whether a JPEG holds all its pixels and merely misses the end mark, as some phones write it.

    Two different endings are put in its place: pixels that were never there come out different.
    """
    shown = []
    for filling in (b"\x00", b"\x55"):
        try:
            with Image.open(io.BytesIO(data + filling * 64 + _JPEG_END), formats=("JPEG",)) as image:
                if "progressive" not in image.info:
                    # At full size this could fill the memory. A progressive one has to be: unpacked small, it
                    # would not show that its last scans are missing.
                    _scale_on_load(image, want)
                image.load()
                shown.append(blake3(image.tobytes()).digest())
        except READER_ERRORS:
            return False
    return shown[0] == shown[1]
