"""What a search for faces found in one photo, written; rows keep their ids, for decisions hang on them."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from keepers.catalog.face_match import Known, New, matched
from keepers.metadata.regions import Box

_PLACE: Final = ("x", "y", "w", "h")
_MEASURED: Final = (
    "points",
    "detector",
    "score",
    "size_px",
    "sharpness",
    "yaw",
    "pitch",
    "roll",
    "presence",
    "eye_left",
    "eye_right",
    "smile",
    "quality",
    "crop",
)
# Somebody said something of it: it stays, found or not.
_DECIDED: Final = """
  f.verdict IS NOT NULL
  OR EXISTS (SELECT 1 FROM face_decisions d WHERE d.face_id = f.id)
  OR EXISTS (SELECT 1 FROM face_pairs p WHERE p.face_a = f.id OR p.face_b = f.id)
"""


@dataclass(frozen=True)
class FoundFace:
    """A face or a pet: `columns` are those of `faces` that a search knows, `vector`: float16, unit length."""

    columns: Mapping[str, Any]
    vector: bytes | None
    kind: str = "person"

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "FoundFace":
        """What a worker tells of a face."""
        columns = {name: told.get(name) for name in (*_PLACE, *_MEASURED)}
        return cls(columns, told.get("vector"), told.get("kind", "person"))

    @property
    def box(self) -> Box:
        """Where it lies."""
        return Box(*(float(self.columns[name]) for name in _PLACE))


@dataclass(frozen=True)
class Searched:
    """One search of a photo: of which pixels, by what, and what it found.

    `embedder`: the key vectors are kept under, None where there was no such model; `sure`: the cosine from
    which two of its vectors are one person. `pets`: they were looked for; `looks`: as `embedder`, of pets.
    """

    content_hash: bytes
    made_by: str
    embedder: str | None
    sure: float | None
    found: Sequence[FoundFace]
    pets: bool = False
    looks: str | None = None


def record_faces(connection: sqlite3.Connection, asset_id: int, search: Searched, now: int) -> set[int]:
    """Write what was found; ids of the faces that came, changed or went. The same search again changes none.

    Rows are kept as `face_match` tells. Of those that were not found those nobody said anything of go, the
    others are `gone`; what a person drew or a file said stays where it is. If the pixels are not what they
    were, vectors of other models are out of date: they go where the face was found again.
    """
    before = connection.execute(
        "SELECT content_hash FROM face_searches WHERE asset_id = ?", (asset_id,)
    ).fetchone()
    other_pixels = before is not None and before["content_hash"] != search.content_hash
    changed: set[int] = set()
    for kind in ("person", "cat", "dog") if search.pets else ("person",):
        model, sure = (search.embedder, search.sure) if kind == "person" else (search.looks, None)
        found = [face for face in search.found if face.kind == kind]
        rows = {row["id"]: row for row in _rows(connection, asset_id, kind, model)}
        changed |= _bring_together(connection, asset_id, rows, found, _By(model, sure, other_pixels, now))
    note_search(connection, asset_id, search.content_hash, search.made_by, None, now)
    return changed


@dataclass(frozen=True)
class _By:
    """How faces of one kind are told: the key of their vectors, and whether older ones are out of date."""

    model: str | None
    sure: float | None
    other_pixels: bool
    now: int


def _bring_together(
    connection: sqlite3.Connection,
    asset_id: int,
    rows: Mapping[int, sqlite3.Row],
    found: Sequence[FoundFace],
    by: _By,
) -> set[int]:
    changed: set[int] = set()
    pairs = matched(
        [_known(row) for row in rows.values()], [New(face.box, face.vector) for face in found], by.sure
    )
    for row_id, position in pairs.items():
        face = found[position]
        if _update(connection, rows[row_id], face):
            changed.add(row_id)
        if by.other_pixels or face.kind != "person":
            connection.execute(
                "DELETE FROM face_vectors WHERE face_id = ? AND model IS NOT ?", (row_id, by.model)
            )
        if put_vector(connection, row_id, by.model, face.vector):
            changed.add(row_id)
    for row_id in rows.keys() - pairs.keys():
        if _not_found(connection, rows[row_id]):
            changed.add(row_id)
    used = set(pairs.values())
    for position, face in enumerate(found):
        if position not in used:
            changed.add(_insert(connection, asset_id, face, by))
    return changed


def measure_face(connection: sqlite3.Connection, face_id: int, told: FoundFace, embedder: str | None) -> bool:
    """Write what was seen at the place of a face that is known; whether anything changed, or it is gone."""
    row = connection.execute("SELECT * FROM faces WHERE id = ?", (face_id,)).fetchone()
    if row is None:
        return False
    score = row["score"] if told.columns["score"] is None else told.columns["score"]
    values = {name: told.columns[name] for name in _MEASURED} | {"score": score}
    changed = _set(connection, row, values)
    return put_vector(connection, face_id, embedder, told.vector) or changed


def put_vector(
    connection: sqlite3.Connection, face_id: int, embedder: str | None, vector: bytes | None
) -> bool:
    """Keep what a model makes of a face, beside what others made; whether that is news."""
    if embedder is None or vector is None:
        return False
    return (
        connection.execute(
            """
            INSERT INTO face_vectors (face_id, model, vector) VALUES (?, ?, ?)
            ON CONFLICT (face_id, model) DO UPDATE SET vector = excluded.vector
            WHERE vector <> excluded.vector
            """,
            (face_id, embedder, vector),
        ).rowcount
        > 0
    )


def note_search(
    connection: sqlite3.Connection,
    asset_id: int,
    content_hash: bytes | None,
    made_by: str,
    code: str | None,
    now: int,
) -> None:
    """Write that a photo was searched, or with `code` why it could not be."""
    connection.execute(
        """
        INSERT INTO face_searches (asset_id, content_hash, made_by, searched_at, code) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (asset_id) DO UPDATE SET content_hash = excluded.content_hash, made_by = excluded.made_by,
          searched_at = excluded.searched_at, code = excluded.code
        """,
        (asset_id, content_hash, made_by, now, code),
    )


def _rows(
    connection: sqlite3.Connection, asset_id: int, kind: str, model: str | None
) -> Iterable[sqlite3.Row]:
    return connection.execute(
        f"""
        SELECT f.*, v.vector, ({_DECIDED}) AS decided FROM faces f
        LEFT JOIN face_vectors v ON v.face_id = f.id AND v.model = ?
        WHERE f.asset_id = ? AND f.kind = ? ORDER BY f.id
        """,  # noqa: S608 - our own words
        (model, asset_id, kind),
    ).fetchall()


def _known(row: sqlite3.Row) -> Known:
    placed = row["source"] != "found"
    box = Box(row["x"], row["y"], row["w"], row["h"])
    return Known(row["id"], box, bool(row["decided"]) or placed, placed, row["vector"])


def _update(connection: sqlite3.Connection, row: sqlite3.Row, face: FoundFace) -> bool:
    values = {name: face.columns[name] for name in _MEASURED}
    if row["source"] == "found":
        values |= {name: face.columns[name] for name in _PLACE}
    # A box that a person took away stays away.
    if row["verdict"] != "not_face":
        values["gone"] = 0
    return _set(connection, row, values)


def _not_found(connection: sqlite3.Connection, row: sqlite3.Row) -> bool:
    if row["source"] != "found":
        return False
    if not row["decided"]:
        connection.execute("DELETE FROM faces WHERE id = ?", (row["id"],))
        return True
    return _set(connection, row, {"gone": 1})


def _set(connection: sqlite3.Connection, row: sqlite3.Row, values: Mapping[str, Any]) -> bool:
    news = {name: value for name, value in values.items() if row[name] != value}
    if news:
        connection.execute(
            f"UPDATE faces SET {', '.join(f'{name} = ?' for name in news)} WHERE id = ?",  # noqa: S608 - ours
            (*news.values(), row["id"]),
        )
    return bool(news)


def _insert(connection: sqlite3.Connection, asset_id: int, face: FoundFace, by: _By) -> int:
    columns = {
        "asset_id": asset_id,
        "kind": face.kind,
        "source": "found",
        "found_at": by.now,
        **face.columns,
    }
    made = connection.execute(
        f"INSERT INTO faces ({', '.join(columns)})"  # noqa: S608 - columns of ours
        f" VALUES ({', '.join('?' * len(columns))}) RETURNING id",
        tuple(columns.values()),
    ).fetchone()
    face_id = int(made["id"])
    put_vector(connection, face_id, by.model, face.vector)
    return face_id
