"""A picture in words, as it counts; written by `effective` alone."""

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from keepers.base.database import Database
from keepers.metadata.fields import PLACE_PARTS


@dataclass(frozen=True)
class Words:
    """`people`: [{"name", "box"}]; `place`: its five parts, None where nothing is said of any."""

    title: str | None = None
    caption: str | None = None
    rating: int | None = None
    label: str | None = None
    people: list[dict[str, Any]] = field(default_factory=list)
    place: dict[str, str | None] | None = None
    keywords: list[str] = field(default_factory=list)


class WordRows:
    """Reads of words."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, asset_id: int) -> Words:
        """The words of this picture."""
        return self._db.read(lambda connection: words_of(connection, asset_id))


def words_of(connection: sqlite3.Connection, asset_id: int) -> Words:
    """The words of this picture, as they stand in this transaction."""
    keywords = connection.execute(
        "SELECT keyword FROM keywords WHERE asset_id = ? ORDER BY position", (asset_id,)
    ).fetchall()
    named = [row["keyword"] for row in keywords]
    row = connection.execute("SELECT * FROM words WHERE asset_id = ?", (asset_id,)).fetchone()
    if row is None:
        return Words(keywords=named)
    place = {part: row[part] for part in PLACE_PARTS}
    return Words(
        title=row["title"],
        caption=row["caption"],
        rating=row["rating"],
        label=row["label"],
        people=json.loads(row["people"]),
        place=place if any(place.values()) else None,
        keywords=named,
    )
