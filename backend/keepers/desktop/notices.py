"""Which ends of work are worth telling a person whose window is hidden, and in which words. A rule.

Told is what somebody waited for: photos that came in, an export, the sample photos, and whatever stopped
half-way. One burst of work is one notice. Rescans that found nothing are nobody's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from keepers.catalog.arrivals import Arrived

Place = Literal["photos", "activity"]

#: Kinds of jobs whose end may be told.
KINDS: Final = ("demo", "scan", "look", "group", "judge", "export")

_MOST_NAME: Final = 60
_MOST_OTHERS: Final = 3
_STOPPED: Final = {
    "demo": "The sample photos are not finished",
    "scan": "Looking for photos stopped",
    "look": "Reading photos stopped",
    "group": "Finding what belongs together stopped",
    "judge": "Comparing photos stopped",
}
_UNSAYABLE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True)
class Ended:
    """A job that is over: done, or `failed` with a `message` for people.

    `photos` is how many are where they should be now, `problems` how many could not be put there; `name` is
    what an export is called.
    """

    kind: str
    failed: bool = False
    name: str = ""
    photos: int = 0
    problems: int = 0
    message: str = ""


@dataclass(frozen=True)
class Notice:
    """What to show: `title`, `body` (may be empty), and the place that a click opens."""

    title: str
    body: str
    place: Place


@dataclass(frozen=True)
class _Part:
    title: str
    body: str
    place: Place
    sentence: str


def notice_of(ended: Sequence[Ended], arrived: Arrived) -> Notice | None:
    """What to tell of one burst of work; None when nothing of it is worth telling."""
    parts = [
        *(_stopped(each) for each in ended if each.failed and each.kind in KINDS),
        *_sample_photos(ended),
        *_photos(ended, arrived),
        *(part for each in ended if each.kind == "export" and not each.failed for part in _export(each)),
    ]
    if not parts:
        return None
    first, others = parts[0], parts[1:]
    said = [first.body] if first.body else []
    said += [each.sentence for each in others[:_MOST_OTHERS]]
    if len(others) > _MOST_OTHERS:
        said.append(f"And {len(others) - _MOST_OTHERS:,} more.")
    same_place = all(each.place == first.place for each in others)
    return Notice(first.title, " ".join(said), first.place if same_place else "activity")


def _photos(ended: Sequence[Ended], arrived: Arrived) -> list[_Part]:
    samples = sum(each.photos for each in ended if each.kind == "demo" and not each.failed)
    added, unreadable = max(0, arrived.added - samples), arrived.unreadable
    if added and unreadable:
        title, unread = f"{_count(added)} added", f"{unreadable:,} could not be read"
        return [_Part(title, f"{unread}.", "activity", f"{title}, {unread}.")]
    if added:
        title = f"{_count(added)} added"
        return [_Part(title, "", "photos", f"{title}.")]
    if unreadable:
        title = f"{_count(unreadable)} could not be read"
        return [_Part(title, "Activity says which, and why.", "activity", f"{title}.")]
    return []


def _sample_photos(ended: Sequence[Ended]) -> list[_Part]:
    photos = sum(each.photos for each in ended if each.kind == "demo" and not each.failed)
    if not photos:
        return []
    title = "The sample photos are ready"
    return [_Part(title, f"{_count(photos)}.", "photos", f"{title}: {_count(photos)}.")]


def _export(export: Ended) -> list[_Part]:
    name = _name(export.name)
    problems = f"{export.problems:,} could not be exported"
    if export.photos:
        title = f"{name} is ready"
        said = f"{_count(export.photos)}, {problems}." if export.problems else f"{_count(export.photos)}."
        return [_Part(title, said, "activity", f"{title}: {said}")]
    if export.problems:
        title = f"{name} is empty"
        said = f"{_count(export.problems)} could not be exported."
        return [_Part(title, said, "activity", f"{title}: {said}")]
    return []


def _stopped(job: Ended) -> _Part:
    title = _STOPPED.get(job.kind, f"{_name(job.name)} is not finished")
    return _Part(title, job.message, "activity", f"{title}.")


def _name(name: str) -> str:
    """What a person called it, on one line and short enough for a title."""
    plain = _UNSAYABLE.sub(" ", name).strip()
    if len(plain) > _MOST_NAME:
        plain = plain[: _MOST_NAME - 1].rstrip() + "…"
    return plain or "The export"


def _count(photos: int) -> str:
    return f"{photos:,} photo" if photos == 1 else f"{photos:,} photos"
