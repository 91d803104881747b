"""Files that cannot be shown and can be heard: they stay with the picture they belong to, and are listed."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from companions.conftest import Home
from companions.makers import NOON, jpeg, live_film, raw
from keepers.archive.spec import LibraryExport
from keepers.export.spec import ExportSpec
from media.pictures import encoded, exif, quadrants
from metadata.packets import packet

_PAIR = {"IMG_1.JPG": {("IMG_1.DNG", "raw", "same_shot")}}


def cut_short(content: bytes) -> bytes:
    """The same with the head alone, in which everything is said."""
    return content[:-4000]


def listed(home: Home) -> dict[str, str]:
    return {each.name: each.code for each in home.library.problems.list()}


def test_a_raw_file_that_cannot_be_shown_stays_with_its_jpeg(home: Home, tmp_path: Path) -> None:
    home.put("IMG_1.JPG", jpeg())
    home.put("IMG_1.DNG", cut_short(raw()))
    home.put("IMG_1.xmp", packet(attributes='xmp:Rating="4"'))
    home.settle()
    assert home.groups() == _PAIR
    assert home.shown() == ["IMG_1.JPG"]
    assert listed(home) == {"IMG_1.DNG": "truncated"}
    main, behind = home.id_of("IMG_1.JPG"), home.id_of("IMG_1.DNG")
    parts = home.library.assets.parts_of([main])[main]
    assert [(each.asset_id, each.role) for each in parts.companions] == [(behind, "raw")]
    assert home.library.words.of(behind).rating == 4, "what lies beside it is heard too"
    out = tmp_path / "out"
    home.library.export(ExportSpec(dest=out, ids=(main,)))
    home.library.export_library(LibraryExport(tmp_path / "all", "copy"))
    home.settle()
    for name in ("IMG_1.JPG", "IMG_1.DNG", "IMG_1.xmp"):
        assert (out / name).read_bytes() == (home.folder / name).read_bytes()
    manifest = json.loads(next((tmp_path / "all").glob("manifest.json")).read_text())
    (photo,) = manifest["photos"]
    assert [(each["name"], each.get("role")) for each in photo["files"]] == [
        ("IMG_1.JPG", None),
        ("IMG_1.DNG", "raw"),
    ]


def test_it_never_stands_in_front_of_what_can_be_shown(home: Home) -> None:
    # The edited copy would show; it cannot, so its original does.
    home.put("IMG_E4120.JPG", cut_short(encoded(quadrants(400, 300), exif=_camera(), quality=95)))
    home.put("IMG_4120.JPG", jpeg())
    home.settle()
    assert home.groups() == {"IMG_4120.JPG": {("IMG_E4120.JPG", "edited", "apple_edit")}}
    assert home.shown() == ["IMG_4120.JPG"]
    assert listed(home) == {"IMG_E4120.JPG": "truncated"}


def test_alone_it_is_listed_and_never_shown(home: Home) -> None:
    home.put("IMG_1.JPG", jpeg())
    home.put("IMG_1.DNG", cut_short(raw()))
    home.settle()
    (home.folder / "IMG_1.JPG").unlink()
    home.settle()
    assert home.shown() == []
    assert listed(home) == {"IMG_1.DNG": "truncated"}
    assert home.library.assets.count() == 0
    home.put("IMG_1.JPG", jpeg())
    home.settle()
    assert home.groups() == _PAIR


def test_the_whole_file_in_its_place_is_the_same_photo(home: Home) -> None:
    home.put("IMG_1.DNG", cut_short(raw()))
    home.settle()
    was = home.id_of("IMG_1.DNG")
    home.put("IMG_1.DNG", raw())
    home.settle()
    assert home.id_of("IMG_1.DNG") == was
    assert (home.shown(), listed(home)) == (["IMG_1.DNG"], {})
    assert home.library.measures.get(was) is not None


def test_a_copy_that_only_now_is_whole_leaves_nothing_of_itself_behind(home: Home) -> None:
    home.put("a/IMG_1.DNG", raw())
    home.put("b/IMG_1.DNG", cut_short(raw()))
    home.put("b/IMG_1.JPG", cut_short(jpeg(size=(400, 300))))
    home.settle()
    assert home.groups() == {"b/IMG_1.JPG": {("b/IMG_1.DNG", "raw", "same_shot")}}
    was = home.id_of("b/IMG_1.JPG")
    home.library.decisions.set_favourite([was], True)
    home.put("b/IMG_1.JPG", jpeg())
    home.put("c/IMG_1.JPG", jpeg())
    home.put("b/IMG_1.DNG", raw())
    home.settle()
    assert (
        home.rows("SELECT id FROM assets a WHERE NOT EXISTS (SELECT 1 FROM files WHERE asset_id = a.id)")
        == []
    )
    assert home.library.decisions.of(home.id_of("b/IMG_1.JPG")).favourite
    dng = ("b/IMG_1.DNG", "raw", "same_shot"), ("a/IMG_1.DNG", "raw", "same_shot")
    assert home.groups() == {"b/IMG_1.JPG": set(dng)}


def test_what_was_seen_once_and_is_damaged_says_no_less_than_before(home: Home) -> None:
    home.put("IMG_1.JPG", encoded(quadrants(400, 300), exif=_camera(), quality=95))
    home.put("IMG_1.DNG", raw())
    home.settle()
    was = home.library.said.of(home.id_of("IMG_1.JPG"))
    home.put("IMG_1.JPG", b"\xff\xd8\xff\xdb\x00\x43" + bytes(900))
    home.settle()
    assert home.library.said.of(home.id_of("IMG_1.JPG")) == was
    assert home.shown() == ["IMG_1.DNG"]
    assert listed(home).keys() == {"IMG_1.JPG"}


def test_a_film_that_cannot_be_played_stays_with_its_photo(home: Home) -> None:
    content = live_film(home.folder)
    # Its clock stays, and of its pictures nothing.
    at, end = content.index(b"mdat") + 4, content.rindex(b"moov") - 4
    spoilt = content[:at] + bytes(end - at) + content[end:]
    home.put("IMG_7.JPG", jpeg())
    home.put("IMG_7.MOV", spoilt)
    home.settle()
    assert home.groups() == {"IMG_7.JPG": {("IMG_7.MOV", "live", "same_moment")}}
    assert listed(home).keys() == {"IMG_7.MOV"}


def test_copies_of_one_are_one(home: Home) -> None:
    for folder in ("a", "b"):
        home.put(f"{folder}/IMG_1.JPG", jpeg())
        home.put(f"{folder}/IMG_1.DNG", cut_short(raw()))
    home.settle()
    assert home.id_of("a/IMG_1.DNG") == home.id_of("b/IMG_1.DNG")
    assert len(home.library.problems.list()) == 2
    main = home.id_of("a/IMG_1.JPG")
    assert len(home.library.assets.parts_of([main])[main].companions) == 1


def test_one_of_another_second_is_none_of_it(home: Home) -> None:
    home.put("IMG_1.JPG", jpeg())
    home.put("IMG_1.DNG", cut_short(raw(taken=NOON + timedelta(seconds=9))))
    home.settle()
    assert home.groups() == {}


@pytest.mark.photos
@pytest.mark.parametrize(
    ("name", "make", "model", "taken"),
    [
        ("CanonRaw.cr2", "Canon", "Canon EOS 350D DIGITAL", "2005:08:03 18:59:18"),
        ("Nikon.nef", "NIKON CORPORATION", "NIKON D70", "2004:06:09 16:02:35"),
    ],
)
def test_real_raw_files_of_which_only_the_head_is_left(
    home: Home, photos_dir: Path, name: str, make: str, model: str, taken: str
) -> None:
    shutil.copy(photos_dir / "formats" / "raw" / name, home.folder / name)
    developed = Path(name).with_suffix(".jpg").name
    block = exif({0x010F: make, 0x0110: model}, {0x9003: taken})
    home.put(developed, encoded(quadrants(), exif=block))
    home.settle()
    assert home.groups() == {developed: {(name, "raw", "same_shot")}}
    assert listed(home).keys() == {name}


def _camera() -> Image.Exif:
    return exif({0x010F: "Keepers", 0x0110: "Test"}, {0x9003: f"{NOON:%Y:%m:%d %H:%M:%S}"})
