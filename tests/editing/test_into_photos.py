"""Changes written into photos themselves: pixels stay, thumbnails follow, undo brings the very bytes back."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editing.conftest import House, photo
from keepers.media.thumbnails import thumb_path


@pytest.fixture
def inside(house: House) -> House:
    house.library.editing.set_mode("photo")
    return house


def hash_of(house: House, name: str) -> str:
    found = house.library.assets.get(house.asset(name)).hash_hex
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["IMG_0.jpg", "drawing.png"])
def test_written_into_the_photo_and_back(inside: House, name: str) -> None:
    path = inside.photos / name
    before, pixels = path.read_bytes(), np.asarray(Image.open(path))
    asset, former = inside.asset(name), hash_of(inside, name)
    done = inside.set(name, title="Inside", caption="Words", rating=2)
    assert inside.write()["written"] == 1
    assert inside.names() == {"IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg", "drawing.png"}
    assert np.array_equal(pixels, np.asarray(Image.open(path)))
    assert inside.on_disk(name)["title"] == "Inside"
    assert inside.asset(name) == asset
    assert hash_of(inside, name) != former
    assert thumb_path(inside.library.thumbs, hash_of(inside, name), 256).exists()
    inside.scan()
    assert inside.asset(name) == asset
    assert inside.row("SELECT count(*) FROM files WHERE look_due IS NOT NULL")[0] == 0
    assert done.operation is not None
    inside.library.editing.undo(done.operation)
    assert inside.write()["back"] == 1
    assert path.read_bytes() == before
    assert hash_of(inside, name) == former
    assert inside.edits(name) == {}


def test_a_sidecar_that_is_there_is_kept_in_line(house: House) -> None:
    house.set("IMG_0.jpg", title="First")
    house.write()
    house.library.editing.set_mode("photo")
    house.set("IMG_0.jpg", title="Second", label="Red")
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] == "Second"
    (house.photos / "IMG_0.jpg.xmp").unlink()
    assert house.on_disk("IMG_0.jpg")["title"] == "Second"
    house.scan()
    assert house.states("IMG_0.jpg") == {"title": "written", "label": "written"}


def test_a_format_that_takes_no_words_gets_a_sidecar(inside: House) -> None:
    rng = np.random.default_rng(3)
    Image.fromarray(rng.integers(0, 255, (60, 80, 3), np.uint8)).save(inside.photos / "old.bmp")
    inside.scan()
    inside.set("old.bmp", title="Beside")
    result = inside.write()
    assert (result["written"], result["beside"]) == (1, 1)
    assert "old.bmp.xmp" in inside.names()


def test_copies_stay_one_photo(inside: House) -> None:
    content = (inside.photos / "IMG_0.jpg").read_bytes()
    (inside.photos / "copy.jpg").write_bytes(content)
    inside.scan()
    assert inside.asset("copy.jpg") == inside.asset("IMG_0.jpg")
    inside.set("IMG_0.jpg", title="Both")
    assert inside.write()["written"] == 2
    assert (inside.photos / "copy.jpg").read_bytes() == (inside.photos / "IMG_0.jpg").read_bytes()
    assert inside.states("IMG_0.jpg") == {"title": "written"}
    hashes = {row["content_hash"] for row in inside.rows("SELECT content_hash FROM files WHERE name <> ''")}
    assert bytes.fromhex(hash_of(inside, "IMG_0.jpg")) in hashes


def test_a_photo_dated_by_its_file_keeps_its_time(inside: House) -> None:
    photo(inside.photos / "undated.jpg", 20, None)
    import os

    os.utime(inside.photos / "undated.jpg", (1_500_000_000, 1_500_000_000))
    inside.scan()
    inside.set("undated.jpg", title="When?")
    inside.write()
    assert (inside.photos / "undated.jpg").stat().st_mtime == 1_500_000_000
    inside.set("IMG_0.jpg", title="Dated")
    before = (inside.photos / "IMG_0.jpg").stat().st_mtime_ns
    inside.write()
    assert (inside.photos / "IMG_0.jpg").stat().st_mtime_ns != before


def test_a_photo_changed_by_another_program_is_looked_at_first(inside: House) -> None:
    inside.set("IMG_0.jpg", title="Mine")
    photo(inside.photos / "IMG_0.jpg", 0, quality=60)
    job = inside.library.editing.write_soon(at_once=True)
    inside.work()
    result = inside.library.jobs.get(job).result
    assert result is not None
    assert result["failed"] == 0
    inside.write()
    assert inside.on_disk("IMG_0.jpg")["title"] == "Mine"
    assert inside.states("IMG_0.jpg") == {"title": "written"}


def test_marks_of_the_file_are_kept(inside: House, tmp_path: Path) -> None:
    (inside.photos / "IMG_0.jpg").chmod(0o604)
    inside.set("IMG_0.jpg", title="Mine")
    inside.scan()
    inside.write()
    assert (inside.photos / "IMG_0.jpg").stat().st_mode & 0o777 == 0o604
