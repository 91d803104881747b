"""Which pictures belong to which, and the files beside them: read for people, written by job 'group'."""

import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from keepers.catalog.files import FILE_SELECT, FileRow, file_row

_COMPANIONS: Final = """
SELECT id, main_id, role, evidence, kind FROM assets
WHERE main_id IN (SELECT value FROM json_each(?)) ORDER BY main_id, role, id
"""
_SIDE_FILES: Final = """
SELECT DISTINCT f.asset_id, s.id, s.root_id, s.rel_path, s.name, s.kind, s.size, s.present,
       r.path AS root_path, r.label AS root_label, r.state AS root_state
FROM side_links l
JOIN side_files s ON s.id = l.side_file_id
JOIN files f ON f.id = l.file_id
JOIN roots r ON r.id = s.root_id
WHERE f.asset_id IN (SELECT value FROM json_each(?))
ORDER BY s.present DESC, r.state = 'online' DESC, s.kind, s.root_id, s.rel_path, f.asset_id
"""


@dataclass(frozen=True)
class Companion:
    """An asset that belongs to another. `role`: raw, live, original, edited, rendered."""

    asset_id: int
    role: str
    evidence: str
    kind: str
    files: tuple[FileRow, ...]


@dataclass(frozen=True)
class SideFile:
    """A file beside a picture that is no picture: `kind` is xmp, takeout, icloud, aae or thm."""

    id: int
    asset_id: int
    root_id: int
    rel_path: bytes
    name: str
    kind: str
    size: int
    present: bool
    root_path: str
    root_label: str
    root_online: bool

    @property
    def path(self) -> str:
        """Absolute path to open (os.fsdecode: it may carry surrogates, so never print it as it is)."""
        return os.path.join(self.root_path, *os.fsdecode(self.rel_path).split("/"))

    @property
    def folder(self) -> tuple[int, bytes]:
        """Root and folder it lies in."""
        return self.root_id, self.rel_path.rpartition(b"/")[0]


@dataclass(frozen=True)
class Parts:
    """All that belongs to a picture besides its own bytes; side files are its own and its companions'."""

    companions: tuple[Companion, ...] = ()
    side_files: tuple[SideFile, ...] = ()

    @property
    def live_id(self) -> int | None:
        """The film of this Live Photo, None where there is none."""
        return next((each.asset_id for each in self.companions if each.role == "live"), None)


@dataclass
class _Gathered:
    companions: list[Companion] = field(default_factory=list)
    side_files: list[SideFile] = field(default_factory=list)


def read_parts(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Parts]:
    """What belongs to each of these pictures, by id; an id without anything has empty Parts."""
    found = {asset_id: _Gathered() for asset_id in ids}
    rows = connection.execute(_COMPANIONS, (json.dumps(list(found)),)).fetchall()
    main_of = {row["id"]: row["main_id"] for row in rows}
    files = _files_of(connection, list(main_of))
    stems = _stems(connection, list(found))
    for row in rows:
        found[row["main_id"]].companions.append(
            Companion(
                row["id"], row["role"] or "", row["evidence"] or "", row["kind"], tuple(files[row["id"]])
            )
        )
    for row in connection.execute(_SIDE_FILES, (json.dumps([*found, *main_of]),)):
        of = row["asset_id"]
        for each in dict.fromkeys((of, main_of.get(of, of))):
            if each in found:
                found[each].side_files.append(side_file_of_row(row))
    return {
        asset_id: Parts(
            tuple(sorted(each.companions, key=lambda one: _order(one, stems[asset_id]))),
            tuple({side.id: side for side in each.side_files}.values()),
        )
        for asset_id, each in found.items()
    }


def _order(one: Companion, stems: set[str]) -> tuple[str, bool, int]:
    # The film that was made with the main picture itself goes before that of its original.
    return one.role, not any(_stem(file.name) in stems for file in one.files), one.asset_id


def _files_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, list[FileRow]]:
    rows = connection.execute(
        FILE_SELECT + "WHERE f.asset_id IN (SELECT value FROM json_each(?))"  # noqa: S608
        " ORDER BY f.present DESC, r.state = 'online' DESC,"
        " f.content_hash IS NULL, f.root_id, f.rel_path",
        (json.dumps(list(ids)),),
    )
    files: dict[int, list[FileRow]] = {asset_id: [] for asset_id in ids}
    for row in rows:
        files[row["asset_id"]].append(file_row(row))
    return files


def _stems(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, set[str]]:
    stems: dict[int, set[str]] = {asset_id: set() for asset_id in ids}
    for row in connection.execute(
        "SELECT asset_id, name FROM files WHERE asset_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    ):
        stems[row["asset_id"]].add(_stem(row["name"]))
    return stems


def _stem(name: str) -> str:
    return os.path.splitext(name)[0].casefold()


def side_file_of_row(row: sqlite3.Row) -> SideFile:
    """A SideFile of a row with its root."""
    return SideFile(
        id=row["id"],
        asset_id=row["asset_id"],
        root_id=row["root_id"],
        rel_path=row["rel_path"],
        name=row["name"],
        kind=row["kind"],
        size=row["size"],
        present=bool(row["present"]),
        root_path=os.fsdecode(row["root_path"]),
        root_label=row["root_label"],
        root_online=row["root_state"] == "online",
    )
