"""Faces that no model found: drawn by a person, or named in a file."""

import sqlite3
from collections.abc import Sequence
from typing import Final, Literal

from keepers.catalog.people_act import Act
from keepers.metadata.regions import Box, overlap

# Nobody draws a box twice in the same place, and no two programs draw the same one.
_SAME: Final = 0.4


def draw_face(act: Act, asset_id: int, box: Sequence[float], kind: str | None = None) -> int | None:
    """The face drawn there: one that is marked about there already, or one put in; None without the photo.

    `kind`: of whom it is to be; None where that is open: of any that is marked there, else a person's.
    """
    if act.connection.execute("SELECT 1 FROM assets WHERE id = ?", (asset_id,)).fetchone() is None:
        return None
    known = face_at(act.connection, asset_id, box, kind)
    if known is not None:
        move_face(act, known, box)
        return known
    act.to_see = True
    drawn = _row(asset_id, box, "drawn", act.now, verdict="face")
    return act.insert("faces", drawn | {"kind": kind or "person"})


def move_face(act: Act, face_id: int, box: Sequence[float]) -> None:
    """Have a face be at this place, where a person marked it: no search moves it any more.

    What it looks like there is to be seen anew.
    """
    x, y, w, h = box
    before = act.row("faces", face_id)
    act.change("faces", (face_id,), x=x, y=y, w=w, h=h, source="drawn", verdict="face", gone=0)
    if before is not None and (before["x"], before["y"], before["w"], before["h"]) != (x, y, w, h):
        act.see_anew(face_id)


def face_at(
    connection: sqlite3.Connection, asset_id: int, box: Sequence[float], kind: str | None = None
) -> int | None:
    """The face (of that kind) that is marked at this place of a photo, the one that shares most of it."""
    wanted = Box(*box)
    found = [
        (overlap(wanted, Box(row["x"], row["y"], row["w"], row["h"])), -row["id"])
        for row in connection.execute("SELECT * FROM faces WHERE asset_id = ?", (asset_id,))
        if kind is None or row["kind"] == kind
    ]
    share, number = max(found, default=(0.0, 0))
    return -number if share >= _SAME else None


def say_face(connection: sqlite3.Connection, asset_id: int, box: Sequence[float], now: int) -> int:
    """Put in a face that a file names where none was found; its id."""
    row = _row(asset_id, box, "said", now, verdict=None)
    made = connection.execute(
        f"INSERT INTO faces ({', '.join(row)}) VALUES ({', '.join('?' * len(row))}) RETURNING id",  # noqa: S608
        tuple(row.values()),
    ).fetchone()
    return int(made["id"])


def inherit_faces(connection: sqlite3.Connection, asset_id: int, heir: int) -> None:
    """Have the faces of a picture be those of the one it turned out to be, which is searched once more."""
    moved = connection.execute("UPDATE faces SET asset_id = ? WHERE asset_id = ?", (heir, asset_id)).rowcount
    if moved:
        connection.execute("DELETE FROM face_searches WHERE asset_id = ?", (heir,))
        connection.execute("INSERT OR IGNORE INTO people_due (asset_id) VALUES (?)", (heir,))


def _row(
    asset_id: int, box: Sequence[float], source: Literal["drawn", "said"], now: int, verdict: str | None
) -> dict[str, object]:
    x, y, w, h = box
    return {
        "asset_id": asset_id,
        "source": source,
        "x": x,
        "y": y,
        "w": w,
        "h": h,
        "verdict": verdict,
        "found_at": now,
    }
