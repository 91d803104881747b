"""A camera's raw file: the picture the camera put into it, else one developed from what the sensor saw.

By LibRaw, which is given the bytes and no path. It is loaded when the first raw file is met.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from keepers.media.limits import check_size
from keepers.media.problems import problem

if TYPE_CHECKING:
    import rawpy

#: A preview of this long side is still worth showing when nothing better can be had.
WORTH_SHOWING: Final = 640
# No camera packs this many values of its sensor into one byte: there is no picture in a file that would.
_VALUES_PER_BYTE: Final = 64
# LibRaw's way of telling how a picture lies, as EXIF tells it.
_EXIF_OF_FLIP: Final = {0: 1, 1: 2, 2: 4, 3: 3, 4: 5, 5: 8, 6: 6, 7: 7}


@dataclass
class Raw:
    """An opened raw file. `width`, `height`: of the whole picture as the sensor lies."""

    width: int
    height: int
    orientation: int
    _file: "rawpy.RawPy"
    _bytes: int

    def preview(self) -> "bytes | NDArray[np.uint8] | None":
        """The largest picture in the file, as JPEG or as pixels (uint8 H x W x 3), lying as it is stored."""
        import rawpy  # noqa: PLC0415 - heavy

        try:
            found = self._file.extract_thumb()
        except (rawpy.LibRawError, rawpy.NotSupportedError):
            return None
        if found.format == rawpy.ThumbFormat.JPEG:
            return bytes(found.data)
        pixels = np.asarray(found.data)
        return np.asarray(pixels, np.uint8) if pixels.ndim == 3 and pixels.shape[2] == 3 else None

    def develop(self) -> NDArray[np.uint8]:
        """The picture in half its size, upright, sRGB. Raises truncated, broken or too_large."""
        if self._bytes * _VALUES_PER_BYTE < self.width * self.height:
            raise problem("truncated", width=self.width, height=self.height, size=self._bytes)
        check_size(self.width, self.height, "RGB")
        with _told():
            pixels = self._file.postprocess(half_size=True, use_camera_wb=True, output_bps=8)
        if pixels.min() == pixels.max():
            raise problem("truncated", detail="the sensor's values are missing")
        return np.asarray(pixels, np.uint8)


@contextmanager
def opened(data: bytes) -> Iterator[Raw]:
    """The raw file in `data`. Raises FileUnreadable: unsupported, truncated, broken, too_large."""
    import rawpy  # noqa: PLC0415 - heavy

    with _told():
        file = rawpy.imread(io.BytesIO(data))
    try:
        with _told():
            sizes = file.sizes
        cropped = 0 < sizes.crop_width <= sizes.iwidth and 0 < sizes.crop_height <= sizes.iheight
        width, height = (sizes.crop_width, sizes.crop_height) if cropped else (sizes.iwidth, sizes.iheight)
        if width < 1 or height < 1:
            raise problem("broken", width=width, height=height)
        yield Raw(width, height, _EXIF_OF_FLIP.get(sizes.flip, 1), file, len(data))
    finally:
        file.close()


@contextmanager
def _told() -> Iterator[None]:
    """What LibRaw raises, as one of our reasons."""
    import rawpy  # noqa: PLC0415 - heavy

    try:
        yield
    except (rawpy.LibRawFileUnsupportedError, rawpy.LibRawNotImplementedError) as error:
        raise problem("unsupported", detail=str(error)) from error
    except rawpy.LibRawIOError as error:
        raise problem("truncated", detail=str(error)) from error
    except (rawpy.LibRawTooBigError, rawpy.LibRawUnsufficientMemoryError, MemoryError) as error:
        raise problem("too_large", detail=str(error)) from error
    except (rawpy.LibRawError, rawpy.NotSupportedError) as error:
        raise problem("broken", detail=str(error)) from error
