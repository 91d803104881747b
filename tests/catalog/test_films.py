"""Films in the catalogue: the step that makes room for them, and where they count and where not."""

import sqlite3
from pathlib import Path

import pytest

from catalog.conftest import NOON, Shelf, content, document
from keepers.base.migrations import migrate, packaged_steps
from keepers.catalog.findings import Failure, Look
from keepers.catalog.measures import MeasureRows
from keepers.catalog.timeline import Timeline

_TABLES = (
    "roots",
    "assets",
    "files",
    "stages",
    "problems",
    "measures",
    "stacks",
    "stack_members",
    "decisions",
)


def _filled(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """A catalogue of the first step with rows in every table; all of them, but for what assets gain."""
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        INSERT INTO roots (id, path, label, added_at) VALUES (1, x'2f', 'r', 1);
        INSERT INTO assets (id, content_hash, format, width, height, capture_time, capture_offset_min,
          capture_source, camera, latitude, placeholder, present, visible, front_id, added_at) VALUES
          (1, x'01', 'jpeg', 4, 3, 1723896000000, 120, 'exif_original', 'C', 1.5, x'00', 1, 1, NULL, 5),
          (7, x'02', 'png', 2, 2, -1, NULL, 'file_name', NULL, NULL, NULL, 1, 1, 1, 6),
          (9, NULL, NULL, NULL, NULL, 0, NULL, 'file_modified', NULL, NULL, NULL, 0, 0, NULL, 7);
        INSERT INTO files (id, root_id, asset_id, rel_path, name, size, mtime_ns, device, inode, seen_scan)
          VALUES (1, 1, 1, x'61', 'a', 1, 1, 1, 1, 1), (2, 1, 7, x'62', 'b', 1, 1, 1, 2, 1),
                 (3, 1, 9, x'63', 'c', 1, 1, 1, 3, 1);
        INSERT INTO stages (asset_id, stage, version, finished_at)
          VALUES (1, 'look', 1, 1), (7, 'look', 1, 1);
        INSERT INTO problems (file_id, code, size, mtime_ns, seen_at) VALUES (3, 'not_a_picture', 1, 1, 1);
        INSERT INTO measures (asset_id, version, sharpness, dhash, phash, colour) VALUES
          (1, 1, 0.5, 1, 2, x'00'), (7, 1, NULL, 3, 4, x'00');
        INSERT INTO stacks (id, kind, best_asset_id) VALUES (4, 'burst', 1);
        INSERT INTO stack_members VALUES (1, 4, 0), (7, 4, 1);
        INSERT INTO decisions VALUES (1, 'favourite', 'yes', 1), (7, 'pick', 'out', 2);
        """
    )
    rows = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in _TABLES}  # noqa: S608
    connection.close()
    return rows


def test_the_step_to_films_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    first, *_ = steps = packaged_steps()[:2]
    migrate(path, [first], tmp_path / "backups")
    before = _filled(path)
    migrate(path, steps, tmp_path / "backups")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    for table in _TABLES:
        columns = [
            row[1] for row in connection.execute(f"PRAGMA table_xinfo({table})") if row[1] != "duration_ms"
        ]
        now = connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608
        assert now == before[table], table
    assert connection.execute("SELECT count(*) FROM assets WHERE duration_ms IS NULL").fetchone() == (3,)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    # The tables that point at pictures still do, and still follow them.
    assert {row[2] for row in connection.execute("PRAGMA foreign_key_list(files)")} == {"roots", "assets"}
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM assets WHERE id = 1")
    connection.execute("DELETE FROM decisions WHERE asset_id = 7")
    connection.execute("DELETE FROM files WHERE asset_id = 7")
    connection.execute("DELETE FROM assets WHERE id = 7")
    assert connection.execute("SELECT count(*) FROM measures WHERE asset_id = 7").fetchone() == (0,)
    for index in ("assets_timeline", "assets_tiles"):
        assert connection.execute(
            "SELECT tbl_name FROM sqlite_master WHERE name = ?", (index,)
        ).fetchone() == ("assets",)
    connection.close()


def _film(shelf: Shelf, name: str, duration_ms: int | None = 61_500) -> int:
    file_id = shelf.sight(name)
    measured = {"exposure": 0.5, "dhash": 1, "phash": 1, "colour": bytes(48), "blank": 0}
    described = {"kind": "video", "format": "mp4", "width": 1920, "height": 1080, "duration_ms": duration_ms}
    found = Look(
        file_id, content(name), 100, NOON * 1_000_000, described, measured, document(NOON, "film", 120), None
    )
    shelf.identity.record([found], [], 1)
    return shelf.asset_of(name).id


def test_a_film_is_told_from_a_photo(shelf: Shelf) -> None:
    film, unknown, photo = _film(shelf, "a.mp4"), _film(shelf, "b.mts", None), shelf.add("c.jpg", NOON - 1)
    assert (shelf.assets.get(film).kind, shelf.assets.get(film).duration_ms) == ("video", 61_500)
    assert shelf.assets.get(photo).kind == "photo"
    month = Timeline(shelf.db).month(202408)
    assert dict(zip(month.ids, month.durations, strict=True)) == {film: 61_500, unknown: 0, photo: None}


def test_films_are_neither_chosen_nor_looked_alike(shelf: Shelf) -> None:
    film, photo = _film(shelf, "a.mp4"), shelf.add("c.jpg")
    rows = MeasureRows(shelf.db)
    assert rows.candidates().ids == [photo]
    assert rows.get(film) is not None


def test_a_file_refused_before_is_read_by_a_newer_reader(shelf: Shelf) -> None:
    file_id = shelf.sight("a.mp4")
    shelf.identity.record([], [Failure(file_id, "not_a_picture")], 1)
    assert shelf.problems.of_asset(shelf.asset_of("a.mp4").id) is not None
    assert shelf.queue.require(2) == 1
    found = Look(
        file_id, content("a"), 100, NOON * 1_000_000,
        {"kind": "video", "format": "mp4"},
        {"exposure": 0.5, "dhash": 1, "phash": 1, "colour": bytes(48), "blank": 0},
        document(NOON, "film"), None,
    )  # fmt: skip
    shelf.identity.record([found], [], 2)
    asset = shelf.asset_of("a.mp4")
    assert (asset.kind, asset.visible, shelf.problems.of_asset(asset.id)) == ("video", True, None)
