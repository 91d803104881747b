"""Small choices that survive a restart: JSON values under dotted keys."""

import json
import sqlite3
from typing import Any, TypeVar

from keepers.base.database import Database
from keepers.base.errors import Invalid

T = TypeVar("T")


class Settings:
    """The settings table of a library. A value that is not of the expected type counts as not set."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, key: str, default: T) -> T:
        """The value of `key`, or `default` when it is not set or of another type than `default`.

        With a default of None any value is given back.
        """
        value = self._value(key)
        if default is None:
            return value  # type: ignore[no-any-return]  # the caller asked for whatever is there
        return value if _same_kind(value, default) else default

    def get_bool(self, key: str, default: bool) -> bool:
        """True or false."""
        return self.get(key, default)

    def get_int(self, key: str, default: int) -> int:
        """A whole number."""
        return self.get(key, default)

    def get_float(self, key: str, default: float) -> float:
        """A number; a whole one counts too."""
        return float(self.get(key, default))

    def get_text(self, key: str, default: str) -> str:
        """A text."""
        return self.get(key, default)

    def set(self, key: str, value: object) -> None:
        """Keep `value` (anything JSON can say) under `key`; Invalid when JSON cannot say it."""
        try:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)
        except (TypeError, ValueError) as error:
            raise Invalid(f"The setting {key} cannot keep a value of this kind.", key=key) from error
        self._db.write(
            lambda connection: connection.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, text),
            )
        )

    def remove(self, key: str) -> None:
        """Forget `key`: from now on its default holds."""
        self._db.write(lambda connection: connection.execute("DELETE FROM settings WHERE key = ?", (key,)))

    def all(self, prefix: str = "") -> dict[str, Any]:
        """Every setting whose key begins with `prefix`, by key."""

        def rows(connection: sqlite3.Connection) -> dict[str, Any]:
            found = connection.execute("SELECT key, value FROM settings ORDER BY key")
            return {row["key"]: _parsed(row["value"]) for row in found if row["key"].startswith(prefix)}

        return self._db.read(rows)

    def _value(self, key: str) -> Any:
        row = self._db.read(
            lambda connection: connection.execute(
                "SELECT value FROM settings WHERE key = ?", (key,)
            ).fetchone()
        )
        return None if row is None else _parsed(row["value"])


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        # Someone edited the table by hand; the default is better than no start at all.
        return None


def _same_kind(value: object, default: object) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, float):
        return isinstance(value, int | float)
    return isinstance(value, type(default))
