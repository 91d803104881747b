"""A real library over a folder of its own, scanned and looked at as people's are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from keepers.base.dispatcher import Dispatcher
from keepers.library import Library

Told = dict[str, set[tuple[str, str, str]]]


@dataclass
class Home:
    library: Library
    folder: Path

    def put(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def settle(self) -> None:
        """Scan the folder and do all work there is."""
        for root in self.library.roots.all():
            self.library.rescan(root.id)
        assert self.library.work_until_idle()
        failed = [job for job in self.library.jobs.list() if job.state == "failed"]
        assert not failed, [(job.kind, job.error_message) for job in failed]

    def run(self, *kinds: str) -> None:
        """Do the queued jobs of these kinds alone."""
        handlers = self.library.handlers()
        Dispatcher(self.library.jobs, {kind: handlers[kind] for kind in kinds}).run_until_idle()

    def rows(self, sql: str, *values: object) -> list[Any]:
        return self.library.db.read(lambda connection: connection.execute(sql, values).fetchall())

    def groups(self) -> Told:
        """What hides behind what: (path, role, evidence) of files by path of a file of the main."""
        told: Told = {}
        for row in self.rows(
            "SELECT min(m.rel_path) AS main, f.rel_path, a.role, a.evidence FROM assets a"
            " JOIN files f ON f.asset_id = a.id JOIN files m ON m.asset_id = a.main_id"
            " WHERE a.main_id IS NOT NULL GROUP BY f.id"
        ):
            member = (row["rel_path"].decode(), row["role"], row["evidence"])
            told.setdefault(row["main"].decode(), set()).add(member)
        return told

    def shown(self) -> list[str]:
        """Files of what the timeline holds."""
        rows = self.rows(
            "SELECT f.rel_path FROM assets a JOIN files f ON f.asset_id = a.id"
            " WHERE a.present = 1 AND a.visible = 1 AND f.present = 1"
        )
        return sorted(row["rel_path"].decode() for row in rows)

    def beside(self) -> dict[str, set[str]]:
        """Names of the files beside, by path of the picture they go with."""
        told: dict[str, set[str]] = {}
        for row in self.rows(
            "SELECT f.rel_path, s.name FROM side_links l JOIN side_files s ON s.id = l.side_file_id"
            " JOIN files f ON f.id = l.file_id WHERE s.present = 1 AND f.present = 1"
        ):
            told.setdefault(row["rel_path"].decode(), set()).add(row["name"])
        return told

    def id_of(self, name: str) -> int:
        """The asset of the file at this path."""
        (row,) = self.rows("SELECT asset_id FROM files WHERE rel_path = ?", name.encode())
        return int(row["asset_id"])


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    folder = tmp_path / "Photos"
    folder.mkdir()
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(folder)
        yield Home(library, folder)
