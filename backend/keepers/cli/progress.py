"""How far the work is, on stderr: bars with time left where someone looks, a line now and then elsewhere."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, Protocol

from keepers.base.job import Job
from keepers.cli.terminal import Terminal
from keepers.cli.words import count, size

_ORDER: Final = (
    "demo",
    "scan",
    "look",
    "hear",
    "group",
    "judge",
    "faces",
    "people",
    "write",
    "export",
    "export_library",
)
_WORDS: Final = {
    "demo": "Making demo photos",
    "scan": "Finding photos",
    "look": "Reading photos",
    "hear": "Reading what is said of photos",
    "group": "Finding what belongs together",
    "judge": "Comparing photos",
    "faces": "Finding faces",
    "people": "Finding out who is who",
    "write": "Writing what you changed",
    "models": "Getting models ready",
    "export": "Exporting",
    "export_library": "Exporting the library",
}
_EVERY_S: Final = 10.0
_IN_BYTES: Final = frozenset({"models"})
_A_MEGABYTE: Final = 1_000_000


class Shown(Protocol):
    """Something that shows jobs."""

    def show(self, jobs: Sequence[Job]) -> None:
        """Show the jobs as they stand; those left out are over."""


@contextmanager
def progress_on(terminal: Terminal) -> Iterator[Shown]:
    """Show progress as this terminal likes it."""
    if not terminal.lively:
        yield Lines(terminal)
        return
    from rich.console import Console  # noqa: PLC0415 - 80 ms that only this needs
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[far]}", justify="right"),
        TextColumn("{task.fields[left]}", style="dim"),
    )
    with Progress(*columns, console=Console(stderr=True), expand=True, transient=True) as drawn:
        tasks: dict[str, int] = {}

        class Bars:
            """One bar for each kind of work."""

            def show(self, jobs: Sequence[Job]) -> None:
                by_kind = first_of_each(jobs)
                for kind, job in by_kind.items():
                    if kind not in tasks:
                        tasks[kind] = drawn.add_task(words(kind), total=None, far="", left="")
                    drawn.update(
                        tasks[kind],  # type: ignore[arg-type]
                        completed=job.done,
                        total=job.total if job.total else None,
                        far=far(job),
                        left=left(job),
                    )
                for kind in tasks.keys() - by_kind.keys():
                    drawn.remove_task(tasks.pop(kind))  # type: ignore[arg-type]

        yield Bars()


class Lines:
    """A line when a kind of work begins, and every few seconds."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._said: dict[str, float] = {}

    def show(self, jobs: Sequence[Job]) -> None:
        """Say a line for work that has begun, or was not spoken of for a while."""
        for kind, job in first_of_each(jobs).items():
            if job.state != "running":
                continue
            now = time.monotonic()
            last = self._said.get(kind)
            if last is None:
                self._said[kind] = now
                self._terminal.remark(f"{words(kind)} …")
            elif now - last >= _EVERY_S:
                self._said[kind] = now
                self._terminal.remark(" · ".join(part for part in (words(kind), far(job), left(job)) if part))


def first_of_each(jobs: Sequence[Job]) -> dict[str, Job]:
    """The job to show of each kind, in the order of the work: a running one before a waiting one."""
    best: dict[str, Job] = {}
    for job in sorted(jobs, key=lambda job: (job.state != "running", job.id)):
        best.setdefault(job.kind, job)
    known = [kind for kind in _ORDER if kind in best]
    return {kind: best[kind] for kind in [*known, *(kind for kind in best if kind not in known)]}


def words(kind: str) -> str:
    """What a kind of work is called."""
    return _WORDS.get(kind, kind)


def far(job: Job) -> str:
    """ "1,204 of 3,000", "12 MB of 42 MB", "1,204", or nothing yet."""
    if job.kind in _IN_BYTES and (job.total or 0) >= _A_MEGABYTE:
        return f"{size(job.done)} of {size(job.total or 0)}"
    if job.total:
        return f"{job.done:,} of {job.total:,}"
    return f"{job.done:,}" if job.done else ""


def left(job: Job) -> str:
    """ "2 min left", or nothing while nothing honest can be said."""
    seconds = job.seconds_left
    if job.state == "paused" or job.request == "pause":
        return "paused"
    if seconds is None:
        return "waiting" if job.state == "queued" else ""
    if seconds < 50:
        return f"{max(1, round(seconds))} s left"
    if seconds < 90 * 60:
        return f"{count(max(1, round(seconds / 60)), 'min', 'min')} left"
    return f"{seconds / 3600:.1f} h left"
