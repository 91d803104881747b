"""Where a download is poured into: memory, or a file that a later try can go on with."""

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final, Protocol

from keepers.base.errors import NetworkFailed
from keepers.base.files import sync_folder, unwritable, write_atomic

_PARTIAL: Final = 206
_CHUNK: Final = 1 << 20
_CONTENT_RANGE: Final = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")


class Sink(Protocol):
    """Takes a download, piece by piece."""

    def __enter__(self) -> "Sink": ...
    def __exit__(self, *exc: object) -> None: ...

    def range_headers(self) -> dict[str, str]:
        """What to ask so as to go on from what is there."""
        ...

    def begin(self, status: int, headers: Mapping[str, str]) -> int:
        """Get ready for an answer; how many bytes are there before it."""
        ...

    def write(self, piece: bytes) -> None:
        """Take the next piece."""
        ...

    def sha256(self) -> str:
        """Hex digest of all there is."""
        ...

    def discard(self) -> None:
        """Throw away what is there."""
        ...

    def data(self) -> bytes | None:
        """The whole, when it is in memory."""
        ...

    def keep(self) -> Path | None:
        """Put the whole in its place; where that is."""
        ...


class InMemory:
    """Keeps a download in memory."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def __enter__(self) -> "InMemory":
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def range_headers(self) -> dict[str, str]:
        """Nothing: it always begins at the beginning."""
        return {}

    def begin(self, status: int, headers: Mapping[str, str]) -> int:  # noqa: ARG002 - part of being a sink
        """Get ready for an answer from its beginning."""
        self.discard()
        return 0

    def write(self, piece: bytes) -> None:
        """Take the next piece."""
        self._pieces.append(piece)

    def sha256(self) -> str:
        """Hex digest of all there is."""
        return hashlib.sha256(b"".join(self._pieces)).hexdigest()

    def discard(self) -> None:
        """Throw away what is there."""
        self._pieces.clear()

    def data(self) -> bytes | None:
        """The whole."""
        return b"".join(self._pieces)

    def keep(self) -> Path | None:
        """It has no place."""
        return None


class PartialDownload:
    """Keeps a download in `.NAME.part` beside `dest`, with a note of what it is a part of.

    Not for two downloads to the same place at once. Raises WriteFailed or DiskFull.
    """

    def __init__(self, dest: Path, url: str, sha256: str | None, *, resume: bool) -> None:
        self._dest = dest
        self._part = dest.with_name(f".{dest.name}.part")
        self._note = dest.with_name(f".{dest.name}.part.json")
        # Without its query: what is written to the disk holds no secrets.
        self._address = url.split("?", 1)[0]
        self._expected = sha256
        self._stream: IO[bytes] | None = None
        if not resume:
            self.discard()

    def __enter__(self) -> "PartialDownload":
        return self

    def __exit__(self, *exc: object) -> None:
        self._close()

    def range_headers(self) -> dict[str, str]:
        """Range and If-Range, when there is a part of the very thing that is asked for."""
        note = self._read_note()
        have = self._size()
        if have == 0 or note.get("address") != self._address or note.get("sha256") != self._expected:
            return {}
        validator = note.get("validator")
        if validator:
            return {"Range": f"bytes={have}-", "If-Range": validator}
        # Nothing tells whether it is still the same thing; but then the hash will.
        return {"Range": f"bytes={have}-"} if self._expected else {}

    def begin(self, status: int, headers: Mapping[str, str]) -> int:
        """Get ready to go on, or to begin anew when that is what the other side does."""
        self._close()
        at = 0
        if status == _PARTIAL:
            match = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
            at = self._size()
            if match is None or int(match[1]) != at:
                self.discard()
                raise NetworkFailed("The other side sent a part that was not asked for.", reason="range")
        try:
            self._dest.parent.mkdir(parents=True, exist_ok=True)
            if at == 0:
                self.discard()
                note = {
                    "address": self._address,
                    "sha256": self._expected,
                    "validator": _validator(headers),
                }
                write_atomic(self._note, json.dumps(note).encode())
            self._stream = self._part.open("ab")
        except OSError as error:
            raise unwritable(error, self._dest) from error
        return at

    def write(self, piece: bytes) -> None:
        """Take the next piece."""
        if self._stream is None:
            raise ValueError("begin() comes first")
        try:
            self._stream.write(piece)
        except OSError as error:
            raise unwritable(error, self._dest) from error

    def sha256(self) -> str:
        """Hex digest of what is on the disk."""
        self._close()
        digest = hashlib.sha256()
        with self._part.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
        return digest.hexdigest()

    def discard(self) -> None:
        """Throw away what is there."""
        self._close()
        for path in (self._part, self._note):
            path.unlink(missing_ok=True)

    def data(self) -> bytes | None:
        """It is not in memory."""
        return None

    def keep(self) -> Path | None:
        """Give it its name, replacing an older one."""
        try:
            self._close()
            with self._part.open("ab") as whole:
                os.fsync(whole.fileno())
            os.replace(self._part, self._dest)
        except OSError as error:
            raise unwritable(error, self._dest) from error
        self._note.unlink(missing_ok=True)
        sync_folder(self._dest.parent)
        return self._dest

    def _close(self) -> None:
        if self._stream is not None:
            stream, self._stream = self._stream, None
            stream.close()

    def _size(self) -> int:
        try:
            return self._part.stat().st_size
        except FileNotFoundError:
            return 0

    def _read_note(self) -> dict[str, str | None]:
        with contextlib.suppress(OSError, ValueError):
            note = json.loads(self._note.read_bytes())
            if isinstance(note, dict):
                return note
        return {}


def _validator(headers: Mapping[str, str]) -> str | None:
    """What If-Range may be asked with: a strong ETag, else the time of the last change."""
    etag = headers.get("etag", "")
    if etag and not etag.startswith("W/"):
        return etag
    return headers.get("last-modified")
