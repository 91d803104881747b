import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from keepers.analysis.sharpness import measure
from media.pictures import scene

Grey = NDArray[np.uint8]


def grey(seed: int = 1) -> Grey:
    # As a lens and a sensor draw edges: not of one pixel.
    picture = cv2.GaussianBlur(scene(seed, 1024, 768), (0, 0), 0.6)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def blurred(picture: Grey, sigma: float) -> Grey:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def grainy(picture: Grey, amount: float, lumps: float = 0.0, seed: int = 0) -> Grey:
    noise = np.random.default_rng(seed).normal(0, 1, picture.shape)
    if lumps:
        noise = cv2.GaussianBlur(noise, (0, 0), lumps)
    return np.clip(picture + noise / noise.std() * amount, 0, 255).astype(np.uint8)


def sharpness(picture: Grey) -> float:
    return measure(picture).sharpness


@pytest.mark.parametrize("seed", range(4))
def test_more_blur_is_less_sharp(seed: int) -> None:
    levels = [
        sharpness(grey(seed)),
        *(sharpness(blurred(grey(seed), sigma)) for sigma in (0.8, 1.2, 2, 3, 5)),
    ]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] > 0.6
    assert levels[-1] < 0.2


@pytest.mark.parametrize("amount", [3, 8, 20])
@pytest.mark.parametrize("lumps", [0.0, 0.7, 1.5])
def test_noise_is_not_detail(amount: float, lumps: float) -> None:
    picture = grey()
    for sigma in (0.0, 1.5, 3.0):
        soft = blurred(picture, sigma) if sigma else picture
        assert sharpness(grainy(soft, amount, lumps)) <= sharpness(soft) + 0.03
    assert sharpness(grainy(blurred(picture, 2), amount, lumps)) < sharpness(picture)


@pytest.mark.parametrize("angle", [0, 30, 90, 135])
def test_a_movement_in_any_direction_is_seen(angle: int) -> None:
    length = 13
    streak = np.zeros((length, length), np.float32)
    streak[length // 2] = 1
    turn = cv2.getRotationMatrix2D((length // 2, length // 2), angle, 1)
    streak = cv2.warpAffine(streak, turn, (length, length))
    moved = np.asarray(cv2.filter2D(grey(), -1, streak / streak.sum()), np.uint8)
    assert sharpness(moved) < 0.75 * sharpness(grey())


def test_one_sharp_subject_before_a_soft_background_is_sharp() -> None:
    picture = grey()
    portrait = blurred(picture, 8)
    portrait[250:550, 350:650] = picture[250:550, 350:650]
    assert sharpness(portrait) > 0.75 * sharpness(picture)
    assert sharpness(portrait) > 2 * sharpness(blurred(picture, 3))


def test_contrast_hardly_matters() -> None:
    picture = grey()
    faded = (picture * 0.4 + 80).astype(np.uint8)
    assert abs(sharpness(faded) - sharpness(picture)) < 0.15


def test_texture_does_not_beat_edges_by_much() -> None:
    rng = np.random.default_rng(3)
    sand = rng.integers(60, 190, (768, 1024)).astype(np.uint8)
    assert sharpness(sand) <= 1.0
    assert sharpness(blurred(sand, 2)) < sharpness(grey())


def test_the_noise_is_estimated() -> None:
    soft = blurred(grey(), 3)
    for amount in (4, 10):
        assert abs(measure(grainy(soft, amount)).noise - amount) < 0.25 * amount
    assert measure(soft).noise < 1.0


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 2**31))
def test_any_small_picture_has_a_value_between_0_and_1(height: int, width: int, seed: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (height, width)).astype(np.uint8)
    found = measure(picture)
    assert 0 <= found.sharpness <= 1
    assert found.noise >= 0


def test_a_flat_picture_is_not_sharp() -> None:
    assert measure(np.full((600, 800), 128, np.uint8)).sharpness == 0
