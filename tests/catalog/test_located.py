"""Photos by path: files, folders, names that begin alike, links."""

from pathlib import Path

import pytest

from cli.running import draw
from keepers.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    root = tmp_path / "Photos"
    for number, name in enumerate(("a/one.jpg", "a/b/two.jpg", "a0/three.jpg", "a.jpg")):
        draw(root / name, number)
    library = Library.open(tmp_path / "library", workers=1)
    library.add_root(root)
    library.work_until_idle()
    return library


def test_a_file_a_folder_and_all(library: Library, tmp_path: Path) -> None:
    root = tmp_path / "Photos"
    with library:

        def names(path: Path) -> list[str]:
            return [each.name for each in library.located.at(path)]

        assert names(root / "a" / "one.jpg") == ["a/one.jpg"]
        assert names(root / "a") == ["a/b/two.jpg", "a/one.jpg"]
        assert names(root) == ["a.jpg", "a/b/two.jpg", "a/one.jpg", "a0/three.jpg"]
        assert names(root / "a" / ".." / "a") == names(root / "a")
        assert names(tmp_path) == []
        assert names(root.with_name("Photos2")) == []
        assert names(root / "a" / "on") == []
        assert [each.name for each in library.located.everywhere()] == names(root)
        assert library.located.at(root / "a.jpg")[0].path == str(root / "a.jpg")
