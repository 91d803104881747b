"""What goes on beside the answers: folders are looked through at the start, and watched after that."""

import logging
import threading
from pathlib import Path

import pytest

from keepers.base.events import Subscription
from keepers.library import Library
from keepers.web.caretaker import Caretaker
from web.conftest import fill

_PATIENCE_S = 60.0


def wait_for(events: Subscription, what: str, /, **data: object) -> None:
    """Go through events until there is one of this kind with these facts."""
    while True:
        event = events.next(_PATIENCE_S)
        assert event is not None, f"no {what} event with {data} came"
        if event.kind == what and all(event.data.get(key) == value for key, value in data.items()):
            return


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    fill(folder)
    return folder


def test_what_changed_while_keepers_was_closed_is_found_at_the_start(tmp_path: Path, photos: Path) -> None:
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(photos)
        library.work_until_idle()
        before = library.assets.count()
        (photos / "july copy.png").write_bytes((photos / "trip" / "july.png").read_bytes() + b"more")
        events = library.events.subscribe(library.events.last)
        caretaker = Caretaker(library)
        caretaker.start()
        wait_for(events, "job", kind="judge", state="done")
        caretaker.stop()
        assert library.assets.count() == before + 1


def test_work_is_taken_over_when_the_other_process_ends(tmp_path: Path, photos: Path) -> None:
    with (
        Library.open(tmp_path / "library", workers=1) as other,
        Library.open(tmp_path / "library", workers=1) as library,
    ):
        assert other.start_work()
        library.add_root(photos)
        caretaker = Caretaker(library, look_every_s=0.05)
        events = library.events.subscribe(library.events.last)
        caretaker.start()
        other.stop_work()
        wait_for(events, "job", kind="look", state="done")
        caretaker.stop()
        assert library.works_here


def test_a_folder_that_goes_away_and_comes_back_is_noticed(tmp_path: Path, photos: Path) -> None:
    with Library.open(tmp_path / "library", workers=1) as library:
        root = library.add_root(photos)
        library.work_until_idle()
        events = library.events.subscribe(library.events.last)
        caretaker = Caretaker(library, look_every_s=0.05)
        caretaker.start()
        wait_for(events, "job", kind="scan", state="done")
        away = photos.rename(tmp_path / "unplugged")
        wait_for(events, "root", id=root.id, state="offline")
        assert library.assets.count() > 0
        away.rename(photos)
        wait_for(events, "root", id=root.id, state="online")
        caretaker.stop()


class Heard(logging.Handler):
    """Tells when something was logged."""

    def __init__(self) -> None:
        super().__init__()
        self.something = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - the shape of a handler
        self.something.set()


def test_the_watch_goes_on_after_a_disk_that_would_not_write(tmp_path: Path, photos: Path) -> None:
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(photos)
        # Where the lock file would be, so that it cannot be written.
        library.lock.path.mkdir()
        heard = Heard()
        logger = logging.getLogger("keepers.web.caretaker")
        logger.addHandler(heard)
        caretaker = Caretaker(library, look_every_s=0.05)
        events = library.events.subscribe(library.events.last)
        caretaker.start()
        assert heard.something.wait(_PATIENCE_S)
        library.lock.path.rmdir()
        wait_for(events, "job", kind="scan", state="done")
        caretaker.stop()
        logger.removeHandler(heard)


@pytest.mark.parametrize(("after_s", "copies"), [(0.0, 1), (3600.0, 0)])
def test_the_days_copy_is_made_but_not_while_the_first_photos_are_wanted(
    tmp_path: Path, photos: Path, after_s: float, copies: int
) -> None:
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(photos)
        library.work_until_idle()
        events = library.events.subscribe(library.events.last)
        caretaker = Caretaker(library, look_every_s=0.05, back_up_after_s=after_s)
        caretaker.start()
        wait_for(events, "job", kind="scan", state="done")
        # That it notices this belongs to its second look: the first is over.
        photos.rename(photos.with_name("elsewhere"))
        wait_for(events, "root", state="offline")
        caretaker.stop(_PATIENCE_S)
        assert len(list((library.path / "backups").iterdir())) == copies
