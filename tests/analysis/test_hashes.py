import io

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from keepers.analysis import hashes
from media.pictures import scene

Pixels = NDArray[np.uint8]


def grey(picture: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def resaved(picture: Pixels, quality: int, scale: float) -> Pixels:
    stream = io.BytesIO()
    image = Image.fromarray(picture)
    image.resize((round(image.width * scale), round(image.height * scale))).save(
        stream, "JPEG", quality=quality
    )
    return np.asarray(Image.open(stream), np.uint8)


def apart(a: int, b: int) -> int:
    return (a ^ b).bit_count()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("quality", "scale"), [(95, 1.0), (40, 0.5), (70, 0.25), (85, 1.7)])
def test_a_re_saved_copy_has_nearly_the_same_hashes(seed: int, quality: int, scale: float) -> None:
    picture = scene(seed)
    copy = resaved(picture, quality, scale)
    assert apart(hashes.dhash(grey(picture)), hashes.dhash(grey(copy))) <= 4
    assert apart(hashes.phash(grey(picture)), hashes.phash(grey(copy))) <= 6
    grids = [np.frombuffer(hashes.colour_grid(each), np.uint8).astype(int) for each in (picture, copy)]
    assert np.abs(grids[0] - grids[1]).max() <= 6


def test_different_pictures_lie_far_apart() -> None:
    pictures = [grey(scene(seed)) for seed in range(8)]
    for at, first in enumerate(pictures):
        for second in pictures[at + 1 :]:
            distance = apart(hashes.dhash(first), hashes.dhash(second)) + apart(
                hashes.phash(first), hashes.phash(second)
            )
            assert distance > 24


def test_hashes_are_64_bits_and_the_grid_48_bytes() -> None:
    for size in ((1, 1), (3, 500), (640, 480)):
        picture = scene(1, 640, 480)[: size[1], : size[0]]
        assert 0 <= hashes.dhash(grey(picture)) < 1 << 64
        assert 0 <= hashes.phash(grey(picture)) < 1 << 64
        assert len(hashes.colour_grid(picture)) == 48


def test_the_grid_reads_row_by_row() -> None:
    picture = np.zeros((400, 400, 3), np.uint8)
    picture[:100, 300:] = 255
    grid = np.frombuffer(hashes.colour_grid(picture), np.uint8).reshape(4, 4, 3)
    assert int(grid[0, 3, 0]) == 255
    assert int(grid[:, :, 0].sum()) == 255


def test_hardly_any_detail_is_blank() -> None:
    fog = np.random.default_rng(1).normal(128, 1.5, (200, 300)).astype(np.uint8)
    assert hashes.is_blank(fog)
    assert hashes.is_blank(np.zeros((50, 50), np.uint8))
    assert not hashes.is_blank(grey(scene()))
