"""An XMP packet as a document that can be changed and written again with all else in it as it was.

Prefixes, order, comments, and spaces between elements stay; refused is what the reader refuses too.
"""

from xml.dom.minidom import Attr, Document, Element, Node, Text
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.minidom import parseString

from keepers.metadata.xmp_names import qualified
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES, Tree, packet_text, read_tree
from keepers.writing.errors import Unwritable

_REFUSED = {"too_large": "too_large", "too_many": "too_many", "too_deep": "too_deep", "entities": "entities"}
_EMPTY = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '  <rdf:Description rdf:about=""/>\n </rdf:RDF>\n</x:xmpmeta>'
)


def parsed(packet: bytes | None, software: str) -> tuple[Document, Tree]:
    """A packet to change, and what the reader finds in it; a new one of `software` where there is none.

    Raises Unwritable: too_large, too_many, too_deep, entities, broken.
    """
    if packet is not None and len(packet) > MAX_PACKET_BYTES:
        raise Unwritable("too_large", f"{len(packet):,} bytes")
    text = packet_text(packet) if packet else ""
    new = not text
    if new:
        text = _EMPTY
    # The reader counts elements and their depth as it goes; only then is all of it built.
    tree = read_tree(text.encode())
    if tree.left_out:
        said = tree.left_out[0]
        raise Unwritable(_REFUSED.get(said.code, "broken"), said.words)
    try:
        document: Document = parseString(text, forbid_dtd=True)
    except (DefusedXmlException, ExpatError, ValueError) as error:
        raise Unwritable("broken", str(error)) from error
    if new and document.documentElement is not None:
        document.documentElement.setAttributeNS("adobe:ns:meta/", "x:xmptk", software)
    return document, tree


def rdf_of(document: Document) -> Element:
    """The outermost rdf:RDF, which the reader takes too. Raises Unwritable: broken."""
    level = [child for child in document.childNodes if isinstance(child, Element)]
    while level:
        for element in level:
            if name_of(element) == "rdf:RDF":
                return element
        level = [child for element in level for child in elements(element)]
    raise Unwritable("broken", "no rdf:RDF")


def name_of(node: Element | Attr) -> str:
    """The name as 'prefix:name' under the prefix its makers gave it; "" when Keepers does not know it."""
    uri, local = node.namespaceURI, node.localName or node.nodeName or ""
    return qualified(f"{{{uri}}}{local}" if uri else local)


def elements(parent: Element) -> list[Element]:
    """The elements within an element."""
    return [child for child in parent.childNodes if isinstance(child, Element)]


def attributes(element: Element) -> list[Attr]:
    """The attributes of an element, declarations of namespaces among them."""
    return list(element.attributes.values())


def text_of(element: Element) -> str:
    """The text directly within an element."""
    return "".join(child.data for child in element.childNodes if isinstance(child, Text))


def is_space(node: Node | None) -> bool:
    """Whether a node is nothing but the space between elements."""
    return isinstance(node, Text) and not node.data.strip()
