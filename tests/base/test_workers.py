import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from keepers.base.errors import Invalid, WorkersUnavailable
from keepers.base.workers import Outcome, WorkerPool

_ENTRY = "base.worker_entries:behave"
_LONG_S = 60.0
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals to crash")


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(_ENTRY, size=2, init_args={"colour": "blue"}, item_timeout_s=_LONG_S) as made:
        yield made


def doubles(count: int) -> list[dict[str, Any]]:
    return [{"do": "double", "n": n} for n in range(count)]


def results(outcomes: list[Outcome]) -> list[int]:
    return sorted(outcome.result["n"] for outcome in outcomes if outcome.result)


def codes(outcomes: list[Outcome]) -> list[str]:
    return sorted(outcome.error.code for outcome in outcomes if outcome.error)


def test_items_are_shared_out_and_the_pool_is_used_again(pool: WorkerPool) -> None:
    first = list(pool.map(doubles(40)))
    assert results(first) == [n * 2 for n in range(40)]
    assert len({outcome.result["pid"] for outcome in first if outcome.result}) == 2
    pids = pool.pids
    assert results(list(pool.map(doubles(5)))) == [0, 2, 4, 6, 8]
    assert pool.pids == pids
    assert list(pool.map([])) == []


def test_it_takes_no_more_items_than_its_window(pool: WorkerPool) -> None:
    taken = 0

    def items() -> Iterator[dict[str, Any]]:
        nonlocal taken
        for item in doubles(50):
            taken += 1
            yield item

    given = 0
    for _ in pool.map(items(), window=6):
        given += 1
        assert taken - given < 6
    assert given == 50


def test_the_entry_is_prepared_with_its_threads_pinned(pool: WorkerPool) -> None:
    [outcome] = pool.map([{"do": "tell"}])
    assert outcome.result == {"args": {"colour": "blue"}, "threads": "1"}


def test_errors_come_back_with_their_code_and_cost_nobody_else(pool: WorkerPool) -> None:
    bad = [{"do": "raise"}, {"do": "stumble"}, {"do": "unsendable"}]
    outcomes = list(pool.map([*doubles(3), *bad, *doubles(3)]))
    assert results(outcomes) == [0, 0, 2, 2, 4, 4]
    assert codes(outcomes) == ["truncated", "unexpected", "unexpected"]
    [truncated] = [
        outcome.error for outcome in outcomes if outcome.error and outcome.error.code == "truncated"
    ]
    assert (truncated.message, truncated.facts) == ("It ends too soon.", {"at": 12})


def test_a_crash_costs_only_its_item(pool: WorkerPool) -> None:
    bad = [{"do": "exit"}, {"do": "segfault"}]
    outcomes = list(pool.map([*doubles(4), *bad, *doubles(20)]))
    assert len(outcomes) == 26
    assert len(results(outcomes)) == 24
    assert codes(outcomes) == ["worker_crashed"] * 2


def test_what_crashed_once_is_tried_once_more(pool: WorkerPool, tmp_path: Path) -> None:
    item = {"do": "crash_once", "marker": str(tmp_path / "marker")}
    outcomes = list(pool.map([item, *doubles(4)]))
    assert {"survived": True} in [outcome.result for outcome in outcomes]
    assert codes(outcomes) == []


@pytest.mark.parametrize("hang", ["hang", "hang_in_c"])
def test_a_hang_is_given_up_and_the_others_go_on(hang: str) -> None:
    with WorkerPool(_ENTRY, size=2, item_timeout_s=1.0) as pool:
        outcomes = list(pool.map([{"do": hang}, *doubles(10)]))
    assert codes(outcomes) == ["file_timeout"]
    assert len(results(outcomes)) == 10


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_too_much_memory_is_an_error_of_that_item() -> None:
    with WorkerPool(_ENTRY, size=1, item_timeout_s=_LONG_S, memory_bytes=300_000_000) as pool:
        outcomes = list(pool.map([{"do": "eat", "bytes": 10**9}, *doubles(3), {"do": "eat", "bytes": 10**6}]))
    assert codes(outcomes) == ["out_of_memory"]
    assert len(outcomes) == 5


def test_large_results_come_through_and_large_items_are_refused(pool: WorkerPool) -> None:
    size = 5_000_000
    outcomes = list(pool.map([{"do": "big", "bytes": size}] * 6))
    assert [len(outcome.result["data"]) for outcome in outcomes if outcome.result] == [size] * 6
    with pytest.raises(Invalid):
        list(pool.map([{"do": "double", "n": "x" * 100_000}]))


def test_stopping_early_leaves_a_pool_that_still_works(pool: WorkerPool) -> None:
    outcomes = pool.map(doubles(1000))
    assert next(outcomes).result is not None
    outcomes.close()
    assert results(list(pool.map(doubles(3)))) == [0, 2, 4]


def test_stop_is_heard_while_nothing_comes_back() -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    # Far below the time limit of the hanging item: only `stop` can end this in time for the test's own limit.
    with WorkerPool(_ENTRY, size=1, item_timeout_s=600) as pool:
        assert list(pool.map([{"do": "hang"}], stop=stop)) == []


def test_an_error_of_the_items_comes_through(pool: WorkerPool) -> None:
    def items() -> Iterator[dict[str, Any]]:
        yield from doubles(3)
        raise KeyError("no more")

    with pytest.raises(KeyError):
        list(pool.map(items()))
    assert results(list(pool.map(doubles(2)))) == [0, 2]


def test_one_at_a_time(pool: WorkerPool) -> None:
    outcomes = pool.map(doubles(10))
    next(outcomes)
    with pytest.raises(Invalid):
        next(pool.map(doubles(1)))
    outcomes.close()


def test_a_process_leaves_when_idle_and_is_started_again() -> None:
    with WorkerPool(_ENTRY, size=1, item_timeout_s=_LONG_S, idle_exit_s=0.05) as pool:
        list(pool.map(doubles(1)))
        [process] = [psutil.Process(pid) for pid in pool.pids]
        psutil.wait_procs([process], timeout=_LONG_S)
        assert results(list(pool.map(doubles(2)))) == [0, 2]
        assert pool.pids != [process.pid]


def test_ctrl_c_is_the_parents_to_hear(pool: WorkerPool) -> None:
    [outcome] = pool.map([{"do": "interrupt"}])
    assert outcome.result == {"alive": True}


@pytest.mark.parametrize(
    "entry", ["base.broken_entry:behave", "base.nowhere:behave", "base.worker_entries:nobody"]
)
def test_an_entry_that_cannot_be_had_is_said_at_once(entry: str) -> None:
    with WorkerPool(entry, size=1, item_timeout_s=_LONG_S) as pool, pytest.raises(WorkersUnavailable):
        list(pool.map(doubles(1)))


def test_closing_ends_every_process_even_one_at_work() -> None:
    pool = WorkerPool(_ENTRY, size=2, item_timeout_s=_LONG_S)
    outcomes = pool.map([*doubles(1), {"do": "hang_in_c"}])
    next(outcomes)
    processes = [psutil.Process(pid) for pid in pool.pids]
    outcomes.close()
    pool.close(grace_s=0.1)
    _, alive = psutil.wait_procs(processes, timeout=_LONG_S)
    assert processes
    assert alive == []


_PARENT = """
import sys
from keepers.base.workers import WorkerPool
pool = WorkerPool("base.worker_entries:behave", size=2, item_timeout_s=600)
outcomes = pool.map([{"do": "double", "n": 1}, {"do": "hang"}, {"do": "hang_in_c"}], window=3)
next(outcomes)
print(*pool.pids, flush=True)
next(outcomes)
"""


def run_python(code: str, **options: Any) -> "subprocess.Popen[str]":
    folder = Path(__file__).parent.parent
    return subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(folder)!r})\n{code}"],
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="a process inside C is reached on Linux only")
def test_no_process_outlives_its_parent() -> None:
    with run_python(_PARENT) as parent:
        assert parent.stdout is not None
        children = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
        parent.kill()
        _, alive = psutil.wait_procs(children, timeout=_LONG_S)
    assert len(children) == 2
    assert alive == []


_QUIET = """
from keepers.base.workers import WorkerPool
with WorkerPool("base.worker_entries:behave", size=1, item_timeout_s=600) as pool:
    [outcome] = pool.map([{"do": "print"}])
print(repr(outcome.result), flush=True)
"""


def test_what_a_library_prints_does_not_reach_our_stdout() -> None:
    with run_python(_QUIET, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.read() == "{'stdin': ''}\n"
