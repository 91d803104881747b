"""People in XMP: their names as a list, and their faces as regions.

Regions of other kinds, and faces without a name, stay. A region of somebody keeps what else it says.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from xml.dom.minidom import Element

from keepers.metadata.fields import Value
from keepers.metadata.regions import Box, as_stored, is_upright_already
from keepers.metadata.xmp_tree import Tree
from keepers.writing.about import About
from keepers.writing.xmp_edit import element_of, is_said, mark, put_texts, renewed
from keepers.writing.xmp_faces import MICROSOFT, MWG, Wanted, key_of, marked, put_faces, structure
from keepers.writing.xmp_nodes import body

_PERSONS: Final = "Iptc4xmpExt:PersonInImage"


def put_people(
    holders: Sequence[Element],
    tree: Tree,
    people: Sequence[Mapping[str, Value]],
    known: set[str],
    about: About,
) -> None:
    """Set the people. `tree`: what the reader found; `known`: keys of those who were read from the packet.

    Microsoft's regions are kept in line where the packet has some.
    """
    put_texts(holders, _PERSONS, "Bag", [person["name"] for person in people])
    mwg, applied = marked(holders, tree, MWG)
    microsoft, _ = marked(holders, tree, MICROSOFT)
    # Whatever stays was noted on a certain size and way up, so what is new is noted on it too.
    stays = any(not (face.person and face.name) for face in (*mwg, *microsoft))
    stored = (about.width, about.height)
    noted_on = applied if stays else None
    turned = is_upright_already(noted_on, stored, about.orientation)
    orientation = 1 if turned else about.orientation
    wanted = Wanted(
        {key_of(person["name"]): person["name"] for person in people},
        {
            key_of(person["name"]): as_stored(Box(*person["box"]), orientation)
            for person in people
            if person["box"] is not None
        },
        known,
    )
    if wanted.boxes and noted_on is None and min(stored) > 0:
        _put_dimensions(holders, about)
        # Pixels, and circles, mean something else on this size.
        mwg, _ = marked(holders, tree, MWG, stored)
    if wanted.boxes or mwg:
        put_faces(holders, mwg, wanted, MWG)
    if is_said(holders, MICROSOFT.name):
        put_faces(holders, microsoft, wanted, MICROSOFT)


def _put_dimensions(holders: Sequence[Element], about: About) -> None:
    inside = body(structure(holders, MWG.name))
    element = renewed(inside, element_of([inside], "mwg-rs:AppliedToDimensions"))
    mark(element, "stDim:w", str(about.width))
    mark(element, "stDim:h", str(about.height))
    mark(element, "stDim:unit", "pixel")
