"""Real weights on real photos: who is found, how upright, who is like whom, who may stand for a person."""

import csv
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from analysis.faces.weights import face_models
from keepers.analysis.faces.detect import detector_of, find_faces
from keepers.analysis.faces.finder import FaceFinder, FaceModelUnusable
from keepers.analysis.faces.quality import ELIGIBLE, eligible
from keepers.base.inference import session
from keepers.catalog.face_crops import crop_path
from keepers.catalog.face_match import cosine
from keepers.media.decode import decode_once

pytestmark = [pytest.mark.photos, pytest.mark.models]

HASH = "ab" * 32


def picture(path: Path) -> NDArray[np.uint8]:
    return decode_once(path.read_bytes(), name=path.name).rgb


def seen(finder: FaceFinder, rgb: NDArray[np.uint8], crops: Path, known: bool = True) -> list[dict[str, Any]]:
    return finder.find(rgb, rgb.shape[0], HASH, crops, way_up_known=known)


def test_every_nose_is_in_a_face_and_no_alarm_stands_for_a_person(
    finder: FaceFinder, photos_dir: Path, tmp_path: Path
) -> None:
    with (photos_dir / "faces/detect/noses.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    missed, alarms = 0, []
    for row in rows:
        faces = seen(finder, picture(photos_dir / row["path"]), tmp_path)
        width, height = int(row["width"]), int(row["height"])
        for nose in filter(None, row["nose_points_x,y"].split(";")):
            x, y = map(float, nose.split(","))
            mine = [
                face
                for face in faces
                if 0 <= x / width - face["x"] <= face["w"] and 0 <= y / height - face["y"] <= face["h"]
            ]
            missed += not mine
            if mine:
                faces.remove(mine[0])
        alarms += faces
    assert len(rows) == 18
    assert missed <= 2, "46 noses, recall .95"
    assert not [face for face in alarms if eligible(face["quality"])]


def test_what_is_told_of_a_face(finder: FaceFinder, photos_dir: Path, tmp_path: Path) -> None:
    rgb = picture(photos_dir / "faces/detect/005_A.jpg")
    (face,) = finder.find(rgb, 3000, HASH, tmp_path, way_up_known=True)
    points = np.frombuffer(face["points"], "<f4").reshape(5, 2)
    assert (
        (points > (face["x"], face["y"])) & (points < (face["x"] + face["w"], face["y"] + face["h"]))
    ).all()
    assert points[0, 0] < points[1, 0]
    assert face["size_px"] == pytest.approx(face["h"] * 3000, rel=1e-3)
    assert face["detector"] == "yunet-n"
    assert face["score"] > 0.85
    assert face["presence"] > 0.9
    assert abs(face["roll"]) < 15
    assert 0.12 < face["eye_left"] < 0.6
    assert face["quality"] > 1.5 * ELIGIBLE
    vector = np.frombuffer(face["vector"], "<f2").astype(np.float32)
    assert vector.size == 256
    assert np.linalg.norm(vector) == pytest.approx(1, abs=2e-3)
    crop = crop_path(tmp_path, face["crop"])
    assert crop is not None
    shown = cv2.imread(str(crop))
    assert shown.shape == (160, 160, 3)
    assert list(tmp_path.rglob("*.webp")) == [crop]
    assert all(type(value) in {float, int, str, bytes, type(None)} for value in face.values())


def test_the_same_picture_gives_the_same_faces(finder: FaceFinder, photos_dir: Path, tmp_path: Path) -> None:
    rgb = picture(photos_dir / "faces/groups/bbt4.jpg")
    assert seen(finder, rgb, tmp_path) == seen(finder, rgb, tmp_path)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_picture_that_lies_is_found_out(
    finder: FaceFinder, photos_dir: Path, tmp_path: Path, turns: int
) -> None:
    """Scans say nothing of how they lie: the same people are found, with the same faces."""
    rgb = picture(photos_dir / "faces/groups/identification1.jpg")
    upright = seen(finder, rgb, tmp_path)
    lying = seen(finder, np.ascontiguousarray(np.rot90(rgb, turns)), tmp_path, known=False)
    assert len(lying) == len(upright) == 4
    for face in lying:
        assert max(cosine(face["vector"], other["vector"]) for other in upright) > 0.8
        assert abs(abs(face["roll"]) - {1: 90, 2: 180, 3: 90}[turns]) < 30


def test_small_faces_behind_are_found_in_a_second_search(finder: FaceFinder, photos_dir: Path) -> None:
    """Ten people in a photo of 1,000 pixels, each about as large as a thumb nail in it."""
    one = picture(photos_dir / "faces/detect/001_A.jpg")
    person = cv2.resize(one[150:480, 120:450], (60, 60), interpolation=cv2.INTER_AREA)
    crowd = np.full((680, 1020, 3), 128, np.uint8)
    for number in range(10):
        x, y = 40 + number % 5 * 200, 120 + number // 5 * 300
        crowd[y : y + 60, x : x + 60] = person
    found = find_faces(finder._detector, crowd, way_up_known=True)
    assert len(found) == 10


def test_a_model_that_takes_one_size_searches_in_tiles(models_dir: Path, photos_dir: Path) -> None:
    fixed = detector_of(session(models_dir / "face_detection_yunet_2023mar.onnx"), 0.6)
    assert fixed.fixed == 640
    rgb = picture(photos_dir / "faces/groups/bbt1.jpg")
    wide = np.ascontiguousarray(np.tile(rgb[:, :900], (1, 1, 1)))
    found = find_faces(fixed, wide, way_up_known=True)
    assert len(found) == 4


def test_people_are_told_apart_by_each_embedder(photos_dir: Path, models_dir: Path, tmp_path: Path) -> None:
    names = [
        f"{name}/{name}_{number:04d}.jpg" for name in ("Tony_Blair", "Hugo_Chavez") for number in (1, 2, 3)
    ]
    for embedder, same in (("reid-0095", 0.45), ("dlib-resnet", 0.915)):
        finder = FaceFinder(face_models(models_dir, embedder=embedder))
        vectors = [
            max(seen(finder, picture(photos_dir / "faces/lfw10" / name), tmp_path), key=lambda f: f["w"])[
                "vector"
            ]
            for name in names
        ]
        for a in range(6):
            for b in range(a):
                likeness = cosine(vectors[a], vectors[b])
                assert (likeness >= same - 0.05) if a // 3 == b // 3 else (likeness < same)


def test_a_drawn_box_gets_the_face_in_it(finder: FaceFinder, photos_dir: Path, tmp_path: Path) -> None:
    rgb = picture(photos_dir / "faces/groups/bbt3.jpg")
    faces = seen(finder, rgb, tmp_path)
    one = faces[0]
    box = (one["x"] - 0.02, one["y"] - 0.03, one["w"] + 0.05, one["h"] + 0.05)
    nothing = (0.0, 0.9, 0.06, 0.09)
    drawn, empty = finder.at_boxes(rgb, rgb.shape[0], HASH, tmp_path, [(box, None), (nothing, None)])
    assert tuple(drawn[name] for name in ("x", "y", "w", "h")) == box
    assert cosine(drawn["vector"], one["vector"]) > 0.9
    # Where no face is seen there is nothing to compare, and nothing to take for the points of one later on.
    assert (empty["score"], empty["points"], empty["quality"]) == (None, None, 0.0)
    assert empty["vector"] == bytes(len(one["vector"]))
    assert empty["crop"] is not None
    # Points that are known are taken as they are: another model's vectors are of the same face.
    (again,) = finder.at_boxes(
        rgb, rgb.shape[0], HASH, tmp_path, [((one["x"], one["y"], one["w"], one["h"]), one["points"])]
    )
    assert cosine(again["vector"], one["vector"]) > 0.99


def test_without_embedder_and_mesh_faces_are_found_all_the_same(
    photos_dir: Path, models_dir: Path, tmp_path: Path
) -> None:
    finder = FaceFinder(face_models(models_dir, embedder=None, mesh=None))
    faces = seen(finder, picture(photos_dir / "faces/groups/bbt4.jpg"), tmp_path)
    assert len(faces) == 6
    assert all(face["vector"] is None and face["presence"] is None for face in faces)
    assert all(eligible(face["quality"]) for face in faces)


def test_odd_pictures_have_no_faces_and_break_nothing(finder: FaceFinder, tmp_path: Path) -> None:
    dice = np.random.default_rng(0)
    for shape in ((1, 1, 3), (1, 1024, 3), (1024, 2, 3), (33, 31, 3), (640, 640, 3)):
        noise = dice.integers(0, 256, shape, dtype=np.uint8)
        assert not [face for face in seen(finder, noise, tmp_path, known=False) if eligible(face["quality"])]


def test_a_model_that_is_no_model_is_told(models_dir: Path, tmp_path: Path) -> None:
    models = face_models(models_dir)
    broken = tmp_path / "model.onnx"
    broken.write_bytes(b"no model at all")
    with pytest.raises(FaceModelUnusable, match="could not be opened"):
        FaceFinder(type(models)(type(models.detector)("x", "x@1", str(broken))))
    with pytest.raises(FaceModelUnusable):
        FaceFinder(type(models)(type(models.detector)("x", "x@1", str(tmp_path / "gone.onnx"))))
