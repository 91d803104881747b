"""What is listed of a folder in which somebody looks for a model's file."""

import sys
from pathlib import Path

import pytest

from keepers.base.errors import FileUnreadable
from keepers.models.file_listing import files_in
from keepers.models.sources import Folder
from models.internet import body, entry, listing, part

_FILE = part("model.onnx", body(1))


def test_files_that_may_be_models_come_first_by_their_size(tmp_path: Path) -> None:
    (tmp_path / "download (1)").write_bytes(bytes(_FILE.bytes))
    (tmp_path / "Mine.ONNX").write_bytes(b"x")
    (tmp_path / "letter.txt").write_bytes(b"Dear all")
    (tmp_path / "folder.onnx").mkdir()
    found = files_in(tmp_path, listing(entry("one", _FILE)))
    assert [(file.name, file.matches, file.onnx) for file in found.files] == [
        ("download (1)", ("one",), False),
        ("Mine.ONNX", (), True),
    ]
    assert not found.more
    with pytest.raises(FileUnreadable):
        files_in(tmp_path / "none", listing())


@pytest.mark.skipif(sys.platform == "win32", reason="Platform: links need rights of their own there")
def test_links_that_lead_in_a_circle_hide_nothing(tmp_path: Path) -> None:
    for name in ("a", "m", "z"):
        (tmp_path / f"{name}.onnx").symlink_to(f"{name}.onnx")
    (tmp_path / "n.onnx").write_bytes(body(1))
    found = files_in(tmp_path, listing(entry("one", _FILE)))
    assert [file.name for file in found.files] == ["n.onnx"]
    assert Folder(tmp_path).find(_FILE, lambda _count: None) == tmp_path / "n.onnx"
