"""What photos have in common, for whoever is about to change many at once."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from keepers.base.database import Database
from keepers.catalog.keywords import KeywordCount

_MOST_KEYWORDS: Final = 500
_PARTS: Final = ("sublocation", "city", "state", "country", "country_code")


@dataclass(frozen=True)
class Shared:
    """What `count` of the photos have: the value where it is one and the same, and how many there are."""

    value: str | None
    kinds: int
    count: int


@dataclass(frozen=True)
class InCommon:
    """`photos`: how many there are. Keywords with how many have each, the most first, at most 500.

    `place`: its five parts where all that have one have the same. `nowhere`: those without a position.
    """

    photos: int
    caption: Shared
    place: dict[str, str | None] | None
    places: int
    placed: int
    keywords: tuple[KeywordCount, ...]
    nowhere: tuple[int, ...]


class InCommonRows:
    """Reads what photos have in common."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, ids: Sequence[int]) -> InCommon:
        """What these have in common; unknown ids are left out."""
        asked = json.dumps(list(dict.fromkeys(ids)))

        def read(connection: sqlite3.Connection) -> InCommon:
            photos = connection.execute(
                "SELECT count(*) FROM assets WHERE id IN (SELECT value FROM json_each(?))", (asked,)
            ).fetchone()[0]
            captions = connection.execute(
                "SELECT caption, count(*) AS count FROM words"
                " WHERE asset_id IN (SELECT value FROM json_each(?)) AND caption IS NOT NULL"
                " GROUP BY caption",
                (asked,),
            ).fetchall()
            places = connection.execute(
                "SELECT sublocation, city, state, country, country_code, count(*) AS count FROM words"
                " WHERE asset_id IN (SELECT value FROM json_each(?))"
                " AND coalesce(sublocation, city, state, country, country_code) IS NOT NULL"
                " GROUP BY sublocation, city, state, country, country_code",
                (asked,),
            ).fetchall()
            keywords = connection.execute(
                "SELECT keyword, count(*) AS count FROM keywords"
                " WHERE asset_id IN (SELECT value FROM json_each(?))"
                " GROUP BY keyword ORDER BY count DESC, keyword LIMIT ?",
                (asked, _MOST_KEYWORDS),
            ).fetchall()
            nowhere = connection.execute(
                "SELECT id FROM assets WHERE id IN (SELECT value FROM json_each(?)) AND latitude IS NULL"
                " ORDER BY id",
                (asked,),
            ).fetchall()
            return InCommon(
                photos=photos,
                caption=Shared(
                    captions[0]["caption"] if len(captions) == 1 else None,
                    len(captions),
                    sum(row["count"] for row in captions),
                ),
                place={part: places[0][part] for part in _PARTS} if len(places) == 1 else None,
                places=len(places),
                placed=sum(row["count"] for row in places),
                keywords=tuple(KeywordCount(row["keyword"], row["count"]) for row in keywords),
                nowhere=tuple(row["id"] for row in nowhere),
            )

        return self._db.read(read)
