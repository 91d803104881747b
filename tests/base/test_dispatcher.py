import threading
from collections.abc import Mapping
from typing import Any

import pytest

from keepers.base.clock import FixedClock
from keepers.base.database import Database
from keepers.base.dispatcher import Dispatcher
from keepers.base.errors import KeepersError, NetworkFailed, Paused, Refused
from keepers.base.events import Events
from keepers.base.job_context import JobContext
from keepers.base.job_leases import LEASE_MS, JobLeases
from keepers.base.jobs import Job, JobQueue

_LONG_S = 20.0


class Gate:
    """A handler that runs until it is let go, passing checkpoints meanwhile."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.open = threading.Event()
        self.contexts: list[JobContext] = []

    def __call__(self, context: JobContext) -> Mapping[str, Any] | None:
        self.contexts.append(context)
        self.entered.release()
        while not self.open.wait(0.01):
            context.checkpoint()
        return {"run": len(self.contexts)}


def wait_for_state(queue: JobQueue, job_id: int, *states: str) -> Job:
    seen = -1
    for _ in range(200):
        job = queue.get(job_id)
        if job.state in states:
            return job
        seen = queue.wait(seen, 0.1)
    raise AssertionError(f"job {job_id} is {queue.get(job_id).state}, not {states}")


def test_work_is_done_in_order_of_priority_and_its_result_kept(queue: JobQueue) -> None:
    order: list[int] = []

    def handler(context: JobContext) -> dict[str, Any]:
        order.append(context.job.args["n"])
        context.progress(done=1, total=1, note="one")
        return {"n": context.job.args["n"]}

    first = queue.enqueue("count", {"n": 1})
    second = queue.enqueue("count", {"n": 2}, priority=5)
    Dispatcher(queue, {"count": handler}).run_until_idle()

    assert order == [2, 1]
    assert queue.get(first).result == {"n": 1}
    done = queue.get(second)
    assert (done.state, done.done, done.total, done.note) == ("done", 1, 1, "one")
    assert done.finished_at is not None


def test_kinds_run_beside_each_other_and_one_kind_one_at_a_time(queue: JobQueue) -> None:
    scan, look = Gate(), Gate()
    dispatcher = Dispatcher(queue, {"scan": scan, "look": look})
    dispatcher.start()
    ids = [queue.enqueue(kind) for kind in ("scan", "scan", "look")]
    assert scan.entered.acquire(timeout=_LONG_S)
    assert look.entered.acquire(timeout=_LONG_S)
    assert [queue.get(each).state for each in ids] == ["running", "queued", "running"]
    scan.open.set()
    look.open.set()
    dispatcher.run_until_idle()
    assert [queue.get(each).state for each in ids] == ["done"] * 3
    assert dispatcher.stop()


def test_a_paused_job_goes_on_later(queue: JobQueue) -> None:
    gate = Gate()
    dispatcher = Dispatcher(queue, {"look": gate})
    dispatcher.start()
    job_id = queue.enqueue("look")
    assert gate.entered.acquire(timeout=_LONG_S)
    assert queue.pause(job_id).request == "pause"
    paused = wait_for_state(queue, job_id, "paused")
    assert (paused.attempts, paused.request) == (0, None)

    queue.resume(job_id)
    assert gate.entered.acquire(timeout=_LONG_S)
    gate.open.set()
    assert wait_for_state(queue, job_id, "done").result == {"run": 2}
    dispatcher.stop()


def test_a_running_job_is_cancelled_at_its_next_checkpoint(queue: JobQueue) -> None:
    gate = Gate()
    dispatcher = Dispatcher(queue, {"look": gate})
    dispatcher.start()
    job_id = queue.enqueue("look")
    assert gate.entered.acquire(timeout=_LONG_S)
    queue.cancel(job_id)
    assert wait_for_state(queue, job_id, "cancelled").finished_at is not None
    assert gate.contexts[0].cancelled()
    dispatcher.stop()


def test_pausing_everything_puts_work_back_and_lasts_over_a_restart(
    queue: JobQueue, db: Database, clock: FixedClock, events: Events
) -> None:
    gate = Gate()
    dispatcher = Dispatcher(queue, {"look": gate})
    dispatcher.start()
    job_id = queue.enqueue("look")
    assert gate.entered.acquire(timeout=_LONG_S)
    queue.pause_all()
    assert wait_for_state(queue, job_id, "queued").attempts == 0
    dispatcher.stop()

    again = JobQueue(db, clock, events)
    assert again.all_paused
    second = Dispatcher(again, {"look": gate})
    second.run_until_idle()
    assert again.get(job_id).state == "queued"
    again.resume_all()
    gate.open.set()
    second.run_until_idle()
    assert again.get(job_id).state == "done"


def test_stopping_gives_work_back_uncounted(queue: JobQueue) -> None:
    gate = Gate()
    dispatcher = Dispatcher(queue, {"look": gate})
    dispatcher.start()
    job_id = queue.enqueue("look")
    assert gate.entered.acquire(timeout=_LONG_S)
    assert dispatcher.stop(_LONG_S)
    job = queue.get(job_id)
    assert (job.state, job.attempts) == ("queued", 0)


def test_a_handler_that_does_not_listen_is_left_behind_and_not_heard(queue: JobQueue) -> None:
    entered, let_go, ended = threading.Event(), threading.Event(), threading.Event()

    def deaf(context: JobContext) -> None:
        entered.set()
        let_go.wait(_LONG_S)
        context.progress(done=99)
        ended.set()

    dispatcher = Dispatcher(queue, {"look": deaf})
    dispatcher.start()
    job_id = queue.enqueue("look")
    assert entered.wait(_LONG_S)
    assert not dispatcher.stop(timeout=0)
    assert queue.get(job_id).state == "queued"
    let_go.set()
    assert ended.wait(_LONG_S)
    assert (queue.get(job_id).state, queue.get(job_id).done) == ("queued", 0)


def test_an_error_fails_the_job_with_its_code(queue: JobQueue) -> None:
    def refuse(context: JobContext) -> None:
        raise Refused("Not this one.")

    def stumble(context: JobContext) -> None:
        raise ZeroDivisionError

    refused, stumbled = queue.enqueue("refuse"), queue.enqueue("stumble")
    Dispatcher(queue, {"refuse": refuse, "stumble": stumble}).run_until_idle()
    first, second = queue.get(refused), queue.get(stumbled)
    assert (first.state, first.error_code, first.error_message) == ("failed", "refused", "Not this one.")
    assert (second.state, second.error_code) == ("failed", "unexpected")
    assert "ZeroDivision" not in (second.error_message or "")


def test_what_may_pass_is_tried_again_later_and_not_for_ever(queue: JobQueue, clock: FixedClock) -> None:
    ran = threading.Semaphore(0)

    def fetch(context: JobContext) -> None:
        ran.release()
        raise NetworkFailed("The line is down.")

    job_id = queue.enqueue("fetch")
    dispatcher = Dispatcher(queue, {"fetch": fetch})
    dispatcher.start()
    waits: list[int] = []
    for _ in range(2):
        assert ran.acquire(timeout=_LONG_S)
        job = wait_for_state(queue, job_id, "queued", "failed")
        assert (job.state, job.error_code) == ("queued", "network_failed")
        waits.append(job.run_after - clock.now_ms())
        clock.advance(waits[-1] / 1000)
        queue.wake()
    assert waits == sorted(waits)
    assert waits[0] > 0
    failed = wait_for_state(queue, job_id, "failed")
    assert failed.attempts == failed.max_attempts == 3
    dispatcher.stop()


def test_a_handler_may_pause_itself(queue: JobQueue) -> None:
    def wait_for_disk(context: JobContext) -> None:
        raise Paused("The disk is unplugged.")

    job_id = queue.enqueue("scan")
    Dispatcher(queue, {"scan": wait_for_disk}).run_until_idle()
    assert queue.get(job_id).state == "paused"


def test_asked_for_again_while_running_it_runs_once_more(queue: JobQueue) -> None:
    gate = Gate()
    dispatcher = Dispatcher(queue, {"look": gate})
    dispatcher.start()
    job_id = queue.enqueue("look", dedup_key="look")
    assert gate.entered.acquire(timeout=_LONG_S)
    assert queue.enqueue("look", dedup_key="look") == job_id
    assert queue.enqueue("look", dedup_key="look") == job_id
    gate.open.set()
    dispatcher.run_until_idle()
    assert len(gate.contexts) == 2
    assert queue.get(job_id).state == "done"
    dispatcher.stop()


def test_what_a_dead_process_left_is_done_again_at_once_by_the_holder_of_the_lock(queue: JobQueue) -> None:
    job_id = queue.enqueue("look")
    assert JobLeases(queue, "the dead one").claim(["look"]) is not None
    assert queue.get(job_id).state == "running"
    Dispatcher(queue, {"look": lambda context: {"attempt": context.job.attempts}}).run_until_idle()
    assert queue.get(job_id).result == {"attempt": 2}


def test_without_the_lock_a_lease_has_to_run_out(queue: JobQueue, clock: FixedClock) -> None:
    job_id = queue.enqueue("look")
    JobLeases(queue, "another").claim(["look"])
    dispatcher = Dispatcher(queue, {"look": lambda _context: None}, alone=False)
    dispatcher.run_until_idle()
    assert queue.get(job_id).state == "running"
    clock.advance(LEASE_MS / 1000 + 1)
    dispatcher.run_until_idle()
    assert queue.get(job_id).state == "done"


def test_progress_is_told_and_a_new_count_reckons_time_anew(queue: JobQueue, clock: FixedClock) -> None:
    seconds_left: list[float | None] = []

    def handler(context: JobContext) -> None:
        context.progress(done=0, total=100)
        clock.advance(10)
        context.progress(done=50)
        seconds_left.append(queue.get(context.job.id).seconds_left)
        context.progress(done=0, total=1000)
        clock.advance(10)
        context.progress(done=100)
        seconds_left.append(queue.get(context.job.id).seconds_left)

    queue.enqueue("look")
    Dispatcher(queue, {"look": handler}).run_until_idle()
    assert seconds_left == [pytest.approx(10.0), pytest.approx(90.0)]


def test_a_result_that_cannot_be_kept_fails_the_job(queue: JobQueue) -> None:
    job_id = queue.enqueue("look")
    Dispatcher(queue, {"look": lambda _context: {"error": KeepersError("no JSON")}}).run_until_idle()
    assert queue.get(job_id).state == "failed"
