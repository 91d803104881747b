"""What counts of a picture: what its files say, and over it what a person changed. Only this writes it."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from keepers.catalog.capture import source_of, storable_time
from keepers.catalog.files import readable
from keepers.catalog.person_names import people_changed
from keepers.catalog.said import Document, fields_said, said_of
from keepers.metadata.dating import Claims, date_of
from keepers.metadata.fields import FIELDS, PLACE_PARTS, Field, Value

#: The source, and the reason, of a time that a person gave.
PERSON: Final = "person"

# Documents held at once.
_AT_ONCE: Final = 500
# Fields that count in columns of `assets`.
_OF_COLUMNS: Final[frozenset[Field]] = frozenset({"date", "position"})
_NUMBERS: Final = ("altitude_m", "direction_deg")
_GEAR: Final = ("camera", "lens", "iso", "exposure_s", "f_number", "focal_mm")
_WORDS: Final = (
    "title", "caption", "rating", "label", "people", "sublocation", "city", "state", "country", "country_code"
)  # fmt: skip

_PUT_WORDS: Final = (
    f"INSERT OR REPLACE INTO words (asset_id, {', '.join(_WORDS)})"  # noqa: S608 - the names are written above
    f" VALUES ({', '.join('?' * (len(_WORDS) + 1))})"
)


def refresh_effective(
    connection: sqlite3.Connection, asset_ids: Iterable[int], fields: Collection[Field] = FIELDS
) -> set[int]:
    """Write what counts of these pictures; the months (yyyymm) in which a time became another.

    `fields`: those that may have become another, all where files were heard. Of a picture whose files were
    never heard only what a person changed is written.
    """
    ids = sorted(set(asset_ids))
    months: set[int] = set()
    for start in range(0, len(ids), _AT_ONCE):
        months |= _refresh(connection, ids[start : start + _AT_ONCE], fields)
    return months


def _refresh(connection: sqlite3.Connection, ids: list[int], fields: Collection[Field]) -> set[int]:
    edits = _edits_of(connection, ids)
    # Reading a document takes longer than all the rest: a change says by itself what its columns become.
    columns = {each: of_one for each in ids if (of_one := _given(edits.get(each, {}), fields)) is not None}
    others = [each for each in ids if each not in columns]
    documents = {asset_id: row.document for asset_id, row in said_of(connection, others).items()}
    for each in others:
        columns[each] = _columns(connection, each, documents.get(each), edits.get(each, {}))
    months = _put_columns(connection, columns)
    if not {*fields} <= _OF_COLUMNS:
        said = {asset_id: document["fields"] for asset_id, document in documents.items()}
        said |= fields_said(connection, [each for each in ids if each not in documents])
        nothing: Mapping[Field, Value] = dict.fromkeys(FIELDS)
        counts = {each: {**said.get(each, nothing), **edits.get(each, {})} for each in ids}
        _put_words(connection, counts)
        if "keywords" in fields:
            _put_keywords(connection, {each: of_one["keywords"] or [] for each, of_one in counts.items()})
    return months


def _given(edited: Mapping[Field, Value], fields: Collection[Field]) -> dict[str, Any] | None:
    """What the columns of a picture become by a person's change alone; None where the files are to be asked.

    Columns that `fields` do not speak of are left out: they stay as they are.
    """
    if _OF_COLUMNS.issubset(fields):
        return None
    columns: dict[str, Any] = {}
    if "date" in fields:
        if edited.get("date") is None:
            return None
        columns |= _of_person(edited["date"])
    if "position" in fields:
        if edited.get("position") is None:
            return None
        columns |= _placed(edited["position"])
    return columns


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
        columns |= _of_person(edited["date"])
    elif "date" in edited or (document is None and _was_given(connection, asset_id)):
        columns |= _of_the_file(connection, asset_id)
    if "position" in edited:
        columns |= _placed(edited["position"])
    return columns


def _of_person(date: Mapping[str, Any]) -> dict[str, Any]:
    return _capture({**date, "source": PERSON, "code": PERSON, "precision": "second"})


def _placed(position: Value) -> dict[str, Any]:
    # How high a place lies was said of the former one.
    return {**_position(position), "altitude_m": None}


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


def _put_columns(connection: sqlite3.Connection, columns: Mapping[int, Mapping[str, Any]]) -> set[int]:
    """Write them; the months the pictures were and are in whose time became another."""
    before = {
        row["id"]: row
        for row in connection.execute(
            "SELECT id, capture_time, month FROM assets WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(columns)),),
        )
    }
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    moved = []
    for asset_id, of_one in columns.items():
        if asset_id not in before or not of_one:
            continue
        alike.setdefault(tuple(of_one), []).append({**of_one, "id": asset_id})
        was = before[asset_id]["capture_time"]
        if of_one.get("capture_time", was) != was:
            moved.append(asset_id)
    for names, rows in alike.items():
        assignments = ", ".join(f"{name} = :{name}" for name in names)
        connection.executemany(f"UPDATE assets SET {assignments} WHERE id = :id", rows)  # noqa: S608 - ours
    now = connection.execute(
        "SELECT DISTINCT month FROM assets WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(moved),)
    )
    return {before[asset_id]["month"] for asset_id in moved} | {row["month"] for row in now}


def _put_words(connection: sqlite3.Connection, counts: Mapping[int, Mapping[Field, Value]]) -> None:
    rows, without = [], []
    for asset_id, of_one in counts.items():
        place = of_one["place"] or {}
        words = [of_one[name] for name in ("title", "caption", "rating", "label")]
        parts = [place.get(part) for part in PLACE_PARTS]
        if of_one["people"] or any(each is not None for each in words + parts):
            people = json.dumps(of_one["people"] or [], ensure_ascii=False)
            rows.append((asset_id, *words, people, *parts))
        else:
            without.append((asset_id,))
    people_changed(
        connection,
        {each: json.dumps(of_one["people"] or [], ensure_ascii=False) for each, of_one in counts.items()},
    )
    connection.executemany(_PUT_WORDS, rows)
    connection.executemany("DELETE FROM words WHERE asset_id = ?", without)


def _put_keywords(connection: sqlite3.Connection, keywords: Mapping[int, list[str]]) -> None:
    there: dict[int, list[str]] = {}
    for row in connection.execute(
        "SELECT asset_id, keyword FROM keywords WHERE asset_id IN (SELECT value FROM json_each(?))"
        " ORDER BY asset_id, position",
        (json.dumps(list(keywords)),),
    ):
        there.setdefault(row["asset_id"], []).append(row["keyword"])
    others = {each: words for each, words in keywords.items() if there.get(each, []) != words}
    connection.executemany(
        "DELETE FROM keywords WHERE asset_id = ?", [(each,) for each in others if each in there]
    )
    connection.executemany(
        "INSERT INTO keywords (keyword, asset_id, position) VALUES (?, ?, ?)",
        [
            (keyword, asset_id, position)
            for asset_id, words in others.items()
            for position, keyword in enumerate(words)
        ],
    )
