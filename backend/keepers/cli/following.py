"""Working until what was asked for is done, or following another process that does it."""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from keepers.base.job import Job
from keepers.cli.exits import FAILED, INCOMPLETE, OK
from keepers.cli.progress import progress_on
from keepers.cli.terminal import Terminal
from keepers.library import Library

#: What makes photos out of folders, in the order it happens.
READING: Final = frozenset({"demo", "scan", "look", "hear", "group", "judge", "faces", "people"})
_LIVE: Final = ("queued", "running")
_POLL_S: Final = 0.2
_TAKE_OVER_S: Final = 1.0


@dataclass
class Followed:
    """How it went: jobs that ended badly, and whether something is left undone because it is paused."""

    jobs: dict[int, Job] = field(default_factory=dict)
    paused: bool = False

    @property
    def failed(self) -> list[Job]:
        """Jobs that failed."""
        return [job for job in self.jobs.values() if job.state == "failed"]

    @property
    def code(self) -> int:
        """The exit code it earns."""
        if self.failed:
            return FAILED
        cancelled = any(job.state == "cancelled" for job in self.jobs.values())
        return INCOMPLETE if self.paused or cancelled else OK

    def tell(self, terminal: Terminal) -> None:
        """Say what was not done, and how it goes on."""
        for job in self.failed:
            terminal.remark(job.error_message or f"The work ({job.kind}) failed.")
        if self.paused:
            terminal.remark("Work is paused, so not everything is done. Go on with: keepers jobs resume")
        if any(job.state == "cancelled" for job in self.jobs.values()):
            terminal.remark("Some of the work was cancelled.")


def follow(
    library: Library, terminal: Terminal, ids: Iterable[int] = (), kinds: Collection[str] = READING
) -> Followed:
    """Work until the jobs of `ids`, and all that are waiting of `kinds`, are over.

    When another process works on the library, its progress is followed; should it end, this one takes over.
    KeyboardInterrupt passes through after work has stopped at a safe point.
    """
    wanted = set(ids)
    followed = Followed()
    mine = library.start_work()
    told = mine
    tried = time.monotonic()
    seen = -1
    try:
        with progress_on(terminal) as progress:
            while True:
                live = [
                    job
                    for job in library.jobs.list(states=_LIVE, limit=500)
                    if job.id in wanted or job.kind in kinds
                ]
                wanted.update(job.id for job in live)
                if live and not told:
                    told = True
                    terminal.remark("Another Keepers works on this library; following what it does.")
                progress.show(live)
                followed.paused = bool(live) and library.jobs.all_paused
                if not live or (followed.paused and not any(job.state == "running" for job in live)):
                    break
                seen = library.jobs.wait(seen, _POLL_S)
                if not mine and time.monotonic() - tried >= _TAKE_OVER_S:
                    mine = library.start_work()
                    tried = time.monotonic()
    except KeyboardInterrupt:
        terminal.remark("Stopping at a safe point …" if mine else "The other Keepers goes on.")
        library.stop_work()
        raise
    followed.jobs = {job_id: library.jobs.get(job_id) for job_id in sorted(wanted)}
    followed.paused = followed.paused or any(job.state == "paused" for job in followed.jobs.values())
    return followed
