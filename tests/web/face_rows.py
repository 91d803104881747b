"""Faces put into a library as a job would, so that the API can be tried without a model."""

import sqlite3
from dataclasses import dataclass

import numpy as np
from PIL import Image

from keepers.catalog.face_crops import crop_path
from keepers.library import Library

MODEL = "reid-0095@12345678"


@dataclass(frozen=True)
class PutFace:
    """A face that was put in, what its vector is in bytes, and the stem of its picture."""

    id: int
    vector: bytes
    stem: str


def vector(
    seed: int, near: int | None = None, *, apart: float = 0.3
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float16]]":
    """A vector of unit length; with `near` one that is like that seed's."""
    made = np.random.default_rng(seed).normal(size=256)
    if near is not None:
        made = np.random.default_rng(near).normal(size=256) + apart * made
    unit: np.ndarray[tuple[int, ...], np.dtype[np.float16]] = (made / np.linalg.norm(made)).astype(np.float16)
    return unit


def put_face(
    library: Library,
    asset_id: int,
    seed: int,
    *,
    near: int | None = None,
    person: int | None = None,
    box: tuple[float, float, float, float] = (0.2, 0.2, 0.3, 0.4),
    model: str = MODEL,
) -> PutFace:
    """A found face with a vector and a picture, of `person` if one is told."""
    raw = vector(seed, near).tobytes()
    stem = f"{seed:08x}face"

    def write(connection: sqlite3.Connection) -> int:
        made = connection.execute(
            "INSERT INTO faces (asset_id, source, x, y, w, h, detector, score, size_px, sharpness, quality,"
            " crop, found_at) VALUES (?, 'found', ?, ?, ?, ?, 'yunet-n', 0.9, 120, 0.8, 0.8, ?, 1)",
            (asset_id, *box, stem),
        ).lastrowid
        assert made is not None
        connection.execute("INSERT INTO face_vectors VALUES (?, ?, ?)", (made, model, raw))
        connection.execute(
            "INSERT OR IGNORE INTO face_searches (asset_id, made_by, searched_at) VALUES (?, 'test', 1)",
            (asset_id,),
        )
        if person is not None:
            connection.execute("INSERT INTO face_people VALUES (?, ?, 'grouped', 0.8)", (made, person))
        return made

    path = crop_path(library.face_crops, stem)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    shade = tuple(int(each) for each in np.random.default_rng(seed).integers(0, 255, 3))
    Image.new("RGB", (160, 160), (shade[0], shade[1], shade[2])).save(path, "WEBP")
    return PutFace(library.db.write(write), raw, stem)


def put_person(library: Library, kind: str = "person") -> int:
    """A person without a name, as grouping makes them."""

    def write(connection: sqlite3.Connection) -> int:
        made = connection.execute("INSERT INTO persons (kind, made_at) VALUES (?, 1)", (kind,)).lastrowid
        assert made is not None
        return made

    return library.db.write(write)
