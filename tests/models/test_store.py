"""The store: whole models or none, whatever somebody does to its folder."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from keepers.base.errors import NotFound, WriteFailed
from keepers.models.store import Installed, ModelStore, StoredFile, sha256_of


def _put(store: ModelStore, model_id: str, content: bytes = b"weights") -> Installed:
    path = store.incoming(model_id) / "model.onnx"
    path.write_bytes(content)
    one = Installed(model_id, (StoredFile("model.onnx", len(content), sha256_of(path)),), "url", 5)
    store.place(one, {"model.onnx": path})
    return one


def _record(**other: object) -> bytes:
    """A record of the model "one" that is whole but for what is told here."""
    said = {
        "id": "one",
        "files": [{"name": "model.onnx", "bytes": 7, "sha256": "a"}],
        "source": "url",
        "at_ms": 5,
    }
    return json.dumps(said | other).encode()


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "store")


def test_what_is_put_there_is_there_as_it_was_told(store: ModelStore) -> None:
    one = _put(store, "one")
    assert store.installed() == [one]
    assert store.folder("one") == store.path / "one"
    assert one.key == f"one@{one.files[0].sha256[:8]}"


def test_a_newer_one_takes_the_place_of_the_older(store: ModelStore) -> None:
    _put(store, "one")
    newer = _put(store, "one", b"other weights")
    assert store.installed() == [newer]
    assert sorted(os.listdir(store.path)) == [".incoming", "one"]


def test_the_key_of_several_files_depends_on_each_and_not_on_their_order() -> None:
    a, b, c = (StoredFile(name, 1, digest * 64) for name, digest in (("a", "1"), ("b", "2"), ("b", "3")))
    keys = [Installed("x", files, "url", 0).key for files in ((a, b), (b, a), (a, c))]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"id": "one"}',
        b'{"id": "one", "files": [], "source": "url", "at_ms": 0}',
        b'{"id": "one", "files": 3, "source": "url", "at_ms": 0}',
        b'{"id": "one", "files": [{"name": "../../etc/passwd"}], "source": "url", "at_ms": 0}',
        b'{"id": "two", "files": [{"name": "model.onnx", "bytes": 7, "sha256": "a"}], "source": "url"}',
        b"\xff\xfe",
        b"[" * 100_000,
        _record(at_ms="soon"),
        _record(source="the moon"),
        _record(own=["mine"]),
        _record(files=[{"name": "model.onnx", "bytes": 7, "sha256": 5}]),
        _record(files=[{"name": "model.onnx", "bytes": 7.0, "sha256": "a"}]),
        _record(files=[{"name": 3, "bytes": 7, "sha256": "a"}]),
        _record(own={"title": " " * (2 << 20)}),
    ],
)
def test_a_record_that_was_meddled_with_is_no_model(store: ModelStore, record: bytes) -> None:
    _put(store, "one")
    (store.path / "one" / "installed.json").write_bytes(record)
    assert store.installed() == []
    assert store.folder("one") is None
    _put(store, "one")
    assert [one.id for one in store.installed()] == ["one"]


def test_a_record_that_is_whole_is_a_model(store: ModelStore) -> None:
    _put(store, "one")
    (store.path / "one" / "installed.json").write_bytes(_record())
    assert [one.key for one in store.installed()] == ["one@a"]


def test_a_record_may_not_name_files_elsewhere(store: ModelStore, tmp_path: Path) -> None:
    _put(store, "one")
    outside = tmp_path / "outside"
    outside.write_bytes(b"weights")
    path = store.path / "one" / "installed.json"
    record = json.loads(path.read_bytes())
    record["files"][0]["name"] = "../../outside"
    path.write_text(json.dumps(record))
    assert store.get("one") is None


def test_a_file_cut_short_makes_it_no_model_and_changed_bytes_are_found(store: ModelStore) -> None:
    _put(store, "one")
    path = store.file("one", "model.onnx")
    path.write_bytes(b"wEights")
    assert store.verify("one") == ["model.onnx"]
    path.write_bytes(b"weig")
    assert store.get("one") is None


def test_removing_takes_all_of_it_and_nothing_else(store: ModelStore) -> None:
    _put(store, "one")
    _put(store, "two")
    store.remove("one")
    assert [one.id for one in store.installed()] == ["two"]
    assert not (store.path / "one").exists()
    for nothing in ("one", "", ".", "..", ".incoming", "../store"):
        with pytest.raises(NotFound):
            store.remove(nothing)
    assert store.folder("two") is not None


def test_a_store_that_cannot_be_written_to_says_so(store: ModelStore, ordinary_rights: None) -> None:
    store.path.mkdir()
    store.path.chmod(0o500)
    try:
        with pytest.raises(WriteFailed):
            store.incoming("one")
    finally:
        store.path.chmod(0o700)


def test_no_store_holds_no_models(tmp_path: Path) -> None:
    assert ModelStore(tmp_path / "none").installed() == []
    assert ModelStore(tmp_path / "none").get("one") is None


@pytest.mark.parametrize("newer_is_whole", [True, False])
def test_what_a_kill_left_between_two_names_is_brought_to_an_end(
    store: ModelStore, newer_is_whole: bool
) -> None:
    """The older one had made room, and the newer one had not taken its place yet."""
    older = _put(store, "one")
    aside = (store.path / "one").rename(store.path.parent / "aside")
    newer = _put(store, "one", b"newer weights")
    (store.path / "one").rename(store.path / ".new-one")
    aside.rename(store.path / ".old-one")
    if not newer_is_whole:
        (store.path / ".new-one" / "installed.json").unlink()
    assert store.installed() == []
    store.settle()
    assert store.installed() == [newer if newer_is_whole else older]
    assert sorted(os.listdir(store.path)) == [".incoming", "one"]
    store.settle()
    assert sorted(os.listdir(store.path)) == [".incoming", "one"]


def test_what_was_removed_does_not_come_back(store: ModelStore) -> None:
    _put(store, "one")
    (store.path / "one").rename(store.path / ".gone-one")
    store.settle()
    assert os.listdir(store.path) == [".incoming"]


def test_what_a_kill_left_does_not_take_the_place_of_what_is_there(store: ModelStore) -> None:
    _put(store, "one", b"left behind")
    (store.path / "one").rename(store.path / ".new-one")
    left = (store.path / ".new-one").rename(store.path / "aside")
    there = _put(store, "one", b"there")
    left.rename(store.path / ".new-one")
    (store.path / ".old-one").mkdir()
    store.settle()
    assert store.installed() == [there]


@pytest.mark.skipif(sys.platform == "win32", reason="Platform: links need rights of their own there")
def test_a_link_in_the_store_is_let_go_of_and_what_it_leads_to_is_left_alone(
    store: ModelStore, tmp_path: Path
) -> None:
    _put(store, "one")
    elsewhere = tmp_path / "elsewhere"
    for act in (lambda: store.remove("one"), lambda: _put(store, "one", b"newer")):
        (store.path / "one").rename(elsewhere)
        (store.path / "one").symlink_to(elsewhere)
        act()
        assert sorted(path.name for path in elsewhere.iterdir()) == ["installed.json", "model.onnx"]
        assert not [name for name in os.listdir(store.path) if name.startswith((".old", ".gone"))]
        shutil.rmtree(elsewhere)
        _put(store, "one")


def test_a_rejected_model_is_used_no_more_and_can_be_had_again(store: ModelStore) -> None:
    _put(store, "one")
    store.reject("one")
    assert (store.installed(), store.broken()) == ([], ["one"])
    assert _put(store, "one") == store.get("one")
