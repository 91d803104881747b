"""Files: where the bytes of pictures lie."""

import os
import sqlite3
from dataclasses import dataclass
from typing import Final

from keepers.catalog.capture import storable_ns

#: SQLite integers are signed; some file systems number their files with all 64 bits or more.
SIGNED_MAX: Final = 0x7FFF_FFFF_FFFF_FFFF

FILE_SELECT = """
SELECT f.id, f.root_id, f.asset_id, f.rel_path, f.name, f.size, f.mtime_ns, f.content_hash, f.present,
       r.path AS root_path, r.label AS root_label, r.state AS root_state
FROM files f JOIN roots r ON r.id = f.root_id
"""


class Files:
    """What our own writes tell of picture files."""

    @staticmethod
    def wrote(
        connection: sqlite3.Connection, file_id: int, status: os.stat_result, content_hash: bytes
    ) -> None:
        """Take what we wrote into a file for known: no scan finds it changed, and nothing reads it anew.

        For the transaction that ends the write; `status` is of the file that took its place, `content_hash`
        BLAKE3 of it. The picture's own hash is the caller's to change.
        """
        connection.execute(
            "UPDATE files SET size = ?, mtime_ns = ?, device = ?, inode = ?, content_hash = ? WHERE id = ?",
            (
                status.st_size,
                storable_ns(status.st_mtime_ns),
                status.st_dev & SIGNED_MAX,
                status.st_ino & SIGNED_MAX,
                content_hash,
                file_id,
            ),
        )


def readable(raw: bytes) -> str:
    """A path or name for people: bytes that are no text are replaced."""
    return raw.decode("utf-8", "replace")


@dataclass(frozen=True)
class FileRow:
    """One file of a picture; `rel_path` is os.fsencode of the path in its root, parts joined by '/'."""

    id: int
    root_id: int
    asset_id: int
    rel_path: bytes
    name: str
    size: int
    mtime_ns: int
    content_hash: bytes | None
    present: bool
    root_path: str
    root_label: str
    root_online: bool

    @property
    def path(self) -> str:
        """Absolute path to open (os.fsdecode: it may carry surrogates, so never print it as it is)."""
        return os.path.join(self.root_path, *os.fsdecode(self.rel_path).split("/"))

    @property
    def shown_path(self) -> str:
        """Path in its root, for people."""
        return readable(self.rel_path)

    @property
    def modified_at(self) -> int:
        """When its content last changed, UTC ms."""
        return self.mtime_ns // 1_000_000

    @property
    def reachable(self) -> bool:
        """Whether it was there at the last scan and its root is online."""
        return self.present and self.root_online


def file_row(row: sqlite3.Row) -> FileRow:
    """A FileRow of a row selected by FILE_SELECT."""
    return FileRow(
        id=row["id"],
        root_id=row["root_id"],
        asset_id=row["asset_id"],
        rel_path=row["rel_path"],
        name=row["name"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        content_hash=row["content_hash"],
        present=bool(row["present"]),
        root_path=os.fsdecode(row["root_path"]),
        root_label=row["root_label"],
        root_online=row["root_state"] == "online",
    )
