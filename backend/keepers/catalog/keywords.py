"""Keywords in use, to be offered while one is typed."""

import unicodedata
from dataclasses import dataclass

from keepers.base.database import Database


@dataclass(frozen=True)
class KeywordCount:
    """A keyword (a path is written with "|") and how many photos have it."""

    keyword: str
    count: int


class Keywords:
    """Reads the keywords that count."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def beginning(self, prefix: str, limit: int) -> list[KeywordCount]:
        """Keywords of which a part of the path begins with `prefix`, whatever its case; most used first."""
        key = unicodedata.normalize("NFC", prefix).casefold().strip()
        rows = self._db.read(
            lambda connection: connection.execute(
                """
                SELECT k.keyword, count(*) AS count FROM keywords k
                JOIN assets a ON a.id = k.asset_id AND a.present = 1 AND a.visible = 1
                GROUP BY k.keyword ORDER BY count DESC, k.keyword
                """
            ).fetchall()
        )
        # Here and not in SQL, whose LIKE knows the case of ASCII letters only.
        found = [KeywordCount(row["keyword"], row["count"]) for row in rows if _begins(row["keyword"], key)]
        return found[:limit]


def _begins(keyword: str, key: str) -> bool:
    return any(part.casefold().startswith(key) for part in (keyword, *keyword.split("|")))
