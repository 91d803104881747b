"""The shared files in a whole library: shown, or listed once with a reason; heard as they are looked at."""

import os
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from keepers.analysis.hear_worker import hear_at
from keepers.analysis.worker import look_at, prepare
from keepers.base.errors import FileUnreadable
from keepers.library import Library
from keepers.media.problems import CODES
from keepers.media.thumbnails import thumb_path

pytestmark = [pytest.mark.photos, pytest.mark.filterwarnings("ignore::UserWarning:PIL")]

#: What cannot be shown, and why.
LISTED = {
    "broken/bomb_20000x20000.png": "too_large",
    "broken/broken.png": "broken",
    "broken/broken_data_stream.png": "broken",
    "broken/corrupted.heic": "broken",
    "broken/decompression_bomb.gif": "too_large",
    "broken/empty.heic": "empty_file",
    "broken/png_decompression_dos.png": "too_large",
    "broken/text_named.jpg": "not_a_picture",
    "broken/truncated.heic": "truncated",
    "broken/truncated_half.jpg": "truncated",
    "broken/truncated_header.jpg": "truncated",
    "broken/zero_bytes.jpg": "empty_file",
    # Of these only the head is in the shared photos, with the metadata in it.
    "raw/CanonRaw.cr2": "unsupported",
    "raw/CanonRaw.cr3": "truncated",
    "raw/DNG.dng": "truncated",
    "raw/FujiFilm.raf": "truncated",
    "raw/Nikon.nef": "truncated",
    "raw/Panasonic.rw2": "truncated",
    "tiny_meta/QuickTime.heic": "truncated",
    "tiny_meta/QuickTime.mov": "broken",
}


@pytest.fixture(scope="module")
def library(photos_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """All of formats/, and names no disk of ours should mind, scanned and looked at."""
    top = tmp_path_factory.mktemp("formats")
    shutil.copytree(photos_dir / "formats", top / "photos")
    names(top / "photos" / "more names", photos_dir / "formats" / "names" / "UPPER.JPEG")
    with Library.open(top / "library", workers=2) as opened:
        opened.add_root(top / "photos")
        assert opened.work_until_idle()
        yield opened


def names(folder: Path, original: Path) -> None:
    """Copies under names in NFD, right to left, with emoji, of 255 bytes, and of bytes that are no text."""
    folder.mkdir()
    spelt = [
        unicodedata.normalize("NFD", "Café Ünïcödé.jpg"),
        "\u05ea\u05de\u05d5\u05e0\u05d4 \u200f1.jpg",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466.jpg",
        "a" * 251 + ".jpg",
        "é" * 125 + "x.jpg",
        "  two  spaces .jpg",
        "line\nbreak.jpg",
    ]
    for number, name in enumerate([*map(os.fsencode, spelt), b"no text \xff\xfe.jpg"]):
        # Each a picture of its own: behind the end of a JPEG anything may stand.
        data = original.read_bytes() + bytes([number])
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(data)


def rows(library: Library) -> list[dict[str, Any]]:
    found = library.db.read(
        lambda connection: connection.execute(
            """
            SELECT f.rel_path, f.name, f.asset_id, f.look_due, a.content_hash, a.visible, a.main_id, p.code,
                   p.attempts
            FROM files f JOIN assets a ON a.id = f.asset_id LEFT JOIN problems p ON p.file_id = f.id
            ORDER BY f.rel_path
            """
        ).fetchall()
    )
    return [dict(row) for row in found]


def test_each_file_is_shown_or_listed_once_with_a_reason(library: Library) -> None:
    folder = Path(library.roots.all()[0].path)
    found = {os.fsdecode(row["rel_path"]): row for row in rows(library)}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    passed = {Path(each).suffix.lower() for each in there - found.keys() if "/." not in each}
    assert passed == {".xmp", ".aae", ".txt"}, "side files, and what never said that it was a picture"
    problems = {}
    for name, row in found.items():
        assert row["look_due"] is None, name
        if row["code"] is not None:
            assert row["code"] in CODES, name
            assert row["attempts"] == 1, name
            problems[name] = row["code"]
            heard = library.said.of(row["asset_id"]) is not None
            assert heard == (row["code"] not in ("empty_file", "not_a_picture")), name
            continue
        assert row["visible"] == 1 or row["main_id"] is not None, name
        assert thumb_path(library.thumbs, row["content_hash"].hex(), 256).is_file(), name
        assert library.said.of(row["asset_id"]) is not None, name
    assert problems == LISTED
    assert {problem.name for problem in library.problems.list(limit=1000)} == {
        Path(name).name for name in problems
    }


def test_what_is_heard_without_a_look_is_what_the_look_heard(library: Library, tmp_path: Path) -> None:
    """Of every file: of a JPEG only what stands before its pixels is read, and nothing is unpacked."""
    prepare({})
    folder, compared = Path(library.roots.all()[0].path), 0
    for row in rows(library):
        path = folder / os.fsdecode(row["rel_path"])
        item = {"path": str(path), "file_id": 1, "name": row["name"], "mtime_ns": 0, "thumbs": str(tmp_path)}
        try:
            looked = look_at(item)
        except FileUnreadable:
            continue
        heard = hear_at(item)
        assert heard["said"] == looked["said"], path.name
        assert (heard["size"], heard["mtime_ns"]) == (looked["size"], looked["mtime_ns"])
        compared += 1
    assert compared > 100


def test_what_cannot_be_heard_says_why(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    for name, code in (("a.jpg", "not_a_picture"), ("gone.jpg", "vanished")):
        with pytest.raises(FileUnreadable) as caught:
            hear_at({"path": str(tmp_path / name), "file_id": 1, "name": name})
        assert caught.value.code == code
