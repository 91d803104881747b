"""Cats and dogs: found by a model of things, told apart by their looks, kept apart from people."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from analysis.faces.weights import face_models
from catalog.conftest import Shelf, content
from catalog.test_face_rows import face, record, rows
from keepers.analysis.faces.chosen import FaceModel, FaceModels
from keepers.analysis.faces.finder import FaceFinder
from keepers.analysis.faces.pet_looks import PET_THRESHOLDS, PREFIX, pet_thresholds
from keepers.analysis.faces.pets import decoded
from keepers.analysis.faces.quality import eligible
from keepers.catalog.face_match import cosine
from keepers.catalog.face_rows import FoundFace, Searched
from keepers.media.decode import decode_once
from keepers.people.rule import rule_of


def test_an_animal_put_into_the_answer_comes_out_where_it_was_put() -> None:
    side = 416
    answer = np.zeros((sum((side // stride) ** 2 for stride in (8, 16, 32)), 85), np.float32)
    column, row, stride = 5, 3, 16
    at = (side // 8) ** 2 + row * (side // stride) + column
    answer[at, :5] = (0.5, 0.25, np.log(4), np.log(2), 0.9)
    answer[at, 5 + 16] = 0.8
    answer[at + 1, 4], answer[at + 1, 5 + 21] = 1, 1  # a bear
    boxes, scores, things = decoded(answer, side, 0.5)
    assert things.tolist() == [16]
    assert np.isclose(scores[0], 0.72)
    x, y = 5.5 * 16, 3.25 * 16
    assert np.allclose(boxes[0], (x - 32, y - 16, x + 32, y + 16), atol=1e-3)


def test_their_thresholds_are_a_rule() -> None:
    assert pet_thresholds(f"{PREFIX}search-basic@12345678") == PET_THRESHOLDS
    assert pet_thresholds("reid-0095@12345678") is None
    rule = rule_of(PET_THRESHOLDS)
    assert rule.core > rule.same > rule.unsure


@pytest.mark.photos
@pytest.mark.models
def test_pets_are_found_beside_people(photos_dir: Path, models_dir: Path, tmp_path: Path) -> None:
    looks = tmp_path / "search-basic"
    looks.mkdir()
    shutil.copyfile(models_dir / "lite2_conse_image_tower.onnx", looks / "image.onnx")
    people = face_models(models_dir)
    nano = FaceModel("yolox", "yolox@1", str(models_dir / "yolox_nano_416.onnx"), {"order": "BGR"}, {})
    models = FaceModels(
        people.detector,
        people.embedder,
        people.mesh,
        nano,
        FaceModel("search-basic", "looks:s@1", str(looks)),
    )
    assert FaceModels.from_dict(models.as_dict()) == models
    assert models.search != people.search
    finder = FaceFinder(models)
    found = {}
    for name in ("cat_brown", "dog_toshi_red", "turtle_brown_blue"):
        rgb = decode_once((photos_dir / f"photos/{name}.jpg").read_bytes()).rgb
        found[name] = finder.find(rgb, rgb.shape[0], "cd" * 32, tmp_path / "faces", way_up_known=True)
    assert [each["kind"] for each in found["cat_brown"]] == ["cat"]
    assert [each["kind"] for each in found["dog_toshi_red"]] == ["dog"]
    assert found["turtle_brown_blue"] == []
    (cat,), (dog,) = found["cat_brown"], found["dog_toshi_red"]
    assert eligible(dog["quality"])
    assert cosine(cat["vector"], dog["vector"]) < PET_THRESHOLDS["unsure"]
    assert np.linalg.norm(np.frombuffer(cat["vector"], "<f2").astype(np.float32)) == pytest.approx(
        1, abs=2e-3
    )


def pet(kind: str, *box: float) -> FoundFace:
    return FoundFace(face(box).columns, b"\x00\x00\x00<", kind)  # type: ignore[arg-type]


def test_pets_and_people_are_kept_apart_in_the_catalogue(tmp_path: Path) -> None:
    from catalog.test_face_rows import a_shelf

    with a_shelf() as shelf:
        photo = shelf.add("a.jpg")
        place = (0.1, 0.1, 0.2, 0.2)
        both = Searched(
            content("sea"),
            "word",
            "reid@1",
            0.6,
            [face(place), pet("cat", *place)],
            pets=True,
            looks="looks:s@1",
        )
        assert len(record(shelf, photo, both)) == 2
        assert rows(
            shelf,
            "SELECT f.kind, v.model FROM faces f JOIN face_vectors v ON v.face_id = f.id ORDER BY f.kind",
        ) == [("cat", "looks:s@1"), ("person", "reid@1")]
        assert record(shelf, photo, both) == set()
        # Without a model of pets those that are known stay; with one that sees none they go.
        assert record(shelf, photo, Searched(content("sea"), "word", "reid@1", 0.6, [face(place)])) == set()
        assert kinds(shelf) == ["cat", "person"]
        gone = Searched(content("sea"), "word", "reid@1", 0.6, [face(place)], pets=True, looks="looks:s@1")
        assert len(record(shelf, photo, gone)) == 1
        assert kinds(shelf) == ["person"]


def kinds(shelf: Shelf) -> list[str]:
    return [kind for (kind,) in rows(shelf, "SELECT kind FROM faces ORDER BY kind")]
