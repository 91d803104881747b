"""What doctor looks at: everything is done for real, nothing is made, and what is wrong is told."""

import os
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from keepers.base import inference
from keepers.base.migrations import packaged_steps, parse_step, version_of
from keepers.cli import probes
from keepers.cli.checkup import _models, examine
from keepers.cli.finding import Finding
from keepers.cli.machine import safely
from keepers.library import Library
from models_store import make_store


def _found(library: Path, **more: object) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(library, **more)}  # type: ignore[arg-type]


def test_looking_without_a_library_makes_none(tmp_path: Path) -> None:
    found = _found(tmp_path / "library")
    assert list(tmp_path.iterdir()) == []
    assert found["Library"].state == "note"
    assert {name: each for name, each in found.items() if each.state == "bad"} == {}
    for name in ("HEIC", "ONNX Runtime", "Tokenizers", "Worker processes", "No network"):
        assert found[name].state == "ok", found[name]
    assert "installed app" not in found["Python"].detail


def test_a_library_of_an_older_keepers_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    known = packaged_steps()
    newest = parse_step(f"{len(known) + 1:04}_more.sql", "CREATE TABLE more (id INTEGER PRIMARY KEY);")
    found = _found(tmp_path, steps=[*known, newest])
    assert found["Library"].state == "note"
    assert "older Keepers" in found["Library"].detail
    assert "Catalogue" not in found
    assert version_of(tmp_path / "catalog.db", known) == len(known)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_library_that_is_damaged_inside_is_told_to_the_end(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    catalog = tmp_path / "catalog.db"
    connection = sqlite3.connect(catalog)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'roots'").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    # Its shape is whole: it opens, and breaks when it is asked for its folders.
    with catalog.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    found = _found(tmp_path)
    bad = [each for each in found.values() if each.state == "bad"]
    assert bad
    assert all("backups" in each.detail + each.help for each in bad)


def test_a_check_that_breaks_is_a_finding() -> None:
    def broken() -> Finding:
        raise ImportError("no such library")

    finding = safely("HEIC", broken)
    assert (finding.state, finding.detail) == ("bad", "no such library")
    assert "Install Keepers again" in finding.help


def test_the_small_model_multiplies() -> None:
    matrix = np.array([[2, 0], [1, -1]], np.float32)
    (answer,) = inference.session(probes.onnx_model()).run(["y"], {"x": matrix})
    assert answer.tolist() == [[4, 0], [1, 1]]


def test_the_libraries_of_models_are_told_to_keep_quiet() -> None:
    inference.runtime()
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
    assert os.environ["HF_HUB_OFFLINE"] == "1"


@pytest.mark.models
def test_models_in_use_are_told_and_one_that_is_not_whole(tmp_path: Path, models_dir: Path) -> None:
    store = make_store(tmp_path / "models", models_dir, ("yunet-n",))
    with Library.open(tmp_path / "library", models=store) as library:
        assert _models(library).detail == "in use: YuNet"
        (store / "yunet-n" / "model.onnx").unlink()
        found = _models(library)
        assert (found.state, found.help) == ("bad", "keepers models install yunet-n")
        library.models.remove("yunet-n")
        assert _models(library).state == "note"
