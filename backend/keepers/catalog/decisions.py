"""What a person decided about photos. No recompute writes here."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from keepers.base.clock import Clock
from keepers.base.database import Database

Verdict = Literal["in", "out"]

_FAVOURITE = "favourite"
_PICK = "pick"


@dataclass(frozen=True)
class Decided:
    """What a person decided about one photo."""

    favourite: bool
    pick: Verdict | None


class Decisions:
    """Favourites and picks; every setter returns what was there before, so that it can be undone."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def set_favourite(self, ids: Sequence[int], on: bool) -> dict[int, bool]:
        """Make these photos favourites or not; previous state by id, unknown ids left out."""
        previous = self._set(_FAVOURITE, dict.fromkeys(ids, "yes" if on else None))
        return {asset_id: value is not None for asset_id, value in previous.items()}

    def restore_favourites(self, states: Mapping[int, bool]) -> dict[int, bool]:
        """Set each photo's favourite state apart: the undo of `set_favourite`."""
        previous = self._set(_FAVOURITE, {asset_id: "yes" if on else None for asset_id, on in states.items()})
        return {asset_id: value is not None for asset_id, value in previous.items()}

    def set_pick(self, ids: Sequence[int], verdict: Verdict | None) -> dict[int, Verdict | None]:
        """Lock these photos in or out of picks, or leave them open (None); previous verdict by id."""
        return self.restore_picks(dict.fromkeys(ids, verdict))

    def restore_picks(self, verdicts: Mapping[int, Verdict | None]) -> dict[int, Verdict | None]:
        """Set each photo's verdict apart: the undo of `set_pick`."""
        previous = self._set(_PICK, verdicts)
        return {asset_id: _verdict(value) for asset_id, value in previous.items()}

    def favourites(self) -> set[int]:
        """Every favourite's id."""
        return set(self._values(_FAVOURITE))

    def picks(self) -> dict[int, Verdict]:
        """Every locked photo: 'in' or 'out' by id."""
        verdicts = {asset_id: _verdict(value) for asset_id, value in self._values(_PICK).items()}
        return {asset_id: verdict for asset_id, verdict in verdicts.items() if verdict is not None}

    def of(self, asset_id: int) -> Decided:
        """What was decided about this photo."""
        return self._db.read(lambda connection: decided_of(connection, asset_id))

    def _values(self, kind: str) -> dict[int, str]:
        rows = self._db.read(
            lambda connection: connection.execute(
                "SELECT asset_id, value FROM decisions WHERE kind = ?", (kind,)
            ).fetchall()
        )
        return {row["asset_id"]: row["value"] for row in rows}

    def _set(self, kind: str, values: Mapping[int, str | None]) -> dict[int, str | None]:
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> dict[int, str | None]:
            previous = _previous(connection, kind, values)
            changes = {asset_id: value for asset_id, value in values.items() if asset_id in previous}
            connection.executemany(
                "DELETE FROM decisions WHERE asset_id = ? AND kind = ?",
                [(asset_id, kind) for asset_id, value in changes.items() if value is None],
            )
            connection.executemany(
                """
                INSERT INTO decisions (asset_id, kind, value, decided_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (asset_id, kind)
                DO UPDATE SET value = excluded.value, decided_at = excluded.decided_at
                """,
                [(asset_id, kind, value, now) for asset_id, value in changes.items() if value is not None],
            )
            return previous

        return self._db.write(write)


def decided_of(connection: sqlite3.Connection, asset_id: int) -> Decided:
    """What was decided about this photo, as it stands in this transaction."""
    rows = connection.execute("SELECT kind, value FROM decisions WHERE asset_id = ?", (asset_id,)).fetchall()
    values = {row["kind"]: row["value"] for row in rows}
    return Decided(favourite=_FAVOURITE in values, pick=_verdict(values.get(_PICK)))


def _previous(connection: sqlite3.Connection, kind: str, ids: Iterable[int]) -> dict[int, str | None]:
    rows = connection.execute(
        """
        SELECT a.id, d.value FROM assets a
        LEFT JOIN decisions d ON d.asset_id = a.id AND d.kind = ?
        WHERE a.id IN (SELECT value FROM json_each(?))
        """,
        (kind, json.dumps(list(ids))),
    ).fetchall()
    return {row["id"]: row["value"] for row in rows}


def _verdict(value: str | None) -> Verdict | None:
    if value == "in":
        return "in"
    return "out" if value == "out" else None
