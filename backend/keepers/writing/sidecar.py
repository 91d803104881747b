"""Sidecars: XMP in a file of its own beside a photo. Bytes in, bytes out."""

from collections.abc import Mapping
from xml.dom.minidom import Comment, Element, Node, Text

from keepers.metadata.fields import Field, Value
from keepers.metadata.xmp_tree import packet_text
from keepers.writing.about import About
from keepers.writing.errors import Unwritable
from keepers.writing.xmp_document import attributes, elements, is_space, name_of, parsed, rdf_of
from keepers.writing.xmp_merge import check, merged
from keepers.writing.xmp_nodes import is_syntax
from keepers.writing.xmp_packet import FOOT, HEAD
from keepers.writing.xmp_serial import serialised

#: What the toolkit's name begins with in packets that Keepers made.
_OURS = "Keepers "
# What we note of our own in every packet.
_CHANGED = "xmp:MetadataDate"


def write_sidecar(existing: bytes | None, changes: Mapping[Field, Value], about: About) -> bytes:
    """A sidecar with the changes merged into what is there, in UTF-8; a new one where there is none.

    Everything else stays, whoever wrote it. A field that is None is taken away.
    Raises Unwritable: too_large, too_many, too_deep, entities, broken, verify_failed; base.errors.Invalid
    for a value that is none of its field.
    """
    merge = merged(existing, changes, about)
    text = serialised(merge.document)
    if existing is None or not packet_text(existing):
        text = f"{HEAD}\n{text}\n{FOOT}"
    made = f"{text}\n".encode()
    check(merge, made, about)
    return made


def is_bare(packet: bytes) -> bool:
    """Whether Keepers made this packet and nothing is left in it but when that was: it may be taken away."""
    try:
        document, _ = parsed(packet, "")
        rdf = rdf_of(document)
    except Unwritable:
        return False
    root = document.documentElement
    if root is None or not root.getAttribute("x:xmptk").startswith(_OURS):
        return False
    for node in elements(rdf):
        said = [name_of(each) for each in attributes(node) if not is_syntax(each)]
        if any(name != _CHANGED for name in said + [name_of(each) for each in elements(node)]):
            return False
    return not _remarks(document)


def _remarks(at: Node) -> bool:
    """Whether there is a comment, or a text that is no property's."""
    if isinstance(at, Element) and name_of(at) == _CHANGED:
        return False
    if isinstance(at, Comment) or (isinstance(at, Text) and not is_space(at)):
        return True
    return any(map(_remarks, at.childNodes))
