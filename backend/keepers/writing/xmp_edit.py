"""Properties of XMP set and taken away in a document: texts, lists, texts by language, structures.

A `holder` is what has properties: a node of the packet, a structure, an entry of a list of structures.
A property that is there already keeps its place and its form, as an attribute or as an element.
"""

from collections.abc import Sequence
from xml.dom import XMLNS_NAMESPACE
from xml.dom.minidom import Attr, Document, Element, Text

from keepers.writing.xmp_document import attributes, elements, is_space, name_of, text_of
from keepers.writing.xmp_names import spelt

_LISTS = ("rdf:Bag", "rdf:Seq", "rdf:Alt")
_XML = "http://www.w3.org/XML/1998/namespace"


def entries(holder: Element, name: str) -> list[Attr | Element]:
    """All that says a property, in the order in which readers look."""
    found: list[Attr | Element] = [each for each in attributes(holder) if name_of(each) == name]
    return found + [each for each in elements(holder) if name_of(each) == name]


def only(holders: Sequence[Element], name: str) -> tuple[Element, Attr | Element] | None:
    """(holder, entry) of the first that says a property; whatever says it again is taken away."""
    said = [(holder, entry) for holder in holders for entry in entries(holder, name)]
    for holder, entry in said[1:]:
        _remove(holder, entry)
    return said[0] if said else None


def drop(holders: Sequence[Element], name: str) -> None:
    """Take a property away wherever it is said."""
    for holder in holders:
        for entry in entries(holder, name):
            _remove(holder, entry)


def put_text(holders: Sequence[Element], name: str, value: str | None) -> None:
    """Set a text, in the first holder where none says it; None takes it away."""
    if value is None:
        drop(holders, name)
        return
    said = only(holders, name)
    if said is None:
        _fill(add(holders[0], name), value)
        return
    holder, entry = said
    if isinstance(entry, Attr):
        if entry.value.strip() != value:
            entry.value = value
    elif elements(entry) or text_of(entry).strip() != value:
        _fill(renewed(holder, entry), value)


def put_texts(holders: Sequence[Element], name: str, kind: str, values: Sequence[str]) -> None:
    """Set a list of texts. `kind`: Bag or Seq where there is no list yet. An empty one is taken away."""
    if not values:
        drop(holders, name)
        return
    element = element_of(holders, name)
    inside = listed(element)
    if inside is not None:
        kind = name_of(inside).partition(":")[2]
        if [text_of(item).strip() for item in elements(inside) if not elements(item)] == list(values):
            return
    element = renewed(parent_of(element), element)
    inside = add(element, f"rdf:{kind}")
    for value in values:
        _fill(add(inside, "rdf:li"), value)


def put_default(holders: Sequence[Element], name: str, value: str | None) -> None:
    """Set a text that may be there in several languages, as the default one; the others are dropped."""
    if value is None:
        drop(holders, name)
        return
    element = element_of(holders, name)
    element = renewed(parent_of(element), element)
    item = add(add(element, "rdf:Alt"), "rdf:li")
    item.setAttributeNS(_XML, "xml:lang", "x-default")
    _fill(item, value)


def element_of(holders: Sequence[Element], name: str) -> Element:
    """The element that says a property, made where there is none or only an attribute."""
    said = only(holders, name)
    if said is not None and isinstance(said[1], Element):
        return said[1]
    if said is not None:
        _remove(*said)
    return add(holders[0] if said is None else said[0], name)


def listed(element: Element) -> Element | None:
    """The list within a property's element; None when there is none."""
    inside = elements(element)
    return inside[0] if len(inside) == 1 and name_of(inside[0]) in _LISTS else None


def add(holder: Element, name: str) -> Element:
    """A new, empty element at the end of a holder, set in as its neighbours are."""
    document = _document(holder)
    made = document.createElementNS(*spelt(holder, name))
    before, after = _indents(holder)
    last = holder.lastChild
    if isinstance(last, Text) and is_space(last):
        holder.removeChild(last)
    if before:
        holder.appendChild(document.createTextNode(before))
    holder.appendChild(made)
    if after:
        holder.appendChild(document.createTextNode(after))
    return made


def mark(element: Element, name: str, value: str) -> None:
    """Set an attribute, in place of one of that name."""
    for attribute in attributes(element):
        if name_of(attribute) == name:
            attribute.value = value
            return
    element.setAttributeNS(*spelt(element, name), value)


def remove(element: Element) -> None:
    """Take an element out of its parent, with the space before it."""
    _remove(parent_of(element), element)


def renewed(holder: Element, entry: Element) -> Element:
    """An empty element of the same name in the place of another."""
    made = _document(holder).createElementNS(entry.namespaceURI, entry.tagName)
    for attribute in attributes(entry):
        # What its own name needs may be declared on itself.
        if attribute.namespaceURI == XMLNS_NAMESPACE:
            made.setAttributeNS(XMLNS_NAMESPACE, attribute.name, attribute.value)
    holder.replaceChild(made, entry)
    return made


def is_said(holders: Sequence[Element], name: str) -> bool:
    """Whether any holder says a property."""
    return any(entries(holder, name) for holder in holders)


def parent_of(element: Element) -> Element:
    """The element around one that is not the root."""
    parent = element.parentNode
    if not isinstance(parent, Element):
        raise ValueError("an element outside of the packet's root")
    return parent


def _fill(element: Element, value: str) -> None:
    element.appendChild(_document(element).createTextNode(value))


def _document(element: Element) -> Document:
    document = element.ownerDocument
    if document is None:
        raise ValueError("an element of no document")
    return document


def _remove(holder: Element, entry: Attr | Element) -> None:
    if isinstance(entry, Attr):
        holder.removeAttributeNode(entry)
        return
    before = entry.previousSibling
    if isinstance(before, Text) and is_space(before):
        holder.removeChild(before)
    holder.removeChild(entry)
    if all(is_space(child) for child in holder.childNodes):
        for child in list(holder.childNodes):
            holder.removeChild(child)


def _indents(holder: Element) -> tuple[str, str]:
    """The space before a new last child of a holder, and before the holder's end."""
    inside = elements(holder)
    if inside:
        before, last = inside[0].previousSibling, holder.lastChild
        return (
            before.data if isinstance(before, Text) and is_space(before) else "",
            last.data if isinstance(last, Text) and is_space(last) else "",
        )
    outside = holder.previousSibling
    if not isinstance(outside, Text) or not is_space(outside) or "\n" not in outside.data:
        return "", ""
    line = "\n" + outside.data.rpartition("\n")[2]
    return line + " ", line
