"""Changes of fields merged into a packet: only what they say is set or taken away, and reads back equal."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.dom.minidom import Document

from keepers.metadata.dating import date_of
from keepers.metadata.exif import Exif
from keepers.metadata.exif_basics import Metadata
from keepers.metadata.fields import Field, Value, normal, of_said, same
from keepers.metadata.said import reconcile
from keepers.metadata.witnesses import Witnesses, claims_of
from keepers.metadata.xmp import Xmp, read_xmp
from keepers.metadata.xmp_keywords import Path, names_person, read_keywords
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES
from keepers.writing import xmp_keywords, xmp_people
from keepers.writing.about import About
from keepers.writing.errors import Unwritable
from keepers.writing.xmp_copies import put_copies
from keepers.writing.xmp_document import parsed
from keepers.writing.xmp_edit import put_text
from keepers.writing.xmp_faces import key_of
from keepers.writing.xmp_nodes import nodes
from keepers.writing.xmp_words import WRITERS, stamp

_LANGUAGES = ("title", "caption")


@dataclass(frozen=True)
class Merged:
    """A packet with changes in it, and what each field has to say once it is written."""

    document: Document
    wanted: dict[Field, Value]
    changed: frozenset[Field]


def merged(packet: bytes | None, changes: Mapping[Field, Value], about: About) -> Merged:
    """A packet with the changes in it; a new one where there is none.

    Raises Unwritable: too_large, too_many, too_deep, entities, broken; base.errors.Invalid for a value that
    is none of its field.
    """
    values = {field: normal(field, value) for field, value in changes.items()}
    document, tree = parsed(packet, about.software)
    holders = nodes(document)
    before = fields_of(packet or b"", about)
    for field, write in WRITERS.items():
        # Other languages stay where the text does.
        if field in values and not (field in _LANGUAGES and values[field] == before[field] is not None):
            write(holders, values[field])
            put_copies(holders, tree, field, before[field], values[field])
    had = read_keywords(tree.properties)
    people = _people_tags(had.paths, values, before)
    if "people" in values:
        known = {key_of(person["name"]) for person in before["people"] or ()}
        xmp_people.put_people(holders, tree, values["people"] or (), known, about)
    if "keywords" in values:
        xmp_keywords.put_keywords(holders, values["keywords"] or (), had, people)
    elif "people" in values and any(map(names_person, had.paths)):
        gone = {key_of(path[-1]) for path in had.paths if names_person(path)}
        gone -= {key_of(path[-1]) for path in people}
        xmp_keywords.put_people(holders, had, people, gone)
    put_text(holders, "xmp:MetadataDate", stamp(about.now_ms // 1000 * 1000, 0))
    return Merged(document, {**before, **values}, frozenset(values))


def fields_of(packet: bytes, about: About) -> dict[Field, Value]:
    """What readers take from a sidecar with this packet; nothing where it says nothing."""
    return _fields(read_xmp(packet), about)


def check(merge: Merged, after: bytes, about: About) -> None:
    """Raise Unwritable unless what was written reads back, and every other field reads as it did before.

    Reasons: too_large, where there is more of it now than readers take; verify_failed.
    """
    if len(after) > MAX_PACKET_BYTES:
        raise Unwritable("too_large", f"{len(after):,} bytes")
    now = read_xmp(after)
    read = _fields(now, about)
    for field, wanted in merge.wanted.items():
        if field == "date" and field in merge.changed and wanted is None:
            # What is left is what others than people said of when: a scanner, the satellites.
            wrong = now.times.original is not None or now.times.created is not None
        else:
            wrong = not same(field, read[field], wanted)
        if wrong:
            raise Unwritable("verify_failed", f"{field}: {read[field]!r} instead of {wanted!r}")


def _fields(xmp: Xmp, about: About) -> dict[Field, Value]:
    turned = Exif(Metadata(orientation=about.orientation))
    witnesses = Witnesses(exif=turned, sidecar=xmp, size=(about.width, about.height))
    dated = date_of(claims_of(witnesses), "", about.now_ms * 1_000_000, now_ms=about.now_ms)
    return of_said(reconcile(witnesses), dated)


def _people_tags(
    had: tuple[Path, ...], values: Mapping[Field, Value], before: Mapping[Field, Value]
) -> list[Path]:
    """The keywords under "People" as they are to be: none where there were none."""
    tags = {key_of(path[-1]): path for path in had if names_person(path)}
    if not tags or "people" not in values:
        return list(tags.values())
    root = next(iter(tags.values()))[0]
    names = {key_of(person["name"]): person["name"] for person in values["people"] or ()}
    # A plain keyword that is somebody's name too would be taken for that person.
    plain = {key_of(each) for each in values.get("keywords", before["keywords"]) or ()}
    return [
        tags.get(key) or (root, name)
        for key, name in names.items()
        # A name that holds what stands between the parts of a tree would become a path.
        if key in tags or (key not in plain and not set(name) & {"/", "|"})
    ]
