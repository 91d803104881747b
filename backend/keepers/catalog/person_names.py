"""Names of people: how they are kept, compared, and found in photos."""

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from keepers.base.errors import Invalid
from keepers.metadata.fields import normal
from keepers.metadata.regions import Box, overlap
from keepers.metadata.words import in_one_line

_DECIDED: Final = """
SELECT f.asset_id, p.name, p.folded, f.x, f.y, f.w, f.h
FROM faces f JOIN face_decisions d ON d.face_id = f.id AND d.verdict = 'is'
JOIN persons p ON p.id = d.person_id
WHERE p.folded <> '' AND p.kind = 'person' AND f.verdict IS NOT 'not_face' AND {which}
ORDER BY f.w * f.h, f.id DESC
"""
# Whose faces are, and whose they are not; what is no face is nobody's, whatever the name.
_SAID_OF_FACES: Final = """
SELECT f.asset_id, f.x, f.y, f.w, f.h, iif(f.verdict IS 'not_face', 'is', d.verdict) AS verdict,
  iif(f.verdict IS 'not_face', NULL, p.folded) AS folded
FROM faces f LEFT JOIN face_decisions d ON d.face_id = f.id LEFT JOIN persons p ON p.id = d.person_id
WHERE f.asset_id IN (SELECT value FROM json_each(?)) AND (d.verdict IS NOT NULL OR f.verdict IS 'not_face')
"""
# Boxes of one face that were drawn at different times share this much at least.
_SAME_PLACE: Final = 0.4


def clean_name(name: str) -> str:
    """The name as it is kept in photos too; "" for none. Raises Invalid where it is too long."""
    if not in_one_line(name):
        return ""
    people = normal("people", [{"name": name, "box": None}])
    return str(people[0]["name"])


def required_name(name: str) -> str:
    """`clean_name` of a name that has to be one. Raises Invalid where nothing is left of it."""
    clean = clean_name(name)
    if not clean:
        raise Invalid("A person needs a name here. Type one, or choose somebody.", field="name")
    return clean


def folded(name: str) -> str:
    """What two spellings of one name have in common: NFC, letters of one case."""
    # Folding takes some letters apart again.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def names_by_faces(connection: sqlite3.Connection, asset_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Who is named in these photos by decided faces: by photo and folded name, the entry of field `people`.

    Of somebody who is there twice (a mirror) the largest face. Pets are not written into photos: what reads
    them there takes every name for a person's.
    """
    found: dict[int, dict[str, Any]] = {}
    for row in connection.execute(
        _DECIDED.format(which="f.asset_id IN (SELECT value FROM json_each(?))"),
        (json.dumps(sorted(set(asset_ids))),),
    ):
        box = [round(row[side], 6) for side in ("x", "y", "w", "h")]
        found.setdefault(row["asset_id"], {})[row["folded"]] = {"name": row["name"], "box": box}
    return found


def contradicted(connection: sqlite3.Connection, asset_ids: Iterable[int]) -> list[tuple[int, str, Box]]:
    """Names that stand in these photos at faces of which something else was decided: photo, name, place."""
    asked = json.dumps(sorted(set(asset_ids)))
    named = [
        (row["asset_id"], folded(entry["name"]), Box(*entry["box"]))
        for row in connection.execute(
            "SELECT asset_id, people FROM words WHERE asset_id IN (SELECT value FROM json_each(?))", (asked,)
        )
        for entry in json.loads(row["people"])
        if entry["box"] is not None
    ]
    said: dict[int, list[sqlite3.Row]] = {}
    for row in connection.execute(_SAID_OF_FACES, (asked,)):
        said.setdefault(row["asset_id"], []).append(row)
    return [
        (asset_id, name, box)
        for asset_id, name, box in named
        if any(
            overlap(box, Box(row["x"], row["y"], row["w"], row["h"])) >= _SAME_PLACE
            and (row["verdict"] == "is") != (row["folded"] == name)
            for row in said.get(asset_id, ())
        )
    ]


def refresh_photo_names(
    connection: sqlite3.Connection, people: Mapping[int, Sequence[Mapping[str, Any]]]
) -> None:
    """Write who is named in these photos, by the value of field `people` that counts of each."""
    connection.executemany("DELETE FROM photo_names WHERE asset_id = ?", [(each,) for each in people])
    connection.executemany(
        "INSERT OR IGNORE INTO photo_names (folded, asset_id) VALUES (?, ?)",
        [(folded(entry["name"]), asset_id) for asset_id, named in people.items() for entry in named],
    )


def people_changed(connection: sqlite3.Connection, people: Mapping[int, str]) -> None:
    """Note which of these photos name others than before; `people`: the JSON that is to count of each.

    For the transaction that writes `words`, before it does.
    """
    before = {
        row["asset_id"]: row["people"]
        for row in connection.execute(
            "SELECT asset_id, people FROM words WHERE asset_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(people)),),
        )
    }
    others = {each: now for each, now in people.items() if before.get(each, "[]") != now}
    if not others:
        return
    refresh_photo_names(connection, {each: json.loads(now) for each, now in others.items()})
    connection.executemany(
        "INSERT OR IGNORE INTO people_due (asset_id) VALUES (?)", [(each,) for each in others]
    )


def photos_naming(connection: sqlite3.Connection, name: str) -> list[int]:
    """The photos in which this name stands."""
    rows = connection.execute("SELECT asset_id FROM photo_names WHERE folded = ?", (folded(name),))
    return [row["asset_id"] for row in rows]
