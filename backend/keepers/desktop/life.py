"""The life of a window's library: opened, served, worked on, and closed in time."""

import gc
import logging
import os
import sys
import threading
from pathlib import Path
from typing import Final

from keepers.base.errors import KeepersError
from keepers.base.logs import Logs, configure
from keepers.base.migrations import MigrationProgress
from keepers.desktop.commands import Commands, Inbox
from keepers.desktop.ending import Ending
from keepers.desktop.hello import Hello
from keepers.desktop.opening import StopAsked, open_library
from keepers.desktop.pipes import Voice
from keepers.desktop.work_watch import WorkWatch
from keepers.library import Library, default_library
from keepers.web.caretaker import Caretaker
from keepers.web.keys import Keys
from keepers.web.serve import PortTaken, Server

_FATAL: Final = 4
_SERVER_ENDED: Final = 1
# What the end of work and of requests must leave, for the catalogue to be closed.
_CLOSING_S: Final = 0.8
_WATCH_ENDS_S: Final = 0.3
_GOODBYE_S: Final = 0.3
_UNEXPECTED: Final = (
    "Something went wrong that Keepers did not expect, so the library was not opened. Your photos are as "
    "they were. Starting Keepers again may help; the log has the details."
)

_log = logging.getLogger(__name__)


def live(hello: Hello, voice: Voice, inbox: Inbox, ending: Ending) -> int:
    """Everything between `starting` and the end; the exit code."""
    logs = configure(None, stream=sys.stderr)
    place = (Path(hello.library) if hello.library else default_library()).expanduser().absolute()
    try:
        library = open_library(
            place,
            alongside=hello.alongside,
            tell=lambda progress: _tell(voice, progress),
            stopping=lambda: ending.asked,
        )
        try:
            server = _server(library, hello)
        except BaseException:
            library.close()
            raise
    except StopAsked:
        return ending.code
    except KeepersError as error:
        _log.error("The library could not be opened: %s", error.message, exc_info=error)
        voice.say("fatal", code=error.code, message=error.message, facts=error.facts, library=str(place))
        return _FATAL
    except Exception:  # noqa: BLE001 - the window has to be told, whatever it is
        _log.exception("The library could not be opened")
        voice.say("fatal", code="unexpected", message=_UNEXPECTED, facts={}, library=str(place))
        return _FATAL
    logs = _log_into(library, logs)
    _serve(library, server, voice, inbox, ending)
    logs.close()
    return ending.code


def _serve(library: Library, server: Server, voice: Voice, inbox: Inbox, ending: Ending) -> None:
    watch = WorkWatch(library, voice)
    caretaker = Caretaker(library)
    answering = threading.Thread(target=_answer, args=(server, ending), name="keepers-server", daemon=True)
    answering.start()
    voice.say(
        "ready",
        port=server.port,
        library=str(library.path),
        pid=os.getpid(),
        works_here=library.lock.held,
    )
    gc.freeze()
    gc.enable()
    watch.start()
    Commands(inbox, server.session, voice).start()
    caretaker.start()
    ending.wait()
    # Aside: a window that hangs reads nothing, and once its pipe is full, saying has no end.
    goodbye = threading.Thread(target=voice.say, args=("stopping",), name="keepers-goodbye", daemon=True)
    goodbye.start()
    _stop(library, server, caretaker, ending)
    goodbye.join(ending.left(at_most=_GOODBYE_S))


def _stop(library: Library, server: Server, caretaker: Caretaker, ending: Ending) -> None:
    """Let go of everything. What takes too long is cut off by the watch of `ending`."""
    try:
        grace = ending.left(keep=_CLOSING_S)
        # Requests in flight and running jobs are waited for at the same time.
        closing = threading.Thread(target=server.stop, args=(grace,), name="keepers-closing", daemon=True)
        closing.start()
        caretaker.stop(ending.left(at_most=_WATCH_ENDS_S))
        library.stop_work(ending.left(keep=_CLOSING_S))
        closing.join(ending.left(keep=_CLOSING_S))
        library.close(0.0)
    except Exception:  # noqa: BLE001 - the end comes either way, and everything bears it
        _log.exception("The library could not be closed tidily")


def _answer(server: Server, ending: Ending) -> None:
    try:
        server.run()
    except Exception:  # noqa: BLE001 - the edge of a thread
        _log.exception("The server failed")
    # Without one the window is blind: it starts another process.
    ending.ask("the server ended", _SERVER_ENDED)


def _server(library: Library, hello: Hello) -> Server:
    keys = Keys(token=hello.token, media_key=hello.media_key)
    try:
        return Server(library, keys, port=hello.port, origins=hello.origins)
    except PortTaken:
        return Server(library, keys, port=0, origins=hello.origins)


def _tell(voice: Voice, progress: MigrationProgress) -> None:
    voice.say(
        "migrating",
        phase=progress.phase,
        step=progress.step,
        last_step=progress.last_step,
        percent=progress.percent,
    )


def _log_into(library: Library, logs: Logs) -> Logs:
    """From now on the log is in the library too, where that can be written."""
    try:
        both = configure(library.logs / "keepers.log", stream=sys.stderr)
    except OSError:
        _log.warning("The log in the library cannot be written", exc_info=True)
        return logs
    logs.close()
    return both
