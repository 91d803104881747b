"""What the frozen folder holds, and what it must not hold."""

import json
import sys
from pathlib import Path

import pytest

from frozen.conftest import SIDECAR
from frozen.tools import addresses, licences


def test_it_keeps_to_its_budget(frozen: Path) -> None:
    budget = json.loads((SIDECAR / "budget.json").read_text(encoding="utf-8"))
    unpacked = sum(path.stat().st_size for path in frozen.rglob("*") if path.is_file())
    told = json.loads((frozen.parent / "size.json").read_text(encoding="utf-8"))
    assert unpacked / 1e6 == pytest.approx(told["unpacked_mb"], abs=0.1)
    assert unpacked / 1e6 <= budget["unpacked_mb"]


@pytest.mark.skipif(sys.platform == "darwin", reason="Platform: links belong to a framework there")
def test_no_link_is_in_it(frozen: Path) -> None:
    assert [path for path in frozen.rglob("*") if path.is_symlink()] == []


def test_the_licences_are_in_it(frozen: Path) -> None:
    text = (frozen / "THIRD-PARTY-LICENSES.txt").read_text(encoding="utf-8")
    for part in (
        "numpy",
        "opencv-python-headless",
        "onnxruntime",
        "tokenizers",
        "Python",
        "react",
        "pillow_heif",
    ):
        assert f"\n  {part} " in text, part
    assert "Eric Blossom" not in text
    assert text.count("=" * 79) >= 100


def test_nothing_of_the_checkout_and_of_its_tools_is_in_it(frozen: Path) -> None:
    names = {path.name.partition("-")[0] for path in (frozen / "_internal").iterdir()}
    assert names.isdisjoint({"pytest", "hypothesis", "skimage", "sklearn", "scipy", "huggingface_hub", "pip"})
    assert list(frozen.rglob("direct_url.json")) == []
    assert [path.name for path in frozen.rglob("lib*") if licences.GPL_LIBRARIES.match(path.name)] == [
        path.name for path in frozen.rglob("libx265*")
    ]


def test_nothing_in_it_knows_where_to_report(frozen: Path) -> None:
    assert list(addresses.found(frozen)) == []
