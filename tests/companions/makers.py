"""Files that belong together, made as cameras and phones make them."""

import io
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import Image, TiffImagePlugin

from media.films import SINCE_1904, box, film, keyed, patched
from media.pictures import encoded, exif, quadrants

NOON = datetime(2024, 5, 4, 12, 30, 15, tzinfo=UTC)
MAKE, MODEL = "Keepers", "Test"


def jpeg(
    seed: int = 1, taken: datetime = NOON, model: str = MODEL, size: tuple[int, int] = (96, 64)
) -> bytes:
    """A JPEG of this second; another seed gives other bytes of the same look."""
    block = exif({0x010F: MAKE, 0x0110: model}, {0x9003: f"{taken:%Y:%m:%d %H:%M:%S}"})
    return encoded(quadrants(*size), exif=block, quality=95, comment=f"number {seed}".encode())


def raw(seed: int = 1, taken: datetime = NOON, model: str = MODEL) -> bytes:
    """A DNG without any preview, of this second."""
    values = np.asarray(quadrants(96, 64).convert("L"), np.uint16) * 16
    values = np.roll(values, seed, axis=0)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, kind, value in (
        (254, 4, 0), (262, 3, 32803), (271, 2, MAKE), (272, 2, model), (274, 3, 1),
        (33421, 3, (2, 2)), (33422, 1, bytes((0, 1, 1, 2))), (50706, 1, bytes((1, 4, 0, 0))),
        (50707, 1, bytes((1, 1, 0, 0))), (50708, 2, "Keepers Test"), (50714, 3, 0), (50717, 4, 4095),
        (50721, 10, (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)), (50728, 5, (1.0, 1.0, 1.0)),
        (50778, 3, 21), (34665, 4, {0x9003: f"{taken:%Y:%m:%d %H:%M:%S}"}),
    ):  # fmt: skip
        tags.tagtype[tag] = kind
        tags[tag] = value
    stream = io.BytesIO()
    Image.fromarray(values).save(stream, "TIFF", tiffinfo=tags)
    return stream.getvalue()


def live_film(
    folder: Path,
    taken: datetime = NOON,
    content_id: str | None = None,
    seconds: float = 2,
    unset: bool = False,
) -> bytes:
    """A film that can be played, begun at `taken` in UTC; as Apple's phones mark it where there is an id.

    `unset`: the clock of what made it says nothing.
    """
    path = film(folder / "made for a test.mov", seconds=seconds)
    patched(path, made_1904_s=0 if unset else round(taken.timestamp()) + SINCE_1904)
    data = path.read_bytes()
    path.unlink()
    if content_id is None:
        return data
    # The head is the last of its boxes, so that nothing behind it moves when it grows.
    at = data.rindex(b"moov") - 4
    assert at + int.from_bytes(data[at : at + 4], "big") == len(data)
    return data[:at] + box(b"moov", data[at + 8 :], keyed(content_identifier=content_id))
