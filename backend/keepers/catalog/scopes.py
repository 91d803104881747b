"""Scopes: the parts of a library a choice can be made of, and how many pictures each holds."""

import sqlite3
from dataclasses import dataclass

from keepers.base.database import Database
from keepers.base.errors import Invalid

LIBRARY = "library"


@dataclass(frozen=True)
class Scope:
    """A part of the library: `kind` is library, year, month or root; `value` the year, yyyymm or root id."""

    kind: str
    value: int = 0

    @classmethod
    def parse(cls, text: str) -> "Scope":
        """The scope written as 'library', 'year:2024', 'month:202408' or 'root:1'. Raises Invalid."""
        kind, _, value = text.partition(":")
        if kind == LIBRARY and not value:
            return cls(LIBRARY)
        if kind in {"year", "month", "root"} and value.isascii() and value.isdigit() and len(value) < 16:
            return cls(kind, int(value))
        raise Invalid("There is no such part of the library.", scope=text)

    def __str__(self) -> str:
        return self.kind if self.kind == LIBRARY else f"{self.kind}:{self.value}"

    def where(self) -> tuple[str, tuple[int, ...]]:
        """A condition over `assets a` with its parameters."""
        if self.kind == "year":
            return "a.month BETWEEN ? AND ?", (self.value * 100 + 1, self.value * 100 + 12)
        if self.kind == "month":
            return "a.month = ?", (self.value,)
        if self.kind == "root":
            return (
                "EXISTS (SELECT 1 FROM files f WHERE f.asset_id = a.id AND f.root_id = ? AND f.present = 1)",
                (self.value,),
            )
        return "1", ()


@dataclass(frozen=True)
class ScopeCount:
    """A scope with the number of pictures in it; `label` is the folder's for a root, else ''."""

    scope: Scope
    label: str
    count: int


class Scopes:
    """Every scope that holds something."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def counts(self) -> list[ScopeCount]:
        """The library, then years and months newest first, then roots by label."""

        def read(connection: sqlite3.Connection) -> list[ScopeCount]:
            months = connection.execute(
                "SELECT month, count(*) AS n FROM assets INDEXED BY assets_timeline"
                " WHERE present = 1 AND visible = 1 GROUP BY month ORDER BY month DESC"
            ).fetchall()
            roots = connection.execute(
                """
                SELECT r.id, r.label, count(DISTINCT f.asset_id) AS n
                FROM roots r JOIN files f ON f.root_id = r.id AND f.present = 1
                JOIN assets a ON a.id = f.asset_id AND a.present = 1 AND a.visible = 1
                GROUP BY r.id ORDER BY r.label, r.id
                """
            ).fetchall()
            years: dict[int, int] = {}
            for row in months:
                years[row["month"] // 100] = years.get(row["month"] // 100, 0) + row["n"]
            return [
                ScopeCount(Scope(LIBRARY), "", sum(years.values())),
                *(ScopeCount(Scope("year", year), "", count) for year, count in years.items()),
                *(ScopeCount(Scope("month", row["month"]), "", row["n"]) for row in months),
                *(ScopeCount(Scope("root", row["id"]), row["label"], row["n"]) for row in roots),
            ]

        return self._db.read(read)
