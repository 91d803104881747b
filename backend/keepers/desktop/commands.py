"""What the window asks for while it runs, one after another, in a thread of its own.

Asking a disk that sleeps may take long: meanwhile "stop" has to be heard, so it is not read here.
"""

import logging
import os
import queue
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, cast

from keepers.base.errors import DatabaseClosed, FileUnreadable, Invalid, KeepersError, NotFound
from keepers.base.ledger import Ledger, LedgerOutcome
from keepers.desktop.hello import can_be_path
from keepers.desktop.pipes import Voice
from keepers.web.session import Session
from keepers.web.shown import shown

_MOST_WORD: Final = 255

Inbox = queue.SimpleQueue[dict[str, object]]

_log = logging.getLogger(__name__)


class Commands:
    """Does what comes out of `inbox`. What it does not know is passed over: a newer window may say it."""

    def __init__(self, inbox: Inbox, session: Session, voice: Voice) -> None:
        self._inbox = inbox
        self._session = session
        self._library = session.library
        self._voice = voice
        self._known: Mapping[str, Callable[[dict[str, Any]], None]] = {
            "offer_folder": self._offer_folder,
            "locate": self._locate,
            "pause_work": lambda _: self._library.jobs.pause_all(),
            "resume_work": lambda _: self._library.jobs.resume_all(),
            "note_request": self._note_request,
        }
        self._thread = threading.Thread(target=self._go, name="keepers-window-commands", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def _go(self) -> None:
        while True:
            said = self._inbox.get()
            known = self._known.get(str(said.get("do")))
            if known is None:
                _log.warning("The window asked for something unknown; it was passed over")
                continue
            try:
                known(said)
            except DatabaseClosed:
                return
            except KeepersError as error:
                _log.warning("What the window asked for (%s) was not done: %s", said["do"], error.message)
            except Exception:  # noqa: BLE001 - the edge of a request of the window
                _log.exception("What the window asked for (%s) failed", said["do"])

    def _offer_folder(self, said: dict[str, Any]) -> None:
        """Make a folder that was chosen in a dialog, or dropped, one that the page may name."""

        def answer() -> dict[str, Any]:
            folders = self._session.folders
            handle = folders.offer(_path(said.get("path")))
            folder = folders.path(handle)
            return {"handle": handle, "name": folder.name or str(folder), "path": str(folder)}

        self._answer("folder", said, answer)

    def _locate(self, said: dict[str, Any]) -> None:
        """Say where the original of a photo lies, for the window to show it in the file manager."""
        self._answer("located", said, lambda: {"path": self._original(said.get("asset"))})

    def _original(self, asset_id: object) -> str:
        if not _is_number(asset_id):
            raise Invalid("This is not a photo of the library.")
        rows = self._library.assets.files(cast(int, asset_id))
        if not rows:
            raise NotFound("This photo is no longer in the library.")
        row = rows[0]
        if row.present and not row.root_online:
            raise FileUnreadable(
                "root_offline",
                f"The original is in {row.root_label}, which is not connected. Connect its disk, then try "
                "again.",
            )
        if not row.present or not os.path.lexists(row.path):
            raise FileUnreadable("vanished", "The original is not where it was at the last look.")
        if row.path != shown(row.path):
            raise FileUnreadable(
                "name_unsayable",
                f"The name of {row.name} holds bytes that are no text, so the file manager cannot be pointed "
                "at it. It is still there.",
            )
        return row.path

    def _note_request(self, said: dict[str, Any]) -> None:
        """Write down a request to the internet that the window itself made."""
        purpose, host, outcome = said.get("purpose"), said.get("host"), said.get("outcome")
        received = said.get("received", 0)
        if not _is_word(purpose) or not _is_word(host) or outcome not in {"ok", "failed"}:
            raise Invalid("The window's note of a request is not whole.")
        Ledger(self._library.db, self._library.clock).add(
            host=str(host),
            method="GET",
            path="",
            purpose=str(purpose),
            outcome=cast(LedgerOutcome, outcome),
            bytes_in=received if _is_number(received) else 0,
        )

    def _answer(self, event: str, said: dict[str, Any], fn: Callable[[], dict[str, Any]]) -> None:
        if not _is_number(said.get("id")):
            raise Invalid("The window asked without a number to answer to.")
        try:
            facts = fn()
        except DatabaseClosed:
            raise
        except KeepersError as error:
            facts = {"error": {"code": error.code, "message": error.message}}
        except Exception:  # noqa: BLE001 - the window waits for an answer, whatever it is
            _log.exception("What the window asked for (%s) failed", said["do"])
            message = "Something went wrong that Keepers did not expect. The log has the details."
            facts = {"error": {"code": "unexpected", "message": message}}
        self._voice.say(event, id=said["id"], **facts)


def _path(path: object) -> Path:
    if not isinstance(path, str) or not can_be_path(path):
        raise Invalid("This is no folder's path.")
    if not os.path.isabs(path):
        raise Invalid("The path of a folder has to begin at the top.")
    return Path(path)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 53


def _is_word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _MOST_WORD
