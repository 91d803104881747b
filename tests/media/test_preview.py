import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from keepers.media.orientation import upright
from keepers.media.preview import embedded_preview
from media.pictures import encoded, exif, quadrants


def with_preview(preview: bytes, orientation: int = 1) -> bytes:
    """A JPEG whose EXIF holds `preview` in its second directory."""
    block = exif({0x0112: orientation})
    first = block.tobytes()[6:]
    # Behind the first directory: a second one that points to the bytes right after itself.
    start = len(first)
    entries = [(0x0103, 3, 1, 6), (0x0201, 4, 1, start + 2 + 3 * 12 + 4), (0x0202, 4, 1, len(preview))]
    order = "little" if first[:2] == b"II" else "big"
    second = len(entries).to_bytes(2, order)
    for tag, kind, count, value in entries:
        second += tag.to_bytes(2, order) + kind.to_bytes(2, order) + count.to_bytes(4, order)
        second += value.to_bytes(2, order) + b"\0\0" if kind == 3 else value.to_bytes(4, order)
    second += bytes(4)
    at = int.from_bytes(first[4:8], order)
    count = int.from_bytes(first[at : at + 2], order)
    link = at + 2 + count * 12
    linked = first[:link] + start.to_bytes(4, order) + first[link + 4 :]
    return encoded(quadrants(400, 300), exif=b"Exif\x00\x00" + linked + second + preview)


@pytest.fixture
def small() -> bytes:
    return encoded(quadrants(160, 120), quality=80)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "photo.jpg"
    path.write_bytes(data)
    return path


def test_the_preview_of_an_upright_photo_is_handed_on_as_it_is(tmp_path: Path, small: bytes) -> None:
    assert embedded_preview(written(tmp_path, with_preview(small))) == small


@pytest.mark.parametrize("orientation", range(2, 9))
def test_the_preview_of_a_turned_photo_is_turned(tmp_path: Path, small: bytes, orientation: int) -> None:
    data = embedded_preview(written(tmp_path, with_preview(small, orientation)))
    assert data is not None
    with Image.open(io.BytesIO(data)) as image:
        found = np.asarray(image.convert("RGB"), np.int16)
    expected = upright(np.asarray(quadrants(160, 120), np.uint8), orientation)
    assert found.shape == expected.shape
    assert np.abs(found - expected).mean() < 6


def test_no_preview_is_none(tmp_path: Path, small: bytes) -> None:
    for data in (
        encoded(quadrants()),
        encoded(quadrants(), exif=exif({0x0112: 6})),
        encoded(quadrants(), "PNG"),
        b"",
        b"\xff\xd8\xff",
        with_preview(b"not a jpeg at all"),
        with_preview(small)[:400],
    ):
        assert embedded_preview(written(tmp_path, data)) is None
    with pytest.raises(FileNotFoundError):
        embedded_preview(tmp_path / "gone.jpg")
