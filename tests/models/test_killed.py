"""A process that installs is killed midway: the store is as it was, and the next try goes on from there."""

import hashlib
import multiprocessing
import threading
from pathlib import Path
from typing import Any

from keepers.base.clock import FixedClock
from keepers.base.database import Database
from keepers.base.ledger import Ledger
from keepers.base.migrations import migrate, packaged_steps
from keepers.base.network import Network
from keepers.base.packages import PackageFetcher
from keepers.models.install import Installation, Outcome
from keepers.models.sources import Sources
from keepers.models.store import ModelStore
from models.internet import Site, body, entry, part, serving

WEIGHTS, OLDER = body(5, 4 << 20), body(6, 1 << 20)


class _Context:
    """Says when something came."""

    def __init__(self, came: Any = None) -> None:
        self._came = came

    def progress(self, done: int | None = None, **_more: object) -> None:
        if done and self._came is not None:
            self._came.set()

    def checkpoint(self) -> None:
        """Goes on."""


def _install(folder: Path, address: str, content_size: int, digest: str, came: Any = None) -> Outcome:
    """Install the model "one" from that address."""
    db = Database(folder / "catalog.db")
    try:
        network = Network(db, FixedClock(), frozenset(), allow_loopback=True)
        packages = PackageFetcher(Ledger(db, FixedClock()), {"PATH": ""})
        sources = Sources([], network, packages, only_folders=False, may_fetch=True)
        store = ModelStore(folder / "models")
        file = part("model.onnx", b"x", address)
        whole = type(file)(file.name, content_size, digest, file.url)
        running = Installation(_Context(came), store, sources, "personal", 1, lambda _ids: None)
        return running.run([[entry("one", whole)]])
    finally:
        db.close()


def test_a_killed_installation_leaves_the_older_one_and_is_gone_on_with(tmp_path: Path) -> None:
    migrate(tmp_path / "catalog.db", packaged_steps(), tmp_path)
    older, newer = hashlib.sha256(OLDER).hexdigest(), hashlib.sha256(WEIGHTS).hexdigest()
    store, gone = ModelStore(tmp_path / "models"), threading.Event()
    with serving(Site(files={"/older": OLDER, "/newer": WEIGHTS}, held={"/newer": gone})) as site:
        assert _install(tmp_path, f"{site.address}/older", len(OLDER), older).installed == ["one"]
        spawn = multiprocessing.get_context("spawn")
        came = spawn.Event()
        arguments = (tmp_path, f"{site.address}/newer", len(WEIGHTS), newer, came)
        child = spawn.Process(target=_install, args=arguments)
        child.start()
        assert came.wait(60)
        child.kill()
        child.join()
        gone.set()
        there = store.get("one")
        assert there is not None
        assert there.files[0].sha256 == older
        assert store.verify("one") == []
        del site.held["/newer"]
        assert _install(tmp_path, f"{site.address}/newer", len(WEIGHTS), newer).installed == ["one"]
        assert store.verify("one") == []
        asked = [span for path, span in site.asked if path == "/newer"]
    assert asked[0] is None
    assert str(asked[1]).startswith("bytes=")
    assert sorted(path.name for path in store.path.iterdir() if not path.name.startswith(".")) == ["one"]
