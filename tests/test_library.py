"""The library object: folders added, work done by one process, numbers told."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from keepers.base.errors import NotFound
from keepers.export.spec import ExportSpec
from keepers.ingest.adding import (
    FolderContainsAnother,
    FolderInsideAnother,
    FolderIsLibrary,
    NotAFolder,
    new_label,
)
from keepers.library import Library, default_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def test_opening_makes_what_is_missing_and_opens_again(tmp_path: Path) -> None:
    with Library.open(tmp_path / "new" / "library") as made:
        made.settings.set("theme", "dark")
        assert made.status().first_run
        path = made.path
    assert {entry.name for entry in path.iterdir()} >= {"catalog.db", "thumbs", "backups", "logs"}
    with Library.open(path) as again:
        assert again.settings.get_text("theme", "light") == "dark"


def test_a_folder_is_added_once(library: Library, tmp_path: Path) -> None:
    photos = folder(tmp_path / "photos")
    root = library.add_root(photos)
    assert (root.label, root.path, root.state) == ("photos", str(photos), "online")
    assert library.add_root(photos / ".." / "photos") == root
    assert [job.kind for job in library.jobs.list()] == ["scan"], "one waiting scan is enough"
    assert not library.status().first_run


def test_folders_may_not_overlap(library: Library, tmp_path: Path) -> None:
    photos = folder(tmp_path / "photos")
    inner = folder(photos / "2024")
    library.add_root(photos)
    with pytest.raises(FolderInsideAnother):
        library.add_root(inner)
    with pytest.raises(FolderContainsAnother):
        library.add_root(tmp_path)
    folder(tmp_path / "photos-too")
    assert library.add_root(tmp_path / "photos-too").label == "photos-too"


def test_folders_that_cannot_be_added(library: Library, tmp_path: Path) -> None:
    with pytest.raises(NotAFolder, match="no folder"):
        library.add_root(tmp_path / "none")
    (tmp_path / "file.jpg").write_bytes(b"")
    with pytest.raises(NotAFolder):
        library.add_root(tmp_path / "file.jpg")
    for own in (library.path, library.thumbs):
        with pytest.raises(FolderIsLibrary):
            library.add_root(own)
    assert library.roots.all() == []
    with pytest.raises(NotFound):
        library.rescan(5)


def test_the_library_may_lie_among_the_photos(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff")
    with Library.open(tmp_path / ".keepers" / "library") as opened:
        assert opened.add_root(tmp_path).path == str(tmp_path)


def test_labels_tell_folders_of_one_name_apart() -> None:
    assert new_label(Path("/a/Photos"), []) == "Photos"
    assert new_label(Path("/a/Photos"), ["Photos"]) == "Photos (a)"
    assert new_label(Path("/x/a/Photos"), ["Photos", "Photos (a)"]) == str(Path("/x/a/Photos"))


def test_one_library_is_worked_on_by_one_process(library: Library) -> None:
    assert library.start_work()
    assert library.works_here
    with Library.open(library.path) as other:
        assert not other.start_work()
        assert not other.work_until_idle()
        assert not other.works_here
    library.stop_work()
    with Library.open(library.path) as other:
        assert other.work_until_idle()


def test_nothing_is_exported_into_the_library_itself(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        for dest in (library.path, library.path / "thumbs" / "best", tmp_path / "library" / ".." / "library"):
            with pytest.raises(FolderIsLibrary):
                library.export(ExportSpec(ids=(1,), dest=dest, mode="copy", gallery=False, title="Best"))
        assert library.jobs.list() == []


@pytest.mark.skipif(os.name == "nt", reason="Platform: there are no permission bits")
def test_a_new_library_is_its_owners_alone_and_an_old_one_is_left_as_it_is(tmp_path: Path) -> None:
    Library.open(tmp_path / "new" / "library").close()
    assert stat.S_IMODE((tmp_path / "new" / "library").stat().st_mode) == 0o700
    (tmp_path / "old").mkdir()
    (tmp_path / "old").chmod(0o755)
    Library.open(tmp_path / "old").close()
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o755


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    opened = Library.open(tmp_path / "library")
    opened.start_work()
    opened.close()
    opened.close()


def test_where_the_library_lies(tmp_path: Path) -> None:
    assert default_library({"KEEPERS_LIBRARY": str(tmp_path)}) == tmp_path
    assert default_library({}).name == "library"


def test_nothing_heavy_is_loaded_to_open_a_library(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from keepers.library import Library;"
        f"library = Library.open(Path({str(tmp_path / 'library')!r})); library.status(); library.close();"
        "print([name for name in ('cv2', 'numpy', 'PIL', 'httpx') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
