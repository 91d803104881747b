"""What belongs to a picture, as it is told."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from keepers.base.database import Database
from keepers.base.migrations import migrate, packaged_steps
from keepers.catalog.assets import Assets
from keepers.catalog.companions import Parts


class Rows:
    """A catalogue of rows without files."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.assets = Assets(db)
        self.sql("INSERT INTO roots (id, path, label, added_at) VALUES (1, x'2f61', 'A', 0)")
        self.sql(
            "INSERT INTO roots (id, path, label, state, added_at) VALUES (2, x'2f62', 'B', 'offline', 0)"
        )

    def sql(self, statement: str, *values: object) -> None:
        def write(connection: sqlite3.Connection) -> None:
            connection.execute(statement, values)

        self.db.write(write)

    def asset(self, number: int, *paths: str, main: int | None = None, role: str | None = None) -> None:
        self.sql(
            "INSERT INTO assets (id, main_id, role, evidence, kind, capture_time, capture_source, added_at)"
            " VALUES (?, ?, ?, 'same_shot', ?, 0, 'gps', 0)",
            number, main, role, "video" if role == "live" else "photo",
        )  # fmt: skip
        for path in paths:
            self.sql(
                "INSERT INTO files (root_id, asset_id, rel_path, name, size, mtime_ns, device, inode,"
                " seen_scan) VALUES (?, ?, ?, ?, 5, 0, 0, 0, 1)",
                2 if path.startswith("away/") else 1, number, path.encode(), path.rpartition("/")[2],
            )  # fmt: skip

    def side(self, path: str, kind: str, *assets: int, present: int = 1) -> None:
        self.sql(
            "INSERT INTO side_files (root_id, rel_path, name, kind, size, mtime_ns, present, seen_scan)"
            " VALUES (1, ?, ?, ?, 3, 0, ?, 1)",
            path.encode(), path.rpartition("/")[2], kind, present,
        )  # fmt: skip
        for asset in assets:
            self.sql(
                "INSERT INTO side_links SELECT max(s.id), f.id FROM side_files s, files f"
                " WHERE f.asset_id = ?",
                asset,
            )

    def parts(self, asset_id: int) -> Parts:
        return self.assets.parts_of([asset_id])[asset_id]


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Rows]:
    migrate(tmp_path / "catalog.db", packaged_steps(), tmp_path / "backups")
    db = Database(tmp_path / "catalog.db")
    yield Rows(db)
    db.close()


def test_a_picture_by_itself_has_no_parts(rows: Rows) -> None:
    rows.asset(1, "a.jpg")
    assert rows.parts(1) == Parts()
    assert rows.assets.parts_of([7]) == {7: Parts()}


def test_companions_with_their_files_the_reachable_ones_first(rows: Rows) -> None:
    rows.asset(1, "a.jpg")
    rows.asset(2, "away/a.cr2", "a.cr2", main=1, role="raw")
    (raw,) = rows.parts(1).companions
    assert (raw.asset_id, raw.role, raw.evidence, raw.kind) == (2, "raw", "same_shot", "photo")
    assert [file.shown_path for file in raw.files] == ["a.cr2", "away/a.cr2"]
    assert [file.root_online for file in raw.files] == [True, False]


def test_the_film_of_the_main_itself_is_the_one_to_play(rows: Rows) -> None:
    rows.asset(1, "IMG_E7.HEIC")
    rows.asset(2, "IMG_7.MOV", main=1, role="live")
    rows.asset(3, "img_e7.mov", main=1, role="live")
    assert rows.parts(1).live_id == 3
    assert [each.asset_id for each in rows.parts(1).companions] == [3, 2]
    assert rows.parts(2).live_id is None


def test_files_beside_a_picture_and_its_companions_are_told_once(rows: Rows) -> None:
    rows.asset(1, "a.heic")
    rows.asset(2, "a.mov", main=1, role="live")
    rows.asset(3, "b.jpg")
    rows.side("a.heic.json", "takeout", 1, 2)
    rows.side("a.mov.xmp", "xmp", 2)
    rows.side("a.aae", "aae", 1, present=0)
    rows.side("b.jpg.xmp", "xmp", 3)
    assert [side.name for side in rows.parts(1).side_files] == ["a.heic.json", "a.mov.xmp", "a.aae"]
    assert [side.present for side in rows.parts(1).side_files] == [True, True, False]
    assert [side.name for side in rows.parts(2).side_files] == ["a.heic.json", "a.mov.xmp"]
    assert rows.parts(1).side_files[0].path == "/a/a.heic.json"
    assert rows.parts(1).side_files[0].folder == (1, b"")


def test_many_at_once(rows: Rows) -> None:
    rows.asset(1, "a.jpg")
    rows.asset(2, "a.cr2", main=1, role="raw")
    rows.side("a.xmp", "xmp", 2)
    told = rows.assets.parts_of([2, 1, 1])
    assert list(told) == [2, 1]
    assert (
        [side.name for side in told[2].side_files] == [side.name for side in told[1].side_files] == ["a.xmp"]
    )
