"""Taking a whole library along: complete, readable without Keepers, equal when it is imported again."""

import csv
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from blake3 import blake3

from cli.running import draw
from keepers.archive.spec import LibraryExport
from keepers.base.errors import Refused
from keepers.editing.change import Change
from keepers.library import Library
from keepers.metadata.fields import Field

GOOGLE = {"title": "DSC1.jpg", "photoTakenTime": {"timestamp": "1714550400"}, "description": "At Google's"}


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    root = tmp_path / "Photos"
    for number in range(4):
        draw(root / "2024" / f"DSC{number}.jpg", number, taken=f"2024:05:01 10:0{number}:00")
    (root / "2024" / "DSC1.jpg.json").write_text(json.dumps(GOOGLE), encoding="utf-8")
    (root / "2024" / "metadata.json").write_text('{"title": "Été: 1/2", "date": {}}', encoding="utf-8")
    (root / "2024" / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    return root


@pytest.fixture
def library(tmp_path: Path, photos: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(photos)
        library.work_until_idle()
        yield library


def _exported(library: Library, dest: Path, mode: str = "copy") -> dict[str, Any]:
    job = library.export_library(LibraryExport(dest, mode))  # type: ignore[arg-type]
    library.work_until_idle()
    done = library.jobs.get(job)
    assert done.state == "done", done.error_message
    return dict(done.result or {})


def _id(library: Library, path: Path) -> int:
    return library.located.at(path)[0].asset_id


def _change(library: Library, path: Path, **fields: Any) -> None:
    changes: list[Change] = []
    for field, value in fields.items():
        name: Field = field  # type: ignore[assignment]
        changes.append(Change(name, "set", value))
    library.editing.apply([_id(library, path)], changes)
    library.work_until_idle()


EVERYTHING: dict[str, Any] = {
    "title": "Am See",
    "caption": "Zwei Zeilen\nam Ufer 🌸",
    "keywords": ["Places|Italy|Garda", "lake"],
    "people": [{"name": "Ana", "box": [0.1, 0.2, 0.3, 0.4]}, {"name": "عائلة", "box": None}],
    "rating": 4,
    "label": "Red",
    "date": {"time_ms": 1714647600000, "offset_min": 120},
    "position": [45.6, 10.7],
    "place": {
        "sublocation": "Quay", "city": "Garda", "state": "Veneto", "country": "Italy", "country_code": "IT",
    },
}  # fmt: skip


@pytest.mark.parametrize("where", ["sidecar", "library", "photo"])
def test_all_of_it_and_equal_when_imported_again(
    library: Library, photos: Path, tmp_path: Path, where: Any
) -> None:
    library.editing.set_mode(where)
    _change(library, photos / "2024" / "DSC0.jpg", **EVERYTHING)
    library.decisions.set_favourite([_id(library, photos / "2024" / "DSC2.jpg")], True)
    dest = tmp_path / "out"
    result = _exported(library, dest)
    assert result["problem_count"] == 0, result["problems"]
    assert (result["photos"], result["files"] >= 7) == (5, True)
    for path in (path for path in photos.rglob("*") if path.is_file() and path.suffix != ".xmp"):
        assert (dest / "Photos" / "Photos" / path.relative_to(photos)).read_bytes() == path.read_bytes()

    manifest = json.loads((dest / "manifest.json").read_bytes())
    entries = {Path(each["files"][0]["path"]).name: each for each in manifest["photos"]}
    assert {name: entries["DSC0.jpg"][name] for name in EVERYTHING if name != "date"} == {
        name: value for name, value in EVERYTHING.items() if name != "date"
    }
    assert entries["DSC0.jpg"]["taken"] == "2024-05-02T11:00:00+02:00"
    assert entries["DSC2.jpg"]["favourite"]
    assert entries["DSC1.jpg"]["caption"] == "At Google's"
    for entry in manifest["photos"]:
        for file in entry["files"]:
            assert blake3((dest / file["path"]).read_bytes()).hexdigest() == file["blake3"]
    with (dest / "photos.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {Path(row["file"]).name for row in rows} == set(entries)
    assert {path.name for path in (dest / "Albums").iterdir()} == {"Été_ 1_2.csv", "Favourites.csv"}

    with Library.open(tmp_path / "again", workers=1) as again:
        again.add_root(dest / "Photos")
        again.work_until_idle()
        found = again.located.at(dest / "Photos" / "Photos" / "2024" / "DSC0.jpg")[0].asset_id
        words, asset = again.words.of(found), again.assets.get(found)
        for name in ("title", "caption", "keywords", "people", "rating", "label", "place"):
            assert getattr(words, name) == EVERYTHING[name], name
        assert [asset.latitude, asset.longitude] == EVERYTHING["position"]
        assert (asset.capture_time, asset.capture_offset_min) == (1714647600000, 120)


def test_running_it_again_copies_nothing_and_follows_what_changed(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    _change(library, photos / "2024" / "DSC0.jpg", title="One")
    dest = tmp_path / "out"
    first = _exported(library, dest)
    before = {path: path.read_bytes() for path in dest.rglob("*.xmp")}
    second = _exported(library, dest)
    assert (second["files"], second["already"]) == (0, first["files"])
    assert {path: path.read_bytes() for path in dest.rglob("*.xmp")} == before
    _change(library, photos / "2024" / "DSC0.jpg", title="Two")
    third = _exported(library, dest)
    assert third["problem_count"] == 0
    assert b"Two" in (dest / "Photos" / "Photos" / "2024" / "DSC0.jpg.xmp").read_bytes()


def test_what_somebody_else_put_there_is_never_replaced(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    _change(library, photos / "2024" / "DSC0.jpg", title="One")
    dest = tmp_path / "out"
    _exported(library, dest)
    folder = dest / "Photos" / "Photos" / "2024"
    (folder / "DSC0.jpg.xmp").write_text("mine", encoding="utf-8")
    (folder / "DSC3.jpg").write_bytes(b"another")
    result = _exported(library, dest)
    assert (folder / "DSC0.jpg.xmp").read_text(encoding="utf-8") == "mine"
    assert (folder / "DSC3.jpg").read_bytes() == b"another"
    assert {Path(each["path"]).name: each["code"] for each in result["problems"]} == {
        "DSC0.jpg.xmp": "already_there",
        "DSC3.jpg": "already_there",
    }


def test_an_unplugged_folder_is_listed_and_the_rest_goes_on(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Card"
    draw(other / "CARD1.jpg", 9, taken="2024:06:01 10:00:00")
    library.add_root(other)
    library.work_until_idle()
    shutil.move(other, tmp_path / "gone")
    library.check_roots()
    result = _exported(library, tmp_path / "out")
    assert [(Path(each["path"]).name, each["code"]) for each in result["problems"]] == [
        ("CARD1.jpg", "root_offline")
    ]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    missing = [each for each in manifest["photos"] if each["files"][0]["path"] is None]
    assert [each["files"][0]["name"] for each in missing] == ["CARD1.jpg"]
    assert manifest["not_taken_along"][0]["code"] == "root_offline"


@pytest.mark.parametrize("mode", ["hardlink", "symlink"])
def test_links_instead_of_copies(library: Library, photos: Path, tmp_path: Path, mode: str) -> None:
    dest = tmp_path / "out"
    assert _exported(library, dest, mode)["bytes"] == 0
    linked = dest / "Photos" / "Photos" / "2024" / "DSC0.jpg"
    assert os.path.samefile(linked, photos / "2024" / "DSC0.jpg")


def test_folders_that_will_not_do(library: Library, photos: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("dear", encoding="utf-8")
    for dest in (photos / "out", photos, tmp_path, library.path / "out"):
        with pytest.raises(Refused):
            library.export_library(LibraryExport(dest))
    job = library.export_library(LibraryExport(full))
    library.work_until_idle()
    assert library.jobs.get(job).state == "failed"
    assert "holds other things" in (library.jobs.get(job).error_message or "")
    assert [path.name for path in full.iterdir()] == ["letter.txt"]


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    _change(library, photos / "2024" / "DSC0.jpg", caption='=HYPERLINK("http://x")')
    _exported(library, tmp_path / "out")
    assert "'=HYPERLINK" in (tmp_path / "out" / "photos.csv").read_text(encoding="utf-8-sig")
