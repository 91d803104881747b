"""Logs: one JSON object a line, to a file that is kept small and to stderr; never to stdout; no secrets."""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Final, TextIO

from keepers.base.redaction import HIDDEN, is_secret, redact

_FILE_BYTES: Final = 5_000_000
_FILES_KEPT: Final = 3
_OWN_FIELDS: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, logger, message, whatever `extra` says, and the error."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        line |= _plain({key: value for key, value in vars(record).items() if key not in _OWN_FIELDS})
        if record.exc_info:
            line["error"] = redact(self.formatException(record.exc_info))
        text = json.dumps(line, ensure_ascii=False)
        # Names of files need not be text in any encoding. What is not is written as JSON would: \\udce9.
        return text.encode(errors="backslashreplace").decode()


class Logs:
    """What configure() set up; close() takes it down again."""

    def __init__(self, handlers: list[logging.Handler], before: int) -> None:
        self._handlers = handlers
        self._before = before

    def close(self) -> None:
        """Stop writing. May be called twice."""
        root = logging.getLogger()
        for handler in self._handlers:
            root.removeHandler(handler)
            handler.close()
        if self._handlers:
            root.setLevel(self._before)
        self._handlers = []


def configure(path: Path | None, level: str = "info", *, stream: TextIO | None = None) -> Logs:
    """Write what is logged from `level` on to the file `path` (if given) and to stderr (or `stream`).

    The file is turned over at 5 MB and three old ones are kept. Raises OSError when there can be no file.
    """
    handlers: list[logging.Handler] = []
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handlers.append(
            RotatingFileHandler(
                path,
                maxBytes=_FILE_BYTES,
                backupCount=_FILES_KEPT,
                encoding="utf-8",
            )
        )
    # A windowed program on Windows has no stderr.
    target = stream if stream is not None else sys.stderr
    if target is not None:
        handlers.append(logging.StreamHandler(target))
    root = logging.getLogger()
    before = root.level
    root.setLevel(level.upper())
    for handler in handlers:
        handler.setFormatter(JsonLines())
        root.addHandler(handler)
    # Their lines name every address that is asked for; the ledger does that, and with care.
    for chatty in ("httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return Logs(handlers, before)


def _plain(value: object) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): HIDDEN if is_secret(str(key)) else _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return redact(str(value))
