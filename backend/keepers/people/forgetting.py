"""Forgetting faces: rows, vectors and pictures go for good, and stay away."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.deadline import Deadline
from keepers.base.errors import Refused, WriteFailed
from keepers.base.events import Events
from keepers.base.jobs import JobQueue
from keepers.catalog.face_crops import crop_path
from keepers.catalog.face_forgetting import FaceForgetting, Forget, Gone, everything, kept_out
from keepers.catalog.roots import Roots
from keepers.people.acting import FACES, PEOPLE

_REST_S: Final = 60.0
_ASK_S: Final = 0.5


@dataclass(frozen=True)
class Forgotten:
    """What is gone: faces, people, pictures of faces, and vectors of a model that is forgotten.

    `copies`: backups that could not be changed.
    """

    faces: int
    people: int
    pictures: int
    copies: tuple[str, ...]
    vectors: int = 0


class Forgetting:
    """Takes faces out of a library; `crops` is where their pictures lie, `backups` the catalogue's copies.

    `rest_s`: how long to wait for work to rest.
    """

    def __init__(
        self,
        db: Database,
        jobs: JobQueue,
        events: Events,
        clock: Clock,
        crops: Path,
        backups: Path,
        rest_s: float = _REST_S,
    ) -> None:
        self._db = db
        self._jobs = jobs
        self._events = events
        self._clock = clock
        self._crops = crops
        self._rest_s = rest_s
        self._roots = Roots(db, clock)
        self._rows = FaceForgetting(db, backups)

    def all(self) -> Forgotten:
        """Forget every face, and look for none in any folder from now on.

        Photos, and the names written in them, stay. Nothing of it can be read afterwards in the catalogue or
        in its backups, nor taken back. Blocks until work on photos rests. Raises Refused where that takes too
        long, and what `Database.compact` raises; another call goes on then.
        """
        return self._forget(everything, lambda _gone: _files_in(self._crops))

    def keep_out(self, root_id: int) -> Forgotten:
        """Look for no faces in this folder from now on, and forget those of photos that lie there alone.

        Blocks and raises as `all` does, and NotFound.
        """
        self._roots.set_faces(root_id, False)
        return self._forget(kept_out(self._roots.all()), self._pictures)

    def of_model(self, forget: Forget, remove: Callable[[], None]) -> Forgotten:
        """Forget what a model made of photos, once `remove` has taken it away; photos are searched anew.

        Names, and what was decided, stay. Blocks and raises as `all` does: Refused comes before anything is
        done.
        """
        forgotten = self._forget(forget, self._pictures, remove)
        self._jobs.enqueue(FACES, {}, dedup_key=FACES)
        return forgotten

    def let_in(self, root_id: int) -> None:
        """Look for faces in this folder from now on; names that its photos hold come back with them.

        Raises NotFound.
        """
        if self._roots.set_faces(root_id, True):
            self._rows.let_in(root_id)
            self._jobs.enqueue(FACES, {}, dedup_key=FACES)
            self._jobs.enqueue(PEOPLE, {}, dedup_key=PEOPLE)

    def _forget(
        self,
        forget: Forget,
        pictures: Callable[[Gone], Iterable[Path]],
        first: Callable[[], None] = lambda: None,
    ) -> Forgotten:
        with self._at_rest():
            first()
            gone = self._rows.here(forget)
            removed = sum(_remove(each) for each in pictures(gone))
            self._db.compact()
            copies = self._rows.copies(forget)
        # What the last grouping remembers goes with it.
        self._jobs.enqueue(PEOPLE, {}, dedup_key=PEOPLE)
        self._events.publish("faces", {"ids": []}, coalesce_key="all")
        self._events.publish("people", {"changed": True}, coalesce_key="all")
        return Forgotten(gone.faces, gone.people, removed, copies, gone.vectors)

    def _pictures(self, gone: Gone) -> Iterator[Path]:
        paths = (crop_path(self._crops, stem) for stem in gone.crops)
        yield from (path for path in paths if path is not None)

    @contextmanager
    def _at_rest(self) -> Iterator[None]:
        """While nothing looks for faces or sorts them: what is under way would bring some back."""
        paused = self._jobs.all_paused
        self._jobs.pause_all()
        try:
            deadline, seen = Deadline(self._rest_s), -1
            while self._rows.looking(self._clock.now_ms()):
                if not deadline.left():
                    raise Refused(
                        "Keepers is still in the middle of reading photos, so nothing was forgotten yet. "
                        "Try again in a minute."
                    )
                seen = self._jobs.wait(seen, deadline.left(at_most=_ASK_S))
            yield
        finally:
            if not paused:
                self._jobs.resume_all()


def _files_in(folder: Path) -> Iterator[Path]:
    for place, _folders, names in os.walk(folder):
        yield from (Path(place) / name for name in names)


def _remove(file: Path) -> bool:
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise WriteFailed(
            f"The picture of a face could not be removed ({error.strerror}). The rest of it is forgotten; "
            "try again to remove this one too.",
            name=file.name,
        ) from error
    return True
