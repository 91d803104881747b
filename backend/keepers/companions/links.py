"""Which picture of a folder belongs behind which, each by its best evidence. Pure.

Names alone link nothing: beside a name there is always an id, or a clock and a camera, that says the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from keepers.companions.edited_names import apple_original, takeout_original
from keepers.companions.piece import Piece, plain, same_camera, same_shape

#: Codes of evidence, the strongest first; docs/metadata.md says what each stands for.
EVIDENCE: Final = (
    "content_id", "derived_from", "same_document", "apple_edit", "takeout_edit", "same_shot", "same_moment",
)  # fmt: skip
_LONGEST_LIVE_MS: Final = 6000
_NEAR_MS: Final = 3000
_QUARTER_MS: Final = 900_000
_WIDEST_ZONES_MS: Final = 14 * 3_600_000
# A copy of the same shape with fewer of the pixels than this was made smaller, not edited.
_REDUCED: Final = 0.6

_Key = tuple[object, ...]
_Shelf = Mapping[_Key, Piece]


@dataclass(frozen=True)
class Link:
    """`child` belongs behind `parent`. `role`: raw, live, original or rendered; `evidence`: of EVIDENCE."""

    child: int
    parent: int
    role: str
    evidence: str


def links(pieces: Iterable[Piece]) -> list[Link]:
    """What belongs behind what in one folder: at most one link a piece, by the best evidence there is.

    Links may lead on to each other, and round in a circle where files lie about their origin.
    """
    ordered = sorted(pieces, key=lambda each: each.worth)
    shelf: dict[_Key, Piece] = {}
    for each in ordered:
        for key in _keys(each):
            shelf.setdefault(key, each)  # the best one has the place
    found = []
    for each in ordered:
        link = next(_film_links(each, shelf) if each.is_film else _still_links(each, shelf), None)
        if link is not None:
            found.append(link)
    return found


def _keys(each: Piece) -> Iterator[_Key]:
    """By what others may ask for a piece."""
    if each.second is not None:
        for name in each.names:
            yield "apple", apple_original(name), each.second, each.is_film
            yield "takeout", takeout_original(name), each.second, each.is_film
    if each.is_film:
        return
    for stem in each.stems:
        yield "stem", stem
        if each.content_id:
            yield "content", each.content_id, stem
        if each.second is not None and each.camera is not None:
            kind = "raw" if each.is_raw else "heif" if each.is_heif else each.format
            yield "shot", stem, each.second, plain(each.camera), kind
            if not each.is_raw:
                yield "shot", stem, each.second, plain(each.camera)
    if each.content_id:
        yield "content", each.content_id
    if each.second is None:
        return
    yield "derived", each.derived_from, each.second
    yield "document", each.document_id, each.second
    if each.original_document_id != each.document_id:
        yield "sibling", each.original_document_id, each.second


def _film_links(film: Piece, shelf: _Shelf) -> Iterator[Link]:
    if film.content_id:
        by_stem = (shelf.get(("content", film.content_id, stem)) for stem in film.stems)
        still = next(filter(None, by_stem), None) or shelf.get(("content", film.content_id))
        if still is not None:
            yield Link(film.id, still.id, "live", "content_id")
    yield from _edits(film, shelf)
    if film.duration_ms is None or film.duration_ms > _LONGEST_LIVE_MS:
        return
    # The bare film of a Pixel is called X.MP beside X.MP.jpg.
    for stem in (*film.stems, *map(plain, film.names)):
        still = shelf.get(("stem", stem))
        if still is not None and _same_moment(film, still):
            yield Link(film.id, still.id, "live", "same_moment")


def _still_links(each: Piece, shelf: _Shelf) -> Iterator[Link]:
    if each.second is None:
        return
    yield from _lineage(each, shelf)
    if not each.is_raw:
        yield from _edits(each, shelf)
    if each.camera is None:
        return
    for stem in each.stems:
        shot = ("shot", stem, each.second, plain(each.camera))
        if each.is_raw:
            developed = shelf.get(shot)
            if developed is not None:
                yield Link(each.id, developed.id, "raw", "same_shot")
        else:
            yield from _beside_heif(each, shelf, shot)


def _edits(each: Piece, shelf: _Shelf) -> Iterator[Link]:
    """Behind the copy that is named as its edited one and was taken in the same second."""
    if each.second is None:
        return
    for stem in each.stems:
        for key, evidence in (("apple", "apple_edit"), ("takeout", "takeout_edit")):
            edited = shelf.get((key, stem, each.second, each.is_film))
            if edited is not None and edited.id != each.id and same_camera(each, edited):
                yield Link(each.id, edited.id, "original", evidence)


def _lineage(each: Piece, shelf: _Shelf) -> Iterator[Link]:
    """By XMP: behind what was made of it, or before it where that is only smaller."""
    if each.document_id:
        ways = [("derived", "derived_from")]
        if each.original_document_id == each.document_id:
            ways.append(("sibling", "same_document"))
        for key, evidence in ways:
            made = shelf.get((key, each.document_id, each.second))
            if made is None or made.id == each.id or not same_camera(each, made):
                continue
            if each.is_raw and not made.is_raw:
                yield Link(each.id, made.id, "raw", evidence)
            elif not _is_reduced(made, each):
                yield Link(each.id, made.id, "original", evidence)
    origins = [(each.derived_from, "derived_from")]
    if each.original_document_id != each.document_id:
        origins.append((each.original_document_id, "same_document"))
    for document_id, evidence in origins:
        source = shelf.get(("document", document_id, each.second)) if document_id else None
        if source is not None and source.id != each.id and same_camera(each, source):
            own = source.original_document_id == source.document_id or evidence == "derived_from"
            if own and not source.is_raw and _is_reduced(each, source):
                yield Link(each.id, source.id, "rendered", evidence)


def _beside_heif(each: Piece, shelf: _Shelf, shot: _Key) -> Iterator[Link]:
    """A HEIC and a JPEG of one shot: the JPEG shows where it was cropped, for then it is the edited one."""
    if each.is_heif:
        other = shelf.get((*shot, "jpeg"))
        if other is not None and _is_cropped(other, each):
            yield Link(each.id, other.id, "original", "same_shot")
    elif each.format == "jpeg":
        other = shelf.get((*shot, "heif"))
        if other is not None and not _is_cropped(each, other):
            yield Link(each.id, other.id, "rendered", "same_shot")


def _is_reduced(copy: Piece, of: Piece) -> bool:
    return same_shape(copy, of) and copy.pixels < _REDUCED * of.pixels


def _is_cropped(jpeg: Piece, heif: Piece) -> bool:
    return bool(jpeg.pixels and heif.pixels) and not same_shape(jpeg, heif)


def _same_moment(film: Piece, still: Piece) -> bool:
    """Whether both began within three seconds of each other, as far as their zones are known."""
    if film.second is None or still.second is None or film.taken_ms is None or still.taken_ms is None:
        return False
    if film.taken_offset_min is not None and still.taken_offset_min is not None:
        zones = (film.taken_offset_min - still.taken_offset_min) * 60_000
        return abs(film.taken_ms - still.taken_ms - zones) <= _NEAR_MS
    # One of the two clocks counts in UTC: what lies between is a zone, in whole quarters of an hour.
    apart = abs(film.taken_ms - still.taken_ms)
    return apart <= _WIDEST_ZONES_MS + _NEAR_MS and min(apart % _QUARTER_MS, -apart % _QUARTER_MS) <= _NEAR_MS
