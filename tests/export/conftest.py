"""A small catalogue over real files."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from blake3 import blake3

from keepers.base.database import Database
from keepers.base.errors import Cancelled
from keepers.base.migrations import migrate, packaged_steps
from keepers.catalog.assets import Assets
from keepers.export.export import export
from keepers.export.spec import ExportSpec, Mode


class Steps:
    """Stands in for a job's context; cancels at the given checkpoint."""

    def __init__(self, cancel_at: int | None = None) -> None:
        self.seen: list[tuple[int | None, int | None, str | None]] = []
        self._left = cancel_at

    def progress(self, done: int | None = None, total: int | None = None, note: str | None = None) -> None:
        self.seen.append((done, total, note))

    def checkpoint(self) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise Cancelled("This work was cancelled.")


class Photos:
    """A catalogue with one root folder, to which photos are added as bytes under a name."""

    def __init__(self, folder: Path) -> None:
        self.root, self.thumbs, self.out = folder / "photos", folder / "thumbs", folder / "out"
        self.root.mkdir()
        migrate(folder / "catalog.db", packaged_steps(), folder / "backups")
        self.db = Database(folder / "catalog.db")
        self.assets = Assets(self.db)
        self._count = 0
        self.sql(
            "INSERT INTO roots (id, path, label, added_at) VALUES (1, ?, 'Photos', 0)", os.fsencode(self.root)
        )

    def sql(self, statement: str, *values: object) -> None:
        def write(connection: sqlite3.Connection) -> None:
            connection.execute(statement, values)

        self.db.write(write)

    def add(self, name: str | bytes, content: bytes, *, thumb: bytes | None = None) -> int:
        """Write a file and make it known; its asset id."""
        self._count += 1
        raw = os.fsencode(name)
        path = Path(os.fsdecode(os.fsencode(self.root) + b"/" + raw))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        found = path.stat()
        digest = blake3(content).digest()
        shown = os.path.basename(raw).decode("utf-8", "replace")
        self.sql(
            "INSERT INTO assets (id, content_hash, format, width, height, capture_time, capture_source,"
            " added_at) VALUES (?, ?, 'jpeg', 400, 300, ?, 'exif_original', 0)",
            self._count,
            digest,
            1_719_792_000_000 + self._count * 86_400_000,
        )
        self.sql(
            "INSERT INTO files (id, root_id, asset_id, rel_path, name, size, mtime_ns, device, inode,"
            " content_hash, seen_scan) VALUES (?, 1, ?, ?, ?, ?, ?, 0, ?, ?, 1)",
            self._count,
            self._count,
            raw,
            shown,
            found.st_size,
            found.st_mtime_ns,
            self._count,
            digest,
        )
        if thumb is not None:
            place = self.thumbs / digest.hex()[:2] / f"{digest.hex()}-1024.webp"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(thumb)
        return self._count

    def export(
        self,
        *ids: int,
        mode: Mode = "copy",
        gallery: bool = False,
        title: str = "",
        captions: dict[int, str] | None = None,
        companions: bool = True,
        ctx: Steps | None = None,
        now_ms: int = 0,
    ) -> dict[str, object]:
        spec = ExportSpec(ids, self.out, mode, gallery, title, captions or {}, companions)
        return export(ctx or Steps(), ExportSpec.from_args(spec.to_args()), self.assets, self.thumbs, now_ms)

    def exported(self) -> dict[str, bytes]:
        """What lies in the folder besides the receipt and the page."""
        ours = {"keepers-receipt.json", "gallery.html"}
        return {path.name: path.read_bytes() for path in sorted(self.out.iterdir()) if path.name not in ours}


@pytest.fixture
def photos(tmp_path: Path) -> Iterator[Photos]:
    made = Photos(tmp_path)
    yield made
    made.db.close()


@pytest.fixture
def steps() -> Callable[[int | None], Steps]:
    return Steps
