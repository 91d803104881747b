"""What a field says a second time in a packet, for programs that read it there: brought in line. Pure.

digiKam and ACDSee keep a caption in up to four properties. One that says what the field said is a copy, and
goes with it; one that says something else is somebody's own words, and stays.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final
from xml.dom.minidom import Element

from keepers.metadata.fields import Field, Value
from keepers.metadata.words import in_one_line
from keepers.metadata.xmp_tree import Tree
from keepers.metadata.xmp_values import best, languages
from keepers.writing.xmp_edit import is_said, put_default, put_text

# (property, whether it may be there in several languages)
_COPIES: Final[Mapping[Field, tuple[tuple[str, bool], ...]]] = {
    "title": (("acdsee:caption", False),),
    "caption": (("exif:UserComment", True), ("tiff:ImageDescription", True), ("acdsee:notes", False)),
}
# The numbers digiKam has for colours, by their names in xmp:Label.
_COLOURS: Final = {
    "red": 1, "orange": 2, "yellow": 3, "green": 4, "blue": 5, "magenta": 6, "purple": 6, "gray": 7,
    "grey": 7, "black": 8, "white": 9,
}  # fmt: skip


def put_copies(holders: Sequence[Element], tree: Tree, field: Field, before: Value, value: Value) -> None:
    """Bring in line what says `field` once more. `tree`: what the reader found; `before`: what it said."""
    for name, by_language in _COPIES.get(field, ()):
        said = best(languages(tree.properties, name))
        if said is not None and before is not None and _key(said) == _key(before):
            (put_default if by_language else put_text)(holders, name, value)
    if field == "rating" and is_said(holders, "acdsee:rating"):
        put_text(holders, "acdsee:rating", str(value) if value and value > 0 else None)
    if field == "label" and is_said(holders, "digiKam:ColorLabel"):
        # digiKam believes its own number before the name; without one it reads the name.
        number = _COLOURS.get(value.casefold()) if value else None
        put_text(holders, "digiKam:ColorLabel", None if number is None else str(number))


def _key(said: str) -> str:
    return unicodedata.normalize("NFC", in_one_line(said))
