"""The store: whole models or none, whatever somebody does to its folder."""

import json
import os
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
    ],
)
def test_a_record_that_was_meddled_with_is_no_model(store: ModelStore, record: bytes) -> None:
    _put(store, "one")
    (store.path / "one" / "installed.json").write_bytes(record)
    assert store.installed() == []
    assert store.folder("one") is None
    _put(store, "one")
    assert [one.id for one in store.installed()] == ["one"]


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
