"""Faces with names in a packet's two lists of regions, each spelt as its makers do."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.dom.minidom import Element

from keepers.metadata.regions import Box, kind_of, overlap, within
from keepers.metadata.words import in_one_line
from keepers.metadata.xmp_regions import area_box, dimensions, rectangle_box
from keepers.metadata.xmp_tree import Tree, Value
from keepers.metadata.xmp_values import text
from keepers.writing.xmp_document import elements
from keepers.writing.xmp_edit import (
    add,
    drop,
    element_of,
    entries,
    is_said,
    listed,
    mark,
    parent_of,
    put_text,
    remove,
    renewed,
)
from keepers.writing.xmp_nodes import body

Holders = Sequence[Element]
Size = tuple[float, float]

# From here on two programs mean one face.
_SAME_FACE: Final = 0.4
_NEAR: Final = 1e-6


@dataclass(frozen=True)
class Spelling:
    """How a list of regions is spelt: the property, its list, and what an entry has."""

    name: str
    list_name: str
    person: str
    type_name: str | None
    read_box: Callable[[Mapping[str, Value], Size | None], Box | str]
    put_box: Callable[[Element, Box], None]


@dataclass(frozen=True)
class Face:
    """A region in the packet. `box`: as the packet counts; None where it cannot be read."""

    carrier: Element
    name: str
    person: bool
    box: Box | None


@dataclass(frozen=True)
class Wanted:
    """Who is to be there, by `key_of`: names, boxes as the packet counts. `known`: who was read from it."""

    names: Mapping[str, str]
    boxes: Mapping[str, Box]
    known: set[str]


def key_of(name: str) -> str:
    """By what two spellings of a name are the same."""
    return _shown(name).casefold()


def marked(
    holders: Holders, tree: Tree, spelling: Spelling, size: Size | None = None
) -> tuple[list[Face], Size | None]:
    """The regions in the packet, and the size they were noted on. `size`: read them as if on that."""
    info = tree.properties.get(spelling.name, Value())
    applied = dimensions(info.fields.get("mwg-rs:AppliedToDimensions"))
    read = info.fields.get(spelling.list_name, Value()).items
    found = []
    for carrier, item in zip(_carriers(holders, spelling), read, strict=False):
        name = text(item.fields, spelling.person) or ""
        kind = kind_of(text(item.fields, spelling.type_name) or "" if spelling.type_name else "face", name)
        box = spelling.read_box(item.fields, size or applied)
        found.append(Face(carrier, name, kind == "person", box if isinstance(box, Box) else None))
    return found, applied


def put_faces(holders: Holders, faces: Sequence[Face], wanted: Wanted, spelling: Spelling) -> None:
    """Bring a list of regions in line with who is in the picture, and where."""
    done = _put_known(faces, wanted, spelling)
    unnamed = [face for face in faces if face.person and not face.name and face.box is not None]
    for key, box in wanted.boxes.items():
        if key in done:
            continue
        found = next((each for each in unnamed if each.box and overlap(each.box, box) >= _SAME_FACE), None)
        if found is not None:
            unnamed.remove(found)
            inside = body(found.carrier)
        else:
            inside = _new(holders, spelling)
        put_text([inside], spelling.person, wanted.names[key])
        if found is None and spelling.type_name:
            put_text([inside], spelling.type_name, "Face")
        if found is None or not _same(found.box, box):
            spelling.put_box(inside, box)
    if not _carriers(holders, spelling):
        drop(holders, spelling.name)


def structure(holders: Holders, name: str) -> Element:
    """The property that is a structure, made where there is none."""
    fresh = not is_said(holders, name)
    info = element_of(holders, name)
    if fresh:
        mark(info, "rdf:parseType", "Resource")
    return info


def _put_known(faces: Sequence[Face], wanted: Wanted, spelling: Spelling) -> set[str]:
    """Bring the regions of named people in line; the keys of those who now are where they should be."""
    done: set[str] = set()
    for face in faces:
        key = key_of(face.name)
        # Somebody may be marked twice, as where a mirror shows them twice.
        if not face.person or not face.name or key in done:
            continue
        if key not in wanted.boxes:
            # What could not be read was never shown: it stays, unless it is of somebody who was taken away.
            if face.box is not None or (key in wanted.known and key not in wanted.names):
                remove(face.carrier)
            continue
        done.add(key)
        inside = body(face.carrier)
        if _shown(face.name) != wanted.names[key]:
            put_text([inside], spelling.person, wanted.names[key])
        if not _same(face.box, wanted.boxes[key]):
            spelling.put_box(inside, wanted.boxes[key])
    return done


def _carriers(holders: Holders, spelling: Spelling) -> list[Element]:
    """The entries of the list readers take, in their order."""
    for holder in holders:
        for info in entries(holder, spelling.name):
            if not isinstance(info, Element):
                return []
            lists = entries(body(info), spelling.list_name)
            said = next((each for each in lists if isinstance(each, Element)), None)
            inside = listed(said) if said is not None else None
            return elements(inside) if inside is not None else []
    return []


def _new(holders: Holders, spelling: Spelling) -> Element:
    """A new entry of the list, made where there is none."""
    around = element_of([body(structure(holders, spelling.name))], spelling.list_name)
    inside = listed(around)
    if inside is None:
        inside = add(renewed(parent_of(around), around), "rdf:Bag")
    item = add(inside, "rdf:li")
    mark(item, "rdf:parseType", "Resource")
    return item


def _read_area(fields: Mapping[str, Value], size: Size | None) -> Box | str:
    return area_box(fields.get("mwg-rs:Area", Value()).fields, size)


def _put_area(inside: Element, box: Box) -> None:
    """The middle and the size, as parts of the picture (MWG 2.0, 5.9.4)."""
    element = renewed(inside, element_of([inside], "mwg-rs:Area"))
    middle = (box.x + box.width / 2, box.y + box.height / 2, box.width, box.height)
    for key, number in zip("xywh", middle, strict=True):
        mark(element, f"stArea:{key}", _number(number))
    mark(element, "stArea:unit", "normalized")


def _read_rectangle(fields: Mapping[str, Value], size: Size | None) -> Box | str:  # noqa: ARG001 - parts only
    return rectangle_box(fields)


def _put_rectangle(inside: Element, box: Box) -> None:
    corner = (box.x, box.y, box.width, box.height)
    put_text([inside], "MPReg:Rectangle", ", ".join(map(_number, corner)))


def _number(number: float) -> str:
    return f"{number:.8f}".rstrip("0").rstrip(".") or "0"


def _same(one: Box | None, other: Box) -> bool:
    inside = within(other)
    if one is None or inside is None:
        return False
    return all(abs(a - b) <= _NEAR for a, b in zip(vars(one).values(), vars(inside).values(), strict=True))


def _shown(name: str) -> str:
    return unicodedata.normalize("NFC", in_one_line(name))


MWG: Final = Spelling(
    "mwg-rs:Regions", "mwg-rs:RegionList", "mwg-rs:Name", "mwg-rs:Type", _read_area, _put_area
)
MICROSOFT: Final = Spelling(
    "MP:RegionInfo", "MPRI:Regions", "MPReg:PersonDisplayName", None, _read_rectangle, _put_rectangle
)
