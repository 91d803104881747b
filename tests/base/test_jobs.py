import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from base.processes import hear, python
from keepers.base.clock import FixedClock, SystemClock
from keepers.base.database import Database
from keepers.base.dispatcher import Dispatcher
from keepers.base.errors import Invalid, NotFound
from keepers.base.events import Events
from keepers.base.job_leases import LEASE_MS, JobLeases
from keepers.base.jobs import FINISHED, Job, JobQueue
from keepers.base.migrations import migrate, packaged_steps


def claimed(queue: JobQueue, kind: str = "look") -> tuple[JobLeases, Job]:
    leases = JobLeases(queue, "us")
    job = leases.claim([kind])
    assert job is not None
    return leases, job


def test_one_wish_is_one_job(queue: JobQueue) -> None:
    first = queue.enqueue("judge", {"n": 1}, dedup_key="judge", run_after=9_000)
    assert queue.enqueue("judge", dedup_key="judge", priority=3, run_after=5_000) == first
    assert queue.enqueue("judge", dedup_key="other") != first
    assert queue.enqueue("judge") != queue.enqueue("judge")
    job = queue.get(first)
    assert (job.args, job.priority, job.run_after) == ({"n": 1}, 3, 5_000)
    queue.pause(first)
    assert queue.enqueue("judge", dedup_key="judge") == first
    queue.cancel(first)
    assert queue.enqueue("judge", dedup_key="judge") != first


def test_names_that_are_no_text_do_not_stop_the_work_they_are_in(queue: JobQueue) -> None:
    name = "caf\udce9"
    done = queue.enqueue("look", {"dest": name})
    leases, job = claimed(queue)
    assert job.args == {"dest": name}
    leases.finish(done, {"dest": name})
    assert queue.get(done).result == {"dest": name}
    failed = queue.enqueue("look")
    leases, _ = claimed(queue)
    leases.fail(failed, "vanished", NotFound(f"{name} is gone.").message, attempts=1, retry_at=None)
    assert queue.get(failed).error_message == "caf? is gone."


def test_work_for_later_waits(queue: JobQueue, clock: FixedClock) -> None:
    queue.enqueue("look", run_after=clock.now_ms() + 1000)
    leases = JobLeases(queue, "us")
    assert leases.claim(["look"]) is None
    assert leases.anything(["look"])
    clock.advance(1)
    assert leases.claim(["other"]) is None
    assert leases.claim(["look"]) is not None


def test_jobs_are_listed_from_the_newest(queue: JobQueue) -> None:
    ids = [queue.enqueue("look") for _ in range(5)]
    queue.pause(ids[1])
    assert [job.id for job in queue.list(limit=2)] == [ids[4], ids[3]]
    assert [job.id for job in queue.list(before_id=ids[3])] == [ids[2], ids[1], ids[0]]
    assert [job.id for job in queue.list({"paused", "failed"})] == [ids[1]]
    assert queue.list(set()) == []


def test_what_is_over_cannot_be_steered(queue: JobQueue) -> None:
    job_id = queue.enqueue("look")
    leases, _ = claimed(queue)
    leases.finish(job_id, {"seen": 3})
    for verb in (queue.pause, queue.resume, queue.cancel, queue.retry):
        with pytest.raises(Invalid):
            verb(job_id)
        with pytest.raises(NotFound):
            verb(999)
    assert queue.get(job_id).result == {"seen": 3}


def test_a_failed_job_is_started_again_from_the_beginning(queue: JobQueue) -> None:
    job_id = queue.enqueue("look", dedup_key="look")
    leases, _ = claimed(queue)
    leases.report(job_id, done=3, total=9, note="x", active_ms=5)
    leases.fail(job_id, "disk_full", "No room.", attempts=1, retry_at=None)
    other = queue.enqueue("look", dedup_key="look")
    with pytest.raises(Invalid):
        queue.retry(job_id)
    queue.cancel(other)
    again = queue.retry(job_id)
    assert (again.state, again.attempts, again.done, again.total, again.error_code) == (
        "queued",
        0,
        0,
        None,
        None,
    )


def test_a_pause_taken_back_in_time_never_happened(queue: JobQueue) -> None:
    job_id = queue.enqueue("look")
    leases, _ = claimed(queue)
    assert queue.pause(job_id).request == "pause"
    assert queue.resume(job_id).request is None
    # The handler had heard of it already, and comes back: there is nothing to wait for.
    leases.leave(job_id, "queued")
    assert queue.get(job_id).state == "queued"
    claimed(queue)
    queue.cancel(job_id)
    assert queue.resume(job_id).request == "cancel"
    assert queue.pause(job_id).request == "cancel"


def test_who_lost_his_lease_is_not_heard(queue: JobQueue, clock: FixedClock) -> None:
    job_id = queue.enqueue("look")
    ours, _ = claimed(queue)
    clock.advance(LEASE_MS / 1000 + 1)
    theirs = JobLeases(queue, "they")
    assert theirs.recover(dead=False) == 1
    assert theirs.claim(["look"]) is not None
    ours.report(job_id, done=5, total=9, note="late", active_ms=1)
    ours.finish(job_id, None)
    ours.beat()
    assert ours.requests() == {}
    job = queue.get(job_id)
    assert (job.state, job.done, job.attempts) == ("running", 0, 2)


def test_a_heartbeat_keeps_a_lease(queue: JobQueue, clock: FixedClock) -> None:
    job_id = queue.enqueue("look")
    leases, _ = claimed(queue)
    for _ in range(5):
        clock.advance(LEASE_MS / 1000 * 0.8)
        leases.beat()
    assert leases.recover(dead=False) == 0
    assert queue.get(job_id).state == "running"
    clock.advance(LEASE_MS / 1000 + 1)
    assert leases.recover(dead=False, ours=[job_id]) == 0
    assert leases.recover(dead=False) == 1


def test_a_job_that_kills_on_the_spot_is_given_up(queue: JobQueue) -> None:
    job_id = queue.enqueue("look")
    for _ in range(3):
        leases, _ = claimed(queue)
        leases.recover(dead=True)
    job = queue.get(job_id)
    assert (job.state, job.error_code, job.attempts) == ("failed", "interrupted", 3)


def test_a_job_that_gets_further_each_time_is_not_given_up(queue: JobQueue) -> None:
    job_id = queue.enqueue("look")
    for done in range(1, 10):
        leases, _ = claimed(queue)
        leases.report(job_id, done=done, total=10, note="", active_ms=done)
        leases.recover(dead=True)
    assert queue.get(job_id).state == "queued"


@pytest.mark.parametrize(("ask", "state"), [("pause", "paused"), ("cancel", "cancelled")])
def test_what_was_asked_of_a_job_holds_after_its_process_died(queue: JobQueue, ask: str, state: str) -> None:
    job_id = queue.enqueue("look")
    leases, _ = claimed(queue)
    getattr(queue, ask)(job_id)
    leases.recover(dead=True)
    assert queue.get(job_id).state == state


def test_ids_of_cleared_jobs_do_not_come_back(queue: JobQueue) -> None:
    ids = [queue.enqueue("look") for _ in range(3)]
    queue.cancel(ids[0])
    queue.cancel(ids[2])
    assert queue.clear_finished() == 2
    assert [job.id for job in queue.list()] == [ids[1]]
    assert queue.enqueue("look") > ids[2]
    assert queue.clear_finished() == 0
    for job in queue.list():
        queue.cancel(job.id)
    queue.clear_finished()
    assert queue.enqueue("look") > ids[2] + 1


def test_every_change_is_told_without_the_arguments(queue: JobQueue, events: Events) -> None:
    listener = events.subscribe()
    job_id = queue.enqueue("export", {"dest": "/home/anna"})
    told = [listener.next(20)]
    queue.pause(job_id)
    told.append(listener.next(20))
    queue.cancel(job_id)
    told.append(listener.next(20))
    queue.pause_all()
    told.append(listener.next(20))
    assert [(event.kind, event.data.get("state")) for event in told if event] == [
        ("job", "queued"),
        ("job", "paused"),
        ("job", "cancelled"),
        ("work", None),
    ]
    assert all("anna" not in json.dumps(event.data) for event in told if event)


def test_time_left_follows_the_recent_pace(queue: JobQueue) -> None:
    job_id = queue.enqueue("look")
    leases, _ = claimed(queue)
    assert queue.get(job_id).seconds_left is None
    leases.report(job_id, done=100, total=1000, note="", active_ms=10_000)
    assert queue.get(job_id).seconds_left == pytest.approx(90)
    for second in range(1, 61):
        leases.report(job_id, done=100 + second, total=1000, note="", active_ms=10_000 + second * 1000)
    assert queue.get(job_id).seconds_left == pytest.approx(840)
    leases.finish(job_id, None)
    assert queue.get(job_id).seconds_left is None


_WORKER = """
import sys
from pathlib import Path
from keepers.base.clock import SystemClock
from keepers.base.database import Database
from keepers.base.dispatcher import Dispatcher
from keepers.base.events import Events
from keepers.base.jobs import JobQueue

def look(context):
    for done in range(context.job.done + 1, 1_000_000):
        context.progress(done=done, total=1_000_000)
        print(done, flush=True)

queue = JobQueue(Database(Path(sys.argv[1])), SystemClock(), Events())
Dispatcher(queue, {"look": look}).run_until_idle()
"""


def test_a_job_goes_on_after_a_kill(db: Database, events: Events) -> None:
    queue = JobQueue(db, SystemClock(), events)
    job_id = queue.enqueue("look")
    with python(_WORKER, db.path) as process:
        while int(hear(process)) < 100:
            pass
        assert queue.get(job_id).state == "running"
        process.kill()
        process.wait()
    began_at: list[int] = []
    Dispatcher(queue, {"look": lambda context: began_at.append(context.job.done)}).run_until_idle()
    assert queue.get(job_id).state == "done"
    assert began_at[0] >= 1


_KINDS = ("scan", "look")
_WISHES = st.sampled_from([None, "scan", "look"])


class Lives(RuleBasedStateMachine):
    """Whatever people, workers and power cuts do to jobs, each stays in a state that makes sense."""

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "catalog.db"
        migrate(path, packaged_steps(), path.parent)
        self.clock = FixedClock()
        self.db = Database(path)
        self.queue = JobQueue(self.db, self.clock, Events())
        self.leases = JobLeases(self.queue, "first")
        self.owners = 1
        self.mine: set[int] = set()
        self.ids: list[int] = []

    def teardown(self) -> None:
        self.db.close()
        self.folder.cleanup()

    @rule(kind=st.sampled_from(_KINDS), wish=_WISHES, later=st.sampled_from([0, 5]))
    def enqueue(self, kind: str, wish: str | None, later: int) -> None:
        run_after = self.clock.now_ms() + later * 1000 if later else 0
        job_id = self.queue.enqueue(kind, dedup_key=wish, run_after=run_after)
        assert self.queue.get(job_id).state not in FINISHED
        assert job_id in self.ids or not self.ids or job_id > max(self.ids)
        self.ids.append(job_id)

    @precondition(lambda self: self.ids)
    @rule(data=st.data(), verb=st.sampled_from(["pause", "resume", "cancel", "retry"]))
    def steer(self, data: st.DataObject, verb: str) -> None:
        job_id = data.draw(st.sampled_from(self.ids))
        try:
            before = self.queue.get(job_id)
        except NotFound:
            return
        try:
            after: Job = getattr(self.queue, verb)(job_id)
        except Invalid:
            assert self.queue.get(job_id) == before
            return
        # A running job stays its worker's until he lets go of it.
        assert (before.state == "running") == (after.state == "running")

    @rule()
    def claim(self) -> None:
        job = self.leases.claim(_KINDS)
        if job is not None:
            assert job.run_after == 0
            assert job.request is None
            self.mine.add(job.id)

    @precondition(lambda self: self.mine)
    @rule(data=st.data(), how=st.sampled_from(["finish", "fail", "try again", "leave"]))
    def settle(self, data: st.DataObject, how: str) -> None:
        job_id = data.draw(st.sampled_from(sorted(self.mine)))
        self.mine.remove(job_id)
        before = self.queue.get(job_id)
        if how == "finish":
            self.leases.finish(job_id, {})
        elif how == "leave":
            self.leases.leave(job_id, "queued")
        else:
            at = self.clock.now_ms() + 2000 if how == "try again" else None
            self.leases.fail(job_id, "code", "Sentence.", attempts=before.attempts, retry_at=at)
        after = self.queue.get(job_id)
        assert after.state != "running"
        if before.request == "cancel" and how != "finish":
            assert after.state == "cancelled"
        if before.request == "pause" and how in {"leave", "try again"}:
            assert after.state == "paused"
        if how == "finish" and before.run_after > 0:
            assert after.state != "done"

    @rule(seconds=st.sampled_from([1, 10, 40]))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds)
        self.leases.beat()
        self.leases.recover(dead=False)

    @rule()
    def power_cut(self) -> None:
        self.owners += 1
        self.leases = JobLeases(self.queue, f"owner {self.owners}")
        self.mine.clear()
        self.leases.recover(dead=True)
        assert self.queue.list({"running"}) == []

    @rule(paused=st.booleans())
    def pause_all(self, paused: bool) -> None:
        if paused:
            self.queue.pause_all()
            assert self.leases.claim(_KINDS) is None
        else:
            self.queue.resume_all()

    @rule()
    def clear(self) -> None:
        self.queue.clear_finished()
        assert self.queue.list(FINISHED) == []

    @invariant()
    def all_is_well(self) -> None:
        jobs = self.queue.list()
        running = [job for job in jobs if job.state == "running"]
        assert {job.id for job in running} == self.mine
        assert len({job.kind for job in running}) == len(running)
        for job in jobs:
            assert (job.finished_at is not None) == (job.state in FINISHED)
            assert job.request is None or job.state == "running"
            assert 0 <= job.attempts <= job.max_attempts


Lives.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestLives = Lives.TestCase
