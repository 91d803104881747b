import os
import stat
from pathlib import Path

import pytest
from blake3 import blake3

from base.processes import hear, python
from keepers.base.errors import (
    AlreadyThere,
    Cancelled,
    CopyMismatch,
    DiskFull,
    FileUnreadable,
    WriteFailed,
)
from keepers.base.files import (
    copy_verified,
    free_bytes,
    hash_file,
    move_new,
    require_space,
    sweep,
    unreadable,
    write_atomic,
)
from keepers.base.temporaries import Temporary, rename_by_link

_DATA = os.urandom(3_000_001)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "from" / "photo.jpg"
    path.parent.mkdir()
    path.write_bytes(_DATA)
    os.utime(path, ns=(10**18, 10**18 + 123_456_700))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "to"
    path.mkdir()
    return path


def test_the_hash_is_that_of_the_content(photo: Path, tmp_path: Path) -> None:
    assert hash_file(photo) == blake3(_DATA).digest()
    (tmp_path / "empty").touch()
    assert hash_file(tmp_path / "empty") == blake3(b"").digest()


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as vanished:
        hash_file(tmp_path / "nowhere.jpg")
    assert vanished.value.code == "vanished"
    with pytest.raises(FileUnreadable) as folder:
        hash_file(tmp_path)
    assert folder.value.code == "read_failed"


def test_a_name_that_is_no_text_is_told_in_text() -> None:
    error = unreadable(PermissionError(), Path("caf\udce9.jpg"))
    assert error.message.encode() == b"Keepers is not allowed to read caf?.jpg."
    assert str(error) == error.message


def test_what_may_not_be_read_says_so(photo: Path, ordinary_rights: None) -> None:
    photo.chmod(0)
    with pytest.raises(FileUnreadable) as error:
        hash_file(photo)
    assert error.value.code == "permission_denied"


def test_a_copy_is_byte_for_byte_and_keeps_its_time(photo: Path, folder: Path) -> None:
    told: list[int] = []
    copy = folder / "copy.jpg"
    assert copy_verified(photo, copy, on_bytes=told.append) == blake3(_DATA).digest()
    assert copy.read_bytes() == _DATA
    assert copy.stat().st_mtime_ns == photo.stat().st_mtime_ns
    assert sum(told) == len(_DATA)
    assert os.listdir(folder) == ["copy.jpg"]


def test_an_empty_file_is_copied(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "empty").touch()
    copy_verified(tmp_path / "empty", folder / "empty")
    assert (folder / "empty").read_bytes() == b""


def test_a_copy_replaces_nothing(photo: Path, folder: Path) -> None:
    copy = folder / "copy.jpg"
    copy.write_bytes(b"mine")
    with pytest.raises(AlreadyThere):
        copy_verified(photo, copy)
    (folder / "link.jpg").symlink_to(folder / "nowhere")
    with pytest.raises(AlreadyThere):
        copy_verified(photo, folder / "link.jpg")
    assert copy.read_bytes() == b"mine"


def test_what_appears_during_the_copy_is_not_replaced(photo: Path, folder: Path) -> None:
    copy = folder / "copy.jpg"
    with pytest.raises(AlreadyThere):
        copy_verified(photo, copy, on_bytes=lambda _: copy.write_bytes(b"somebody else's") and None)
    assert copy.read_bytes() == b"somebody else's"
    assert os.listdir(folder) == ["copy.jpg"]


def test_what_changes_during_the_copy_is_not_kept(photo: Path, folder: Path) -> None:
    def grow(_: int) -> None:
        with photo.open("ab") as stream:
            stream.write(b"more")

    with pytest.raises(FileUnreadable) as error:
        copy_verified(photo, folder / "copy.jpg", on_bytes=grow)
    assert error.value.code == "changed_while_reading"
    assert os.listdir(folder) == []


def test_a_copy_that_is_damaged_on_the_way_is_noticed(photo: Path, folder: Path) -> None:
    def damage(_: int) -> None:
        [writing] = folder.iterdir()
        with writing.open("r+b") as stream:
            stream.write(b"damage")

    with pytest.raises(CopyMismatch):
        copy_verified(photo, folder / "copy.jpg", on_bytes=damage)
    assert os.listdir(folder) == []


def test_a_copy_of_something_else_than_expected_is_not_kept(photo: Path, folder: Path) -> None:
    with pytest.raises(CopyMismatch):
        copy_verified(photo, folder / "copy.jpg", expected=b"\0" * 32)
    assert os.listdir(folder) == []


def test_a_copy_can_be_stopped(photo: Path, folder: Path) -> None:
    def stop(_: int) -> None:
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        copy_verified(photo, folder / "copy.jpg", on_bytes=stop)
    assert os.listdir(folder) == []


def test_where_nothing_can_be_written_the_error_says_so(photo: Path, tmp_path: Path) -> None:
    with pytest.raises(WriteFailed):
        copy_verified(photo, tmp_path / "nowhere" / "copy.jpg")
    with pytest.raises(WriteFailed):
        write_atomic(tmp_path / "nowhere" / "note", b"")


def test_an_atomic_write_replaces_whole_or_not_at_all(folder: Path) -> None:
    path = folder / "note.json"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    with pytest.raises(AlreadyThere):
        write_atomic(path, b"three", replace=False)
    assert path.read_bytes() == b"two"
    assert os.listdir(folder) == ["note.json"]
    assert stat.S_IMODE(path.stat().st_mode) & 0o400


def test_a_move_replaces_nothing(photo: Path, folder: Path) -> None:
    (folder / "taken.jpg").write_bytes(b"mine")
    with pytest.raises(AlreadyThere):
        move_new(photo, folder / "taken.jpg")
    move_new(photo, folder / "free.jpg")
    assert not photo.exists()
    assert (folder / "free.jpg").read_bytes() == _DATA


@pytest.mark.skipif(os.name == "nt", reason="POSIX only")
def test_without_the_kernels_help_a_rename_replaces_nothing_either(photo: Path, folder: Path) -> None:
    (folder / "taken.jpg").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        rename_by_link(photo, folder / "taken.jpg")
    rename_by_link(photo, folder / "free.jpg")
    assert not photo.exists()
    assert (folder / "free.jpg").read_bytes() == _DATA


def test_room_is_counted_where_the_file_will_be(tmp_path: Path) -> None:
    free = free_bytes(tmp_path / "not" / "there" / "yet")
    assert free > 0
    require_space(tmp_path, 1)
    with pytest.raises(DiskFull) as error:
        require_space(tmp_path, 10**18)
    assert error.value.facts["needed"] == 10**18


_WRITER = """
import sys
from pathlib import Path
from keepers.base.temporaries import Temporary
temporary = Temporary(Path(sys.argv[1]))
temporary.write(b"half")
print("writing", flush=True)
sys.stdin.read()
"""


def test_only_what_the_dead_left_is_swept(folder: Path) -> None:
    (folder / "photo.jpg").touch()
    (folder / ".keepers-notes").touch()
    with python(_WRITER, folder) as process, Temporary(folder) as ours:
        assert hear(process) == "writing"
        assert sweep(folder) == 0
        process.kill()
        process.wait()
        assert sweep(folder) == 1
        assert sorted(os.listdir(folder)) == [".keepers-notes", ours.path.name, "photo.jpg"]
    assert sweep(folder / "nowhere") == 0
