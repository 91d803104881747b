"""What belongs to photos, where the best of a folder are put into another."""

from collections.abc import Callable
from pathlib import Path

from cli.running import Ran
from companions.makers import jpeg, raw


def test_the_best_come_with_all_that_is_theirs_or_alone(keepers: Callable[..., Ran], tmp_path: Path) -> None:
    folder, out = tmp_path / "Holiday", tmp_path / "best"
    folder.mkdir()
    (folder / "IMG_1.JPG").write_bytes(jpeg())
    (folder / "IMG_1.DNG").write_bytes(raw())
    (folder / "IMG_1.xmp").write_bytes(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    ran = keepers("run", folder, "--best", "5", "--out", out)
    assert ran.code == 0, ran.err
    assert "Holiday: 1 photo." in ran.out
    assert "1 photo copied to" in ran.out
    assert "Along with them went 2 files of theirs." in ran.out
    for path in folder.iterdir():
        assert (out / path.name).read_bytes() == path.read_bytes()
    alone = keepers("pick", "--best", "5", "--alone", "--out", tmp_path / "alone", "--json").document
    assert (alone["export"]["exported"], alone["export"]["along"]) == (1, 0)
    assert [path.name for path in (tmp_path / "alone").glob("IMG*")] == ["IMG_1.JPG"]


def test_what_belongs_to_a_photo_is_no_copy_of_it(keepers: Callable[..., Ran], tmp_path: Path) -> None:
    folder = tmp_path / "Holiday"
    folder.mkdir()
    (folder / "IMG_1.JPG").write_bytes(jpeg())
    (folder / "IMG_1.DNG").write_bytes(raw())
    keepers("add", folder)
    ran = keepers("analyze")
    assert "1 photo in the library." in ran.out
    assert "holds the same" not in ran.out
