"""File names that every system takes: safe characters, bounded length, `name (2).jpg` when taken."""

import os
import unicodedata
from collections.abc import Container
from pathlib import Path

MAX_BYTES = 255
_UNNAMED = "unnamed"
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"]
)
# Characters that turn the writing direction round: "gpj.exe" could read as "exe.jpg".
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# A longer "suffix" is no suffix but a sentence with a full stop in it.
_LONGEST_SUFFIX = 32


def safe_name(name: str) -> str:
    """A name for one file that Windows, macOS and Linux all take, as near to `name` as can be.

    NFC; forbidden, control and direction-turning characters become `_`; no trailing dot or space, no name
    that Windows keeps for devices; at most 255 bytes of UTF-8, the suffix kept. Never empty, never `..`;
    safe_name(safe_name(x)) == safe_name(x).
    """
    cleaned = "".join("_" if _unsafe(character) else character for character in name)
    cleaned = _fit(_trimmed(unicodedata.normalize("NFC", cleaned).lstrip()))
    if not cleaned:
        return _UNNAMED
    if cleaned.split(".")[0].rstrip(" ").upper() in _RESERVED:
        cleaned = _fit(f"_{cleaned}")
    return cleaned


def numbered_name(name: str, number: int) -> str:
    """`name` for its `number`-th bearer: 1 is the name itself, 2 gives `name (2).jpg`. Keeps to 255 bytes."""
    return name if number < 2 else _fit(name, f" ({number})")


def free_name(folder: Path, name: str, taken: Container[str] = ()) -> str:
    """The first of `name`, `name (2)`, ... that is not in `folder` and whose name_key is not in `taken`.

    Somebody else may take it a moment later: what writes there must not replace.
    """
    number = 1
    while True:
        candidate = numbered_name(name, number)
        if name_key(candidate) not in taken and not os.path.lexists(folder / candidate):
            return candidate
        number += 1


def name_key(name: str) -> str:
    """What two names share when some system takes them for one: case and accents' spelling set aside."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _unsafe(character: str) -> bool:
    # Cc: control; Cs: what stands for a byte that was no UTF-8; Zl, Zp: line and paragraph separators.
    return (
        character in _FORBIDDEN
        or character in _TURNING
        or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
    )


def _trimmed(name: str) -> str:
    """Without spaces and dots at its end, in whatever order: Windows drops them without a word."""
    while (shorter := name.rstrip().rstrip(".")) != name:
        name = shorter
    return name


def _fit(name: str, addition: str = "") -> str:
    """`name` with `addition` before its suffix, its stem cut so that the whole fits."""
    stem, suffix = _split(name)
    room = MAX_BYTES - len(addition.encode()) - len(suffix.encode())
    if len(stem.encode()) > room:
        stem = stem.encode()[:room].decode(errors="ignore")
        stem = stem if suffix or addition else _trimmed(stem)
    return f"{stem}{addition}{suffix}"


def _split(name: str) -> tuple[str, str]:
    dot = name.rfind(".")
    if dot <= 0 or len(name[dot:].encode()) > _LONGEST_SUFFIX or not name[:dot].strip(". "):
        return name, ""
    return name[:dot], name[dot:]
