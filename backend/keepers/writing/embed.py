"""What a person changed, written into the bytes of a photo: EXIF, XMP and IPTC, as other programs read them.

Pure: bytes in, bytes out. Pixels, and all that is not changed, stay byte for byte; `verify` proves it, by the
readers every photo is read with. What cannot be written safely is refused (`Unwritable`), never half written.
docs/metadata.md tells for people what is written where.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC
from itertools import zip_longest
from typing import Any, Final

from keepers.metadata.beside import Beside
from keepers.metadata.dating import Dated, date_of
from keepers.metadata.embedded import Embedded, read_embedded, witnesses_of
from keepers.metadata.exif import Exif, read_exif
from keepers.metadata.fields import FIELDS, Field, Value, of_said, same
from keepers.metadata.said import Said, reconcile
from keepers.metadata.witnesses import claims_of
from keepers.writing import jpeg, png, tiff, webp
from keepers.writing.about import About
from keepers.writing.carried import Carried
from keepers.writing.errors import Unwritable
from keepers.writing.exif_block import MAIN, read_block
from keepers.writing.exif_fields import MAKES_EXIF, exif_edits, resolution_edits
from keepers.writing.exif_kept import keeps
from keepers.writing.exif_patch import empty_block, patch
from keepers.writing.iptc_datasets import write_iptc
from keepers.writing.iptc_resources import other_resources, write_resources
from keepers.writing.names_elsewhere import without_gone
from keepers.writing.packet_room import fitted
from keepers.writing.xmp_packet import SEGMENT, write_packet

#: Formats, as `media.formats.sniff` names them, that metadata is written into; all others get a sidecar.
EMBEDDABLE: Final = frozenset({"jpeg", "png", "webp", "tiff"})
#: Larger files are left alone: all of it is in memory, several times.
MAX_BYTES: Final = 256 << 20

Changes = Mapping[Field, Value]

_READERS: Final[Mapping[str, Callable[[bytes], Carried]]] = {
    "jpeg": jpeg.carried, "png": png.carried, "webp": webp.carried, "tiff": tiff.carried,
}  # fmt: skip
_WRITERS: Final[Mapping[str, Callable[[bytes, Carried], bytes]]] = {
    "jpeg": jpeg.carrying, "png": png.carrying, "webp": webp.carrying,
}  # fmt: skip
_KEPT: Final[Mapping[str, Callable[[bytes], Iterable[bytes | memoryview]]]] = {
    "jpeg": jpeg.kept, "png": png.kept, "webp": webp.kept, "tiff": tiff.kept,
}  # fmt: skip
# Bytes there are for a block of EXIF in one segment.
_JPEG_EXIF: Final = jpeg.ROOM - 6
# What a file says besides the fields, none of which a change may alter.
_OTHERS: Final = (
    "headline", "favourite", "creators", "rights", "altitude_m", "direction_deg", "make", "model", "lens",
    "orientation", "lineage", "panorama", "motion", "gain_map",
)  # fmt: skip
# Who says when a picture was taken because somebody told; a date that is taken away goes from there.
_GIVEN: Final = {"exif_original", "xmp_original", "xmp_created", "iptc_created"}
# Bytes that are compared at once.
_STEP: Final = 1 << 20
# What reading damaged bytes may raise.
_DAMAGE: Final = (struct.error, ValueError, LookupError, OverflowError, zlib.error)


def embed(data: bytes, kind: str, changes: Changes, about: About) -> bytes:
    """The file with these fields changed, every other byte that matters as it was; it was verified.

    `kind`: the format, as `sniff` names it; `changes`: fields with normal values (`fields.normal`), None
    takes one away. Raises Unwritable with its reason; base.errors.Invalid for a value that is none of its
    field.
    """
    if kind not in EMBEDDABLE:
        raise Unwritable("unsupported", kind)
    if len(data) > MAX_BYTES:
        raise Unwritable("too_large", f"{len(data):,} bytes")
    try:
        after, cramped, extended = _written(data, kind, changes, about)
    except _DAMAGE as error:
        raise Unwritable("broken", str(error)) from None
    try:
        verify(data, after, kind, changes, about)
    except Unwritable as error:
        # What stands in the way is known better than that something does.
        reason = "no_room" if cramped else "extended_xmp" if extended else error.reason
        raise Unwritable(reason, error.detail) from None
    return after


def verify(before: bytes, after: bytes, kind: str, changes: Changes, about: About) -> None:
    """Make sure that each field reads back, that nothing else says anything else, and that the pixels and all
    foreign parts are the same bytes. Raises Unwritable `verify_failed`."""
    try:
        if not _same_bytes(_KEPT[kind](before), _KEPT[kind](after)):
            raise Unwritable("verify_failed", "pixels or foreign parts")
        was, now = _READERS[kind](before), _READERS[kind](after)
        if not keeps(was.exif, now.exif):
            raise Unwritable("verify_failed", "tags of EXIF")
        if not _same_bytes(_resources(was), _resources(now)):
            raise Unwritable("verify_failed", "Photoshop's resources")
        said, _, fields = _says(read_embedded(before), about)
        said_now, dated_now, fields_now = _says(read_embedded(after), about)
    except _DAMAGE as error:
        raise Unwritable("verify_failed", str(error)) from None
    for field in FIELDS:
        wanted, found = changes.get(field, fields[field]), fields_now[field]
        if field == "date" and field in changes and wanted is None:
            right = dated_now.time.source not in _GIVEN
        else:
            right = same(field, wanted, found)
        if not right:
            raise Unwritable("verify_failed", f"{field}: {found!r} instead of {wanted!r}")
    for other in _OTHERS:
        if _value(said, other) != _value(said_now, other):
            raise Unwritable("verify_failed", other)


def _written(data: bytes, kind: str, changes: Changes, about: About) -> tuple[bytes, bool, bool]:
    """The file, whether EXIF had no room and was left, and whether XMP goes on elsewhere."""
    old = _READERS[kind](data)
    packet = write_packet(old.xmp, changes, about)
    xmp = fitted(packet, len(old.xmp or b""), SEGMENT if kind == "jpeg" else None)
    of_iptc, of_exif = _elder(data, changes, about)
    resources = _new(write_resources, old.resources, of_iptc)
    iptc = _new(write_iptc, old.iptc, of_iptc)
    if kind == "tiff":
        edits = exif_edits(of_exif, read_exif(data), read_block(data), in_tiff=True)
        return tiff.carrying(data, edits, Carried(None, xmp, resources, iptc)), False, False
    density = jpeg.density(data) if kind == "jpeg" else None
    exif = _exif(old.exif, of_exif, density, (about.width, about.height))
    cramped = kind == "jpeg" and exif is not None and len(exif) > _JPEG_EXIF
    new = Carried(None if cramped else exif, xmp, resources)
    return _WRITERS[kind](data, new), cramped, old.extended


def _elder(data: bytes, changes: Changes, about: About) -> tuple[Changes, Changes]:
    """The changes as IPTC and as EXIF take them, which have no word for people but list them as keywords."""
    if "people" not in changes:
        return changes, changes
    embedded = read_embedded(data)
    _, _, counts = _says(embedded, about)
    of_iptc = embedded.iptc.keywords if embedded.iptc else ()
    return (
        without_gone(of_iptc, changes, counts),
        without_gone(embedded.exif.windows_keywords, changes, counts),
    )


def _exif(
    block: bytes | None, changes: Changes, density: tuple[int, int, int] | None, size: tuple[int, int]
) -> bytes | None:
    """The block with its tags changed; None where it stays as it is. `density`: of a JPEG, for a new one."""
    if block is None:
        if not any(field in MAKES_EXIF and value is not None for field, value in changes.items()):
            return None
        block = empty_block()
        if density is not None:
            block = patch(block, {MAIN: resolution_edits(read_block(block), density)})
    before = read_exif(block)
    try:
        edits = exif_edits(changes, before, read_block(block), size=size if density else None)
    except Unwritable:
        if _speaks_of(before, changes):
            raise
        # It is damaged, and has nothing to do with what is changed.
        return None
    return patch(block, edits) if any(edits.values()) else None


def _speaks_of(exif: Exif, changes: Changes) -> bool:
    """Whether EXIF has a say in these fields: always in some, in others where Windows' tags are there."""
    if not changes.keys().isdisjoint({"date", "position", "caption", "rating"}):
        return True
    titled, tagged = exif.windows_title is not None, bool(exif.windows_keywords)
    return ("title" in changes and titled) or ("keywords" in changes and tagged)


def _new(write: Callable[[bytes, Changes], bytes], old: bytes | None, changes: Changes) -> bytes | None:
    """What `write` makes of a block; None where there is none, or it stays as it is."""
    made = write(old, changes) if old is not None else None
    return None if made == old else made


def _resources(blocks: Carried) -> list[bytes]:
    """Photoshop's resources but for the IPTC, which a change is written into."""
    return [] if blocks.resources is None else other_resources(blocks.resources)


def _same_bytes(one: Iterable[bytes | memoryview], other: Iterable[bytes | memoryview]) -> bool:
    pairs = zip_longest(one, other)
    return all(a is not None and b is not None and _same_piece(a, b) for a, b in pairs)


def _same_piece(one: bytes | memoryview, other: bytes | memoryview) -> bool:
    # As bytes, as comparing views goes byte by byte; not all at once, as that would be another copy of all.
    return len(one) == len(other) and all(
        bytes(one[at : at + _STEP]) == bytes(other[at : at + _STEP]) for at in range(0, len(one), _STEP)
    )


def _says(embedded: Embedded, about: About) -> tuple[Said, Dated, dict[Field, Value]]:
    """What the file alone says, by the readers that every photo is read with."""
    witnesses = witnesses_of(embedded, Beside())
    said = reconcile(witnesses)
    dated = date_of(claims_of(witnesses), "", 0, now_ms=about.now_ms, zone=UTC)
    return said, dated, of_said(said, dated)


def _value(said: Said, name: str) -> Any:
    fact = getattr(said, name)
    return getattr(fact, "value", fact)
