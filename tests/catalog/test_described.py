"""The step to what files say: a real library of the shape before, with rows in every table, loses nothing."""

import sqlite3
from pathlib import Path
from typing import Any

from analysis.test_look import paint
from keepers.base.migrations import migrate, packaged_steps
from keepers.library import Library
from metadata.packets import packet

_TABLES = (
    "roots", "assets", "files", "stages", "problems", "folder_problems", "measures", "stacks",
    "stack_members", "decisions", "jobs", "settings", "network_ledger",
)  # fmt: skip


def _filled(path: Path, photos: Path) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """A library as the former Keepers left it: two photos and a film that were read, one that cannot be."""
    kept, gone = photos / "a.png", photos / "gone.png"
    status = kept.stat()
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        INSERT INTO assets (id, content_hash, kind, format, width, height, duration_ms, capture_time,
          capture_offset_min, capture_source, camera, lens, iso, exposure_s, f_number, focal_mm, latitude,
          longitude, placeholder, present, visible, front_id, added_at)
        VALUES
          (1, x'01', 'photo', 'png', 96, 64, NULL, 1700000000000, 120, 'exif_original', 'Cam', 'Lens', 100,
           0.01, 2.8, 35, 47.5, 8.75, x'00', 1, 1, NULL, 5),
          (7, x'07', 'photo', 'jpeg', 4, 3, NULL, 1700000001000, NULL, 'file_name', NULL, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL, NULL, 0, 1, 1, 6),
          (8, x'08', 'video', 'mp4', 4, 3, 61500, 1700000002000, NULL, 'film', NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL, 0, 1, NULL, 6),
          (9, NULL, 'photo', NULL, NULL, NULL, NULL, 1700000003000, NULL, 'file_modified', NULL, NULL, NULL,
           NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, 7);
        INSERT INTO stages (asset_id, stage, version, finished_at) VALUES
          (1, 'look', 2, 1), (7, 'look', 2, 1);
        INSERT INTO measures (asset_id, version, sharpness, dhash, phash, colour) VALUES
          (1, 1, 0.5, 1, 2, x'00'), (7, 1, NULL, 3, 4, x'00');
        INSERT INTO stacks (id, kind, best_asset_id) VALUES (4, 'burst', 1);
        INSERT INTO stack_members VALUES (1, 4, 0), (7, 4, 1);
        INSERT INTO decisions VALUES (1, 'favourite', 'yes', 1), (7, 'pick', 'out', 2);
        INSERT INTO jobs (id, kind, args, state, created_at) VALUES (1, 'look', '{}', 'done', 1);
        INSERT INTO settings VALUES ('look.version', '2');
        INSERT INTO network_ledger (id, at, host, method, path, purpose, outcome) VALUES
          (1, 1, 'a.example', 'GET', '/', 'updates', 'ok');
        """
    )
    connection.execute(
        "INSERT INTO roots (id, path, label, added_at) VALUES (1, ?, 'photos', 1)", (bytes(photos),)
    )
    files = [
        (1, 1, b"a.png", "a.png", status.st_size, status.st_mtime_ns, status.st_ino, b"\x01", 1),
        (2, 7, b"gone.png", gone.name, 1, 1, 2, b"\x07", 0),
        (3, 8, b"gone.mp4", "gone.mp4", 1, 1, 3, b"\x08", 0),
        (4, 9, b"bad.png", "bad.png", 1, 1, 4, None, 0),
    ]
    connection.executemany(
        "INSERT INTO files (id, root_id, asset_id, rel_path, name, size, mtime_ns, device, inode,"
        " content_hash, present, seen_scan) VALUES (?, 1, ?, ?, ?, ?, ?, 1, ?, ?, ?, 1)",
        files,
    )
    connection.execute(
        "INSERT INTO problems (file_id, code, size, mtime_ns, seen_at) VALUES (4, 'truncated', 1, 1, 1)"
    )
    connection.execute(
        "INSERT INTO folder_problems (root_id, rel_path, code, seen_at)"
        " VALUES (1, x'78', 'permission_denied', 1)"
    )
    connection.commit()
    rows = {}
    for table in _TABLES:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_xinfo({table})")]
        rows[table] = (columns, _rows(connection, table, columns))
    connection.close()
    return rows


def _rows(connection: sqlite3.Connection, table: str, columns: list[str]) -> list[tuple[Any, ...]]:
    return connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608


def test_the_step_loses_nothing_and_everything_is_heard_without_a_look(tmp_path: Path) -> None:
    photos, path = tmp_path / "photos", tmp_path / "library" / "catalog.db"
    paint(photos / "a.png", 1)
    (photos / "a.png.xmp").write_bytes(packet(attributes='xmp:Rating="4"'))
    path.parent.mkdir()
    migrate(path, packaged_steps()[:2], tmp_path / "backups")
    before = _filled(path, photos)
    migrate(path, packaged_steps()[:3], tmp_path / "backups")
    connection = sqlite3.connect(path)
    for table, (columns, rows) in before.items():
        assert rows, table
        assert _rows(connection, table, columns) == rows, table
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    new = "SELECT count(*) FROM assets WHERE main_id IS NULL AND animated = 0 AND capture_code IS NULL"
    assert connection.execute(new).fetchone() == (4,)
    assert connection.execute(
        "SELECT count(*) FROM files WHERE grouped = 0 AND hear_due IS NULL"
    ).fetchone() == (4,)
    connection.close()

    with Library.open(path.parent, workers=1) as library:
        assert library.decisions.favourites() == {1}
        asset = library.assets.get(1)
        assert (asset.camera, asset.capture_source, asset.iso) == ("Cam", "exif_original", 100)
        library.analyze()
        assert library.work_until_idle()
        assert library.words.of(1).rating == 4
        assert library.assets.looked_at(1) == 2
        (heard,) = [job.result for job in library.jobs.list() if job.kind == "hear"]
        assert heard == {"heard": 1, "to_look": 0}
        assert library.assets.get(1).content_hash == b"\x01", "nothing was read anew"
