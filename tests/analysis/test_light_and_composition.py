import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from keepers.analysis import colourfulness, composition, exposure, tilt
from media.pictures import scene

Pixels = NDArray[np.uint8]


def grey(picture: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def lit(picture: Pixels, gain: float, lift: float = 0.0) -> float:
    return exposure.measure(np.clip(grey(picture) * gain + lift, 0, 255).astype(np.uint8)).exposure


def test_a_well_lit_picture_beats_a_dark_a_bright_and_a_flat_one() -> None:
    picture = scene()
    good = lit(picture, 1.0)
    assert good > 0.9
    assert lit(picture, 0.25) < good - 0.2
    assert lit(picture, 0.1) < lit(picture, 0.25)
    assert lit(picture, 2.5, 40) < good - 0.3
    assert lit(picture, 0.15, 110) < good - 0.15


def test_a_night_with_lights_is_not_condemned() -> None:
    night = np.full((300, 400), 8, np.uint8)
    rng = np.random.default_rng(1)
    for x, y in rng.integers(10, 290, (60, 2)):
        cv2.circle(night, (int(x) + 50, int(y)), 4, int(rng.integers(180, 250)), -1)
    black = np.full((300, 400), 8, np.uint8)
    assert exposure.measure(night).exposure > 0.45
    assert exposure.measure(night).exposure > exposure.measure(black).exposure + 0.3


def test_clipped_shares_are_counted() -> None:
    picture = np.full((100, 100), 128, np.uint8)
    picture[:20], picture[90:] = 0, 255
    found = exposure.measure(picture)
    assert found.clip_low == pytest.approx(0.2, abs=1e-3)
    assert found.clip_high == pytest.approx(0.1, abs=1e-3)
    assert found.brightness == pytest.approx((70 * 128 + 10 * 255) / 25500, abs=1e-3)
    assert found.contrast == pytest.approx(1.0)


def test_a_subject_at_a_usual_place_beats_one_in_the_corner() -> None:
    def with_disc(x: int, y: int) -> float:
        picture = np.full((170, 256, 3), (90, 120, 150), np.uint8)
        cv2.circle(picture, (x, y), 22, (230, 60, 40), -1)
        found = composition.measure(picture).composition
        assert found is not None
        return found

    assert min(with_disc(128, 85), with_disc(85, 57), with_disc(170, 113)) > with_disc(236, 150) + 0.3


def test_a_picture_without_structure_has_no_composition() -> None:
    assert composition.measure(np.full((170, 256, 3), 90, np.uint8)) == composition.Composition(None, None)


@pytest.mark.parametrize("degrees", [-4.0, -2.0, 0.0, 1.5, 3.0])
def test_a_leaning_horizon_is_told(degrees: float) -> None:
    picture = np.full((192, 256), 190, np.uint8)
    picture[100:] = 60
    turn = cv2.getRotationMatrix2D((128, 96), -degrees, 1.3)
    leaning = np.asarray(cv2.warpAffine(picture, turn, (256, 192), borderMode=cv2.BORDER_REPLICATE), np.uint8)
    found = tilt.estimate(leaning)
    assert found is not None
    assert found == pytest.approx(degrees, abs=0.7)


def test_without_a_clear_horizon_there_is_no_lean() -> None:
    assert tilt.estimate(np.full((192, 256), 90, np.uint8)) is None
    noise = np.random.default_rng(1).integers(0, 256, (192, 256)).astype(np.uint8)
    assert tilt.estimate(noise) is None
    assert tilt.estimate(noise[:20, :20]) is None


def test_colourfulness_of_grey_and_of_colours() -> None:
    assert colourfulness.measure(np.full((60, 60, 3), 99, np.uint8)) == 0
    muted = scene().astype(np.float32)
    middle = muted.mean(axis=2, keepdims=True)
    faded = (middle + (muted - middle) * 0.3).astype(np.uint8)
    assert colourfulness.measure(scene()) > 2 * colourfulness.measure(faded) > 0


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 80), st.integers(1, 80), st.integers(0, 2**31))
def test_any_picture_gives_values_in_their_ranges(height: int, width: int, seed: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)
    light = exposure.measure(grey(picture))
    for value in (light.exposure, light.brightness, light.contrast, light.clip_low, light.clip_high):
        assert 0 <= value <= 1
    found = composition.measure(picture)
    assert found.composition is None or 0 <= found.composition <= 1
    assert found.tilt_deg is None or -5 <= found.tilt_deg <= 5
    assert colourfulness.measure(picture) >= 0


def test_a_picture_without_a_single_light_part_is_too_dark_and_a_night_with_lights_is_not() -> None:
    """Five stops too little leave nothing above a quarter; a street lamp does."""
    rng = np.random.default_rng(5)
    murky = rng.integers(8, 62, (200, 300), dtype=np.uint8)
    night = murky.copy()
    night[40:60, 100:140] = 240
    assert exposure.measure(murky).exposure < 0.25
    assert exposure.measure(night).exposure > 0.5
