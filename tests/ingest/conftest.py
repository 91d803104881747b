"""A library on a real folder of tiny files, scanned in this process; no photo is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from keepers.base.dispatcher import Dispatcher
from keepers.catalog.files import FileRow
from keepers.library import Library


@dataclass
class Place:
    library: Library
    folder: Path

    def put(self, name: str, text: str = "") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xff\xd8\xff" + (text or name).encode())
        return path

    def scan(self) -> dict[str, Any]:
        """Scan the folder as it is now; what the job said."""
        root = self.library.roots.all()[0]
        job_id = self.library.rescan(root.id)
        self.run("scan")
        job = self.library.jobs.get(job_id)
        assert job.state == "done", job.error_message
        assert job.result is not None
        return job.result

    def run(self, *kinds: str) -> None:
        """Do the queued jobs of these kinds."""
        handlers = self.library.handlers()
        Dispatcher(self.library.jobs, {kind: handlers[kind] for kind in kinds}).run_until_idle()

    def files(self) -> dict[str, FileRow]:
        """Every file row by its path."""
        ids = self.library.db.read(
            lambda connection: [row["id"] for row in connection.execute("SELECT id FROM assets")]
        )
        found = self.library.assets.files_of(ids)
        return {file.shown_path: file for rows in found.values() for file in rows}

    def present(self) -> list[str]:
        return sorted(name for name, file in self.files().items() if file.present)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    folder = tmp_path / "photos"
    folder.mkdir()
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(folder)
        yield Place(library, folder)
