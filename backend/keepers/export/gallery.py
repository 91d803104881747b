"""The gallery: one HTML page that holds everything it needs and asks nobody for anything."""

import base64
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from importlib.resources import files
from itertools import groupby

# A panorama or a tall strip is cut to this in its row; the large view shows all of it.
_NARROWEST, _WIDEST = 0.5, 3.0
# Years with fewer photos than about a row each would be headings over empty space.
_ROW = 4

_ICONS = {"close": "M6 6l12 12M18 6L6 18", "back": "M15 5l-7 7 7 7", "next": "M9 5l7 7-7 7"}
_PLAY = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 4v16l13-8z"/></svg>'
_LABELS = {"close": "Close", "back": "Previous photo", "next": "Next photo"}


@dataclass(frozen=True, slots=True)
class GalleryPhoto:
    """A photo of the page: file name, wall-clock ms (None: not known), width / height, caption, WebP.

    `picture` reads the WebP when its turn comes, so that a page holds one at a time; None: there is none.
    `film_ms`: how long a film is, 0 where that is not known; None: a photo. A film shows as its picture.
    """

    name: str
    time_ms: int | None
    ratio: float
    caption: str
    picture: Callable[[], bytes | None]
    film_ms: int | None = None


def pages(title: str, photos: Sequence[GalleryPhoto]) -> Iterator[bytes]:
    """Yield the page in pieces of UTF-8. Oldest first, undated ones last, by year where years fill rows.

    Every word is escaped, and the page's own policy allows no script but its own and no request at all.
    """
    heading = title.strip() or "Photos"
    ordered = sorted(photos, key=lambda photo: (photo.time_ms is None, photo.time_ms or 0))
    yield _text(_top(heading, ordered))
    years = len({_year(photo) for photo in ordered})
    by_year = years > 1 and len(ordered) >= _ROW * years
    number = 0
    for year, group in groupby(ordered, key=_year if by_year else _together):
        name = str(year) if year is not None else "Without a date"
        yield _text(f"<section>\n<h2>{name}</h2>\n" if by_year else "<section>\n")
        yield _text('<ul class="rows">\n')
        for photo in group:
            number += 1
            yield from _tile(photo, number, len(ordered))
        yield _text("</ul>\n</section>\n")
    yield _text(_bottom())


def day_in_words(time_ms: int) -> str:
    """Return a day such as "17 August 2024"."""
    moment = _moment(time_ms)
    return f"{moment.day} {moment:%B} {moment.year}"


def span_in_words(first_ms: int, last_ms: int) -> str:
    """Return "17 August 2024", "3 to 17 August 2024", "3 July to 17 August 2024", or both in full."""
    first, last = _moment(first_ms), _moment(last_ms)
    if first.date() == last.date():
        return day_in_words(last_ms)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_in_words(last_ms)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {day_in_words(last_ms)}"
    return f"{day_in_words(first_ms)} to {day_in_words(last_ms)}"


def length_in_words(film_ms: int) -> str:
    """Return "0:07", "12:34" or "1:02:03"; nothing for a length that is not known."""
    minutes, seconds = divmod(round(film_ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    if film_ms <= 0:
        return ""
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _moment(time_ms: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=time_ms)


def _year(photo: GalleryPhoto) -> int | None:
    return None if photo.time_ms is None else _moment(photo.time_ms).year


def _together(_photo: GalleryPhoto) -> None:
    return None


def _text(text: str) -> bytes:
    # Names may hold what is no text (surrogates of undecodable bytes): shown as question marks.
    return text.encode("utf-8", "replace")


def _resource(name: str) -> str:
    return (files("keepers.export") / "page" / name).read_text("utf-8")


def _policy(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _top(heading: str, photos: Sequence[GalleryPhoto]) -> str:
    films = sum(photo.film_ms is not None for photo in photos)
    counts = ((len(photos) - films, "photo"), (films, "film"))
    said = [f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in counts if number]
    count = " and ".join(said) or "0 photos"
    times = [photo.time_ms for photo in photos if photo.time_ms is not None]
    facts = f"{count}, {span_in_words(times[0], times[-1])}" if times else count
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(_policy(_resource("gallery.js")))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(heading)}</title>
<link rel="icon" href="data:,">
<style>
{_resource("gallery.css")}</style>
</head>
<body>
<header>
<h1>{escape(heading)}</h1>
<p>{escape(facts)}</p>
</header>
<main>
"""


def _tile(photo: GalleryPhoto, number: int, total: int) -> Iterator[bytes]:
    date = "" if photo.time_ms is None else day_in_words(photo.time_ms)
    film = photo.film_ms is not None
    length = length_in_words(photo.film_ms or 0)
    kind = "Film" if film else "Photo"
    label = ". ".join(
        part for part in (f"{kind} {number} of {total}", photo.name, length, date, photo.caption) if part
    )
    ratio = min(max(photo.ratio, _NARROWEST), _WIDEST)
    yield _text(
        f'<li style="--r:{ratio:.4f}"><button class="tile" type="button" aria-label="{escape(label)}">'
    )
    picture = photo.picture()
    if picture is None:
        yield _text(f'<span class="missing">{escape(photo.name)}</span>')
    else:
        yield b'<img alt="" decoding="async" src="data:image/webp;base64,'
        yield base64.b64encode(picture)
        yield b'">'
    if film:
        yield _text(f'<span class="film">{_PLAY}{length}</span>')
    words = f"<b>{escape(date or photo.name)}</b>"
    if film:
        # The page shows its picture; who wants to see it move opens the file beside the page.
        words += f"<span>{escape(f'Film: {photo.name}')}</span>"
    if photo.caption:
        words += f"<span>{escape(photo.caption)}</span>"
    yield _text(f'<span class="words">{words}</span></button></li>\n')


def _bottom() -> str:
    buttons = "".join(
        f'<button id="{name}" type="button" aria-label="{_LABELS[name]}">'
        f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg></button>\n'
        for name, path in _ICONS.items()
    )
    return f"""</main>
<footer>Chosen and put together by Keepers. Nothing on this page leaves your computer.</footer>
<dialog aria-label="One photo, large">
<img id="picture" alt="">
<p id="about" aria-live="polite"><b id="words"></b><span id="count"></span></p>
{buttons}</dialog>
<script>{_resource("gallery.js")}</script>
</body>
</html>
"""
