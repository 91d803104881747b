"""Files as they stand before they are written: read within bounds, and told from what the catalogue knows."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from blake3 import blake3

from keepers.base.errors import FileUnreadable, KeepersError
from keepers.base.files import unreadable
from keepers.catalog.capture import storable_ns
from keepers.editing.rehearsal import Taken
from keepers.media import formats
from keepers.media.film.reading import read_film
from keepers.media.film.said import FilmSaid
from keepers.media.limits import MAX_FILE_BYTES
from keepers.media.problems import problem
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES


class FileChanged(KeepersError):  # noqa: N818 - a sentence, read where it is raised
    """A photo is not as the catalogue knows it: it has to be looked at before anything is written."""

    code = "changed_since_look"


@dataclass(frozen=True)
class Standing:
    """A file that is there: its content, what tells whether it was touched since, and who may touch it."""

    data: bytes
    size: int
    mtime_ns: int
    inode: int
    read_only: bool = False

    @property
    def hash(self) -> bytes:
        """BLAKE3 of the content."""
        return blake3(self.data).digest()


def same_file(one: Standing, now: os.stat_result) -> bool:
    """Whether nobody touched a file since."""
    return (one.size, one.mtime_ns, one.inode) == (now.st_size, now.st_mtime_ns, now.st_ino)


def take(path: Path, name: str, size: int, mtime_ns: int) -> tuple[Taken, Standing]:
    """The photo or film at `path`, of which the catalogue knows `size` and `mtime_ns`.

    Of a film the content is not read. Raises FileChanged, FileUnreadable.
    """
    try:
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb", buffering=0) as stream:
            about = os.fstat(descriptor)
            if not stat.S_ISREG(about.st_mode):
                raise problem("unsupported")
            if (about.st_size, storable_ns(about.st_mtime_ns)) != (size, mtime_ns):
                raise FileChanged(f"{name} was changed by another program. It is looked at first.")
            head = stream.read(formats.HEAD_BYTES)
            kind = formats.sniff(head)
            if kind is None:
                raise problem("not_a_picture")
            if formats.is_film(kind):
                film = read_film(stream, about.st_size, kind)
                return _taken(path, name, kind, b"", about, film)
            if about.st_size > MAX_FILE_BYTES:
                raise problem("too_large", size=about.st_size)
            data = head + (stream.readall() or b"")
            after = os.fstat(descriptor)
    except OSError as error:
        raise unreadable(error, path) from error
    if (about.st_size, about.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != about.st_size:
        raise FileChanged(f"{name} was changed while it was read. It is looked at first.")
    return _taken(path, name, kind, data, about, None)


def read_standing(path: Path) -> Standing | None:
    """A sidecar; None where there is none.

    Raises FileUnreadable: is_link, read_only, too_large and what systems say.
    """
    try:
        descriptor = os.open(path, _FLAGS | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        # A name too long for the disk is no link, and asking a path raises.
        if os.path.islink(path):
            raise FileUnreadable(
                "is_link",
                f"{path.name} only points to another file, so it was left as it is.",
                path=str(path),
            ) from error
        raise unreadable(error, path) from error
    try:
        with os.fdopen(descriptor, "rb", buffering=0) as stream:
            about = os.fstat(descriptor)
            if not stat.S_ISREG(about.st_mode):
                raise problem("unsupported")
            data = stream.read(MAX_PACKET_BYTES + 1) or b""
    except OSError as error:
        raise unreadable(error, path) from error
    if len(data) > MAX_PACKET_BYTES:
        raise problem("too_large", size=about.st_size)
    if _is_read_only(about):
        raise FileUnreadable(
            "read_only",
            f"{path.name} is marked as not to be changed, so it was left as it is.",
            path=str(path),
        )
    return Standing(data, about.st_size, about.st_mtime_ns, about.st_ino)


def _is_read_only(about: os.stat_result) -> bool:
    """Whether nobody may write into it: somebody wants it left as it is, whatever its folder allows."""
    return not about.st_mode & 0o222


# Not to wait for ever at a pipe that happens to be called .jpg.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def _taken(
    path: Path, name: str, kind: str, data: bytes, about: os.stat_result, film: FilmSaid | None
) -> tuple[Taken, Standing]:
    taken = Taken(path, name, kind, data, film, about.st_mtime_ns)
    standing = Standing(data, about.st_size, about.st_mtime_ns, about.st_ino, _is_read_only(about))
    return taken, standing
