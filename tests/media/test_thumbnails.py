import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from keepers.base.errors import WriteFailed
from keepers.media.decode import scaled
from keepers.media.placeholder import placeholder
from keepers.media.thumbnails import is_whole, thumb_path, write_thumbnails
from media.pictures import quadrants, scene

HASH = "ab" + "0" * 62


def test_two_sizes_under_the_hash(tmp_path: Path) -> None:
    rgb = scene(width=1024, height=768)
    write_thumbnails(rgb, scaled(rgb, 256), tmp_path, HASH)
    for size, expected in ((256, (256, 192)), (1024, (1024, 768))):
        path = thumb_path(tmp_path, HASH, size)
        assert path == tmp_path / "ab" / f"{HASH}-{size}.webp"
        with Image.open(path) as image:
            assert image.format == "WEBP"
            assert image.size == expected
            shown = np.asarray(image.convert("RGB"), np.int16)
        assert np.abs(shown - scaled(rgb, size)).mean() < 8
    assert sorted(path.name for path in (tmp_path / "ab").iterdir()) == [
        f"{HASH}-1024.webp",
        f"{HASH}-256.webp",
    ]


def test_a_small_picture_is_not_enlarged(tmp_path: Path) -> None:
    rgb = np.asarray(quadrants(40, 30), np.uint8)
    write_thumbnails(rgb, scaled(rgb, 256), tmp_path, HASH)
    with Image.open(thumb_path(tmp_path, HASH, 1024)) as image:
        assert image.size == (40, 30)


def test_what_is_there_is_left_and_what_a_power_cut_left_is_made_anew(tmp_path: Path) -> None:
    rgb = scene()
    write_thumbnails(rgb, scaled(rgb, 256), tmp_path, HASH)
    whole, cut = thumb_path(tmp_path, HASH, 256), thumb_path(tmp_path, HASH, 1024)
    stamp = whole.stat().st_mtime_ns
    for damage in (b"", bytes(cut.stat().st_size), cut.read_bytes()[:-10]):
        cut.write_bytes(damage)
        assert not is_whole(cut)
        write_thumbnails(rgb, scaled(rgb, 256), tmp_path, HASH)
        assert is_whole(cut)
    assert whole.stat().st_mtime_ns == stamp


def test_two_workers_may_write_the_same_one(tmp_path: Path) -> None:
    rgb = scene()
    writers = [
        threading.Thread(target=write_thumbnails, args=(rgb, scaled(rgb, 256), tmp_path, HASH))
        for _ in range(6)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [is_whole(thumb_path(tmp_path, HASH, size)) for size in (256, 1024)] == [True, True]
    assert len(list((tmp_path / "ab").iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "ab").write_text("a file where the folder should be")
    rgb = scene()
    with pytest.raises(WriteFailed, match="ab"):
        write_thumbnails(rgb, scaled(rgb, 256), tmp_path, HASH)


def test_the_placeholder_is_a_grid_of_mean_colours() -> None:
    found = np.frombuffer(placeholder(np.asarray(quadrants(400, 300), np.uint8)), np.uint8).reshape(3, 4, 3)
    assert tuple(found[0, 0]) == (220, 30, 30)
    assert tuple(found[0, 3]) == (30, 200, 40)
    assert tuple(found[2, 0]) == (30, 40, 220)
    assert tuple(found[2, 3]) == (128, 128, 128)
    for size in ((1, 1), (2, 5), (1024, 1)):
        assert len(placeholder(np.asarray(quadrants(*size), np.uint8))) == 36
