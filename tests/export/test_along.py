"""What belongs to a photo goes along, under names by which programs find it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.base.files import name_key
from keepers.export.receipt import read_receipt
from keepers.export.together import Part, names_together, number_of

Catalogue = Any


class Family:
    """A photo with its raw file, its original, and files beside both."""

    def __init__(self, photos: Catalogue, folder: str = "2024") -> None:
        self.photos = photos
        self.main = photos.add(f"{folder}/IMG_E0001.JPG", f"edited {folder}".encode())
        self.original = self.behind(f"{folder}/IMG_0001.JPG", b"original", "original")
        self.raw = self.behind(f"{folder}/IMG_0001.CR2", b"raw", "raw")
        self.beside(f"{folder}/IMG_0001.AAE", b"aae", "aae", self.original)
        self.beside(f"{folder}/IMG_0001.xmp", b"xmp of raw", "xmp", self.raw)
        self.beside(f"{folder}/IMG_E0001.JPG.xmp", b"xmp", "xmp", self.main)

    def behind(self, name: str, content: bytes, role: str) -> int:
        asset_id = self.photos.add(name, content + name.encode())
        self.photos.sql(
            "UPDATE assets SET main_id = ?, role = ?, evidence = 'same_shot' WHERE id = ?",
            self.main, role, asset_id,
        )  # fmt: skip
        return int(asset_id)

    def beside(self, name: str, content: bytes, kind: str, asset_id: int) -> Path:
        path = Path(self.photos.root / name)
        path.write_bytes(content)
        self.photos.sql(
            "INSERT INTO side_files (root_id, rel_path, name, kind, size, mtime_ns, seen_scan)"
            " VALUES (1, ?, ?, ?, ?, 0, 1)",
            name.encode(), path.name, kind, len(content),
        )  # fmt: skip
        self.photos.sql(
            "INSERT INTO side_links SELECT max(s.id), f.id FROM side_files s, files f WHERE f.asset_id = ?",
            asset_id,
        )
        return path


_ALL = [
    "IMG_0001.AAE", "IMG_0001.CR2", "IMG_0001.JPG", "IMG_0001.xmp", "IMG_E0001.JPG", "IMG_E0001.JPG.xmp",
]  # fmt: skip


def test_all_of_a_photo_goes_along_byte_for_byte(photos: Catalogue) -> None:
    family = Family(photos)
    result = photos.export(family.main, gallery=True)
    assert sorted(photos.exported()) == _ALL
    for name, content in photos.exported().items():
        assert content == (photos.root / "2024" / name).read_bytes()
    assert (result["exported"], result["along"], result["problems"]) == (1, 5, [])
    page = (photos.out / "gallery.html").read_text()
    assert page.count('class="tile"') == 1


def test_the_receipt_tells_what_went_with_what(photos: Catalogue) -> None:
    photos.export(Family(photos).main)
    receipt = read_receipt(photos.out)
    assert receipt is not None
    told = {entry.name: (entry.role, entry.goes_with, entry.done) for entry in receipt.files}
    assert told["IMG_E0001.JPG"] == ("", "", True)
    assert told["IMG_0001.CR2"] == ("raw", "IMG_E0001.JPG", True)
    assert told["IMG_0001.xmp"] == ("xmp", "IMG_E0001.JPG", True)
    assert len(told) == 6


def test_a_photo_alone_where_that_is_asked_for(photos: Catalogue) -> None:
    result = photos.export(Family(photos).main, companions=False)
    assert sorted(photos.exported()) == ["IMG_E0001.JPG"]
    assert result["along"] == 0


def test_a_group_of_taken_names_gets_one_number_for_all(photos: Catalogue) -> None:
    first, second = Family(photos, "a"), Family(photos, "b")
    photos.export(first.main, second.main)
    numbered = [
        "IMG_0001 (2).AAE", "IMG_0001 (2).CR2", "IMG_0001 (2).JPG", "IMG_0001 (2).xmp", "IMG_E0001 (2).JPG",
        "IMG_E0001 (2).JPG.xmp",
    ]  # fmt: skip
    assert sorted(photos.exported()) == sorted([*_ALL, *numbered])
    assert b"b/" in photos.exported()["IMG_0001 (2).CR2"]


def test_one_taken_name_of_a_part_numbers_the_whole_group(photos: Catalogue) -> None:
    family = Family(photos)
    photos.out.mkdir()
    (photos.out / "IMG_0001.CR2").write_bytes(b"yours")
    photos.export(family.main)
    assert photos.exported()["IMG_0001.CR2"] == b"yours"
    assert {"IMG_E0001 (2).JPG", "IMG_0001 (2).CR2", "IMG_E0001 (2).JPG.xmp"} <= set(photos.exported())
    assert "IMG_E0001.JPG" not in photos.exported()


def test_running_it_again_puts_nothing_twice(photos: Catalogue) -> None:
    family = Family(photos)
    photos.export(family.main)
    before = {path.name: path.stat().st_ino for path in photos.out.iterdir() if path.suffix != ".json"}
    result = photos.export(family.main)
    assert (result["exported"], result["already"], result["along"]) == (0, 1, 0)
    after = {path.name: path.stat().st_ino for path in photos.out.iterdir() if path.suffix != ".json"}
    assert after == before


def test_what_was_not_taken_along_at_first_comes_by_the_number_of_its_photo(photos: Catalogue) -> None:
    family = Family(photos)
    photos.out.mkdir()
    (photos.out / "IMG_E0001.JPG").write_bytes(b"yours")
    photos.export(family.main, companions=False)
    assert "IMG_E0001 (2).JPG" in photos.exported()
    photos.export(family.main)
    assert {"IMG_0001 (2).CR2", "IMG_0001 (2).xmp", "IMG_E0001 (2).JPG.xmp"} <= set(photos.exported())


def test_a_sidecar_that_was_written_since_takes_the_place_of_the_earlier_one(photos: Catalogue) -> None:
    family = Family(photos)
    photos.export(family.main)
    (photos.root / "2024" / "IMG_0001.xmp").write_bytes(b"newer")
    result = photos.export(family.main)
    assert (result["along"], sorted(photos.exported())) == (1, _ALL)
    assert photos.exported()["IMG_0001.xmp"] == b"newer"


def test_a_sidecar_that_somebody_changed_in_the_folder_is_theirs(photos: Catalogue) -> None:
    family = Family(photos)
    photos.export(family.main)
    (photos.out / "IMG_0001.xmp").write_bytes(b"theirs")
    (photos.root / "2024" / "IMG_0001.xmp").write_bytes(b"newer")
    photos.export(family.main)
    assert photos.exported()["IMG_0001.xmp"] == b"theirs"
    assert b"newer" in photos.exported().values()


def test_what_cannot_be_had_is_listed_and_the_photo_comes(photos: Catalogue) -> None:
    family = Family(photos)
    (photos.root / "2024" / "IMG_0001.CR2").unlink()
    (photos.root / "2024" / "IMG_0001.AAE").unlink()
    result = photos.export(family.main)
    assert result["exported"] == 1
    listed = {problem["name"]: (problem["id"], problem["code"]) for problem in result["problems"]}
    assert listed == {
        "IMG_0001.CR2": (family.main, "vanished"),
        "IMG_0001.AAE": (family.main, "vanished"),
    }


def test_what_is_known_to_be_gone_is_not_missed_nor_what_spoke_of_it(photos: Catalogue) -> None:
    family = Family(photos)
    photos.sql("UPDATE files SET present = 0 WHERE asset_id = ?", family.raw)
    photos.sql("UPDATE side_files SET present = 0 WHERE kind = 'aae'")
    result = photos.export(family.main)
    assert result["problems"] == []
    assert sorted(photos.exported()) == ["IMG_0001.JPG", "IMG_E0001.JPG", "IMG_E0001.JPG.xmp"]


def test_a_companion_that_is_asked_for_itself_comes_once(photos: Catalogue) -> None:
    family = Family(photos)
    result = photos.export(family.raw, family.main)
    assert (result["exported"], sorted(photos.exported())) == (2, _ALL)


def test_links_take_all_along_too(photos: Catalogue) -> None:
    photos.export(Family(photos).main, mode="symlink")
    assert sorted(path.name for path in photos.out.iterdir() if path.is_symlink()) == _ALL


def test_the_copy_in_the_same_folder_goes_first(photos: Catalogue) -> None:
    family = Family(photos)
    elsewhere = photos.root / "A copy of it"
    elsewhere.mkdir()
    (elsewhere / "other name.CR2").write_bytes((photos.root / "2024" / "IMG_0001.CR2").read_bytes())
    photos.sql(
        "INSERT INTO files (root_id, asset_id, rel_path, name, size, mtime_ns, device, inode, content_hash,"
        " seen_scan) SELECT 1, asset_id, CAST('A copy of it/other name.CR2' AS BLOB), 'other name.CR2', size,"
        " 0, 0, 99, content_hash, 1 FROM files WHERE asset_id = ?",
        family.raw,
    )
    photos.export(family.main)
    assert sorted(photos.exported()) == _ALL


def test_a_receipt_of_before_is_read_still(photos: Catalogue) -> None:
    photos.export(Family(photos).main, companions=False)
    path = photos.out / "keepers-receipt.json"
    body = json.loads(path.read_bytes())
    for entry in body["files"]:
        del entry["role"], entry["goes_with"]
    path.write_text(json.dumps(body))
    assert read_receipt(photos.out) is not None


_NAMES = st.sampled_from(["a.jpg", "a.CR2", "a.xmp", "a.jpg.xmp", "b.mov", "A.JPG", "a (2).jpg", "x"])


@given(_NAMES, st.lists(_NAMES, max_size=5), st.sets(_NAMES), st.none() | st.integers(1, 4))
def test_names_are_free_and_each_once(
    main: str, others: list[str], taken: set[str], number: int | None
) -> None:
    keys = {name_key(name) for name in taken}
    parts = [Part("raw", name, name, main) for name in others]
    names = names_together(main, parts, lambda name: name_key(name) not in keys, number)
    assert len(names) == len(parts) + 1
    assert len({name_key(name) for name in names}) == len(names)
    given = names if number is None else names[1:]
    assert not {name_key(name) for name in given} & keys


@pytest.mark.parametrize(("given", "number"), [("a.jpg", 1), ("a (7).jpg", 7), ("b.jpg", None)])
def test_the_number_of_a_name(given: str, number: int | None) -> None:
    assert number_of("a.jpg", given) == number
