import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.curation.candidate import Candidate
from keepers.curation.score import (
    BAD,
    DECENT,
    NORMAL_WEIGHTS,
    NOT_JUDGED,
    Sliders,
    fault,
    score,
    standing,
    strength,
    weights,
)

unit = st.floats(0, 1)
slider = st.floats(0, 4)
maybe = st.none() | unit


def photo(**values: object) -> Candidate:
    return Candidate(id=1, time_ms=0, **values)  # type: ignore[arg-type]


@given(maybe, maybe, maybe, slider, slider, slider)
def test_a_score_lies_between_the_measured_values(
    a: float | None, b: float | None, c: float | None, x: float, y: float, z: float
) -> None:
    value = score(photo(sharpness=a, light=b, composition=c), weights(Sliders(x, y, z)))
    counted = [v for v, s in ((a, x), (b, y), (c, z)) if v is not None and strength(s) > 0]
    if value is None:
        # A weight can be too small for a float to hold; then it counts as none.
        assert not counted or max(x, y, z) < 1e-300
    else:
        assert min(counted) - 1e-9 <= value <= max(counted) + 1e-9


@given(unit, unit)
def test_what_was_not_measured_drops_out(sharpness: float, light: float) -> None:
    part = score(photo(sharpness=sharpness, light=light))
    assert part is not None
    whole = score(photo(sharpness=sharpness, light=light, composition=part))
    assert whole == pytest.approx(part)


def test_nothing_measured_gives_no_score_and_its_own_standing() -> None:
    assert score(photo()) is None
    assert standing(photo()) == NOT_JUDGED
    assert standing(photo(light=0.9)) == DECENT


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"blank": True, "sharpness": 0.9}, "blank"),
        ({"sharpness": 0.1, "light": 0.9}, "not_sharp"),
        ({"sharpness": 0.9, "light": 0.1, "colour": bytes([20, 128, 128] * 16)}, "too_dark"),
        ({"sharpness": 0.9, "light": 0.1, "colour": bytes([240, 128, 128] * 16)}, "too_bright"),
    ],
)
def test_clearly_bad_photos_are_named_for_what_they_are(values: dict[str, object], code: str) -> None:
    assert fault(photo(**values), NORMAL_WEIGHTS) == code
    assert standing(photo(**values), NORMAL_WEIGHTS) == BAD


def test_a_slider_at_not_at_all_makes_nothing_bad() -> None:
    assert fault(photo(sharpness=0.01, light=0.9), weights(Sliders(sharpness=0))) is None


@given(st.floats(0, 4), st.floats(0, 4))
def test_a_slider_further_right_never_counts_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert strength(low) <= strength(high)


def test_whole_steps_have_their_written_strengths() -> None:
    assert [strength(step) for step in (0, 1, 2, 3, 4)] == [0, 0.5, 1, 2, 4]
