"""Sidecars: XMP in a file of its own beside a photo. Bytes in, bytes out."""

from collections.abc import Mapping
from xml.dom.minidom import Comment

from keepers.metadata.fields import Field, Value
from keepers.writing.about import About
from keepers.writing.errors import Unwritable
from keepers.writing.xmp_document import attributes, elements, name_of, parsed, rdf_of, text_of
from keepers.writing.xmp_merge import check, merged
from keepers.writing.xmp_nodes import is_syntax
from keepers.writing.xmp_packet import FOOT, HEAD
from keepers.writing.xmp_serial import serialised

#: What the toolkit's name begins with in packets that Keepers made.
_OURS = "Keepers "


def write_sidecar(existing: bytes | None, changes: Mapping[Field, Value], about: About) -> bytes:
    """A sidecar with the changes merged into what is there, in UTF-8; a new one where there is none.

    Everything else stays, whoever wrote it. A field that is None is taken away.
    Raises Unwritable: too_large, too_many, too_deep, entities, broken, verify_failed; base.errors.Invalid
    for a value that is none of its field.
    """
    text = serialised(merged(existing, changes, about))
    if not existing or not existing.strip():
        text = f"{HEAD}\n{text}\n{FOOT}"
    made = f"{text}\n".encode()
    check(existing, made, changes, about)
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
        said = [each for each in attributes(node) if not is_syntax(each)]
        said += elements(node)  # type: ignore[arg-type]
        if text_of(node).strip() or any(name_of(each) != "xmp:MetadataDate" for each in said):
            return False
    return not any(isinstance(each, Comment) for each in document.childNodes)
