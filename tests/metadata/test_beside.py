"""What lies beside a picture is found, whatever language and case it is named in, and read once."""

import json
import os
import sys
from pathlib import Path

import pytest

from keepers.base.errors import FileUnreadable
from keepers.media.reading import read_everything
from keepers.metadata.beside import Finder
from media.pictures import encoded, exif, quadrants
from metadata.packets import bag, packet

JPEG = encoded(quadrants(), "JPEG")


def sidecar(path: Path, keyword: str) -> None:
    path.write_bytes(packet(bag("dc:subject", [keyword])))


def keywords(finder: Finder, name: str) -> tuple[str, ...] | None:
    found = finder.of(name).sidecar
    return found.keywords.flat if found else None


def test_both_namings_of_sidecars_the_full_one_first(tmp_path: Path) -> None:
    sidecar(tmp_path / "A.jpg.xmp", "full")
    sidecar(tmp_path / "A.xmp", "short")
    sidecar(tmp_path / "b.XMP", "upper")
    finder = Finder(tmp_path)
    assert keywords(finder, "A.jpg") == ("full",)
    assert keywords(finder, "A.png") == ("short",)
    assert keywords(finder, "B.HEIC") == ("upper",)
    assert keywords(finder, "C.jpg") is None
    assert keywords(finder, "A.xmp") is None


def test_the_short_name_is_the_raw_files_where_there_is_one(tmp_path: Path) -> None:
    sidecar(tmp_path / "A.xmp", "raw")
    (tmp_path / "A.CR2").write_bytes(b"")
    assert keywords(Finder(tmp_path), "A.jpg") is None
    assert keywords(Finder(tmp_path), "A.CR2") == ("raw",)


@pytest.mark.parametrize(
    "name", ["metadata.json", "métadonnées.json", "メタデータ.json", "Metadaten(1).json"]
)
def test_albums_in_every_language(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    (tmp_path / "a.jpg.json").write_text('{"photoTakenTime": {"timestamp": "1"}}')
    (tmp_path / name).write_text(json.dumps({"title": "Lac", "access": "", "date": {}}))
    found = Finder(tmp_path).of("a.jpg")
    assert found.albums == ("Lac",)
    assert found.files == (("takeout json", "a.jpg.json"),)


def test_a_json_under_another_name_is_found_by_the_title_inside(tmp_path: Path) -> None:
    def google(name: str, title: str) -> None:
        said = {"title": title, "photoTakenTime": {"timestamp": "1"}, "description": name}
        (tmp_path / name).write_text(json.dumps(said))

    for name in ("LIVE_PHOTO.MP4", "LIVE_PHOTO.jpeg", "A _day_.jpg", "alone.jpg"):
        (tmp_path / name).write_bytes(JPEG)
    google("LIVE_PHOTO.MP4.metadata.json", "LIVE_PHOTO.jpeg")
    google("stray.json", 'A "day".jpg')
    finder = Finder(tmp_path)
    for name, found in (
        ("LIVE_PHOTO.MP4", "LIVE_PHOTO.MP4.metadata.json"),
        ("LIVE_PHOTO.jpeg", "LIVE_PHOTO.MP4.metadata.json"),
        ("A _day_.jpg", "stray.json"),
        ("alone.jpg", None),
    ):
        takeout = finder.of(name).takeout
        assert (takeout.description if takeout else None) == found


def test_an_icloud_export(tmp_path: Path) -> None:
    photos = tmp_path / "Photos"
    for folder in ("Photos", "Albums", "Memories"):
        (tmp_path / folder).mkdir()
    (photos / "a.jpg").write_bytes(JPEG)
    (photos / "Photo Details.csv").write_text(
        'imgName,favorite,originalCreationDate\na.jpg,yes,"Friday October 06,2023 12:11 PM GMT"\n'
    )
    (photos / "Photo Details-1.csv").write_bytes(b"")
    (tmp_path / "Albums" / "Été.csv").write_text("imgName\nA.JPG\n")
    (tmp_path / "Memories" / "1. April.csv").write_bytes(b"")
    found = read_everything(photos / "a.jpg")
    assert found.said.albums == ("Été",)
    assert found.said.favourite is not None
    assert found.said.favourite.value
    assert (found.dated.time.source, found.dated.code) == ("icloud", "service")
    assert found.left_out == ()


def test_sidecars_that_are_damaged_huge_or_no_files(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    (tmp_path / "a.jpg.xmp").write_bytes(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    (tmp_path / "a.jpg.json").write_bytes(b"{")
    found = Finder(tmp_path).of("a.jpg")
    assert [(each.part, each.code) for each in found.left_out] == [
        ("sidecar", "entities"),
        ("takeout", "not_json"),
    ]
    (tmp_path / "b.jpg.xmp").write_bytes(bytes(5 << 20))
    (tmp_path / "b.jpg.json").mkdir()
    found = Finder(tmp_path).of("b.jpg")
    assert [each.code for each in found.left_out] == ["too_large", "unreadable"]
    assert found.sidecar is None


@pytest.mark.skipif(sys.platform == "win32", reason="Platform: Windows has no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    os.mkfifo(tmp_path / "a.jpg.xmp")
    os.mkfifo(tmp_path / "pipe.jpg")
    assert Finder(tmp_path).of("a.jpg").takeout is None
    with pytest.raises(FileUnreadable) as caught:
        read_everything(tmp_path / "pipe.jpg")
    assert caught.value.code == "unsupported"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert Finder(tmp_path / "gone").of("a.jpg").files == ()
    with pytest.raises(FileUnreadable) as caught:
        read_everything(tmp_path / "gone" / "a.jpg")
    assert caught.value.code == "vanished"


@pytest.mark.parametrize("stem", ["👩‍👩‍👧 am See", "תמונה", "e\u0301te\u0301", "é" * 120, "%#&+; '"])
def test_names_in_any_script(tmp_path: Path, stem: str) -> None:
    path = tmp_path / f"{stem}.jpg"
    path.write_bytes(encoded(quadrants(), "JPEG", exif=exif({0x0110: "Cam"})))
    sidecar(tmp_path / f"{stem}.jpg.xmp", "beside")
    (tmp_path / f"{stem}.jpg.json").write_text('{"photoTakenTime": {"timestamp": "1696573800"}}')
    found = read_everything(path)
    assert found.said.keywords is not None
    assert found.said.keywords.value == ("beside",)
    assert found.beside.takeout is not None
    assert found.embedded.exif.model == "Cam"


def test_a_sidecar_itself_and_what_is_no_picture(tmp_path: Path) -> None:
    sidecar(tmp_path / "A.xmp", "lake")
    found = read_everything(tmp_path / "A.xmp")
    assert found.format == "xmp"
    assert found.said.keywords is not None
    assert found.said.keywords.source == "xmp:dc:subject"
    (tmp_path / "IMG_20190521_104552.mp4").write_bytes(bytes(100))
    film = read_everything(tmp_path / "IMG_20190521_104552.mp4")
    assert (film.format, film.dated.code) == (None, "name")
