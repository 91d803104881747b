"""Pictures of faces: a square that lies in the photo, one file a face, strays taken away."""

import os
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from keepers.analysis.faces.crops import SIDE, crop_stem, cut, write_crop
from keepers.analysis.faces.stray_crops import sweep_crops
from keepers.catalog.face_crops import crop_path

HASH = "0123456789abcdef" * 4
share = st.floats(-0.5, 1.5, allow_nan=False)


@given(st.integers(1, 400), st.integers(1, 400), share, share, st.floats(0, 1.5), st.floats(0, 1.5))
def test_it_is_a_square_within_the_photo(
    width: int, height: int, x: float, y: float, w: float, h: float
) -> None:
    shown = cut(np.zeros((height, width, 3), np.uint8), (x, y, w, h))
    assert shown.shape[0] == shown.shape[1]
    assert 1 <= shown.shape[0] <= min(SIDE, width, height)


@given(share, share, share, share)
def test_each_place_has_a_stem_that_is_a_file_name(x: float, y: float, w: float, h: float) -> None:
    stem = crop_stem(HASH, (x, y, w, h))
    assert crop_path(Path("faces"), stem) == Path("faces") / "01" / f"{stem}.webp"


def test_a_crop_is_written_once_and_mended(tmp_path: Path) -> None:
    rgb = np.full((300, 400, 3), 77, np.uint8)
    stem = write_crop(rgb, tmp_path, HASH, (0.4, 0.4, 0.2, 0.2))
    path = crop_path(tmp_path, stem)
    assert path is not None
    whole = path.read_bytes()
    path.write_bytes(whole[:-5])
    assert write_crop(rgb, tmp_path, HASH, (0.4, 0.4, 0.2, 0.2)) == stem
    assert path.read_bytes() == whole
    assert write_crop(rgb, tmp_path, HASH, (0.5, 0.4, 0.2, 0.2)) != stem
    assert len(list(path.parent.iterdir())) == 2


def test_strays_go_and_what_is_new_or_shown_stays(tmp_path: Path) -> None:
    rgb = np.zeros((100, 100, 3), np.uint8)
    shown, stray, new = (write_crop(rgb, tmp_path, HASH, (at, 0.1, 0.2, 0.2)) for at in (0.1, 0.3, 0.5))
    (tmp_path / "01" / ".left.webp.0a").write_bytes(b"half")
    for path in tmp_path.glob("01/*"):
        os.utime(path, (1000, 1000))
    os.utime(tmp_path / "01" / f"{new}.webp", (5000, 5000))
    assert sweep_crops(tmp_path, {shown}, older_than=3000) == 2
    assert {path.stem for path in tmp_path.glob("01/*")} == {shown, new}
    assert stray not in {path.stem for path in tmp_path.glob("01/*")}
    assert sweep_crops(tmp_path / "none", set(), older_than=3000) == 0
