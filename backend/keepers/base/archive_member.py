"""Single files out of a wheel or a tarball from anywhere: bounded, checked, nothing else unpacked."""

import gzip
import hashlib
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from keepers.base.errors import NetworkRefused
from keepers.base.files import unwritable

_CHUNK: Final = 256 * 1024
#: Of a tarball, whatever it calls its parts: some of them a reader takes into memory whole.
_MOST_UNPACKED: Final = 250_000_000
#: Of the list at the end of a wheel, which is read into memory whole: some hundred thousand names.
_LONGEST_LIST: Final = 16 << 20
_END: Final = b"PK\x05\x06"
_END_LARGE: Final = b"PK\x06\x07"
_LONGEST_END: Final = 22 + 0xFFFF
_MOST_MEMBERS: Final = 20_000
_DAMAGED: Final = (
    zipfile.BadZipFile,
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    ValueError,
)
#: All that wheels are made with; what the rare ways raise when torn is not told apart from a full disk.
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: The folder an npm package's files lie in.
_NPM_FOLDER: Final = "package/"


@dataclass(frozen=True)
class Wanted:
    """A file of an archive: its path there, what it has to be, and where it goes."""

    member: str
    bytes: int
    sha256: str
    dest: Path


def take_members(archive: Path, wanted: Sequence[Wanted], on_bytes: Callable[[int], None]) -> None:
    """Write the wanted files of `archive` to their places; none is left there that is not what it should be.

    A name that ends in .tgz or .tar.gz is npm's, any other a wheel. Raises NetworkRefused, WriteFailed,
    DiskFull; `on_bytes` is told how many bytes more were written and may raise to stop.
    """
    try:
        if archive.name.endswith((".tgz", ".tar.gz")):
            _from_tar(archive, wanted, on_bytes)
        else:
            _from_zip(archive, wanted, on_bytes)
    except _DAMAGED as error:
        raise _refused("it is damaged", "archive") from error


def _from_zip(archive: Path, wanted: Sequence[Wanted], on_bytes: Callable[[int], None]) -> None:
    _require_short_list(archive)
    with zipfile.ZipFile(archive) as opened:
        for each in wanted:
            try:
                told = opened.getinfo(each.member)
            except KeyError:
                raise _refused(f"it has no {each.member}", "member") from None
            if told.file_size != each.bytes:
                raise _refused(f"{each.member} has another size", "size")
            if told.compress_type not in _PACKED:
                raise zipfile.BadZipFile
            with opened.open(told) as stream:
                _take(stream, each, on_bytes)


def _from_tar(archive: Path, wanted: Sequence[Wanted], on_bytes: Callable[[int], None]) -> None:
    missing = {_NPM_FOLDER + each.member: each for each in wanted}
    members = 0
    # As a stream: what is passed over costs time only, and that is bounded.
    with _Bounded(archive) as content, tarfile.open(fileobj=content, mode="r|") as opened:
        for told in opened:
            members += 1
            if members > _MOST_MEMBERS:
                raise _too_large()
            each = missing.get(told.name)
            if each is None or not told.isreg():
                continue
            if told.size != each.bytes:
                raise _refused(f"{each.member} has another size", "size")
            stream = opened.extractfile(told)
            if stream is not None:
                with stream:
                    _take(stream, each, on_bytes)
                del missing[told.name]
            if not missing:
                return
    raise _refused(f"it has no {next(iter(missing))}", "member")


class _Bounded(gzip.GzipFile):
    """What is packed, read until more was asked of it than any package of ours holds."""

    _asked = 0

    def read(self, size: int | None = -1) -> bytes:
        """So many bytes, or fewer at the end. Raises NetworkRefused."""
        wanted = _MOST_UNPACKED if size is None or size < 0 else size
        # Asked, and not given: a reader goes on asking beyond the end for what was promised.
        self._asked += wanted
        if self._asked > _MOST_UNPACKED:
            raise _too_large()
        return super().read(wanted)


def _require_short_list(archive: Path) -> None:
    """Refuse a zip file whose list of members is long, before anything reads it."""
    with archive.open("rb") as stream:
        stream.seek(max(0, archive.stat().st_size - _LONGEST_END))
        end = stream.read()
    at = end.rfind(_END)
    if at < 0 or len(end) < at + 22:
        raise zipfile.BadZipFile
    # The large form tells a length of its own; no wheel of ours needs it.
    large = end[max(0, at - 20) : at].startswith(_END_LARGE)
    if large or int.from_bytes(end[at + 12 : at + 16], "little") > _LONGEST_LIST:
        raise _too_large()


def _take(stream: IO[bytes], wanted: Wanted, on_bytes: Callable[[int], None]) -> None:
    digest, left = hashlib.sha256(), wanted.bytes
    with _writing(wanted.dest) as file:
        while left and (piece := stream.read(min(_CHUNK, left))):
            digest.update(piece)
            file.write(piece)
            left -= len(piece)
            on_bytes(len(piece))
        if digest.hexdigest() != wanted.sha256:
            raise _refused(f"{wanted.member} is not what was expected", "hash_mismatch")


@contextmanager
def _writing(dest: Path) -> Iterator[IO[bytes]]:
    """A file beside `dest` that takes its name when all went well, and is gone otherwise."""
    part = dest.with_name(f".{dest.name}.taking")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(dest)
    except gzip.BadGzipFile:
        raise
    except OSError as error:
        raise unwritable(error, dest) from error
    finally:
        part.unlink(missing_ok=True)


def _too_large() -> NetworkRefused:
    return _refused("it is larger than any such package", "too_large")


def _refused(what: str, reason: str) -> NetworkRefused:
    return NetworkRefused(
        f"The package that came was not taken: {what}. Try again; if it happens again, the registry is set "
        "up wrongly, or somebody is tampering with it.",
        reason=reason,
    )
