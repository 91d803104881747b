"""Single values as EXIF tags hold them, made clean: a short text, a finite number, or nothing. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from keepers.base.reader_errors import READER_ERRORS
from keepers.metadata.words import in_lines

T = TypeVar("T")

#: Characters of a name: a camera, a lens, a program.
MAX_NAME = 80
#: Characters of what a person wrote: a caption, a comment.
MAX_WORDS = 20_000

# The first eight bytes of a comment say how the rest is written (EXIF 2.32, 4.6.5, UserComment).
_COMMENT_CODES = {b"ASCII": "", b"JIS": "iso2022_jp", b"UNICODE": "utf-16"}


def text(value: Any, limit: int = MAX_NAME) -> str | None:
    """A clean string of one line, or None. Pillow reads ASCII fields as Latin-1; many cameras write UTF-8."""
    raw = _raw(value, 8 * limit)
    return None if raw is None else _line(_decoded(raw.split(b"\x00")[0]), limit)


def words(value: Any) -> str | None:
    """What a person wrote, lines kept, or None; at most MAX_WORDS characters."""
    raw = _raw(value, 4 * MAX_WORDS)
    return None if raw is None else cleaned(_decoded(raw.split(b"\x00")[0]))


def comment(value: Any, little_endian: bool = False) -> str | None:
    """A UserComment: its first eight bytes name the encoding. `little_endian`: how the block counts."""
    raw = _raw(value, 4 * MAX_WORDS + 8)
    if raw is None:
        return None
    code = _COMMENT_CODES.get(raw[:8].rstrip(b"\x00 "))
    if code == "utf-16":
        return cleaned(_utf16(raw[8:], little_endian))
    if code:
        return cleaned(raw[8:].decode(code, "ignore"))
    # Eight noughts say "undefined"; some programs leave the code out altogether.
    body = raw[8:] if code == "" or raw[:8] == bytes(8) else raw
    return cleaned(_decoded(body.rstrip(b"\x00")))


def windows_text(value: Any) -> str | None:
    """An XPTitle, XPKeywords, ...: UTF-16, little-endian, as bytes or as a tuple of them."""
    if isinstance(value, tuple) and len(value) > 1:
        value = quietly(lambda: bytes(value[: 4 * MAX_WORDS]), b"")
    raw = _raw(value, 4 * MAX_WORDS)
    return None if raw is None else cleaned(raw.decode("utf-16-le", "ignore").split("\x00")[0])


def cleaned(said: str) -> str | None:
    """Text without what cannot be shown (lines are kept), at most MAX_WORDS characters; None when blank."""
    return in_lines(said[:MAX_WORDS]) or None


def numbers(value: Any) -> list[float]:
    """Up to four finite floats; none when one of them is no number."""
    items = value if isinstance(value, tuple | list) else (value,)
    found = [number(item) for item in items[:4]]
    return [each for each in found if each is not None] if None not in found else []


def number(value: Any) -> float | None:
    """A finite float, or None: rationals may divide by nought."""
    if isinstance(value, tuple | list):
        value = value[0] if value else None
    if value is None or isinstance(value, str | bytes | Mapping):
        return None
    found: float = quietly(lambda: float(value), float("nan"))
    return found if abs(found) < float("inf") else None


def between(value: Any, low: float, high: float) -> float | None:
    """A number within limits, or None."""
    found = number(value)
    return found if found is not None and low <= found <= high else None


def whole(value: float | None) -> int | None:
    """The nearest whole number."""
    return None if value is None else round(value)


def quietly(read: Callable[[], T], otherwise: T) -> T:
    """What `read` gives, or `otherwise` when the value in the file is damaged."""
    try:
        return read()
    except READER_ERRORS:
        return otherwise


def _raw(value: Any, limit: int) -> bytes | None:
    if isinstance(value, tuple) and value:
        value = value[0]
    if isinstance(value, str):
        # A lone surrogate is no character of any encoding.
        return value[:limit].encode("utf-8" if max(value, default="") > "\xff" else "latin-1", "replace")
    return value[:limit] if isinstance(value, bytes) else None


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _line(said: str, limit: int) -> str | None:
    return "".join(sign for sign in said if sign.isprintable()).strip()[:limit] or None


def _utf16(raw: bytes, little_endian: bool) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "ignore").rstrip("\x00")
    # Programs disagree whether the order of the block counts; in Latin text the noughts tell.
    evens, odds = raw[:64:2].count(0), raw[1:64:2].count(0)
    little = odds > evens if odds != evens else little_endian
    return raw.decode("utf-16-le" if little else "utf-16-be", "ignore").rstrip("\x00")
