"""What counts of a picture: what its files say, and over it what a person changed. Only this writes it."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final

from keepers.catalog.capture import source_of, storable_time
from keepers.catalog.files import readable
from keepers.catalog.said import Document, said_of
from keepers.metadata.dating import Claims, date_of
from keepers.metadata.fields import FIELDS, PLACE_PARTS, Field, Value

#: The source, and the reason, of a time that a person gave.
PERSON: Final = "person"

_NUMBERS: Final = ("altitude_m", "direction_deg")
_GEAR: Final = ("camera", "lens", "iso", "exposure_s", "f_number", "focal_mm")
_WORDS: Final = (
    "title", "caption", "rating", "label", "people", "sublocation", "city", "state", "country", "country_code"
)  # fmt: skip

_PUT_WORDS: Final = (
    f"INSERT OR REPLACE INTO words (asset_id, {', '.join(_WORDS)})"  # noqa: S608 - the names are written above
    f" VALUES ({', '.join('?' * (len(_WORDS) + 1))})"
)


def refresh_effective(connection: sqlite3.Connection, asset_ids: Iterable[int]) -> set[int]:
    """Write what counts of these pictures; the months (yyyymm) in which a time became another.

    Of a picture whose files were never heard only what a person changed is written.
    """
    ids = sorted(set(asset_ids))
    heard = said_of(connection, ids)
    edits = _edits_of(connection, ids)
    months: set[int] = set()
    for asset_id in ids:
        row, edited = heard.get(asset_id), edits.get(asset_id, {})
        document = row.document if row is not None else None
        columns = _columns(connection, asset_id, document, edited)
        months |= _put_columns(connection, asset_id, columns)
        said: Mapping[Field, Value] = document["fields"] if document is not None else dict.fromkeys(FIELDS)
        counts = {**said, **edited}
        _put_words(connection, asset_id, counts)
        _put_keywords(connection, asset_id, counts["keywords"] or [])
    return months


def _edits_of(connection: sqlite3.Connection, ids: list[int]) -> dict[int, dict[Field, Value]]:
    found: dict[int, dict[Field, Value]] = {}
    for row in connection.execute(
        "SELECT asset_id, field, value FROM edits WHERE asset_id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    ):
        found.setdefault(row["asset_id"], {})[row["field"]] = json.loads(row["value"])
    return found


def _columns(
    connection: sqlite3.Connection, asset_id: int, document: Document | None, edited: Mapping[Field, Value]
) -> dict[str, Any]:
    """The columns of `assets` that count, those that nobody speaks of left out."""
    columns: dict[str, Any] = {}
    if document is not None:
        columns |= {name: document["gear"].get(name) for name in _GEAR}
        columns |= {name: _fact(document, name) for name in _NUMBERS}
        columns |= _capture(document["capture"])
        columns |= _position(document["fields"]["position"])
        film = document["motion"] or {}
        columns["animated"] = int(document["animated"])
        columns |= {"motion_offset": film.get("offset"), "motion_bytes": film.get("bytes")}
    if edited.get("date") is not None:
        columns |= _capture({**edited["date"], "source": PERSON, "code": PERSON, "precision": "second"})
    elif "date" in edited or (document is None and _was_given(connection, asset_id)):
        columns |= _of_the_file(connection, asset_id)
    if "position" in edited:
        # How high a place lies was said of the former one.
        columns |= {**_position(edited["position"]), "altitude_m": None}
    return columns


def _capture(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "capture_time": storable_time(said["time_ms"]),
        "capture_offset_min": said["offset_min"],
        "capture_source": said["source"],
        "capture_code": said["code"],
        "capture_precision": said["precision"],
    }


def _of_the_file(connection: sqlite3.Connection, asset_id: int) -> dict[str, Any]:
    """When it was taken by the name and the time of its file alone."""
    file = connection.execute(
        "SELECT rel_path, mtime_ns FROM files WHERE asset_id = ? ORDER BY present DESC, id LIMIT 1",
        (asset_id,),
    ).fetchone()
    if file is None:
        return {}
    dated = date_of(Claims(), readable(file["rel_path"].rpartition(b"/")[2]), file["mtime_ns"])
    time = dated.time
    return _capture(
        {
            "time_ms": time.time_ms,
            "offset_min": time.offset_min,
            "source": source_of(dated),
            "code": dated.code,
            "precision": dated.precision,
        }
    )


def _was_given(connection: sqlite3.Connection, asset_id: int) -> bool:
    """Whether the time that counted was a person's."""
    row = connection.execute("SELECT capture_source FROM assets WHERE id = ?", (asset_id,)).fetchone()
    return row is not None and row["capture_source"] == PERSON


def _position(value: Value) -> dict[str, Any]:
    latitude, longitude = value if value is not None else (None, None)
    return {"latitude": latitude, "longitude": longitude}


def _fact(document: Document, name: str) -> Any:
    fact = document["facts"].get(name)
    return None if fact is None else fact["value"]


def _put_columns(connection: sqlite3.Connection, asset_id: int, columns: Mapping[str, Any]) -> set[int]:
    """Write them; the months the picture was and is in, where its time became another."""
    before = connection.execute("SELECT capture_time, month FROM assets WHERE id = ?", (asset_id,)).fetchone()
    if before is None or not columns:
        return set()
    assignments = ", ".join(f"{name} = :{name}" for name in columns)
    month = connection.execute(
        f"UPDATE assets SET {assignments} WHERE id = :id RETURNING month",  # noqa: S608 - our own names
        {**columns, "id": asset_id},
    ).fetchone()["month"]
    moved = columns.get("capture_time", before["capture_time"]) != before["capture_time"]
    return {before["month"], month} if moved else set()


def _put_words(connection: sqlite3.Connection, asset_id: int, counts: Mapping[Field, Value]) -> None:
    place = counts["place"] or {}
    people = json.dumps(counts["people"] or [], ensure_ascii=False)
    words = [counts[name] for name in ("title", "caption", "rating", "label")]
    words += [people, *(place.get(part) for part in PLACE_PARTS)]
    if counts["people"] or any(each is not None for each in words[:4] + words[5:]):
        connection.execute(_PUT_WORDS, (asset_id, *words))
    else:
        connection.execute("DELETE FROM words WHERE asset_id = ?", (asset_id,))


def _put_keywords(connection: sqlite3.Connection, asset_id: int, keywords: list[str]) -> None:
    rows = connection.execute(
        "SELECT keyword FROM keywords WHERE asset_id = ? ORDER BY position", (asset_id,)
    ).fetchall()
    if [row["keyword"] for row in rows] == keywords:
        return
    connection.execute("DELETE FROM keywords WHERE asset_id = ?", (asset_id,))
    connection.executemany(
        "INSERT INTO keywords (keyword, asset_id, position) VALUES (?, ?, ?)",
        [(keyword, asset_id, position) for position, keyword in enumerate(keywords)],
    )
