"""Where in a packet its properties are: the nodes of RDF, and the ways RDF has to write a structure."""

from xml.dom import XMLNS_NAMESPACE
from xml.dom.minidom import Attr, Document, Element

from keepers.writing.xmp_document import attributes, elements, name_of, rdf_of
from keepers.writing.xmp_edit import add, mark

_XML = "http://www.w3.org/XML/1998/namespace"


def nodes(document: Document) -> list[Element]:
    """The nodes whose properties are the picture's, in the order of reading; at least one, which may be new.

    Raises Unwritable: broken.
    """
    rdf = rdf_of(document)
    inside = elements(rdf)
    plain = [node for node in inside if not _said(node, "rdf:nodeID")]
    named = [node for node in inside if _said(node, "rdf:nodeID") and name_of(node) == "rdf:Description"]
    pointed = _pointed(rdf) if named else set()
    # f-spot keeps what no other node points to in nodes of their own.
    found = plain + [node for node in named if _said(node, "rdf:nodeID") not in pointed]
    if plain:
        return found
    made = add(rdf, "rdf:Description")
    mark(made, "rdf:about", "")
    return [made, *found]


def body(element: Element) -> Element:
    """What has the fields of a structure: the element itself, a description in it, or one it points to."""
    inside = elements(element)
    points = _said(element, "rdf:nodeID")
    if points and not inside:
        at: Element = element
        while isinstance(at.parentNode, Element) and name_of(at) != "rdf:RDF":
            at = at.parentNode
        return next((node for node in elements(at) if _said(node, "rdf:nodeID") == points), element)
    if len(inside) == 1 and name_of(inside[0]) == "rdf:Description":
        return inside[0] if _said(element, "rdf:parseType") != "Resource" else element
    return element


def is_syntax(attribute: Attr) -> bool:
    """Whether an attribute is RDF's or XML's own and says nothing of the picture."""
    return (
        attribute.namespaceURI in (XMLNS_NAMESPACE, _XML)
        or name_of(attribute).startswith("rdf:")
        or attribute.name == "about"
    )


def _said(element: Element, name: str) -> str:
    return next((each.value for each in attributes(element) if name_of(each) == name), "")


def _pointed(rdf: Element) -> set[str]:
    return {said for node in elements(rdf) for each in _all(node) if each is not node
            and (said := _said(each, "rdf:nodeID"))}  # fmt: skip


def _all(element: Element) -> list[Element]:
    """An element and all within it."""
    found, waiting = [], [element]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting.extend(elements(each))
    return found
