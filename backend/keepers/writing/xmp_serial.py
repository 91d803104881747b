"""A document of XMP as text again: every sign that an XML parser would change is written so that it stays."""

from collections.abc import Callable
from typing import Any
from xml.dom.minidom import Attr, CDATASection, Comment, Document, Element, ProcessingInstruction, Text

from keepers.writing.xmp_document import attributes

#: The instruction that begins and ends a packet.
XPACKET = "xpacket"
# Of an element with more than this many characters of attributes each is on a line, as Adobe writes them.
_MOST_IN_LINE = 100

_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        # XML does not ask for it, but exiftool takes a tag to end there.
        ">": "&gt;",
        '"': "&quot;",
        "\r": "&#13;",
        "\n": "&#10;",
        "\t": "&#9;",
    }
)


def serialised(document: Document, *, envelope: bool = True) -> str:
    """The document as text without a byte order mark.

    `envelope`: with what stands around the root, its declaration in UTF-8; without it to be embedded,
    where the packet's begin and end are the embedder's.
    """
    parts: list[str] = []
    if envelope and document.version:
        parts.append('<?xml version="1.0" encoding="UTF-8"?>\n')
    inside = [
        node
        for node in document.childNodes
        if envelope or not (isinstance(node, ProcessingInstruction) and node.target == XPACKET)
    ]
    for at, node in enumerate(inside):
        if at:
            parts.append("\n")
        _write(node, parts.append, 0)
    return "".join(parts)


def _write(node: Any, put: Callable[[str], None], depth: int) -> None:
    if isinstance(node, Element):
        _write_element(node, put, depth)
    elif isinstance(node, CDATASection):
        put(f"<![CDATA[{node.data}]]>")
    elif isinstance(node, Text):
        put(node.data.translate(_IN_TEXT))
    elif isinstance(node, Comment):
        put(f"<!--{node.data}-->")
    elif isinstance(node, ProcessingInstruction):
        put(f"<?{node.target} {node.data}?>" if node.data else f"<?{node.target}?>")


def _write_element(element: Element, put: Callable[[str], None], depth: int) -> None:
    said = sorted(attributes(element), key=_rank)
    spelt = [f'{each.name}="{each.value.translate(_IN_ATTRIBUTE)}"' for each in said]
    between = " " if sum(map(len, spelt)) <= _MOST_IN_LINE else "\n" + " " * (depth + 2)
    put(f"<{element.tagName}")
    for each in spelt:
        put(f"{between}{each}")
    if not element.childNodes:
        put("/>")
        return
    put(">")
    for child in element.childNodes:
        _write(child, put, depth + 1)
    put(f"</{element.tagName}>")


def _rank(attribute: Attr) -> int:
    """What a node is about first, then its namespaces, as programs write it: the parser lost the order."""
    return 0 if attribute.name.startswith("rdf:") else 1 if attribute.name.startswith("xmlns") else 2
