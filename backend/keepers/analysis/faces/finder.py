"""All that is told of the faces of one picture, from the pixels of its one decode."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from keepers.analysis import sharpness
from keepers.analysis.faces.align import Alignment, Pixels, chip
from keepers.analysis.faces.boxes import Detections, Floats
from keepers.analysis.faces.chosen import FaceModel, FaceModels
from keepers.analysis.faces.crops import write_crop
from keepers.analysis.faces.detect import detector_of, find_faces
from keepers.analysis.faces.embed import Embedder
from keepers.analysis.faces.extent import USUAL_POINTS, share_inside
from keepers.analysis.faces.mesh import FaceMesh
from keepers.analysis.faces.pets import PetFinder, PetLooks
from keepers.analysis.faces.pose import pose
from keepers.analysis.faces.quality import Evidence, pet_quality, quality
from keepers.base.errors import KeepersError
from keepers.base.inference import errors, session

#: A crowd has more faces than anybody wants to name: the largest count.
MOST_FACES: Final = 120
# The chip by which sharpness is judged, whatever the embedder's looks like.
_JUDGED: Final = Alignment(96, (0, 1, 2, 3, 4), ((31, 39), (65, 39), (48, 56), (34, 73), (62, 73)))
_OF_FACES_ALONE: Final = (
    "points",
    "sharpness",
    "yaw",
    "pitch",
    "roll",
    "presence",
    "eye_left",
    "eye_right",
    "smile",
)
# Of a place that was marked as a face, and where no model sees one.
_NOTHING_OF_IT: Final = dict.fromkeys(_OF_FACES_ALONE) | {"quality": 0.0}

Box = tuple[float, float, float, float]


class FaceModelUnusable(KeepersError):  # noqa: N818 - as in base/errors.py
    """A model of faces is there and cannot be opened."""

    code = "face_model_unusable"


@dataclass(frozen=True)
class Seen:
    """One face, or one pet, in the columns of `faces`: x, y, w, h and points are 0..1 of the upright picture.

    `points` float32 x, y pairs as bytes; `vector` float16 of unit length as bytes; `crop` the stem of its
    picture. The rest is described where it is measured.
    """

    x: float
    y: float
    w: float
    h: float
    points: bytes | None
    detector: str
    score: float | None
    size_px: float
    sharpness: float | None
    yaw: float | None
    pitch: float | None
    roll: float | None
    presence: float | None
    eye_left: float | None
    eye_right: float | None
    smile: float | None
    quality: float | None
    crop: str | None
    vector: bytes | None
    kind: str = "person"


class FaceFinder:
    """The sessions of one process, opened once. Not for several threads."""

    def __init__(self, models: FaceModels) -> None:
        detector = models.detector
        self._name = detector.id
        self._large_side = int(detector.preprocessing.get("large_side", 1280))
        self._detector = detector_of(_opened(detector), detector.thresholds.get("score"))
        self._embedder = (
            Embedder(_opened(models.embedder), models.embedder.preprocessing) if models.embedder else None
        )
        self._mesh = FaceMesh(_opened(models.mesh)) if models.mesh else None
        pets = models.pets
        self._pets_name = pets.id if pets else ""
        self._pets = PetFinder(_opened(pets), pets.preprocessing, pets.thresholds) if pets else None
        self._looks = PetLooks(Path(models.looks.path)) if models.looks else None

    def find(
        self, rgb: Pixels, full_height: int, content_hash_hex: str, crops: Path, *, way_up_known: bool
    ) -> list[dict[str, Any]]:
        """The faces of a picture (H x W x 3, upright), the largest first, then pets, as dicts of `Seen`.

        `full_height`: of the whole picture, in pixels. Raises DiskFull or WriteFailed for the crops.
        """
        found = find_faces(self._detector, rgb, way_up_known=way_up_known, large_side=self._large_side)
        found = _largest(found)
        vectors = self._vectors(rgb, list(found.points))
        seen = [
            self._seen(rgb, found.boxes[row], found.points[row], float(found.scores[row]), full_height, each)
            for row, each in enumerate(vectors)
        ]
        seen += self._seen_pets(rgb, full_height)
        return [self._shown(rgb, each, content_hash_hex, crops) for each in seen if each.w > 0 and each.h > 0]

    def at_boxes(
        self,
        rgb: Pixels,
        full_height: int,
        content_hash_hex: str,
        crops: Path,
        wanted: Sequence[tuple[Box, bytes | None]],
    ) -> list[dict[str, Any]]:
        """What is told of faces at known places: `wanted` are boxes (x, y, w, h, 0..1) and points, if known.

        The boxes stay as they are. Where the points are not known, a face is looked for about the box. Where
        none is found nothing is said of it, and its vector is zero, like nobody: what a model makes of a blur
        or of the back of a head is like all other poor faces, and would give them the name of the box.
        """
        height, width = rgb.shape[:2]
        by = np.array([width, height], np.float32)
        placed: list[tuple[Floats, Floats, float | None]] = []
        for box, points in wanted:
            pixels = np.array([box[0], box[1], box[0] + box[2], box[1] + box[3]], np.float32) * np.tile(by, 2)
            if points is not None and len(points) == 40:
                placed.append((pixels, np.frombuffer(points, "<f4").reshape(5, 2) * by, None))
            else:
                placed.append((pixels, *self._points_in(rgb, pixels)))
        vectors = self._vectors(rgb, [points for _, points, _ in placed])
        told = []
        for (box, points), (pixels, at, score), vector in zip(wanted, placed, vectors, strict=True):
            seen = self._seen(rgb, pixels, at, score, full_height, vector)
            shown = self._shown(rgb, seen, content_hash_hex, crops)
            if points is None and score is None:
                shown |= _NOTHING_OF_IT | {"vector": None if vector is None else bytes(len(vector))}
            told.append(shown | dict(zip(("x", "y", "w", "h"), box, strict=True)))
        return told

    def _vectors(self, rgb: Pixels, points: list[Floats]) -> list[bytes | None]:
        return self._embedder.embed(rgb, points) if self._embedder else [None] * len(points)

    def _points_in(self, rgb: Pixels, box: Floats) -> tuple[Floats, float | None]:
        """The points of the face in a box, and how sure the detector is of it; None: they are a guess."""
        height, width = rgb.shape[:2]
        side = float(max(box[2] - box[0], box[3] - box[1], 2.0))
        left, top = (int(max(0, value - side * 0.75)) for value in box[:2])
        right, bottom = (
            int(min(most, value + side * 0.75)) for most, value in ((width, box[2]), (height, box[3]))
        )
        part = rgb[top:bottom, left:right]
        if part.size:
            found = find_faces(self._detector, part, way_up_known=False).moved((1, 1), (left, top))
            middle = (found.boxes[:, :2] + found.boxes[:, 2:]) / 2
            within = ((middle > box[:2]) & (middle < box[2:])).all(axis=1)
            if within.any():
                best = int(np.argmax(np.where(within, found.scores, -1)))
                return found.points[best], float(found.scores[best])
        return box[:2] + USUAL_POINTS * (box[2:] - box[:2]), None

    def _certainty(self, score: float) -> float:
        start, end = self._detector.certain
        return min(1.0, max(0.0, (score - start) / (end - start)))

    def _seen(
        self,
        rgb: Pixels,
        box: Floats,
        points: Floats,
        score: float | None,
        full_height: int,
        vector: bytes | None,
    ) -> Seen:
        height, width = rgb.shape[:2]
        left, top, right, bottom = (float(value) for value in box)
        within = (max(0.0, left), max(0.0, top), min(float(width), right), min(float(height), bottom))
        mesh = self._mesh.measure(rgb, box, points) if self._mesh else None
        held = pose([(float(x), float(y)) for x, y in points])
        upright = chip(rgb, _JUDGED.matrix(points), _JUDGED.side)
        sharp = sharpness.measure(np.asarray(cv2.cvtColor(upright, cv2.COLOR_RGB2GRAY), np.uint8)).sharpness
        evidence = Evidence(
            certainty=1.0 if score is None else self._certainty(score),
            detail_px=bottom - top,
            sharpness=sharp,
            yaw=held.yaw if held else None,
            pitch=held.pitch if held else None,
            presence=mesh.presence if mesh else None,
            apart=mesh.apart if mesh else None,
            inside=share_inside(points, width, height),
        )
        return Seen(
            x=within[0] / width,
            y=within[1] / height,
            w=(within[2] - within[0]) / width,
            h=(within[3] - within[1]) / height,
            points=(points / np.array([width, height], np.float32)).astype("<f4").tobytes(),
            detector=self._name,
            score=score,
            size_px=(within[3] - within[1]) / height * full_height,
            sharpness=sharp,
            yaw=held.yaw if held else None,
            pitch=held.pitch if held else None,
            roll=held.roll if held else None,
            presence=mesh.presence if mesh else None,
            eye_left=mesh.eye_left if mesh else None,
            eye_right=mesh.eye_right if mesh else None,
            smile=mesh.smile if mesh else None,
            quality=quality(evidence),
            crop=None,
            vector=vector,
        )

    def _seen_pets(self, rgb: Pixels, full_height: int) -> list[Seen]:
        pets = self._pets.find(rgb) if self._pets else []
        looks = self._looks.embed(rgb, pets) if self._looks else [None] * len(pets)
        height, width = rgb.shape[:2]
        seen = []
        for pet, vector in zip(pets, looks, strict=True):
            left, top, right, bottom = pet.box
            nothing = dict.fromkeys(_OF_FACES_ALONE)
            seen.append(
                Seen(
                    x=left / width,
                    y=top / height,
                    w=(right - left) / width,
                    h=(bottom - top) / height,
                    detector=self._pets_name,
                    score=pet.score,
                    size_px=(bottom - top) / height * full_height,
                    quality=pet_quality(pet.score, min(right - left, bottom - top)),
                    crop=None,
                    vector=vector,
                    kind=pet.kind,
                    **nothing,
                )
            )
        return seen

    def _shown(self, rgb: Pixels, seen: Seen, content_hash_hex: str, crops: Path) -> dict[str, Any]:
        stem = write_crop(rgb, crops, content_hash_hex, (seen.x, seen.y, seen.w, seen.h))
        return asdict(seen) | {"crop": stem}


def _opened(model: FaceModel) -> Any:
    kinds: tuple[type[Exception], ...] = (*errors(), OSError)
    try:
        return session(Path(model.path), provider=model.provider)
    except kinds as error:
        raise FaceModelUnusable(
            "A model that finds people in photos could not be opened. Check the models in the settings, and "
            "install it again.",
            id=model.id,
        ) from error


def _largest(found: Detections) -> Detections:
    areas = (found.boxes[:, 2] - found.boxes[:, 0]) * (found.boxes[:, 3] - found.boxes[:, 1])
    return found.taken(np.lexsort((found.boxes[:, 0], -areas))[:MOST_FACES])
