"""Thumbnails on disk, one pair per content: DIR/hh/<hash>-256.webp and -1024.webp. They can be made anew.

The server asks here where they lie, so nothing heavy is imported until one is made.
"""

import contextlib
import io
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from keepers.base.files import unwritable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Long sides, in pixels; a picture smaller than that is kept in its own size.
SIZES = (256, 1024)

#: Quality and method of WebP. By PSNR, method 0 at 72 equals method 4 at 75, in a quarter of its time.
SETTINGS = {256: (78, 1), 1024: (72, 0)}


def thumb_path(directory: Path, content_hash_hex: str, size: int) -> Path:
    """The file of one thumbnail (`size`: 256 or 1024), whether it is there or not."""
    return directory / content_hash_hex[:2] / f"{content_hash_hex}-{size}.webp"


def write_thumbnails(
    rgb: "NDArray[np.uint8]", small: "NDArray[np.uint8]", directory: Path, content_hash_hex: str
) -> None:
    """Write those of the two that are not there yet, whole or not at all.

    `rgb`: uint8 H x W x 3, upright, long side at most 1024; `small`: the same at most 256.
    Raises DiskFull or WriteFailed: what the disk refuses is no fault of the picture.
    """
    for size, pixels in zip(SIZES, (small, rgb), strict=True):
        path = thumb_path(directory, content_hash_hex, size)
        if not is_whole(path):
            put(path, encoded(pixels, *SETTINGS[size]))


def encoded(rgb: "NDArray[np.uint8]", quality: int, method: int) -> bytes:
    """`rgb` as WebP bytes; `quality` 0..100, `method` 0 (fast) .. 6."""
    from PIL import Image  # noqa: PLC0415 - heavy: the server imports this module

    stream = io.BytesIO()
    Image.fromarray(rgb).save(stream, "WEBP", quality=quality, method=method)
    return stream.getvalue()


def is_whole(path: Path) -> bool:
    """Whether `path` is a WebP of the length it says it has: a power cut may leave less."""
    try:
        with path.open("rb") as stream:
            head = stream.read(12)
            size = os.fstat(stream.fileno()).st_size
    except OSError:
        return False
    return head[:4] == b"RIFF" and head[8:] == b"WEBP" and int.from_bytes(head[4:8], "little") + 8 == size


def put(path: Path, data: bytes) -> None:
    """Write a small picture that can be made anew, whole or not at all. Raises DiskFull or WriteFailed."""
    # No fsync: two of them per photo would cost more than all the rest, and is_whole() notices what is lost.
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise unwritable(error, path) from error
