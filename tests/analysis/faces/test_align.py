"""Faces set upright: the similarity is exact where there is one, and pixels come where they belong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.analysis.faces.align import Alignment, chip, similarity
from keepers.base.errors import Invalid
from keepers.models.catalogue import Catalogue

small = st.floats(-200, 200, allow_nan=False, width=32)


@given(
    st.lists(st.tuples(small, small), min_size=2, max_size=6, unique=True),
    st.floats(-3.1, 3.1),
    st.floats(0.2, 5),
    small,
    small,
)
def test_a_similarity_is_found_again(
    points: list[tuple[float, float]], turn: float, scale: float, right: float, down: float
) -> None:
    source = np.array(points, np.float32)
    if float(((source - source.mean(axis=0)) ** 2).sum()) < 1:
        return
    cos, sin = scale * np.cos(turn), scale * np.sin(turn)
    target = (source @ np.array([[cos, sin], [-sin, cos]]) + (right, down)).astype(np.float32)
    found = similarity(source, target)
    assert np.allclose(source @ found[:, :2].T + found[:, 2], target, atol=0.05 * max(1, scale))
    assert np.isclose(found[0, 0], found[1, 1]), "never a mirror"
    assert np.isclose(found[0, 1], -found[1, 0])


def test_points_on_one_place_are_moved_alone() -> None:
    found = similarity(np.full((5, 2), 7, np.float32), np.full((5, 2), 9, np.float32))
    assert np.allclose(found, [[1, 0, 2], [0, 1, 2]])


@pytest.mark.parametrize("model_id", ["reid-0095", "dlib-resnet", "sface"])
def test_the_catalogue_says_where_points_belong(model_id: str) -> None:
    entry = Catalogue.packaged().get(model_id)
    wanted = Alignment.of(entry.preprocessing)
    assert len(wanted.which) == (4 if model_id == "dlib-resnet" else 5)
    # The eyes above the mouth, left of the right ones, all within the chip.
    assert all(0 < x < wanted.side and 0 < y < wanted.side for x, y in wanted.places)
    assert wanted.places[0][0] < wanted.places[1][0]
    assert wanted.places[0][1] < wanted.places[-1][1]
    face = np.array([(100, 100), (160, 100), (130, 130), (108, 165), (152, 165)], np.float32)
    matrix = wanted.matrix(face)
    placed = face[list(wanted.which)] @ matrix[:, :2].T + matrix[:, 2]
    assert np.abs(placed - np.array(wanted.places)).max() < wanted.side / 12


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"side": 112},
        {"side": 112, "points": [[0.1, 0.2]]},
        {"side": 10**6, "points": [[0, 0]] * 5},
        {"side": "x", "points": 3},
    ],
)
def test_what_makes_no_alignment_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        Alignment.of(said)


@pytest.mark.parametrize("scale", [0.11, 0.3, 0.49, 0.7, 2.0])
@pytest.mark.parametrize("turn", [0.0, 0.6, np.pi / 2])
def test_pixels_come_where_the_points_go(scale: float, turn: float) -> None:
    """A white disc about a point is, in the chip, about where the matrix takes that point."""
    picture = np.zeros((900, 1000, 3), np.uint8)
    rows, columns = np.mgrid[:900, :1000]
    picture[(columns - 430) ** 2 + (rows - 510) ** 2 < 60**2] = 255
    cos, sin = scale * np.cos(turn), scale * np.sin(turn)
    matrix = np.array([[cos, -sin, 0], [sin, cos, 0]], np.float32)
    side = 128
    matrix[:, 2] = side / 2 - matrix[:, :2] @ (430, 510)
    cut = chip(picture, matrix, side)[:, :, 0].astype(float)
    if scale < 1:
        weights = cut.sum()
        middle = (
            (cut * np.mgrid[:side, :side][1]).sum() / weights,
            (cut * np.mgrid[:side, :side][0]).sum() / weights,
        )
        assert np.allclose(middle, side / 2, atol=0.75)
        assert np.isclose(weights / 255, np.pi * (60 * scale) ** 2, rtol=0.12)


def test_a_face_beyond_the_picture_is_black() -> None:
    picture = np.full((50, 50, 3), 200, np.uint8)
    away = np.array([[0.2, 0, -500], [0, 0.2, -500]], np.float32)
    assert not chip(picture, away, 64).any()
