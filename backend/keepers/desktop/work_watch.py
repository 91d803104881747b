"""Tells the window how work stands, and once a burst of it is over, what came of it."""

import logging
import threading
from collections.abc import Sequence
from typing import Final

from keepers.base.errors import DatabaseClosed, KeepersError
from keepers.base.events import RESYNC
from keepers.base.job import Job
from keepers.catalog.arrivals import Arrivals, Arrived
from keepers.desktop.notices import KINDS, Ended, Notice, notice_of
from keepers.desktop.pipes import Voice
from keepers.library import Library

_BURST_SINCE: Final = "desktop.burst_since"
_PHOTOS_SINCE: Final = "desktop.photos_since"
# While another process does the work, nobody tells us of it: the list is looked at this often.
_LOOK_AGAIN_S: Final = 2.0
_BRING_PHOTOS: Final = frozenset({"demo", "scan", "look"})
_MOST_JOBS: Final = 200

_log = logging.getLogger(__name__)


class WorkWatch:
    """Listens to a library and says `work` and `notice` events, from a thread of its own.

    A burst begins when the list of work is no longer empty and is over when it is empty again. When it began
    is kept with the library, so that a burst which was paused, or cut off by the end of the program, is told
    as one. Photos whose reading a person paused are told once that goes on and ends.
    """

    def __init__(self, library: Library, voice: Voice) -> None:
        self._library = library
        self._voice = voice
        self._subscription = library.events.subscribe()
        self._said: tuple[bool, bool] | None = None
        self._idle_at = library.clock.now_ms()
        self._thread = threading.Thread(target=self._go, name="keepers-window-work", daemon=True)

    def start(self) -> None:
        """Begin; the first `work` event comes at once."""
        self._thread.start()

    def _go(self) -> None:
        try:
            self._look(worked=False)
            while not self._subscription.closed:
                active = self._said is not None and self._said[1]
                event = self._subscription.next(_LOOK_AGAIN_S if active else None)
                if event is None or event.kind in {"job", "work", RESYNC}:
                    self._look(worked=event is not None and event.kind != "work")
        except DatabaseClosed:
            return

    def _look(self, *, worked: bool) -> None:
        try:
            paused = self._library.jobs.all_paused
            jobs = self._library.jobs.list(states=("queued", "running", "paused"), limit=_MOST_JOBS)
        except DatabaseClosed:
            raise
        except KeepersError:
            # A full disk or a busy file passes; the next event tries again.
            _log.exception("How work stands could not be seen")
            return
        try:
            self._follow(jobs, worked)
        except DatabaseClosed:
            raise
        except KeepersError:
            _log.exception("What came of the work could not be told yet")
        active = any(job.state == "running" or (job.state == "queued" and not paused) for job in jobs)
        if self._said != (paused, active):
            self._said = (paused, active)
            self._voice.say("work", paused=paused, active=active)

    def _follow(self, jobs: Sequence[Job], worked: bool) -> None:
        """Note the beginning of a burst, and tell its end; `worked`: a job changed, be it over already."""
        settings = self._library.settings
        since = settings.get_int(_BURST_SINCE, 0)
        busy = any(job.state != "paused" for job in jobs)
        if (busy or worked) and not since:
            since = self._idle_at
            settings.set(_BURST_SINCE, since)
            if not settings.get_int(_PHOTOS_SINCE, 0):
                settings.set(_PHOTOS_SINCE, since)
        if since and not busy:
            now = self._library.clock.now_ms()
            to_come = any(job.kind in _BRING_PHOTOS for job in jobs)
            notice = self._notice(since, None if to_come else settings.get_int(_PHOTOS_SINCE, since))
            settings.remove(_BURST_SINCE)
            if not to_come:
                settings.remove(_PHOTOS_SINCE)
            # What was told is of that millisecond, too.
            self._idle_at = now + 1
            # Last: a disk too full to note that it was told would have it told at every event.
            if notice is not None:
                self._voice.say(
                    "notice",
                    kind="work",
                    title=notice.title,
                    body=notice.body,
                    open={"place": notice.place},
                )

    def _notice(self, since: int, photos_since: int | None) -> Notice | None:
        over = self._library.jobs.list(states=("done", "failed"), limit=_MOST_JOBS)
        ended = [
            _ended(job)
            for job in reversed(over)
            if job.kind in KINDS and job.finished_at is not None and job.finished_at >= since
        ]
        came = Arrived() if photos_since is None else Arrivals(self._library.db).since(photos_since)
        return notice_of(ended, came)


def _ended(job: Job) -> Ended:
    result = job.result or {}
    if job.kind == "export":
        return Ended(
            job.kind,
            failed=job.state == "failed",
            name=str(job.args.get("title") or ""),
            photos=int(result.get("exported", 0)) + int(result.get("already", 0)),
            problems=len(result.get("problems", ())),
            message=job.error_message or "",
        )
    return Ended(
        job.kind,
        failed=job.state == "failed",
        photos=int(result.get("photos", 0)),
        message=job.error_message or "",
    )
