"""The first line of the window: which library, which keys, which port. A rule over plain values."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from keepers.base.errors import KeepersError

PROTOCOL: Final = 1
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{43,200}")
_ORIGIN: Final = re.compile(r"[a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_MOST_ORIGINS: Final = 8
_MOST_PATH: Final = 4096


class ProtocolUnknown(KeepersError):  # noqa: N818 - read where it is raised
    """The window speaks in a way that this program does not know."""

    code = "protocol_unknown"


class BadHello(KeepersError):  # noqa: N818 - read where it is raised
    """The first line is not what a window says."""

    code = "bad_hello"


@dataclass(frozen=True)
class Hello:
    """What the window wants.

    `library` is None for the usual one; `port` a wish, 0 for any; `alongside` says to open a library that
    another process works on.
    """

    token: str = field(repr=False)
    media_key: str = field(repr=False)
    library: str | None = None
    port: int = 0
    origins: tuple[str, ...] = ()
    alongside: bool = False


def hello_of(said: Mapping[str, Any] | None) -> Hello:
    """The hello in the window's first line. Raises ProtocolUnknown, BadHello; neither repeats what was said.

    Words that are not known are passed over: a newer window may say more.
    """
    if said is None:
        raise _bad("It is no JSON object.")
    protocol = said.get("protocol")
    if not _is_whole(protocol):
        raise _bad("It does not say its protocol.")
    if protocol != PROTOCOL:
        raise ProtocolUnknown(
            "The window and the rest of Keepers are of different versions and do not understand each other. "
            "Nothing was changed. Install Keepers again to bring both up to date.",
            protocol=protocol,
            known=PROTOCOL,
        )
    return Hello(*_keys(said), _library(said), _port(said), _origins(said), _alongside(said))


def can_be_path(text: str) -> bool:
    """Whether the system could have a path of this name at all."""
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        # Half of a character.
        return False
    return 0 < len(text) <= _MOST_PATH and "\0" not in text


def _keys(said: Mapping[str, Any]) -> tuple[str, str]:
    token, media_key = said.get("token"), said.get("media_key")
    for each in (token, media_key):
        if not isinstance(each, str) or _KEY.fullmatch(each) is None:
            raise _bad("A key is missing or too short.")
    if token == media_key:
        raise _bad("Both keys are the same.")
    return str(token), str(media_key)


def _library(said: Mapping[str, Any]) -> str | None:
    library = said.get("library")
    if library is None:
        return None
    if not isinstance(library, str) or not can_be_path(library):
        raise _bad("The library is no path.")
    if not os.path.isabs(library):
        raise _bad("The path of the library does not begin at the top.")
    return library


def _port(said: Mapping[str, Any]) -> int:
    port = said.get("port", 0)
    if not _is_whole(port) or not 0 <= port <= 65535:
        raise _bad("The port is no port.")
    return int(port)


def _origins(said: Mapping[str, Any]) -> tuple[str, ...]:
    origins = said.get("origins", [])
    if not isinstance(origins, list) or len(origins) > _MOST_ORIGINS:
        raise _bad("The origins are no list.")
    for each in origins:
        if not isinstance(each, str) or _ORIGIN.fullmatch(each) is None:
            raise _bad("An origin is not exact.")
    return tuple(origins)


def _alongside(said: Mapping[str, Any]) -> bool:
    alongside = said.get("alongside", False)
    if not isinstance(alongside, bool):
        raise _bad("Whether to open it alongside is neither true nor false.")
    return alongside


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _bad(reason: str) -> BadHello:
    return BadHello(
        "The window did not begin as it should, so Keepers was not started. Install Keepers again; this part "
        "of it is for the window only.",
        reason=reason,
    )
