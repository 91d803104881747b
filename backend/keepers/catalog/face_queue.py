"""Photos that wait to be searched for faces, and faces that wait for a vector, newest photo first.

What is due is told by what is missing, so a killed run goes on where it was.
"""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.catalog.face_rows import FoundFace, Searched, measure_face, note_search, record_faces

_PIECE: Final = 2000
# Rows a photo may hand to a worker at once: what it is told has to be small.
_MOST_PLACES: Final = 150

# Photos that were looked at and lie, with one file at least, where faces are looked for.
_MAY: Final = """
  a.kind = 'photo' AND a.content_hash IS NOT NULL
  AND EXISTS (SELECT 1 FROM stages t WHERE t.asset_id = a.id AND t.stage = 'look')
  AND EXISTS (
    SELECT 1 FROM files f JOIN roots r ON r.id = f.root_id
    WHERE f.asset_id = a.id AND f.present = 1 AND r.faces = 1
  )
"""
# How a photo was searched is no longer how it is: other models, another version, other pixels, or never.
_SEARCH: Final = """
  (s.asset_id IS NULL OR s.content_hash IS NOT a.content_hash
   OR substr(s.made_by, 1, length(:search) + 1) <> :search || '+')
"""
_UNMADE: Final = """
  EXISTS (
    SELECT 1 FROM faces x WHERE x.asset_id = a.id AND x.kind = 'person' AND x.gone = 0
    AND (x.crop IS NULL OR :embedder IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM face_vectors v WHERE v.face_id = x.id AND v.model = :embedder))
  )
"""

Task = Literal["search", "embed"]


@dataclass(frozen=True)
class Place:
    """A face that is known: its row, its box (x, y, w, h) and its five points, None where not known."""

    face_id: int
    box: tuple[float, float, float, float]
    points: bytes | None


@dataclass(frozen=True)
class DueFaces:
    """One photo. `path`: a file of it within reach, None where there is none; `height`: of the whole picture.

    `places`: what to look at besides searching (drawn, or said by a file), or instead of it (`embed`).
    """

    asset_id: int
    content_hash: bytes
    height: int
    path: str | None
    name: str
    size: int
    task: Task
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Told:
    """What a worker saw in one photo: `search` is None where only `places` (face id and what was seen) were.

    `code`: why it could not be searched, None: it was.
    """

    asset_id: int
    content_hash: bytes
    search: Searched | None
    places: Sequence[tuple[int, FoundFace]]
    code: str | None = None


class FaceQueue:
    """Reads what is due and writes what was found. `search` and `embedder`: as of `FaceModels`."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def due(self, search: str, embedder: str | None) -> list[tuple[int, Task]]:
        """Every photo that is due and what for, newest first."""

        def read(connection: sqlite3.Connection) -> list[tuple[int, Task]]:
            rows = connection.execute(
                f"""
                SELECT a.id, {_SEARCH} AS search FROM assets a
                LEFT JOIN face_searches s ON s.asset_id = a.id
                WHERE {_MAY} AND ({_SEARCH} OR s.code IS NULL AND {_UNMADE})
                ORDER BY a.capture_time DESC, a.id DESC
                """,  # noqa: S608 - our own words
                {"search": search, "embedder": embedder},
            )
            return [(row["id"], "search" if row["search"] else "embed") for row in rows]

        return self._db.read(read)

    def photos(self, wanted: Sequence[tuple[int, Task]], embedder: str | None) -> list[DueFaces]:
        """Those photos, as far as they are still there, in the given order."""

        def read(connection: sqlite3.Connection) -> list[DueFaces]:
            found = (_photo(connection, asset_id, task, embedder) for asset_id, task in wanted)
            return [each for each in found if each is not None]

        return self._db.read(read)

    def record(self, told: Sequence[Told], made_by: str, embedder: str | None) -> set[int]:
        """Write what was seen, in one transaction; ids of the photos in which something changed."""
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> set[int]:
            return {each.asset_id for each in told if _record(connection, each, made_by, embedder, now)}

        return self._db.write(write)

    def drop_older(self, embedder: str) -> int:
        """Delete vectors of other models where the one in use has its own, in pieces; how many."""
        gone = 0
        while True:
            count = self._db.write(
                lambda connection: (
                    connection.execute(
                        """
                        DELETE FROM face_vectors WHERE (face_id, model) IN (
                          SELECT o.face_id, o.model FROM face_vectors o
                          JOIN face_vectors n ON n.face_id = o.face_id AND n.model = :model
                          JOIN faces f ON f.id = o.face_id AND f.kind = 'person'
                          WHERE o.model <> :model LIMIT :piece
                        )
                        """,
                        {"model": embedder, "piece": _PIECE},
                    ).rowcount
                )
            )
            gone += count
            if count < _PIECE:
                return gone

    def crops(self) -> frozenset[str]:
        """The stems of every crop that a row shows."""
        return self._db.read(
            lambda connection: frozenset(
                row["crop"] for row in connection.execute("SELECT crop FROM faces WHERE crop IS NOT NULL")
            )
        )


def _photo(
    connection: sqlite3.Connection, asset_id: int, task: Task, embedder: str | None
) -> DueFaces | None:
    row = connection.execute(
        f"SELECT a.content_hash, a.height FROM assets a WHERE a.id = ? AND {_MAY}",  # noqa: S608 - our own words
        (asset_id,),
    ).fetchone()
    if row is None:
        return None
    file = connection.execute(
        """
        SELECT f.rel_path, f.name, f.size, r.path FROM files f JOIN roots r ON r.id = f.root_id
        WHERE f.asset_id = ? AND f.present = 1 AND f.content_hash = ? AND r.state = 'online' AND r.faces = 1
        ORDER BY f.id LIMIT 1
        """,
        (asset_id, row["content_hash"]),
    ).fetchone()
    places = connection.execute(
        """
        SELECT x.id, x.x, x.y, x.w, x.h, x.points FROM faces x
        WHERE x.asset_id = :asset AND x.kind = 'person' AND x.gone = 0
        AND (:embed OR x.source <> 'found')
        AND (x.crop IS NULL OR :embedder IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM face_vectors v WHERE v.face_id = x.id AND v.model = :embedder))
        ORDER BY x.id LIMIT :most
        """,
        {"asset": asset_id, "embed": task == "embed", "embedder": embedder, "most": _MOST_PLACES},
    )
    path = (
        os.path.join(os.fsdecode(file["path"]), *os.fsdecode(file["rel_path"]).split("/")) if file else None
    )
    return DueFaces(
        asset_id=asset_id,
        content_hash=row["content_hash"],
        height=row["height"] or 0,
        path=path,
        name=file["name"] if file else "",
        size=file["size"] if file else 0,
        task=task,
        places=tuple(
            Place(each["id"], (each["x"], each["y"], each["w"], each["h"]), each["points"]) for each in places
        ),
    )


def _record(connection: sqlite3.Connection, told: Told, made_by: str, embedder: str | None, now: int) -> bool:
    """Write one photo's; whether a face of it came, changed or went.

    Nothing of one that is another picture by now, or lies where no faces are to be looked for any more.
    """
    row = connection.execute(
        f"SELECT a.content_hash FROM assets a WHERE a.id = ? AND {_MAY}",  # noqa: S608 - our own words
        (told.asset_id,),
    ).fetchone()
    if row is None or row["content_hash"] != told.content_hash:
        return False
    if told.code is not None:
        note_search(connection, told.asset_id, told.content_hash, made_by, told.code, now)
        return False
    changed = set()
    if told.search is not None:
        changed = record_faces(connection, told.asset_id, told.search, now)
    for face_id, seen in told.places:
        # What was found at the place of a drawn face says more than the place alone.
        known = connection.execute("SELECT crop, points FROM faces WHERE id = ?", (face_id,)).fetchone()
        matched = told.search is not None and known is not None and known["points"] is not None
        if not matched and measure_face(connection, face_id, seen, embedder):
            changed.add(face_id)
    if told.search is None:
        connection.execute(
            "UPDATE face_searches SET made_by = ?, searched_at = ? WHERE asset_id = ? AND made_by <> ?",
            (made_by, now, told.asset_id, made_by),
        )
    return bool(changed)
