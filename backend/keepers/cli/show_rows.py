"""What is known of a file as lines for people, in groups: when, where, who, words, camera, file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from keepers.cli.show_document import zone
from keepers.media.reading import Everything
from keepers.metadata.dates import Moment
from keepers.metadata.facts import WHY, Fact
from keepers.metadata.regions import Box, Region
from keepers.metadata.said import Said
from keepers.metadata.wall_clock import from_ms

_SHAPES = {"second": "%Y-%m-%d %H:%M:%S", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_TURNS = {
    2: "mirrored", 3: "turned by 180°", 4: "mirrored, turned by 180°",
    5: "mirrored, turned by 90° to the left", 6: "turned by 90° to the right",
    7: "mirrored, turned by 90° to the right", 8: "turned by 90° to the left",
}  # fmt: skip
_KINDS = {"person": "a face without a name", "pet": "a pet", "focus": "in focus", "barcode": "a barcode"}


@dataclass(frozen=True)
class Row:
    """One line. `source`: who says so, why that is believed, and what others say."""

    field: str
    value: str
    source: str = ""


def groups(found: Everything) -> list[tuple[str, list[Row]]]:
    """The lines of a file by group; a group nobody says anything of is empty."""
    return [
        ("When", list(_when(found))),
        ("Where", list(_where(found.said))),
        ("Who", list(_who(found.said))),
        ("Words", list(_words(found.said))),
        ("Camera", list(_camera(found))),
        ("Film", list(_film(found))),
        ("File", list(_file(found))),
    ]


def _when(found: Everything) -> Iterator[Row]:
    dated = found.dated
    moment = Moment(dated.time.time_ms, dated.time.offset_min, dated.precision)
    others = "; ".join(f"{source}: {_moment(other)}" for source, other in dated.others)
    said = f"{dated.time.source} ({dated.code})"
    yield Row("Taken", _moment(moment), f"{said}; also {others}" if others else said)
    yield Row("How sure", f"{dated.confidence.capitalize()}. {dated.words}")


def _where(said: Said) -> Iterator[Row]:
    named = [each for each in (said.sublocation, said.city, said.state, said.country) if each]
    if named:
        sources = "; ".join(dict.fromkeys(f"{each.source} ({WHY[each.why]})" for each in named))
        yield Row("Place", ", ".join(each.value for each in named), sources)
    yield from _line("Position", said.position, lambda at: f"{at[0]:.6f}, {at[1]:.6f}")
    yield from _line("Altitude", said.altitude_m, lambda metres: f"{metres:.0f} m")
    yield from _line("Direction", said.direction_deg, lambda degrees: f"{degrees:.0f}° from north")


def _who(said: Said) -> Iterator[Row]:
    for person in said.people:
        where = _box(person.box) if person.box else "not marked in the picture"
        yield Row(person.name, where, "; ".join(person.sources))
    for region in said.regions:
        if region.kind != "person" or not region.name:
            yield Row(_named(region), _box(region.box), region.source)


def _words(said: Said) -> Iterator[Row]:
    yield from _line("Title", said.title, str)
    yield from _line("Headline", said.headline, str)
    yield from _line("Caption", said.description, str)
    yield from _line("Keywords", said.keywords, ", ".join)
    yield from _line(
        "Keyword trees", said.keyword_paths, lambda paths: ", ".join(" > ".join(path) for path in paths)
    )
    yield from _line("Rating", said.rating, _stars)
    yield from _line("Label", said.label, str)
    yield from _line("Favourite", said.favourite, lambda yes: "yes" if yes else "no")
    yield from _line("By", said.creators, ", ".join)
    yield from _line("Rights", said.rights, str)
    if said.albums:
        yield Row("Albums", ", ".join(said.albums))


def _camera(found: Everything) -> Iterator[Row]:
    exif, said = found.embedded.exif, found.said
    shot = exif.basics
    if shot.camera:
        yield Row("Camera", shot.camera, said.make.source if said.make else "")
    elif said.model:
        make, model = said.make.value if said.make else "", said.model.value
        named = model if model.casefold().startswith(make.casefold()) else f"{make} {model}"
        yield Row("Camera", named, said.model.source)
    yield from _line("Lens", said.lens, str)
    exposure = [
        _seconds(shot.exposure_s) if shot.exposure_s else "",
        f"f/{shot.f_number:g}" if shot.f_number else "",
        f"ISO {shot.iso}" if shot.iso else "",
        f"{shot.focal_mm:g} mm" if shot.focal_mm else "",
        f"{exif.focal_35mm} mm on 35 mm film" if exif.focal_35mm else "",
        "with flash" if exif.flash_fired else "",
    ]
    if any(exposure):
        yield Row("Shot", ", ".join(filter(None, exposure)), "exif")
    for field, value in (
        ("Program", exif.software),
        ("Body number", exif.body_serial),
        ("Lens number", exif.lens_serial),
        ("Owner", exif.owner),
    ):
        if value:
            yield Row(field, value, "exif")


def _film(found: Everything) -> Iterator[Row]:
    film = found.film
    if film is None:
        return
    if film.duration_ms:
        seconds = film.duration_ms / 1000
        minutes, rest = divmod(round(seconds), 60)
        yield Row("Length", f"{seconds:.1f} s" if seconds < 60 else f"{minutes}:{rest:02d}")
    if film.width and film.height:
        yield Row("Pictures", f"{film.width} x {film.height}")
    if film.codec:
        yield Row("Packed as", film.codec)
    if film.turn:
        yield Row("Shown", "upside down" if film.turn == 180 else f"turned by 90° to the {_side(film.turn)}")
    if film.software:
        yield Row("Program", film.software)


def _side(turn: int) -> str:
    return "right" if turn == 90 else "left"


def _file(found: Everything) -> Iterator[Row]:
    said, size = found.said, found.embedded.size
    kind = found.format or "no picture that Keepers reads"
    stored = f", {size[0]} x {size[1]}" if size else ""
    yield Row("Kind", f"{kind}{stored}, {found.bytes:,} bytes")
    if said.orientation and said.orientation.value in _TURNS:
        yield Row("Shown", _TURNS[said.orientation.value], said.orientation.source)
    if said.lineage.is_copy:
        made = said.lineage.creator_tool
        yield Row("Made from", "another file" + (f", with {made}" if made else ""), "xmp:xmpMM")
    if said.panorama:
        yield Row("Panorama", said.panorama.projection, "xmp:GPano")
    if said.motion:
        length = said.motion.length
        yield Row("Film in it", f"{length:,} bytes" if length else "yes", "xmp:GCamera")
    if said.gain_map:
        yield Row("HDR", "with a gain map", "xmp")
    flags = [
        name
        for name, on in (
            ("archived", found.beside.takeout is not None and found.beside.takeout.archived),
            ("in the bin", found.beside.takeout is not None and found.beside.takeout.trashed),
            ("hidden", found.beside.icloud is not None and bool(found.beside.icloud.hidden)),
            ("deleted", found.beside.icloud is not None and bool(found.beside.icloud.deleted)),
        )
        if on
    ]
    if flags:
        yield Row("At the service", ", ".join(flags))
    if found.beside.files:
        yield Row("Beside it", ", ".join(dict.fromkeys(name for _what, name in found.beside.files)))


def _line(field: str, fact: Fact[Any] | None, shown: Callable[[Any], str]) -> Iterator[Row]:
    if fact is None:
        return
    others = "; ".join(f"{source}: {shown(value)}" for source, value in fact.others)
    source = f"{fact.source} ({WHY[fact.why]})"
    yield Row(field, shown(fact.value), f"{source}; not {others}" if others else source)


def _moment(moment: Moment) -> str:
    try:
        wall = from_ms(moment.time_ms)
    except OverflowError:
        return f"{moment.time_ms} ms"
    # Not strftime for the year: before 1000 it leaves the noughts out.
    said = wall.strftime(_SHAPES[moment.precision]).rjust(len(_SHAPES[moment.precision]), "0")
    return f"{said} {zone(moment.offset_min)}".rstrip()


def _named(region: Region) -> str:
    return region.name or _KINDS.get(region.kind, "a marked part")


def _box(box: Box) -> str:
    return f"{box.x:.0%} from the left, {box.y:.0%} from the top, {box.width:.0%} wide, {box.height:.0%} high"


def _stars(rating: int) -> str:
    return "rejected" if rating < 0 else f"{rating} of 5" if rating else "none"


def _seconds(exposure: float) -> str:
    return f"1/{1 / exposure:.0f} s" if exposure < 0.4 else f"{exposure:g} s"
