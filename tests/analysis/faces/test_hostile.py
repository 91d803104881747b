"""Odd pictures and odd answers of models: bounded work, and never a failure of the photo."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from keepers.analysis.faces import centerface
from keepers.analysis.faces.boxes import MOST_BOXES, Detections, Floats, believable, one_each
from keepers.analysis.faces.detect import find_faces
from keepers.analysis.faces.embed import unit
from keepers.analysis.faces.pets import _MOST, PetFinder
from keepers.analysis.faces.quality import ELIGIBLE, eligible
from keepers.analysis.faces.station import FaceStation
from keepers.media.decode import Decoded, decode_once

FACE = (10.0, 10.0, 60.0, 70.0)
POINTS = np.array([(25, 32), (46, 32), (35, 44), (26, 54), (45, 54)], np.float32)


class Saying:
    """A detector that says the same of every picture; keeps the sizes that it was shown."""

    fixed: int | None = None
    certain = (0.75, 0.90)
    upright = 0.92

    def __init__(self, *boxes: tuple[float, ...], points: Floats = POINTS) -> None:
        self.boxes = np.array(boxes, np.float32).reshape(-1, 4)
        self.points = np.repeat(points[None], len(self.boxes), axis=0)
        self.shown: list[tuple[int, ...]] = []

    def find(self, padded: Floats) -> Detections:
        self.shown.append(padded.shape)
        return Detections(self.boxes, np.full(len(self.boxes), 0.95, np.float32), self.points)


@pytest.mark.parametrize("size", [(1, 1), (1, 1024), (1024, 1), (51, 1024), (1024, 51), (2, 3)])
def test_pictures_of_any_shape_are_searched_in_bounded_pieces(size: tuple[int, int]) -> None:
    for fixed in (None, 640):
        detector = Saying()
        detector.fixed = fixed
        assert len(find_faces(detector, np.zeros((*size, 3), np.uint8), way_up_known=False)) == 0
        assert 4 <= len(detector.shown) <= 16
        assert all(tall % 32 == wide % 32 == 0 for tall, wide, _ in detector.shown)
        assert all(tall * wide <= 1280 * 1280 for tall, wide, _ in detector.shown)


@pytest.mark.parametrize("wild", [np.nan, np.inf, -np.inf, 1e30])
def test_what_is_no_place_is_no_face(wild: float) -> None:
    rgb = np.zeros((640, 640, 3), np.uint8)
    assert len(find_faces(Saying(FACE), rgb, way_up_known=True)) == 1
    assert len(find_faces(Saying(FACE, points=POINTS * wild), rgb, way_up_known=True)) == 0
    odd = (FACE[0], FACE[1], wild, FACE[3])
    assert len(find_faces(Saying(odd, FACE), rgb, way_up_known=True)) == (1 if wild != 1e30 else 2)


def test_a_map_that_is_a_face_everywhere_is_no_endless_work() -> None:
    rows, columns = 240, 320
    heat = np.linspace(0.6, 0.9, rows * columns, dtype=np.float32).reshape(rows, columns)
    scale, offset = np.full((2, rows, columns), -1, np.float32), np.zeros((2, rows, columns), np.float32)
    found = centerface.decoded(heat, scale, offset, np.zeros((10, rows, columns), np.float32), 0.5)
    assert len(found) == rows * columns
    kept = one_each(believable(found))
    assert 0 < len(kept) <= MOST_BOXES
    assert kept.scores.min() > np.partition(found.scores, -MOST_BOXES - 1)[-MOST_BOXES - 1]


class AllCats:
    """A session of a model that sees a small cat at every place, or cats without a place."""

    def __init__(self, size: float) -> None:
        side = 640
        cells = sum((side // stride) ** 2 for stride in (8, 16, 32))
        self.answer = np.zeros((1, cells, 85), np.float32)
        self.answer[..., 4], self.answer[..., 5 + 15] = 1, np.linspace(0.6, 1, cells)
        self.answer[..., 2:4] = size

    def get_inputs(self) -> list[Any]:
        return [type("Input", (), {"name": "images", "shape": [1, 3, 640, 640]})]

    def run(self, _wanted: None, _given: dict[str, Any]) -> list[Any]:
        return [self.answer]


def test_a_wall_of_cats_is_a_few() -> None:
    rgb = np.zeros((640, 640, 3), np.uint8)
    assert len(PetFinder(AllCats(size=-0.5), {}, {}).find(rgb)) == _MOST
    assert PetFinder(AllCats(size=np.nan), {}, {}).find(rgb) == []


@pytest.fixture
def decoded() -> Decoded:
    return decode_once(cv2.imencode(".png", np.zeros((32, 32, 3), np.uint8))[1].tobytes())


@pytest.mark.parametrize("odd", [IndexError, KeyError, ValueError, OverflowError])
def test_a_model_that_answers_in_another_shape_fails_no_look(
    decoded: Decoded, tmp_path: Path, odd: type[Exception]
) -> None:
    class Odd:
        def find(self, *_: object, **__: object) -> list[dict[str, Any]]:
            raise odd("another shape than was promised")

    station = FaceStation()
    station._finder = Odd()  # type: ignore[assignment]
    assert station.beside_the_look(decoded, "ab" * 32, tmp_path) is None


def test_who_could_not_tell_has_said_nothing() -> None:
    assert eligible(ELIGIBLE, "unsure")
    assert not eligible(ELIGIBLE / 2, "unsure")
    assert eligible(0.0, "face")
    assert not eligible(1.0, "not_face")


@pytest.mark.parametrize(
    "row", [np.zeros(4), np.full(4, np.nan), np.array([1, np.inf, 0, 0]), np.full(4, 1e-12)]
)
def test_an_embedding_without_a_length_is_none(row: Floats) -> None:
    assert unit(row.astype(np.float32)) is None
    told = unit(np.array([3, 0, 0, -4], np.float32))
    assert told is not None
    assert np.frombuffer(told, "<f2").tolist() == pytest.approx([0.6, 0, 0, -0.8], abs=1e-3)
