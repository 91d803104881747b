"""People in XMP: their names, and their faces as regions, by the Metadata Working Group and by Microsoft.

Regions of other kinds, and faces without a name, stay. A region of somebody keeps what else it says.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.dom.minidom import Element

from keepers.metadata.fields import Value
from keepers.metadata.regions import Box, as_stored, is_upright_already, kind_of, overlap, within
from keepers.metadata.words import in_one_line
from keepers.metadata.xmp_regions import area_box, dimensions, rectangle_box
from keepers.metadata.xmp_tree import Tree
from keepers.metadata.xmp_tree import Value as Read
from keepers.metadata.xmp_values import text
from keepers.writing.about import About
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
    put_texts,
    remove,
    renewed,
)
from keepers.writing.xmp_nodes import body

Holders = Sequence[Element]

_MWG: Final = "mwg-rs:Regions"
_MICROSOFT: Final = "MP:RegionInfo"
_PERSONS: Final = "Iptc4xmpExt:PersonInImage"
# From here on two programs mean one face.
_SAME_FACE: Final = 0.4
_NEAR: Final = 1e-6


@dataclass(frozen=True)
class _Marked:
    """A region in the packet. `box`: of the picture as the packet counts it; None where it cannot be read."""

    carrier: Element
    name: str
    person: bool
    box: Box | None


@dataclass(frozen=True)
class _Kind:
    """How one of the two spells a region."""

    name: str
    set_box: Callable[[Element, Box], None]
    type_name: str | None = None


def put_people(
    holders: Holders, tree: Tree, people: Sequence[Mapping[str, Value]], known: set[str], about: About
) -> None:
    """Set the people. `tree`: what the reader found; `known`: keys of those who were read from the packet."""
    put_texts(holders, _PERSONS, "Bag", [person["name"] for person in people])
    mwg, applied = _mwg_regions(holders, tree)
    microsoft = _microsoft_regions(holders, tree)
    stays = any(not region.person or not region.name for region in (*mwg, *microsoft))
    stored = (about.width, about.height)
    kept = applied if stays else None
    turned = is_upright_already(kept, stored, about.orientation)
    orientation = 1 if turned else about.orientation
    boxes = {
        key_of(person["name"]): as_stored(Box(*person["box"]), orientation)
        for person in people
        if person["box"] is not None
    }
    names = {key_of(person["name"]): person["name"] for person in people}
    if applied is not None and kept is None:
        # Noted on another size: pixels and circles mean something else on this one.
        mwg = _mwg_regions(holders, tree, stored if min(stored) > 0 else None)[0]
    if boxes or mwg:
        if boxes and kept is None and min(stored) > 0:
            _put_dimensions(holders, about)
        _put_mwg(holders, mwg, names, boxes, known)
    if is_said(holders, _MICROSOFT):
        _put_microsoft(holders, microsoft, names, boxes, known)


def key_of(name: str) -> str:
    """By what two spellings of a name are the same."""
    return unicodedata.normalize("NFC", in_one_line(name)).casefold()


def _mwg_regions(
    holders: Holders, tree: Tree, size: tuple[float, float] | None = None
) -> tuple[list[_Marked], tuple[float, float] | None]:
    info = tree.properties.get(_MWG, Read())
    applied = dimensions(info.fields.get("mwg-rs:AppliedToDimensions"))
    read = info.fields.get("mwg-rs:RegionList", Read()).items
    found = []
    for carrier, item in zip(_carriers(holders, _MWG, "mwg-rs:RegionList"), read, strict=False):
        name = text(item.fields, "mwg-rs:Name") or ""
        kind = kind_of(text(item.fields, "mwg-rs:Type") or "", name)
        box = area_box(item.fields.get("mwg-rs:Area", Read()).fields, size or applied)
        found.append(_Marked(carrier, name, kind == "person", box if isinstance(box, Box) else None))
    return found, applied


def _microsoft_regions(holders: Holders, tree: Tree) -> list[_Marked]:
    read = tree.properties.get(_MICROSOFT, Read()).fields.get("MPRI:Regions", Read()).items
    found = []
    for carrier, item in zip(_carriers(holders, _MICROSOFT, "MPRI:Regions"), read, strict=False):
        box = rectangle_box(item.fields)
        name = text(item.fields, "MPReg:PersonDisplayName") or ""
        found.append(_Marked(carrier, name, True, box if isinstance(box, Box) else None))
    return found


def _carriers(holders: Holders, name: str, list_name: str) -> list[Element]:
    """The entries of the list readers take, in their order."""
    for holder in holders:
        for info in entries(holder, name):
            if not isinstance(info, Element):
                return []
            said = next((each for each in entries(body(info), list_name) if isinstance(each, Element)), None)
            inside = listed(said) if said is not None else None
            return elements(inside) if inside is not None else []
    return []


def _put_regions(
    regions: Sequence[_Marked],
    names: Mapping[str, str],
    boxes: Mapping[str, Box],
    known: set[str],
    kind: _Kind,
    new: Callable[[], Element],
) -> None:
    """Bring a list of regions in line with who is in the picture, and where."""
    done: set[str] = set()
    for region in regions:
        key = key_of(region.name)
        if not region.person or not region.name:
            continue
        if key in done:
            # Marked twice, as where a mirror shows somebody twice.
            continue
        if key not in boxes:
            # What could not be read was never shown, and stays unless it is somebody who was taken away.
            if region.box is not None or (key in known and key not in names):
                remove(region.carrier)
            continue
        done.add(key)
        inside = body(region.carrier)
        if unicodedata.normalize("NFC", in_one_line(region.name)) != names[key]:
            put_text([inside], kind.name, names[key])
        if not _same(region.box, boxes[key]):
            kind.set_box(inside, boxes[key])
    unnamed = [region for region in regions if region.person and not region.name and region.box is not None]
    for key, box in boxes.items():
        if key in done:
            continue
        face = next((each for each in unnamed if each.box and overlap(each.box, box) >= _SAME_FACE), None)
        if face is not None:
            unnamed.remove(face)
            inside = body(face.carrier)
        else:
            inside = new()
        put_text([inside], kind.name, names[key])
        if face is None and kind.type_name:
            put_text([inside], kind.type_name, "Face")
        if face is None or not _same(face.box, box):
            kind.set_box(inside, box)


def _put_mwg(
    holders: Holders,
    regions: Sequence[_Marked],
    names: Mapping[str, str],
    boxes: Mapping[str, Box],
    known: set[str],
) -> None:
    kind = _Kind("mwg-rs:Name", _set_area, "mwg-rs:Type")
    _put_regions(regions, names, boxes, known, kind, lambda: _new(holders, _MWG, "mwg-rs:RegionList"))
    _drop_if_empty(holders, _MWG, "mwg-rs:RegionList")


def _put_microsoft(
    holders: Holders,
    regions: Sequence[_Marked],
    names: Mapping[str, str],
    boxes: Mapping[str, Box],
    known: set[str],
) -> None:
    def rectangle(inside: Element, box: Box) -> None:
        spelt = ", ".join(_number(part) for part in (box.x, box.y, box.width, box.height))
        put_text([inside], "MPReg:Rectangle", spelt)

    kind = _Kind("MPReg:PersonDisplayName", rectangle)
    _put_regions(regions, names, boxes, known, kind, lambda: _new(holders, _MICROSOFT, "MPRI:Regions"))
    _drop_if_empty(holders, _MICROSOFT, "MPRI:Regions")


def _new(holders: Holders, name: str, list_name: str) -> Element:
    """A new entry of a list of structures within a structure, both made where they are not there yet."""
    around = element_of([body(_info(holders, name))], list_name)
    inside = listed(around)
    if inside is None:
        inside = add(renewed(parent_of(around), around), "rdf:Bag")
    item = add(inside, "rdf:li")
    mark(item, "rdf:parseType", "Resource")
    return item


def _info(holders: Holders, name: str) -> Element:
    """The structure that has the list, made where there is none."""
    fresh = not is_said(holders, name)
    info = element_of(holders, name)
    if fresh:
        mark(info, "rdf:parseType", "Resource")
    return info


def _drop_if_empty(holders: Holders, name: str, list_name: str) -> None:
    if not _carriers(holders, name, list_name):
        drop(holders, name)


def _put_dimensions(holders: Holders, about: About) -> None:
    inside = body(_info(holders, _MWG))
    element = element_of([inside], "mwg-rs:AppliedToDimensions")
    element = renewed(inside, element)
    mark(element, "stDim:w", str(about.width))
    mark(element, "stDim:h", str(about.height))
    mark(element, "stDim:unit", "pixel")


def _set_area(inside: Element, box: Box) -> None:
    """The middle and the size, as parts of the picture (MWG 2.0, 5.9.4)."""
    element = element_of([inside], "mwg-rs:Area")
    element = renewed(inside, element)
    for key, number in (
        ("x", box.x + box.width / 2),
        ("y", box.y + box.height / 2),
        ("w", box.width),
        ("h", box.height),
    ):
        mark(element, f"stArea:{key}", _number(number))
    mark(element, "stArea:unit", "normalized")


def _number(number: float) -> str:
    return f"{number:.8f}".rstrip("0").rstrip(".") or "0"


def _same(one: Box | None, other: Box) -> bool:
    inside = within(other)
    return one is not None and inside is not None and all(
        abs(a - b) <= _NEAR for a, b in zip(vars(one).values(), vars(inside).values(), strict=True)
    )  # fmt: skip
