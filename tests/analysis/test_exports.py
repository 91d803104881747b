"""Exports of Google and Apple in a real library, by scan and look: each file once, with its own words."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.test_look import Shelf, paint
from keepers.catalog.assets import Asset
from keepers.library import Library
from media.films import film


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", workers=1) as opened:
        yield opened


def imported(library: Library, folder: Path) -> dict[str, Asset]:
    """The picture of every file below the folder, by its path in there, after scan and look."""
    library.add_root(folder)
    assert library.work_until_idle()
    rows = library.db.read(
        lambda connection: connection.execute(
            "SELECT rel_path, asset_id FROM files ORDER BY rel_path"
        ).fetchall()
    )
    return {os.fsdecode(row["rel_path"]): library.assets.get(row["asset_id"]) for row in rows}


def albums(library: Library, asset: Asset) -> list[str]:
    said = library.said.of(asset.id)
    assert said is not None
    return list(said.document["albums"])


def google(folder: Path, name: str, of: str, *, caption: str, title: str = "", **more: object) -> None:
    """A JSON of Google Photos, called `name`, that says `caption`."""
    said = {"title": title, "description": caption, "photoTakenTime": {"timestamp": "1000000000"}, **more}
    assert not (folder / name).exists(), of
    (folder / name).write_text(json.dumps(said), encoding="utf-8")


@pytest.mark.photos
def test_all_documented_pairs_of_google_are_right_in_the_catalogue(
    library: Library, photos_dir: Path, tmp_path: Path
) -> None:
    table = (photos_dir / "takeout" / "name_pairs.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in table[1:]]
    assert len(pairs) == 18
    folder = tmp_path / "Takeout"
    for number, (json_name, media_name, _belongs, _source) in enumerate(pairs):
        place = folder / f"{number:02}"
        place.mkdir(parents=True)
        if media_name.lower().endswith(".mp4"):
            film(place / media_name)
        else:
            paint(place / media_name, number)
        title = "LIVE_PHOTO.jpeg" if "LIVE_PHOTO" in json_name else ""
        google(place, json_name, media_name, caption=f"Words of {number}", title=title)
    found = imported(library, folder)
    assert len(found) == 18
    assert len({asset.id for asset in found.values()}) == 18
    told = {name: library.words.of(asset.id).caption for name, asset in found.items()}
    assert told == {
        f"{number:02}/{media}": f"Words of {number}" if belongs.startswith("yes") else None
        for number, (_json, media, belongs, _source) in enumerate(pairs)
    }


@pytest.mark.photos
def test_a_real_takeout_is_imported_once_with_its_albums_and_hearts(
    library: Library, photos_dir: Path
) -> None:
    found = imported(library, photos_dir / "takeout")
    assert len(found) == 10
    by_name = {name.rpartition("/")[2]: asset for name, asset in found.items()}
    assert len({asset.id for asset in found.values()}) == len(by_name) == 8
    assert library.assets.count() == 8
    assert library.problems.count() == 0
    in_album = {name for name, asset in by_name.items() if albums(library, asset) == ["Album test 6/10/23"]}
    assert by_name.keys() - in_album == {"PXL_20231006_063528961.jpg"}
    loved = by_name["PXL_20231006_063851485.jpg"]
    assert library.decisions.favourites() == {loved.id}
    assert library.words.of(loved.id).caption == "Description from goggle photos"


@pytest.mark.photos
def test_a_real_export_of_icloud_keeps_its_albums(library: Library, photos_dir: Path) -> None:
    found = imported(library, photos_dir / "icloud")
    assert sorted(found) == ["Photos/photo1.jpg", "Photos/photo2.jpg", "Photos/photo_wo_exif.jpg"]
    twice, bare = found["Photos/photo1.jpg"], found["Photos/photo_wo_exif.jpg"]
    assert twice.id == found["Photos/photo2.jpg"].id
    assert sorted(albums(library, twice)) == ["1. April 2025", "Spécial album", "Spécial album 2"]
    assert (bare.capture_source, bare.month, albums(library, bare)) == ("icloud", 202310, [])


def test_a_photo_in_two_albums_and_its_year_has_what_all_say(shelf: Shelf) -> None:
    """Which copy is read first must not matter: both orders are tried, by which was changed last."""
    for first in (0, 1):
        folders = [shelf.folder / str(first) / name for name in ("Summer", "Family", "Photos from 2024")]
        for at, place in enumerate(folders):
            paint(place / "IMG_1.png", 10 + first)
            time = 10**18 * (1 if at == first else 2)
            os.utime(place / "IMG_1.png", ns=(time, time))
        for place, title in zip(folders[:2], ("Summer at the lake", "Family"), strict=True):
            (place / "metadata.json").write_text(json.dumps({"title": title, "date": {"timestamp": "1"}}))
        google(folders[0], "IMG_1.png.json", "", caption="")
        google(
            folders[1], "IMG_1.png.json", "", caption="By the sea", favorited=True, people=[{"name": "Ana"}]
        )
    shelf.work()
    for first in (0, 1):
        asset = shelf.library.assets.get(asset_of(shelf.library, f"{first}/Summer/IMG_1.png"))
        words = shelf.library.words.of(asset.id)
        assert sorted(albums(shelf.library, asset)) == ["Family", "Summer at the lake"]
        assert (words.caption, [person["name"] for person in words.people]) == ("By the sea", ["Ana"])
        assert asset.id in shelf.library.decisions.favourites()
        assert asset.capture_source == "takeout"


def test_a_copy_that_is_deleted_takes_its_album_along_and_brings_it_back(shelf: Shelf) -> None:
    album = shelf.folder / "Summer"
    paint(album / "a.png", 1)
    paint(shelf.folder / "2024" / "a.png", 1)
    google(album, "a.png.json", "", caption="By the sea")
    (album / "metadata.json").write_text('{"title": "Summer", "date": {"timestamp": "1"}}')
    shelf.work()
    asset = shelf.asset_of("a.png")
    assert (albums(shelf.library, asset), shelf.library.words.of(asset.id).caption) == (
        ["Summer"],
        "By the sea",
    )
    album.rename(shelf.folder.parent / "away")
    shelf.work()
    assert (albums(shelf.library, asset), shelf.library.words.of(asset.id).caption) == ([], None)
    (shelf.folder.parent / "away").rename(album)
    shelf.work()
    assert (albums(shelf.library, asset), shelf.library.words.of(asset.id).caption) == (
        ["Summer"],
        "By the sea",
    )


def test_hearts_of_icloud_are_kept_until_a_person_takes_them_away(shelf: Shelf) -> None:
    photos = shelf.folder / "iCloud" / "Photos"
    for seed in (1, 2):
        paint(photos / f"{seed}.png", seed)
    table = photos / "Photo Details.csv"
    table.write_text("imgName,favorite\n1.png,yes\n2.png,no\n")
    shelf.work()
    loved = shelf.asset_of("1.png").id
    assert shelf.library.decisions.favourites() == {loved}
    shelf.library.decisions.set_favourite([loved], False)
    table.write_text("imgName,favorite\n1.png,yes\n2.png,yes\n")
    shelf.work()
    assert shelf.library.decisions.favourites() == {shelf.asset_of("2.png").id}


@pytest.fixture
def shelf(library: Library, tmp_path: Path) -> Shelf:
    (tmp_path / "photos").mkdir()
    library.add_root(tmp_path / "photos")
    return Shelf(library, tmp_path / "photos")


def asset_of(library: Library, path: str) -> int:
    row = library.db.read(
        lambda connection: connection.execute(
            "SELECT asset_id FROM files WHERE rel_path = ?", (os.fsencode(path),)
        ).fetchone()
    )
    return int(row["asset_id"])
