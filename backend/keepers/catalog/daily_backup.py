"""A copy of the catalogue a day, as long as people decide things: what they decided is nowhere else."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from keepers.base.clock import Clock
from keepers.base.database import Database, connect
from keepers.base.errors import KeepersError
from keepers.base.files import require_space
from keepers.base.schema_backup import back_up, moment_of
from keepers.base.settings import Settings

KEPT: Final = 7
_LABEL: Final = "catalog-daily"
_DAY_MS: Final = 24 * 3600 * 1000
_BACKED_UP: Final = "backup.decided"

_log = logging.getLogger(__name__)


class _Stopped(Exception):  # noqa: N818 - it is none
    """The program ends; the copy can be made another day."""


class DailyBackup:
    """Copies of a catalogue in use, in `folder`, beside those that are made before its shape changes."""

    def __init__(self, db: Database, settings: Settings, clock: Clock, folder: Path) -> None:
        self._db = db
        self._settings = settings
        self._clock = clock
        self._folder = folder

    def make_if_due(self, stopping: Callable[[], bool] = lambda: False) -> Path | None:
        """Make a copy when the newest is older than a day and something was decided since; where it is.

        A copy that cannot be made is logged and nothing more: it must not keep anyone from working. Given up
        when `stopping` says so. Blocks while it is made; others read and write meanwhile.
        """
        decided = self._decided()
        if decided == self._settings.get_text(_BACKED_UP, "") or not self._a_day_passed():
            return None
        try:
            made = self._make(stopping)
        except _Stopped:
            return None
        except (KeepersError, OSError, sqlite3.Error):
            _log.exception("The daily copy of the catalogue could not be made")
            return None
        self._settings.set(_BACKED_UP, decided)
        return made

    def _make(self, stopping: Callable[[], bool]) -> Path:
        def go_on(_part: float) -> None:
            if stopping():
                raise _Stopped

        require_space(self._folder, self._db.path.stat().st_size)
        connection = connect(self._db.path, read_only=True)
        try:
            # One moment of it for the whole copy; else every write of others would start it anew.
            connection.execute("BEGIN")
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            return back_up(
                connection, self._folder, _LABEL, self._clock.now_ms(), go_on, family=_LABEL, kept=KEPT
            )
        finally:
            connection.close()

    def _a_day_passed(self) -> bool:
        newest = max(map(moment_of, self._folder.glob("*.db")), default=None)
        if newest is None:
            return True
        now = datetime.fromtimestamp(self._clock.now_ms() / 1000, tz=UTC)
        # A clock that was set back must not end the copies for as long as it was ahead.
        return abs((now - newest).total_seconds()) * 1000 >= _DAY_MS

    def _decided(self) -> str:
        """What tells one state of people's decisions from another; "" while there are none."""

        def read(connection: sqlite3.Connection) -> str:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM decisions), (SELECT max(decided_at) FROM decisions),"
                " (SELECT count(*) FROM roots), (SELECT max(added_at) FROM roots),"
                " (SELECT max(id) FROM people_operations), (SELECT max(undone_at) FROM people_operations)"
            ).fetchone()
            return " ".join(map(str, row)) if row[0] or row[2] or row[4] else ""

        return self._db.read(read)
