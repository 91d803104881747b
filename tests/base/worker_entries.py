"""What the worker processes of these tests run: one function that behaves as its item says."""

import os
import re
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from keepers.base.errors import FileUnreadable

_prepared: dict[str, Any] = {}


def prepare(init_args: dict[str, Any]) -> None:
    _prepared.update(init_args)


def behave(item: dict[str, Any]) -> dict[str, Any]:  # noqa: PLR0911, PLR0912 - a list of behaviours
    match item["do"]:
        case "double":
            return {"n": item["n"] * 2, "pid": os.getpid()}
        case "tell":
            return {"args": _prepared, "threads": os.environ["OMP_NUM_THREADS"]}
        case "print":
            print("a library that prints")  # noqa: T201
            os.write(1, b"a C library that prints\n")
            return {"stdin": sys.stdin.read() if sys.stdin else ""}
        case "raise":
            raise FileUnreadable("truncated", "It ends too soon.", at=12)
        case "stumble":
            raise ZeroDivisionError
        case "exit":
            os._exit(3)
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "crash_once":
            marker = Path(item["marker"])
            if not marker.exists():
                marker.touch()
                os._exit(3)
            return {"survived": True}
        case "hang":
            threading.Event().wait()
        case "hang_in_c":
            # Catastrophic backtracking inside one C call, which does not let go of the interpreter.
            re.match(r"(a+)+$", "a" * 60 + "b")
        case "eat":
            return {"size": len(bytearray(item["bytes"]))}
        case "big":
            return {"data": b"x" * item["bytes"]}
        case "interrupt":
            os.kill(os.getpid(), signal.SIGINT)
            return {"alive": True}
        case "unsendable":
            return {"lambda": lambda: None}
    return {}
