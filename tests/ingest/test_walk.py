"""Walking a folder: what is met, what is left out, and that nothing leads in circles."""

import os
import sys
from pathlib import Path

import pytest

from keepers.ingest.walk import Folder, walk

PICTURE = b"\xff\xd8\xff" + bytes(80)


def put(path: Path, data: bytes = PICTURE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def met(root: Path, **options: object) -> list[str]:
    folders = walk(str(root), **options)  # type: ignore[arg-type]
    return sorted(os.fsdecode(file.rel_path) for folder in folders for file in folder.files)


def test_pictures_are_met_in_every_folder(tmp_path: Path) -> None:
    put(tmp_path / "a.JPG")
    put(tmp_path / "2024" / "sea" / "b.heic")
    put(tmp_path / "notes.txt")
    put(tmp_path / "song.mp3")
    assert met(tmp_path) == ["2024/sea/b.heic", "a.JPG"]


def test_hidden_and_system_things_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / ".hidden.jpg")
    put(tmp_path / "Thumbs.db")
    for folder in (
        ".git",
        "@eaDir",
        "$RECYCLE.BIN",
        "System Volume Information",
        ".Trash-1000",
        "__MACOSX",
        "lost+found",
        "Catalog Previews.lrdata",
    ):
        put(tmp_path / folder / "a.jpg")
    put(tmp_path / "kept" / "a.jpg")
    assert met(tmp_path) == ["kept/a.jpg"]


def test_a_keepers_library_holds_no_photos(tmp_path: Path) -> None:
    put(tmp_path / "other library" / "catalog.db")
    put(tmp_path / "other library" / "thumbs" / "ab" / "a.webp")
    own = put(tmp_path / "mine" / "a.webp").parent
    status = own.stat()
    assert met(tmp_path) == ["mine/a.webp"]
    assert met(tmp_path, without={(status.st_dev, status.st_ino)}) == []


def test_a_file_without_ending_counts_when_it_is_a_picture(tmp_path: Path) -> None:
    put(tmp_path / "IMG_0001")
    put(tmp_path / "README", b"Read me")
    put(tmp_path / "empty", b"")
    assert met(tmp_path) == ["IMG_0001"]


def test_newer_folders_come_first(tmp_path: Path) -> None:
    for number, name in enumerate(["old", "newest", "new"]):
        put(tmp_path / name / "a.jpg")
        os.utime(tmp_path / name, (1000 + [0, 2, 1][number], 1000 + [0, 2, 1][number]))
    assert [folder.rel_path for folder in walk(str(tmp_path))] == [b"", b"newest", b"new", b"old"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_lead_nowhere_twice(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    put(root / "sub" / "a.jpg")
    put(outside / "b.jpg")
    (root / "sub" / "up").symlink_to(root, target_is_directory=True)
    (root / "self").symlink_to(root / "self")
    (root / "outside").symlink_to(outside, target_is_directory=True)
    (root / "inside.jpg").symlink_to(root / "sub" / "a.jpg")
    (root / "b1.jpg").symlink_to(outside / "b.jpg")
    (root / "b2.jpg").symlink_to(outside / "b.jpg")
    (root / "dangling.jpg").symlink_to(outside / "none.jpg")
    found = met(root)
    assert "sub/a.jpg" in found
    assert len([name for name in found if name in {"b1.jpg", "b2.jpg"}]) == 1
    assert len(found) == 2
    assert sum(folder.links_passed for folder in walk(str(root))) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names that are no text")
def test_a_name_that_is_no_text_is_met(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    with open(path, "wb") as file:
        file.write(PICTURE)
    (seen,) = [file for folder in walk(str(tmp_path)) for file in folder.files]
    assert seen.rel_path == b"caf\xe9.jpg"
    assert seen.name == "caf\ufffd.jpg"
    assert seen.size == len(PICTURE)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_no_picture_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    os.mkfifo(tmp_path / "pipe")
    assert met(tmp_path) == []


def test_a_closed_folder_is_told(tmp_path: Path, ordinary_rights: None) -> None:
    put(tmp_path / "closed" / "a.jpg")
    (tmp_path / "closed").chmod(0)
    try:
        folders = list(walk(str(tmp_path)))
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert Folder(b"closed", error="permission_denied") in folders


def test_a_folder_whose_names_may_be_read_and_nothing_else_is_told(
    tmp_path: Path, ordinary_rights: None
) -> None:
    put(tmp_path / "names" / "a.jpg")
    (tmp_path / "names").chmod(0o444)
    try:
        folders = list(walk(str(tmp_path)))
    finally:
        (tmp_path / "names").chmod(0o700)
    assert Folder(b"names", error="permission_denied") in folders


@pytest.mark.parametrize("target", ["/dev/null/nothing.jpg", "a link to itself.jpg", "/" + "long" * 100])
def test_links_that_lead_nowhere_are_no_fault_of_their_folder(tmp_path: Path, target: str) -> None:
    put(tmp_path / "a.jpg")
    (tmp_path / "a link to itself.jpg").symlink_to(target)
    assert [(len(each.files), each.error, each.unread) for each in walk(str(tmp_path))] == [(1, None, [])]


def test_what_never_said_it_was_a_picture_may_stay_closed(tmp_path: Path, ordinary_rights: None) -> None:
    put(tmp_path / "a.jpg")
    put(tmp_path / "private key").chmod(0)
    assert [(len(each.files), each.error, each.unread) for each in walk(str(tmp_path))] == [(1, None, [])]


def test_a_root_that_is_not_there_is_an_empty_walk(tmp_path: Path) -> None:
    assert met(tmp_path / "none") == []
