"""What the files of a picture say by themselves, as last heard: one document a picture.

A document is plain JSON, made by analysis/said_document.py:

    fields      {field: value}, as metadata/fields.py tells them
    facts       {name: {"value", "source", "why", "others": [[source, value]]}}, of all of metadata.said.Said
    people      [{"name", "box", "sources"}]
    regions     [{"kind", "name", "description", "box", "source"}]
    albums      [text]                  favourite   bool
    capture     {"time_ms", "offset_min", "source", "code", "precision", "zone",
                 "others": [[source, time_ms, offset_min, precision]]}
    gear        {"camera", "lens", "iso", "exposure_s", "f_number", "focal_mm"}
    evidence    {"content_id", "burst_id", "document_id", "original_document_id", "derived_from", "image_id"}
    motion      {"offset", "bytes"} or null     panorama  {"projection", "full_width", "full_height"} or null
    animated    bool: a GIF, PNG or WebP that moves
    beside      [[kind, name]]
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from keepers.base.database import Database
from keepers.metadata.fields import Field, Value

#: Raise it when a newer reader should hear everything again; nothing is decoded for that.
SAID_VERSION: Final = 2

Document = Mapping[str, Any]

#: Bytes of a document. Its fields have bounds of their own and are never cut.
MOST_BYTES: Final = 256 << 10


@dataclass(frozen=True)
class SaidRow:
    """What is said of one picture: by which file, as which version heard it."""

    asset_id: int
    file_id: int
    version: int
    heard_at: int
    document: Document

    @property
    def fields(self) -> Mapping[Field, Value]:
        """What a person can change, as the files say it."""
        found: Mapping[Field, Value] = self.document["fields"]
        return found


class SaidRows:
    """Reads of what is said; `heard` writes it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, asset_id: int) -> SaidRow | None:
        """What is said of this picture; None until a file of it was heard."""
        return self._db.read(lambda connection: said_of(connection, [asset_id]).get(asset_id))


def said_of(connection: sqlite3.Connection, asset_ids: Iterable[int]) -> dict[int, SaidRow]:
    """What is said of these pictures, by picture; those never heard are left out."""
    rows = connection.execute(
        "SELECT asset_id, file_id, version, heard_at, document FROM said"
        " WHERE asset_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(asset_ids)),),
    )
    return {
        row["asset_id"]: SaidRow(
            row["asset_id"], row["file_id"], row["version"], row["heard_at"], json.loads(row["document"])
        )
        for row in rows
    }


def fields_said(connection: sqlite3.Connection, asset_ids: Iterable[int]) -> dict[int, Mapping[Field, Value]]:
    """What is said of the fields of these pictures alone, by picture; those never heard are left out."""
    rows = connection.execute(
        "SELECT asset_id, json_extract(document, '$.fields') AS fields FROM said"
        " WHERE asset_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(asset_ids)),),
    )
    return {row["asset_id"]: json.loads(row["fields"]) for row in rows}


def put_said(connection: sqlite3.Connection, row: SaidRow) -> None:
    """Keep what is said, in place of what was before."""
    connection.execute(
        """
        INSERT INTO said (asset_id, file_id, version, heard_at, document) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (asset_id) DO UPDATE SET file_id = excluded.file_id, version = excluded.version,
          heard_at = excluded.heard_at, document = excluded.document
        """,
        (row.asset_id, row.file_id, row.version, row.heard_at, encoded(row.document)),
    )


def encoded(document: Document) -> str:
    """A document as it is kept: one longer than MOST_BYTES loses what matters least, the least first."""
    text = _text(document)
    for cut in _CUTS:
        if len(text.encode()) <= MOST_BYTES:
            break
        document = cut(document)
        text = _text(document)
    return text


def _text(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _without_others(document: Document) -> Document:
    facts = {name: {**fact, "others": []} for name, fact in document["facts"].items()}
    return {**document, "facts": facts}


def _without_long_facts(document: Document) -> Document:
    facts = {name: fact for name, fact in document["facts"].items() if len(_text(fact)) <= 1000}
    return {**document, "facts": facts}


def _without_lists(document: Document) -> Document:
    return {**document, "regions": [], "people": [], "albums": document["albums"][:100], "beside": []}


_CUTS: Final[tuple[Callable[[Document], Document], ...]] = (
    _without_others,
    _without_long_facts,
    _without_lists,
)
