"""Single files out of a wheel or a tarball from anywhere: bounded, checked, and nothing else unpacked."""

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
_MOST_UNPACKED: Final = 1_000_000_000
_MOST_MEMBERS: Final = 20_000
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
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError) as error:
        raise _refused("it is damaged", "archive") from error


def _from_zip(archive: Path, wanted: Sequence[Wanted], on_bytes: Callable[[int], None]) -> None:
    with zipfile.ZipFile(archive) as opened:
        for each in wanted:
            try:
                told = opened.getinfo(each.member)
            except KeyError:
                raise _refused(f"it has no {each.member}", "member") from None
            if told.file_size != each.bytes:
                raise _refused(f"{each.member} has another size", "size")
            with opened.open(told) as stream:
                _take(stream, each, on_bytes)


def _from_tar(archive: Path, wanted: Sequence[Wanted], on_bytes: Callable[[int], None]) -> None:
    missing = {_NPM_FOLDER + each.member: each for each in wanted}
    unpacked = members = 0
    # As a stream: what is passed over costs time only, and that is bounded.
    with tarfile.open(archive, "r|gz") as opened:
        for told in opened:
            members += 1
            unpacked += told.size
            if members > _MOST_MEMBERS or unpacked > _MOST_UNPACKED:
                raise _refused("it is larger than any such package", "too_large")
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
    except OSError as error:
        raise unwritable(error, dest) from error
    finally:
        part.unlink(missing_ok=True)


def _refused(what: str, reason: str) -> NetworkRefused:
    return NetworkRefused(
        f"The package that came was not taken: {what}. Try again; if it happens again, the registry is set "
        "up wrongly, or somebody is tampering with it.",
        reason=reason,
    )
