"""A real library of a few small photos, with faces put into them as a search would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from catalog.conftest import content, document
from editing.conftest import NOON, House
from keepers.base.job_context import JobContext
from keepers.base.job_leases import JobLeases
from keepers.catalog.findings import Look
from keepers.catalog.heard import Heard, record_heard
from keepers.catalog.identity import Identity
from keepers.catalog.sightings import Batch, Sighting, Sightings
from keepers.library import Library
from keepers.metadata.dates import CaptureTime

MODEL = "reid-0095@00000000"
LEFT, RIGHT = (0.1, 0.1, 0.2, 0.2), (0.6, 0.1, 0.2, 0.2)


def vector(person: int, face: int, spread: float = 0.02) -> bytes:
    """What a model would make of a face of this person: near the others of theirs, far from everybody."""
    rng = np.random.default_rng([person, face])
    centre = np.zeros(64)
    centre[person % 64] = 1.0
    made = centre + rng.normal(0, spread, 64)
    return bytes((made / np.linalg.norm(made)).astype(np.float16).tobytes())


@dataclass
class Family(House):
    """Photos with faces."""

    def __post_init__(self) -> None:
        self.handlers = self.library.handlers()

    def face(
        self,
        name: str,
        person: int,
        box: Sequence[float] = (0.1, 0.1, 0.2, 0.2),
        quality: float = 0.8,
        model: str | None = MODEL,
    ) -> int:
        """Put a found face into a photo; its id."""
        asset_id = self.asset(name)

        def put(connection: Any) -> int:
            made = connection.execute(
                "INSERT INTO faces (asset_id, source, x, y, w, h, quality, found_at)"
                " VALUES (?, 'found', ?, ?, ?, ?, ?, 0) RETURNING id",
                (asset_id, *box, quality),
            ).fetchone()["id"]
            if model is not None:
                connection.execute(
                    "INSERT INTO face_vectors (face_id, model, vector) VALUES (?, ?, ?)",
                    (made, model, vector(person, made)),
                )
            return int(made)

        return self.library.db.write(put)

    def embed(self, face: int, person: int, other: int, share: float) -> None:
        """Have a face look like a person, with so much of another: cosine to the first 1 / √(1 + share²)."""
        made = np.zeros(64)
        made[[person, other]] = 1.0, share
        vector = bytes((made / np.linalg.norm(made)).astype(np.float16).tobytes())
        self.library.db.write(
            lambda connection: connection.execute(
                "INSERT INTO face_vectors (face_id, model, vector) VALUES (?, ?, ?)", (face, MODEL, vector)
            )
        )

    def says(self, name: str, *people: tuple[str, Sequence[float] | None]) -> None:
        """Have the file of a photo name these people, as another program wrote it into a sidecar."""
        said = [{"name": each, "box": list(box) if box else None} for each, box in people] or None
        asset_id = self.asset(name)
        file_id = self.row("SELECT id FROM files WHERE asset_id = ?", asset_id)["id"]
        heard = Heard(file_id, document(0, fields={"people": said}, beside=[["xmp sidecar", "x.xmp"]]))
        now = self.library.clock.now_ms()
        self.library.db.write(lambda connection: record_heard(connection, asset_id, heard, now))

    def group(self) -> None:
        """Do job people here and now, and nothing else."""
        leases = JobLeases(self.library.jobs, "test")
        self.library.people.group_soon(at_once=True)
        job = leases.claim(["people"])
        assert job is not None
        leases.finish(job.id, self.handlers["people"](JobContext(job, leases, self.library.clock)))

    def who(self, face_id: int) -> str:
        """What the person is called a face is taken for; "?" where it is nobody's."""
        row = self.row(
            "SELECT p.name FROM face_people g JOIN persons p ON p.id = g.person_id WHERE g.face_id = ?",
            face_id,
        )
        return "?" if row is None else str(row["name"])

    def person(self, face_id: int) -> int:
        """The person a face is taken for."""
        return int(self.row("SELECT person_id FROM face_people WHERE face_id = ?", face_id)["person_id"])

    def named(self, name: str) -> dict[str, list[float] | None]:
        """Who is named in a photo, and where."""
        people = self.library.words.of(self.asset(name)).people
        return {each["name"]: each["box"] for each in people}

    def facts(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row that acts on people change, and what photos say: what undo has to bring back."""
        queries = {
            "persons": "SELECT id, name, folded, hidden, memorial, birthday, cover_face_id, decided"
            " FROM persons",
            "decisions": "SELECT face_id, person_id, verdict, source FROM face_decisions",
            "pairs": "SELECT face_a, face_b, verdict FROM face_pairs",
            "faces": "SELECT id, verdict, gone, source, x, y FROM faces",
            "grouped": "SELECT face_id, person_id FROM face_people",
            "words": "SELECT asset_id, people FROM words WHERE people <> '[]'",
        }
        return {name: sorted(tuple(row) for row in self.rows(query)) for name, query in queries.items()}


def shelve(library: Library, photos: Path, count: int = 5) -> Family:
    """Photos in a library as if they had been scanned and looked at, without any process for it."""
    for number in range(count):
        add_photo(library, photos, f"IMG_{number}.jpg", number)
    return Family(library, photos)


def add_photo(library: Library, photos: Path, name: str, number: int) -> None:
    """Put one such photo into the library; every one is of another hour."""
    photos.mkdir(exist_ok=True)
    if not library.roots.all():
        library.roots.add(str(photos), "photos")
    taken = round(NOON.replace(tzinfo=UTC).timestamp() * 1000) + number * 3_600_000
    _see(library, name, name, number, taken)


def sight_again(library: Library, name: str, where: str) -> None:
    """Have the photo be elsewhere: its former file is missing, one of the same bytes is found."""
    library.db.write(
        lambda connection: connection.execute("UPDATE files SET present = 0 WHERE name = ?", (name,))
    )
    _see(library, where, name, 1000 + len(where) * 7919 + sum(where.encode()), 0)


def _see(library: Library, where: str, picture: str, number: int, taken: int) -> None:
    root = library.roots.all()[0]
    found = Sightings(library.db, library.clock)
    seen = Sighting(where.encode(), 100, taken * 1_000_000, 1, number)
    found.record(root.id, 1, Batch(new=[(seen, CaptureTime(taken, None, "file_modified"))]))
    look = Look(
        file_id=found.known(root.id, [where.encode()])[where.encode()].id,
        content_hash=content(picture),
        size=100,
        mtime_ns=taken * 1_000_000,
        described={"format": "jpeg", "width": 400, "height": 300, "placeholder": bytes(36)},
        measured={
            "sharpness": 0.5,
            "exposure": 0.5,
            "composition": None,
            "dhash": number,
            "phash": number,
            "colour": bytes(48),
            "blank": 0,
        },
        said=document(taken),
        hear_due=None,
    )
    Identity(library.db, library.clock).record([look], [], 1)


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    """Five photos; no faces yet. What is changed of them stays in the library: no files are written."""
    with Library.open(tmp_path / "library", workers=1) as library:
        library.editing.set_mode("library")
        yield shelve(library, tmp_path / "photos")


@dataclass
class Faces:
    """Ids of the faces of three people."""

    anna: list[int]
    bo: list[int]
    stranger: int


@pytest.fixture
def faces(family: Family) -> Faces:
    """Anna in three photos, Bo in two of them, and somebody else."""
    made = Faces(
        [family.face(f"IMG_{at}.jpg", 1, LEFT) for at in range(3)],
        [family.face(f"IMG_{at}.jpg", 2, RIGHT) for at in range(2)],
        family.face("IMG_3.jpg", 3),
    )
    family.group()
    return made
