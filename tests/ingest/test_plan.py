"""The rule that sorts what was seen."""

from keepers.catalog.sightings import KnownFile, Sighting
from keepers.ingest.plan import plan, unknown
from keepers.metadata.dates import CaptureTime


def seen(name: str, *, size: int = 10, mtime: int = 1, inode: int = 1) -> Sighting:
    return Sighting(name.encode(), size, mtime, 1, inode)


def known(name: str, file_id: int, *, size: int = 10, mtime: int = 1, inode: int = 1) -> KnownFile:
    return KnownFile(file_id, name.encode(), size, mtime, inode, present=True)


def guess(each: Sighting) -> CaptureTime:
    return CaptureTime(each.mtime_ns, None, "file_modified")


def test_files_are_sorted_by_what_is_known() -> None:
    rows = {b"same.jpg": known("same.jpg", 1), b"edited.jpg": known("edited.jpg", 2)}
    files = [seen("same.jpg"), seen("edited.jpg", size=11), seen("new.jpg"), seen("moved.jpg")]
    assert [each.rel_path for each in unknown(files, rows)] == [b"new.jpg", b"moved.jpg"]
    batch, later = plan(files, rows, {b"moved.jpg": [7]}, guess, apply_changes=False)
    assert batch.unchanged == [1]
    assert batch.moved == [(7, files[3])]
    assert batch.new == [(files[2], guess(files[2]))]
    assert (batch.changed, later) == ([], [files[1]])


def test_changes_count_once_the_walk_is_over() -> None:
    rows = {b"edited.jpg": known("edited.jpg", 2)}
    edited = seen("edited.jpg", mtime=2)
    batch, later = plan([edited], rows, {}, guess, apply_changes=True)
    assert batch.changed == [(2, edited, guess(edited))]
    assert later == []


def test_a_file_moves_to_one_place_only() -> None:
    files = [seen("one.jpg"), seen("two.jpg")]
    batch, _later = plan(files, {}, {b"one.jpg": [7], b"two.jpg": [7]}, guess, apply_changes=False)
    assert batch.moved == [(7, files[0])]
    assert [each for each, _time in batch.new] == [files[1]]
