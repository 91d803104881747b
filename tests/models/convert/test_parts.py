"""What the project brings is what its script makes, and every conversion of the list can be done."""

import runpy
import shutil
import zipfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import get_args

import pytest

from keepers.models.catalogue import Catalogue
from keepers.models.convert import CONVERTERS
from keepers.models.convert.parts import Part, part
from models.conftest import Originals

_SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "models" / "make.py"


def test_the_archive_holds_every_part_and_nothing_else() -> None:
    with as_file(files("keepers.models.convert") / "data" / "parts.zip") as path:
        assert sorted(zipfile.ZipFile(path).namelist()) == sorted(get_args(Part))
    assert b"Princeton" in (files("keepers.models.convert") / "data" / "WORDNET-LICENSE.txt").read_bytes()


def test_every_conversion_of_the_list_can_be_done() -> None:
    asked = [build.convert for entry in Catalogue.packaged() for build in entry.builds if build.convert]
    assert sorted(asked) == sorted(CONVERTERS)


@pytest.mark.models
@pytest.mark.packages
def test_the_parts_are_what_the_script_makes(originals: Originals, models_dir: Path, tmp_path: Path) -> None:
    shutil.copyfile(originals("search-basic")["minilm.onnx"], tmp_path / "model.onnx")
    script = runpy.run_path(str(_SCRIPT))
    made = script["parts"](models_dir, tmp_path)
    assert made == {name: part(name) for name in get_args(Part)}
