"""Photos whose named people became others, brought together with their faces."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.catalog import face_decisions as decisions
from keepers.catalog.face_forgetting import is_kept_out
from keepers.catalog.faces_drawn import say_face
from keepers.catalog.people_act import Act
from keepers.catalog.people_operations import record
from keepers.catalog.person_names import folded, refresh_photo_names

_AT_ONCE: Final = 100
# Names that the history tells of one such change.
_MOST_NAMES: Final = 20
_FACES: Final = """
SELECT f.id, f.x, f.y, f.w, f.h, p.folded FROM faces f
LEFT JOIN face_decisions d ON d.face_id = f.id AND d.verdict = 'is'
LEFT JOIN persons p ON p.id = d.person_id
WHERE f.asset_id = ? AND f.kind = 'person' ORDER BY f.id
"""


@dataclass(frozen=True)
class NamedPlace:
    """A name with its box (left, top, width, height), as it counts of a photo."""

    name: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class FaceThere:
    """A face of that photo; `folded`: whose it was decided to be, "" for nobody with a name."""

    id: int
    box: tuple[float, float, float, float]
    folded: str


@dataclass(frozen=True)
class Brought:
    """How many photos were brought together with their faces, and the names that newer ones replaced."""

    photos: int
    replaced: int


#: Which face (id) each named place (by position) is; places without one are left out.
Matching = Callable[[Sequence[NamedPlace], Sequence[FaceThere]], dict[int, int]]


class PeopleDue:
    """What is to be brought together."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def count(self) -> int:
        """How many photos wait."""
        return int(
            self._db.read(
                lambda connection: connection.execute("SELECT count(*) FROM people_due").fetchone()[0]
            )
        )

    def bring(self, matching: Matching) -> Brought:
        """Bring the next photos together with their faces, in one transaction.

        What photos name makes persons, and decides whose faces are. Where it replaces what somebody decided
        here it is the newer word, for what is decided here goes into photos at once; it is kept as an
        operation, to be taken back. Photos in folders that faces are kept out of name nobody.
        """
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> Brought:
            rows = connection.execute(
                "SELECT d.asset_id, w.people FROM people_due d LEFT JOIN words w ON w.asset_id = d.asset_id"
                " ORDER BY d.asset_id LIMIT ?",
                (_AT_ONCE,),
            ).fetchall()
            told = Act(connection, now)
            for row in rows:
                people = json.loads(row["people"] or "[]")
                refresh_photo_names(connection, {row["asset_id"]: people})
                if not is_kept_out(connection, row["asset_id"]):
                    _bring(connection, told, row["asset_id"], people, matching)
            connection.executemany(
                "DELETE FROM people_due WHERE asset_id = ?", [(row["asset_id"],) for row in rows]
            )
            changes = [each for each in told.changes.values() if each.before != each.after]
            if changes:
                detail = {"photos": len(told.named), "names": _names(connection, told)}
                record(connection, "read_back", detail, changes, now)
            return Brought(len(rows), len(changes))

        return self._db.write(write)


def _names(connection: sqlite3.Connection, told: Act) -> list[str]:
    """Whom it was about, whose faces they were and whose they are."""
    about = {key[1] for subject, key in told.changes if subject == "face_decisions"}
    rows = connection.execute(
        "SELECT name FROM persons WHERE id IN (SELECT value FROM json_each(?)) AND folded <> ''"
        " ORDER BY folded LIMIT ?",
        (json.dumps(sorted(about)), _MOST_NAMES),
    )
    return [row["name"] for row in rows]


def _bring(
    connection: sqlite3.Connection, told: Act, asset_id: int, people: list[dict[str, Any]], matching: Matching
) -> None:
    quiet = Act(connection, told.now)
    faces = [
        FaceThere(row["id"], (row["x"], row["y"], row["w"], row["h"]), row["folded"] or "")
        for row in connection.execute(_FACES, (asset_id,))
    ]
    places = [NamedPlace(each["name"], tuple(each["box"])) for each in people if each["box"] is not None]
    found = matching(places, faces)
    for at, place in enumerate(places):
        face_id = found.get(at)
        _call(quiet, told, face_id or say_face(connection, asset_id, place.box, told.now), place.name)
    for each in people:
        # Somebody who is only named, with no place in the photo.
        _person(quiet, each["name"])
    _take_away(quiet, told, faces, {folded(each["name"]) for each in people})


def _call(quiet: Act, told: Act, face_id: int, name: str) -> None:
    """A face is of this name now."""
    person_id = _person(quiet, name)
    before = decisions.decided_person(quiet, face_id)
    if before == person_id:
        return
    denied = quiet.row("face_decisions", face_id, person_id)
    rejected = quiet.face(face_id)["verdict"] == "not_face"
    by_person = before is not None and _source(quiet, face_id, before) != "file"
    act = told if by_person or rejected or (denied is not None and denied["source"] != "file") else quiet
    if rejected:
        decisions.judge(act, face_id, "face")
    decisions.decide(act, face_id, person_id, "file")


def _take_away(quiet: Act, told: Act, faces: Sequence[FaceThere], names: set[str]) -> None:
    """Faces whose name is in the photo no longer."""
    for face in faces:
        person_id = decisions.decided_person(quiet, face.id)
        if not face.folded or face.folded in names or person_id is None:
            continue
        row = quiet.row("persons", person_id)
        if row is None or row["folded"] != face.folded:
            # It was just given another name.
            continue
        if _source(quiet, face.id, person_id) == "file":
            decisions.free(quiet, face.id)
        else:
            decisions.deny(told, face.id, person_id, "file")


def _person(act: Act, name: str) -> int:
    known = decisions.person_called(act, name, "person")
    return known["id"] if known is not None else decisions.new_person(act, "person", name, decided=0)


def _source(act: Act, face_id: int, person_id: int) -> str:
    row = act.row("face_decisions", face_id, person_id)
    return "" if row is None else str(row["source"])
