"""What a worker process does: import the entry, then one item after another until its parent is gone.

Nothing but the standard library may be imported here before the environment is pinned.
"""

import logging
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from multiprocessing import connection as mp_connection
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any

from keepers.base.errors import KeepersError
from keepers.base.threads_within import one_thread

if sys.platform == "linux":
    import fcntl
    import resource

_log = logging.getLogger(__name__)


def work(
    pipe: Connection, entry: str, init_args: dict[str, Any], idle_exit_s: float, memory_bytes: int | None
) -> None:
    """Serve `pipe` until it ends: receives items, sends ("done", result) or ("error", code, message, facts).

    First sends ("ready",), or ("unavailable", message) when the entry cannot be had. Sends ("bye",) before it
    leaves of itself: idle for too long, or out of memory once (what is left of it may be in pieces).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_parent()
    _keep_off_standard_streams()
    # The pool's size is the number of threads.
    one_thread(whatever_was_told=True)
    try:
        function = _entry(entry, init_args)
    except Exception as error:  # noqa: BLE001 - the edge of a worker
        _log.exception("A worker could not load %s", entry)
        _send(pipe, ("unavailable", f"{type(error).__name__}: {error}"))
        return
    # Only now: what the imports take is ours to pay, not the first photo's.
    _bound_memory(memory_bytes)
    if not _send(pipe, ("ready",)):
        return
    while True:
        try:
            if not pipe.poll(idle_exit_s):
                _send(pipe, ("bye",))
                return
            item = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from our own parent
        except (EOFError, OSError):
            return
        reply, goes_on = _answer(function, item)
        if not _send(pipe, reply):
            return
        if not goes_on:
            _send(pipe, ("bye",))
            return


def _answer(function: Callable[[Any], Any], item: Any) -> tuple[tuple[Any, ...], bool]:
    """The reply to one item, and whether this process may take another."""
    try:
        return ("done", function(item)), True
    except KeepersError as error:
        return ("error", error.code, error.message, dict(error.facts)), True
    except MemoryError:
        return ("error", "out_of_memory", "This needs more memory than Keepers allows one file.", {}), False
    except Exception as error:  # noqa: BLE001 - the edge of a worker
        _log.warning("An item failed unexpectedly", exc_info=error)
        text = f"{type(error).__name__}: {error}".encode("utf-8", "replace").decode("utf-8")
        return ("error", "unexpected", text, {}), True


def _entry(entry: str, init_args: dict[str, Any]) -> Callable[[Any], Any]:
    module_name, _, function_name = entry.partition(":")
    module = import_module(module_name)
    prepare: Callable[[dict[str, Any]], None] | None = getattr(module, "prepare", None)
    if prepare is not None:
        prepare(init_args)
    function: Callable[[Any], Any] = getattr(module, function_name)
    return function


def _send(pipe: Connection, message: tuple[Any, ...]) -> bool:
    """Whether there was still somebody to send to."""
    try:
        data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        data = pickle.dumps(("error", "unexpected", f"The result cannot be sent: {error}", {}))
    try:
        pipe.send_bytes(data)
    except OSError:
        return False
    return True


def _keep_off_standard_streams() -> None:
    """Libraries print. Our parent's stdout is a protocol, its stdin somebody else's: keep off both."""
    try:
        os.dup2(2, 1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
    except OSError:
        # A windowed program on Windows has no such streams to keep off.
        return


def _die_with_parent() -> None:
    """End this process when its parent ends, however that ends and whatever we are in the middle of."""
    parent = parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel
    if sys.platform == "linux":
        # The end of the pipe that the parent holds open raises SIGIO, which kills; also in the middle of a C
        # function that does not let go of the interpreter. (PR_SET_PDEATHSIG would fire when the *thread*
        # that started us ends.)
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(sentinel, fcntl.F_GETFL)
        fcntl.fcntl(sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)

    def watch() -> None:
        mp_connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="keepers-parent-watch", daemon=True).start()


def _bound_memory(memory_bytes: int | None) -> None:
    """Have the system refuse this process more than `memory_bytes` of its own, where it can."""
    if memory_bytes is not None and sys.platform == "linux":
        # Of the kinds of bounds, RLIMIT_DATA alone leaves out shared libraries and mapped files.
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
