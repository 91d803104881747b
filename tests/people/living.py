"""A library to which anything may happen, and all that was decided in it, read again and again."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis.stateful import RuleBasedStateMachine

from catalog.conftest import content
from keepers.base.errors import Invalid, NotFound, Refused
from keepers.base.job_context import JobContext
from keepers.catalog.face_rows import FoundFace, Searched, record_faces
from keepers.library import Library
from keepers.people.acting import Done
from people.conftest import Family

MODELS = ("reid-0095@00000000", "dlib-resnet@00000000")
WIDE = 0.15

Facts = dict[str, list[tuple[Any, ...]]]


class Living(RuleBasedStateMachine):
    """`there`: who is in each photo, by where; `facts`: all that people decided, as it was left last."""

    #: How many steps, acts of people among them, and acts taken back there were, of all machines.
    steps = acts = taken_back = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="deciding-"))
        self.lives = 0
        self.model = MODELS[0]
        self.there: dict[str, list[int]] = {}
        self.newest: tuple[int, Facts, Facts] | None = None
        self.searches = 0
        self.moves = 0
        self.family = self.open(self.folder / "library-0")
        self.family.library.editing.set_mode("library")
        self.facts: Facts = self.read()

    def open(self, path: Path) -> Family:
        (self.folder / "photos").mkdir(exist_ok=True)
        return Family(Library.open(path, workers=1), self.folder / "photos")

    def read(self) -> Facts:
        facts = self.family.facts()
        facts.pop("grouped")
        # Faces without any decision come and go with searches, and groups nobody named with groupings.
        facts["faces"] = [row for row in facts["faces"] if row[1] is not None]
        facts["faces"] = [(row[0], row[1]) for row in facts["faces"]]
        # A face that was found anew lies a little elsewhere.
        facts["words"] = [
            (asset_id, tuple(sorted(each["name"] for each in json.loads(people))))
            for asset_id, people in facts["words"]
        ]
        facts["persons"] = [row for row in facts["persons"] if row[7]]
        facts["sources"] = [tuple(row) for row in self.family.rows("SELECT id FROM people_operations")]
        return facts

    def faces(self) -> list[int]:
        return [row["id"] for row in self.family.rows("SELECT id FROM faces ORDER BY id")]

    def persons(self) -> list[int]:
        return [row["id"] for row in self.family.rows("SELECT id FROM persons ORDER BY id")]

    def search(self, name: str, seed: int, *, missed: bool = False) -> None:
        """Look for the faces of a photo, as a model that never draws the same box twice."""
        rng = np.random.default_rng(seed)
        found = []
        for at, person in enumerate(self.there[name]):
            if missed and at == seed % len(self.there[name]):
                continue
            x, y = 0.05 + 0.22 * at + rng.uniform(-0.01, 0.01), 0.3 + rng.uniform(-0.01, 0.01)
            columns = {"x": x, "y": y, "w": WIDE, "h": WIDE, "quality": 0.8, "score": 0.9}
            found.append(FoundFace.of({**columns, "vector": self.vector(person, name, at)}))
        searched = Searched(content(name), f"{self.model}{self.searches}", self.model, 0.9, found)
        asset_id = self.family.asset(name)
        self.family.library.db.write(lambda connection: record_faces(connection, asset_id, searched, 0))
        self.searches += 1

    def vector(self, person: int, name: str, at: int) -> bytes:
        rng = np.random.default_rng([person, at, len(name), MODELS.index(self.model)])
        made = np.eye(1, 64, person + 20 * MODELS.index(self.model))[0] + rng.normal(0, 0.015, 64)
        return bytes((made / np.linalg.norm(made)).astype(np.float16).tobytes())

    def act(self, done: Done) -> tuple[int, Facts, Facts] | None:
        type(self).acts += done.operation is not None
        before, self.facts = self.facts, self.read()
        if done.operation is None:
            return None
        self.newest = (done.operation, before, self.facts)
        return self.newest

    def teardown(self) -> None:
        self.family.library.close(0)
        shutil.rmtree(self.folder, ignore_errors=True)

    def attempt(self, act: Any) -> tuple[int, Facts, Facts] | None:
        try:
            return self.act(act(self.family.library.people))
        except (Invalid, Refused, NotFound):
            return None

    def photo(self, which: int) -> str:
        return list(self.there)[which % len(self.there)]

    def whose(self, face: int) -> int:
        row = self.family.row("SELECT person_id FROM face_people WHERE face_id = ?", face)
        return 0 if row is None else int(row["person_id"])

    @staticmethod
    def one(of: list[int], which: int) -> int:
        return of[which % len(of)] if of else 0


class Stopping(JobContext):
    """Stops its job at the checkpoint after so many."""

    left = 0

    def checkpoint(self) -> None:
        if self.left == 0:
            self.ask("cancel")
        self.left -= 1
        super().checkpoint()
