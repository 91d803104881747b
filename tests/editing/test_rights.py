"""Rights, owners, marks and links of files that are replaced; files that somebody wants left as they are."""

import os
import sys
from pathlib import Path

import pytest

from editing.conftest import House

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Platform: rights are others there")


def codes(house: House) -> list[str]:
    return [each.code for each in house.library.editing.state().unwritten]


@pytest.mark.parametrize("mode", ["photo", "sidecar"])
def test_a_read_only_photo_is_left_and_its_words_go_beside_it(house: House, mode: str) -> None:
    path = house.photos / "IMG_0.jpg"
    path.chmod(0o444)
    before = path.read_bytes()
    house.library.editing.set_mode(mode)  # type: ignore[arg-type]
    for title in ("Mine", "Again"):
        house.set("IMG_0.jpg", title=title)
        assert house.write()["beside"] == (1 if mode == "photo" else 0)
        assert house.on_disk("IMG_0.jpg")["title"] == title
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o444
    assert (house.photos / "IMG_0.jpg.xmp").stat().st_mode & 0o777 == 0o644


def test_a_read_only_sidecar_is_left_and_told(house: House) -> None:
    house.set("IMG_0.jpg", title="Mine")
    house.write()
    sidecar = house.photos / "IMG_0.jpg.xmp"
    sidecar.chmod(0o444)
    before = sidecar.read_bytes()
    house.set("IMG_0.jpg", title="Other")
    assert house.write()["failed"] == 1
    assert sidecar.read_bytes() == before
    assert codes(house) == ["read_only"]
    sidecar.chmod(0o644)
    house.library.editing.sync()
    house.work()
    assert house.on_disk("IMG_0.jpg")["title"] == "Other"


def test_the_other_name_of_a_photo_keeps_its_bytes(house: House, tmp_path: Path) -> None:
    path, elsewhere = house.photos / "IMG_0.jpg", tmp_path / "backup.jpg"
    os.link(path, elsewhere)
    before = path.read_bytes()
    house.library.editing.set_mode("photo")
    house.set("IMG_0.jpg", title="Mine")
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] == "Mine"
    assert elsewhere.read_bytes() == before, "a backup made of links stays what it was"


def test_a_photo_that_is_a_link_is_left_and_its_words_go_beside_it(house: House, tmp_path: Path) -> None:
    path, elsewhere = house.photos / "IMG_0.jpg", tmp_path / "real.jpg"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    house.scan()
    house.library.editing.set_mode("photo")
    house.set("IMG_0.jpg", title="Mine")
    house.write()
    assert elsewhere.read_bytes() == before
    assert path.is_symlink()


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="Platform: no extended attributes through Python")
def test_rights_and_marks_stay_with_a_photo_and_a_sidecar(house: House) -> None:
    house.set("IMG_0.jpg", title="Mine")
    house.write()
    files = [house.photos / "IMG_0.jpg", house.photos / "IMG_0.jpg.xmp"]
    try:
        for path in files:
            path.chmod(0o640)
            os.setxattr(path, "user.xdg.tags", b"family")
    except OSError as error:
        pytest.skip(f"Platform: this disk keeps no extended attributes ({error})")
    house.scan()
    house.library.editing.set_mode("photo")
    house.set("IMG_0.jpg", title="Other")
    house.write()
    for path in files:
        assert path.stat().st_mode & 0o777 == 0o640
        assert os.getxattr(path, "user.xdg.tags") == b"family"
        assert b"Other" in path.read_bytes()
