import errno
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keepers.base.errors import Cancelled, DiskFull, Invalid, Refused
from keepers.export.originals import Original, put
from keepers.export.receipt import read_receipt
from keepers.export.spec import ExportSpec

Catalogue = Any


def codes(result: dict[str, Any]) -> dict[int, str]:
    return {problem["id"]: problem["code"] for problem in result["problems"]}


def test_copies_are_byte_for_byte_and_keep_name_and_date(photos: Catalogue) -> None:
    one = photos.add("2024/DSC_1.JPG", b"\xff\xd8 one")
    two = photos.add("Grüße 🌊 & co.jpg", b"\xff\xd8 two" * 100_000)
    result = photos.export(one, two)
    assert photos.exported() == {"DSC_1.JPG": b"\xff\xd8 one", "Grüße 🌊 & co.jpg": b"\xff\xd8 two" * 100_000}
    assert (result["exported"], result["already"], result["problems"]) == (2, 0, [])
    original, copy = photos.root / "2024/DSC_1.JPG", photos.out / "DSC_1.JPG"
    assert copy.stat().st_mtime_ns == original.stat().st_mtime_ns


def test_taken_names_get_a_number_and_nothing_is_replaced(photos: Catalogue) -> None:
    ids = [photos.add(f"{folder}/DSC_1.jpg", folder.encode()) for folder in "abc"]
    photos.out.mkdir()
    (photos.out / "dsc_1.JPG").write_bytes(b"yours")
    (photos.out / "DSC_1.jpg").write_bytes(b"yours too")
    photos.export(*ids)
    assert photos.exported() == {
        "DSC_1.jpg": b"yours too",
        "dsc_1.JPG": b"yours",
        "DSC_1 (2).jpg": b"a",
        "DSC_1 (3).jpg": b"b",
        "DSC_1 (4).jpg": b"c",
    }


def test_names_that_some_system_takes_for_one_are_kept_apart(photos: Catalogue) -> None:
    photos.export(photos.add("a/IMG.jpg", b"1"), photos.add("b/img.JPG", b"2"))
    assert sorted(photos.exported()) == ["IMG.jpg", "img (2).JPG"]


def test_names_no_system_would_take_are_made_safe(photos: Catalogue) -> None:
    photos.export(photos.add('what?"<b>.jpg', b"1"), photos.add("keepers-receipt.json.jpg", b"2"))
    assert sorted(photos.exported()) == ["keepers-receipt.json.jpg", "what___b_.jpg"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names that are no text")
def test_a_name_that_is_no_text_is_exported_all_the_same(photos: Catalogue) -> None:
    result = photos.export(photos.add(b"caf\xe9.jpg", b"1"), gallery=True)
    assert result["problems"] == []
    assert list(photos.exported().values()) == [b"1"]
    json.loads((photos.out / "keepers-receipt.json").read_text("ascii"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names that are no text")
def test_a_folder_whose_name_is_no_text_is_told_in_words(photos: Catalogue) -> None:
    photos.out = photos.out / os.fsdecode(b"caf\xe9")
    result = photos.export(photos.add("a.jpg", b"1"), gallery=True)
    assert str(result["dest"]).endswith("out/caf\N{REPLACEMENT CHARACTER}")
    assert list(photos.exported().values()) == [b"1"]


def test_running_it_again_copies_nothing_twice(photos: Catalogue) -> None:
    ids = [photos.add(f"{n}.jpg", bytes([n]) * 10) for n in range(1, 5)]
    photos.export(*ids[:3])
    before = {path.name: path.stat().st_ino for path in photos.out.iterdir() if path.suffix == ".jpg"}
    result = photos.export(*ids, gallery=True)
    assert (result["exported"], result["already"]) == (1, 3)
    after = {path.name: path.stat().st_ino for path in photos.out.iterdir() if path.suffix == ".jpg"}
    assert {name: after[name] for name in before} == before
    assert sorted(after) == ["1.jpg", "2.jpg", "3.jpg", "4.jpg"]


@pytest.mark.parametrize("checkpoint", range(1, 12))
def test_stopped_anywhere_it_goes_on_without_doing_twice(
    photos: Catalogue, steps: Callable[[int], Any], checkpoint: int
) -> None:
    ids = [photos.add(f"{n}.jpg", bytes([n]) * 10) for n in range(1, 5)]
    try:
        photos.export(*ids, ctx=steps(checkpoint))
    except Cancelled:
        assert checkpoint < 12
    done = len(photos.exported())
    result = photos.export(*ids)
    assert (result["exported"], result["already"]) == (4 - done, done)
    assert photos.exported() == {f"{n}.jpg": bytes([n]) * 10 for n in range(1, 5)}


def test_a_file_left_by_a_killed_export_is_recognised(photos: Catalogue) -> None:
    one = photos.add("1.jpg", b"one")
    photos.export(one)
    receipt = read_receipt(photos.out)
    assert receipt is not None
    receipt.files[0].done = False
    receipt.write(photos.out)
    assert photos.export(one)["already"] == 1
    assert list(photos.exported()) == ["1.jpg"]


def test_a_copy_that_was_changed_since_is_left_alone_and_copied_anew(photos: Catalogue) -> None:
    one = photos.add("1.jpg", b"one")
    photos.export(one)
    (photos.out / "1.jpg").write_bytes(b"edited by you")
    assert photos.export(one)["exported"] == 1
    assert photos.exported() == {"1.jpg": b"edited by you", "1 (2).jpg": b"one"}


def test_a_copy_that_was_deleted_since_comes_back_under_its_name(photos: Catalogue) -> None:
    one = photos.add("1.jpg", b"one")
    photos.export(one)
    (photos.out / "1.jpg").unlink()
    assert photos.export(one)["exported"] == 1
    assert photos.exported() == {"1.jpg": b"one"}


def test_what_cannot_be_exported_is_listed_and_the_rest_goes_on(photos: Catalogue) -> None:
    good = photos.add("good.jpg", b"good")
    gone = photos.add("gone.jpg", b"gone")
    changed = photos.add("changed.jpg", b"before")
    (photos.root / "gone.jpg").unlink()
    (photos.root / "changed.jpg").write_bytes(b"now longer")
    result = photos.export(gone, changed, good, 999)
    assert codes(result) == {gone: "vanished", changed: "changed", 999: "no_file"}
    assert photos.exported() == {"good.jpg": b"good"}
    receipt = read_receipt(photos.out)
    assert receipt is not None
    assert [entry.name for entry in receipt.files] == ["good.jpg"]


def test_a_touched_file_with_the_same_content_is_the_same_photo(photos: Catalogue) -> None:
    one = photos.add("1.jpg", b"one")
    os.utime(photos.root / "1.jpg", (1, 1))
    assert photos.export(one)["exported"] == 1


def test_photos_of_a_folder_that_is_not_connected_are_listed(photos: Catalogue) -> None:
    one = photos.add("1.jpg", b"one")
    photos.sql("UPDATE roots SET state = 'offline'")
    result = photos.export(one)
    assert codes(result) == {one: "root_offline"}


def test_another_copy_is_used_when_the_first_is_gone(photos: Catalogue) -> None:
    one, two = photos.add("1.jpg", b"same"), photos.add("2.jpg", b"same again")
    photos.sql("UPDATE files SET asset_id = ? WHERE id = ?", one, two)
    (photos.root / "1.jpg").unlink()
    assert photos.export(one)["problems"] == []
    assert photos.exported() == {"2.jpg": b"same again"}


def test_hard_links_share_the_file_and_links_point_at_it(photos: Catalogue) -> None:
    one, two = photos.add("1.jpg", b"one"), photos.add("2.jpg", b"two")
    photos.export(one, mode="hardlink")
    assert (photos.out / "1.jpg").samefile(photos.root / "1.jpg")
    photos.export(two, mode="symlink")
    assert (photos.out / "2.jpg").is_symlink()
    assert (photos.out / "2.jpg").resolve() == (photos.root / "2.jpg").resolve()
    assert photos.export(one, mode="hardlink")["already"] == 1
    assert photos.export(two, mode="symlink")["already"] == 1


def test_hard_links_across_disks_say_what_to_do(photos: Catalogue) -> None:
    photos.add("1.jpg", b"one")
    memory = Path("/dev/shm")  # noqa: S108 - a second disk that Linux has
    if not memory.is_dir() or memory.stat().st_dev == photos.root.stat().st_dev:
        pytest.skip("there is no second disk here to link across")
    target = memory / f"keepers-test-{os.getpid()}"
    with pytest.raises(Refused) as refused:
        put(Original(photos.root / "1.jpg", 3, None), target, "hardlink")
    assert refused.value.facts["reason"] == "other_disk"
    assert "copies" in refused.value.message
    assert not target.exists()


def test_a_full_disk_is_seen_before_anything_is_written(photos: Catalogue) -> None:
    one = photos.add("1.jpg", b"one")
    with (photos.root / "1.jpg").open("r+b") as stream:
        try:
            # Sparse: it only claims to be this large. The library knows the file by this size and time.
            stream.truncate(1 << 43)
        except OSError as error:
            pytest.skip(f"no sparse files of this size here ({errno.errorcode.get(error.errno or 0)})")
    found = (photos.root / "1.jpg").stat()
    photos.sql("UPDATE files SET size = ?, mtime_ns = ?", found.st_size, found.st_mtime_ns)
    with pytest.raises(DiskFull):
        photos.export(one)
    assert list(photos.out.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(photos: Catalogue) -> None:
    photos.out.write_bytes(b"mine")
    with pytest.raises(Refused):
        photos.export(photos.add("1.jpg", b"one"))
    assert photos.out.read_bytes() == b"mine"


def test_a_receipt_that_is_not_ours_is_never_replaced(photos: Catalogue) -> None:
    photos.out.mkdir()
    (photos.out / "keepers-receipt.json").write_text("{}")
    with pytest.raises(Refused):
        photos.export(photos.add("1.jpg", b"one"))
    assert (photos.out / "keepers-receipt.json").read_text() == "{}"


@pytest.mark.parametrize("name", ["../1.jpg", "/1.jpg", "sub/1.jpg", "..", 7])
def test_a_receipt_that_points_out_of_its_folder_is_not_ours(photos: Catalogue, name: object) -> None:
    one = photos.add("1.jpg", b"one")
    photos.export(one, gallery=True)
    receipt = photos.out / "keepers-receipt.json"
    body = json.loads(receipt.read_text())
    (photos.out / "1.jpg").unlink()
    for forged in (
        {**body, "files": [{**body["files"][0], "name": name}]},
        {**body, "gallery": name},
    ):
        receipt.write_text(json.dumps(forged))
        with pytest.raises(Refused):
            photos.export(one, gallery=True)
    assert not (photos.out.parent / "1.jpg").exists()


def test_the_receipt_says_what_lies_where(photos: Catalogue) -> None:
    photos.export(photos.add("a/1.jpg", b"one"), title="Best 1", now_ms=7)
    receipt = read_receipt(photos.out)
    assert receipt is not None
    assert (receipt.title, receipt.made_at) == ("Best 1", 7)
    entry = receipt.files[0]
    assert (entry.name, entry.size, entry.mode, entry.done) == ("1.jpg", 3, "copy", True)
    assert entry.origin == str(photos.root / "a" / "1.jpg")


def test_a_page_of_ours_is_renewed_and_one_of_yours_is_left_alone(photos: Catalogue) -> None:
    one = photos.add("1.jpg", b"one")
    assert photos.export(one, gallery=True, title="First")["gallery"] == "gallery.html"
    assert photos.export(one, gallery=True, title="Second")["gallery"] == "gallery.html"
    assert "<h1>Second</h1>" in (photos.out / "gallery.html").read_text("utf-8")
    (photos.out / "gallery.html").write_text("yours")
    assert photos.export(one, gallery=True, title="Third")["gallery"] == "gallery (2).html"
    assert (photos.out / "gallery.html").read_text() == "yours"


def test_progress_counts_photos_and_names_them(photos: Catalogue, steps: Callable[[None], Any]) -> None:
    ctx = steps(None)
    photos.export(photos.add("1.jpg", b"one"), photos.add("2.jpg", b"two"), ctx=ctx)
    assert (2, None, None) in ctx.seen
    assert any(note == "2.jpg" for _done, _total, note in ctx.seen)


def test_nothing_is_left_beside_what_was_exported(photos: Catalogue) -> None:
    photos.export(photos.add("1.jpg", b"one"), gallery=True)
    assert {path.name for path in photos.out.iterdir()} == {"1.jpg", "gallery.html", "keepers-receipt.json"}


def test_what_makes_no_sense_is_refused(tmp_path: Path) -> None:
    for wrong in ({"ids": ()}, {"dest": Path("relative")}, {"mode": "move"}):
        arguments: dict[str, Any] = {"ids": (1,), "dest": tmp_path, "mode": "copy"} | wrong
        with pytest.raises(Invalid):
            ExportSpec(**arguments)


def test_a_photo_with_no_file_row_has_an_honest_code(photos: Catalogue) -> None:
    one = photos.add("1.jpg", b"one")
    photos.sql("DELETE FROM files")
    assert codes(photos.export(one)) == {one: "no_file"}
