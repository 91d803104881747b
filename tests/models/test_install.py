"""Installing, against a site on this computer that breaks off, lies, and sends elsewhere."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from keepers.base.clock import FixedClock
from keepers.base.database import Database
from keepers.base.errors import Cancelled, DiskFull, Paused
from keepers.base.ledger import Ledger
from keepers.base.migrations import migrate, packaged_steps
from keepers.base.network import Network
from keepers.base.packages import PackageFetcher
from keepers.models.catalogue import Build, ModelEntry, Package
from keepers.models.install import Installation, Outcome
from keepers.models.policy import UseContext
from keepers.models.sources import Folder, Sources
from keepers.models.store import ModelStore
from models.convert.tiny import doubled
from models.internet import ELSEWHERE, Site, body, entry, part, serving

ONE, OTHER = body(1), body(2)


@dataclass
class Context:
    """Takes progress, and stops the work once so many bytes are there."""

    stop_at: int | None = None
    stop: type[Exception] = Cancelled
    done: int = 0
    told: list[tuple[int | None, int | None]] = field(default_factory=list)

    def progress(
        self,
        done: int | None = None,
        total: int | None = None,
        note: str | None = None,  # noqa: ARG002 - part of being told
    ) -> None:
        self.done = self.done if done is None else done
        self.told.append((done, total))

    def checkpoint(self) -> None:
        if self.stop_at is not None and self.done >= self.stop_at:
            raise self.stop("stop")


@dataclass
class Bench:
    """Everything an installation works with."""

    store: ModelStore
    network: Network
    site: Site
    announced: list[str] = field(default_factory=list)

    def install(
        self,
        *slots: Sequence[ModelEntry],
        ctx: Context | None = None,
        folders: Sequence[Path] = (),
        only_folders: bool = False,
        may_fetch: bool = True,
        use: UseContext = "personal",
    ) -> Outcome:
        sources = Sources(
            [Folder(path) for path in folders],
            self.network,
            PackageFetcher(Ledger(self.network._ledger._db, FixedClock()), {"PATH": ""}),
            only_folders,
            may_fetch,
        )
        running = Installation(ctx or Context(), self.store, sources, use, 7, self.announced.extend)
        return running.run(slots)

    def url(self, path: str, content: bytes) -> str:
        self.site.files[path] = content
        return self.site.address + path

    def left(self, model_id: str) -> list[str]:
        return sorted(path.name for path in self.store.incoming(model_id).iterdir())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    catalog = tmp_path / "catalog.db"
    migrate(catalog, packaged_steps(), tmp_path)
    db = Database(catalog)
    with serving(Site()) as site:
        network = Network(db, FixedClock(), frozenset(), allow_loopback=True)
        yield Bench(ModelStore(tmp_path / "models"), network, site)
    db.close()


def _code(outcome: Outcome) -> str:
    ((_, error),) = outcome.missing
    return str(error.facts.get("reason") or error.code)


def test_a_model_arrives_whole_and_is_announced(bench: Bench) -> None:
    files = [
        part("model.onnx", ONE, bench.url("/one", ONE)),
        part("labels.json", OTHER, bench.url("/two", OTHER)),
    ]
    ctx = Context()
    assert bench.install([entry("one", *files)], ctx=ctx).installed == ["one"]
    assert bench.store.file("one", "model.onnx").read_bytes() == ONE
    assert bench.store.verify("one") == []
    assert bench.announced == ["one"]
    assert ctx.told[-1] == (len(ONE) + len(OTHER), len(ONE) + len(OTHER))
    installed = bench.store.get("one")
    assert installed is not None
    assert (installed.source, installed.at_ms) == ("url", 7)
    assert bench.left("one") == []


def test_what_broke_off_is_gone_on_with(bench: Bench) -> None:
    large = body(3, 1 << 20)
    model = entry("one", part("model.onnx", large, bench.url("/one", large)))
    bench.site.breaks["/one"] = 1
    first = bench.install([model])
    assert first.missing[0][1].retry
    assert bench.store.get("one") is None
    assert bench.install([model]).installed == ["one"]
    assert [asked for _, asked in bench.site.asked] == [None, f"bytes={len(large) // 2}-"]
    assert bench.store.file("one", "model.onnx").read_bytes() == large


def test_what_was_stopped_after_its_last_byte_is_not_fetched_again(bench: Bench) -> None:
    model = entry("one", part("model.onnx", ONE, bench.url("/one", ONE)))
    with pytest.raises(Paused):
        bench.install([model], ctx=Context(stop_at=len(ONE), stop=Paused))
    assert bench.store.get("one") is None
    bench.site.asked.clear()
    assert bench.install([model]).installed == ["one"]
    assert bench.site.asked == [("/one", f"bytes={len(ONE)}-")]
    assert bench.store.verify("one") == []


def test_a_file_that_became_shorter_meanwhile_is_fetched_anew(bench: Bench) -> None:
    """Half of a longer one is there, which is more than there is now."""
    longer = body(4, 4 * len(ONE))
    bench.site.breaks["/one"] = 1
    path = bench.url("/one", longer)
    assert bench.install([entry("one", part("model.onnx", longer, path))]).missing
    bench.url("/one", ONE)
    note = bench.store.incoming("one") / ".model.onnx.part.json"
    said = json.loads(note.read_bytes())
    note.write_text(json.dumps(said | {"sha256": part("model.onnx", ONE).sha256}))
    assert bench.install([entry("one", part("model.onnx", ONE, path))]).installed == ["one"]
    assert [span for _, span in bench.site.asked][-1] is None
    assert bench.store.verify("one") == []


def test_wrong_bytes_are_thrown_away_and_the_next_best_is_taken(bench: Bench) -> None:
    lie = ONE[:-1] + bytes([ONE[-1] ^ 1])
    bad = entry("bad", part("model.onnx", ONE, bench.url("/bad", lie)), rank=20)
    good = entry("good", part("model.onnx", OTHER, bench.url("/good", OTHER)))
    outcome = bench.install([bad, good])
    assert outcome.installed == ["good"]
    assert outcome.missing == []
    assert bench.store.get("bad") is None
    assert bench.left("bad") == []


def test_alone_wrong_bytes_are_told(bench: Bench) -> None:
    assert (
        _code(bench.install([entry("one", part("m.onnx", ONE, bench.url("/one", OTHER)))])) == "hash_mismatch"
    )


def test_more_bytes_than_there_should_be_are_refused(bench: Bench) -> None:
    model = entry("one", part("model.onnx", ONE, bench.url("/one", ONE + OTHER)))
    assert _code(bench.install([model])) == "too_large"
    assert bench.left("one") == []


def test_being_sent_to_a_place_that_is_not_on_the_list_is_refused_and_written_down(bench: Bench) -> None:
    bench.site.moved["/one"] = ELSEWHERE
    model = entry("one", part("model.onnx", ONE, bench.site.address + "/one"))
    assert _code(bench.install([model])) == "host_not_allowed"
    last = bench.network.ledger()[0]
    assert (last.host, last.path, last.outcome, last.purpose) == (
        "elsewhere.example",
        "/file",
        "refused",
        "models",
    )


def test_giving_up_leaves_nothing_and_pausing_leaves_what_came(bench: Bench) -> None:
    model = entry("one", part("model.onnx", ONE, bench.url("/one", ONE)))
    with pytest.raises(Paused):
        bench.install([model], ctx=Context(stop_at=1, stop=Paused))
    assert ".model.onnx.part" in bench.left("one")
    with pytest.raises(Cancelled):
        bench.install([model], ctx=Context(stop_at=1))
    assert bench.left("one") == []
    assert bench.store.installed() == []


def test_a_part_that_is_there_whole_is_not_fetched_again(bench: Bench) -> None:
    model = entry(
        "one", part("a.onnx", ONE, bench.url("/a", ONE)), part("b.onnx", OTHER, bench.site.address + "/later")
    )
    assert bench.install([model]).missing[0][1].code == "network_failed"
    bench.site.files["/later"] = OTHER
    bench.site.asked.clear()
    assert bench.install([model]).installed == ["one"]
    assert [path for path, _ in bench.site.asked] == ["/later"]


def test_a_folder_is_asked_first_and_names_do_not_matter(bench: Bench, tmp_path: Path) -> None:
    weights = tmp_path / "weights"
    (weights / "inner").mkdir(parents=True)
    (weights / "inner" / "called otherwise.bin").write_bytes(ONE)
    (weights / "model.onnx").write_bytes(OTHER)  # the right name and size, other bytes
    model = entry("one", part("model.onnx", ONE, bench.url("/one", ONE)))
    assert bench.install([model], folders=[weights]).installed == ["one"]
    assert bench.site.asked == []
    assert bench.store.file("one", "model.onnx").read_bytes() == ONE
    (weights / "inner" / "called otherwise.bin").write_bytes(b"changed later")
    assert bench.store.verify("one") == []


def test_a_folder_that_was_named_is_the_only_source(bench: Bench, tmp_path: Path) -> None:
    model = entry("one", part("model.onnx", ONE, bench.url("/one", ONE)))
    outcome = bench.install([model], folders=[tmp_path], only_folders=True)
    assert outcome.missing[0][1].code == "model_unavailable"
    assert bench.site.asked == []


def test_nothing_is_fetched_where_downloads_are_off(bench: Bench) -> None:
    model = entry("one", part("model.onnx", ONE, bench.url("/one", ONE)))
    assert bench.install([model], may_fetch=False).missing[0][1].code == "downloads_off"
    assert bench.site.asked == []


def test_terms_that_do_not_allow_the_use_are_heeded(bench: Bench) -> None:
    model = entry("one", part("model.onnx", ONE, bench.url("/one", ONE)), terms="non-commercial")
    refused = bench.install([model], use="commercial")
    assert "MIT" in refused.missing[0][1].message
    assert bench.site.asked == []
    assert bench.install([model], use="research").installed == ["one"]


def test_installing_again_mends_what_was_damaged_and_fetches_nothing_else(bench: Bench) -> None:
    model = entry("one", part("model.onnx", ONE, bench.url("/one", ONE)))
    bench.install([model])
    assert bench.install([model]).already == ["one"]
    assert len(bench.site.asked) == 1
    path = bench.store.file("one", "model.onnx")
    path.write_bytes(bytes(len(ONE)))
    assert bench.store.verify("one") == ["model.onnx"]
    assert bench.install([model]).installed == ["one"]
    assert bench.store.verify("one") == []


def test_another_build_serves_where_the_first_cannot_be_had(bench: Bench) -> None:
    model = entry("one", part("model.onnx", ONE))
    other = part("model.onnx", OTHER, bench.url("/other", OTHER))
    two_ways = replace(model, builds=(*model.builds, Build((other,), (other,))))
    assert bench.install([two_ways]).installed == ["one"]
    assert bench.store.file("one", "model.onnx").read_bytes() == OTHER


def test_no_room_on_the_disk_is_told_before_anything_is_fetched(bench: Bench) -> None:
    huge = replace(part("model.onnx", ONE, bench.url("/one", ONE)), bytes=1 << 60)
    with pytest.raises(DiskFull):
        bench.install([entry("one", huge)])
    assert bench.site.asked == []


def test_what_is_missing_on_the_computer_is_told_before_what_a_source_lacks(bench: Bench) -> None:
    """No folder has the better one, and the other would come as a package, for which there is no pip here."""
    better = entry("better", part("model.onnx", ONE), rank=20)
    packed = replace(part("model.onnx", OTHER), package=Package("pip", "tiny", "1.0.0", "model.onnx"))
    ((told, error),) = bench.install([better, entry("packed", packed)]).missing
    assert (told.id, error.code) == ("packed", "tool_missing")
    assert "pip" in error.message


@pytest.mark.parametrize(
    ("original", "code"), [(b"no model at all", "invalid"), (doubled(), "conversion_differs")]
)
def test_a_conversion_that_fails_leaves_only_what_was_fetched(
    bench: Bench, original: bytes, code: str
) -> None:
    fetched = part("centerface.onnx", original, bench.url("/original", original))
    build = Build((part("model.onnx", ONE),), (fetched,), "centerface")
    model = replace(entry("one", *build.files), builds=(build,))
    assert _code(bench.install([model])) == code
    assert bench.store.installed() == []
    assert bench.left("one") == ["centerface.onnx"]
