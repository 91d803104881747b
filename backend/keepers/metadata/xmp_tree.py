"""An XMP packet as values, texts, lists and structures, within bounds (ISO 16684-1, RDF/XML as XMP uses it).

Any bytes give an answer; what makes them unreadable is told in it. Nothing is fetched, nothing expanded.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from keepers.metadata.left_out import LeftOut, left_out
from keepers.metadata.xmp_names import qualified

#: Bytes of a packet. Lightroom's longest with all its settings have a tenth of that.
MAX_PACKET_BYTES = 4 << 20
#: Elements and attributes together.
MAX_NODES = 50_000
#: Elements within elements.
MAX_DEPTH = 48

# What XML 1.0 has no sign for; some cameras leave it in texts.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What "surrogateescape" makes of bytes that are no UTF-8, and what they are in Latin-1.
_LATIN = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}
_LISTS = {"rdf:Bag", "rdf:Seq", "rdf:Alt"}
_SYNTAX = ("rdf:", "xml:", "x:")


@dataclass(slots=True)
class Value:
    """One value: a text, a list (`items`) or a structure (`fields`, by 'prefix:name'); `lang` as xml:lang."""

    text: str = ""
    items: list["Value"] = field(default_factory=list)
    fields: dict[str, "Value"] = field(default_factory=dict)
    lang: str = ""

    def texts(self) -> list[str]:
        """The texts of a list, or the one text; without blanks."""
        found = [item.text for item in self.items] if self.items else [self.text]
        return [each for each in found if each]


@dataclass(frozen=True)
class Tree:
    """The properties of a packet by 'prefix:name', and what made (a part of) it unreadable."""

    properties: dict[str, Value] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str]
    children: list["_Element"] = field(default_factory=list)
    text: str = ""


class _TooMuchError(Exception):
    """More than is read; its first argument is the code."""


class _Builder:
    """What the parser hands its findings to: it counts while it builds."""

    def __init__(self) -> None:
        self.root = _Element("", {})
        self._open = [self.root]
        self._nodes = 0
        self._texts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._nodes += 1 + len(attributes)
        if self._nodes > MAX_NODES:
            raise _TooMuchError("too_many")
        if len(self._open) > MAX_DEPTH:
            raise _TooMuchError("too_deep")
        self._texts.clear()
        named = {qualified(key): value for key, value in attributes.items()} if attributes else attributes
        element = _Element(qualified(tag), named)
        self._open[-1].children.append(element)
        self._open.append(element)

    def data(self, text: str) -> None:
        """Text between tags."""
        self._texts.append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the shape a parser asks for
        """An element ends."""
        element = self._open.pop()
        if not element.children:
            element.text = "".join(self._texts)
        self._texts.clear()

    def close(self) -> _Element:
        """All there is."""
        return self.root


def read_tree(packet: bytes, part: str = "xmp") -> Tree:
    """The properties of a packet or a sidecar in UTF-8, UTF-16 or UTF-32.

    `part` names it in what was left out. Codes: empty, too_large, too_many, too_deep, entities, not_xml,
    not_rdf.
    """
    if len(packet) > MAX_PACKET_BYTES:
        return Tree(left_out=(left_out(part, "too_large", f"{len(packet):,} bytes"),))
    said = packet_text(packet)
    if not said:
        return Tree(left_out=(left_out(part, "empty"),))
    root = _parsed(said, part)
    if isinstance(root, LeftOut):
        return Tree(left_out=(root,))
    rdf = _find(root)
    return Tree(_properties(rdf)) if rdf is not None else Tree(left_out=(left_out(part, "not_rdf"),))


def _parsed(said: str, part: str) -> _Element | LeftOut:
    builder = _Builder()
    # A document type is refused altogether: XMP has none, and every known attack begins with one.
    parser: Any = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        parser.feed(said)
        parser.close()
    except _TooMuchError as error:
        return left_out(part, str(error))
    except DefusedXmlException:
        return left_out(part, "entities")
    except (ParseError, ExpatError, ValueError, LookupError) as error:
        return left_out(part, "not_xml", str(error))
    return builder.root


def packet_text(packet: bytes) -> str:
    """The packet's text, stripped; without a mark at its beginning the noughts tell how wide its signs are.

    Signs that XML cannot hold are left out. Bytes that are no UTF-8 are taken as Latin-1, one by one.
    """
    head = packet[:4]
    if head == b"\xff\xfe\x00\x00" or head[1:4] == bytes(3):
        code = "utf-32-le"
    elif head == b"\x00\x00\xfe\xff" or head[:3] == bytes(3):
        code = "utf-32-be"
    elif head[:2] == b"\xff\xfe" or (head[1:2] == b"\x00" and head[:1] != b"\x00"):
        code = "utf-16-le"
    elif head[:2] == b"\xfe\xff" or (head[:1] == b"\x00" and head[1:2] != b"\x00"):
        code = "utf-16-be"
    else:
        code = "utf-8"
    try:
        said = packet.decode(code)
    except UnicodeDecodeError:
        # Against the specification, and met: texts pasted in as Latin-1, among others that are UTF-8.
        said = packet.decode(code, "surrogateescape" if code == "utf-8" else "replace").translate(_LATIN)
    return _ILLEGAL.sub("", said.lstrip("\ufeff")).strip()


def _find(root: _Element) -> _Element | None:
    """The outermost rdf:RDF, wherever it is."""
    level = root.children
    while level:
        for element in level:
            if element.name == "rdf:RDF":
                return element
        level = [child for element in level for child in element.children]
    return None


def _properties(rdf: _Element) -> dict[str, Value]:
    named = {
        element.attributes["rdf:nodeID"]: element
        for element in rdf.children
        if "rdf:nodeID" in element.attributes
    }
    found: dict[str, Value] = {}
    for element in rdf.children:
        if "rdf:nodeID" not in element.attributes:
            _take_fields(element, found, named)
    # f-spot keeps what no other node points to in nodes of their own.
    for element in named.values():
        if element.name == "rdf:Description":
            _take_fields(element, found, named)
    return found


def _take_fields(element: _Element, into: dict[str, Value], named: dict[str, _Element]) -> None:
    """The attributes and children of a node as fields; what was said first stays."""
    for name, text in element.attributes.items():
        if name and not name.startswith(_SYNTAX):
            into.setdefault(name, Value(text.strip()))
    for child in element.children:
        if child.name and not child.name.startswith(_SYNTAX):
            into.setdefault(child.name, _value(child, named))


def _value(element: _Element, named: dict[str, _Element]) -> Value:
    attributes, children = element.attributes, element.children
    lang = attributes.get("xml:lang", "")
    if "rdf:nodeID" in attributes and not children:
        node = named.get(attributes["rdf:nodeID"])
        # Nodes may point at each other in a circle: one step is all that programs use.
        return _node(node, {}, lang) if node is not None else Value(lang=lang)
    if not children:
        value = Value(element.text.strip() or attributes.get("rdf:resource", "").strip(), lang=lang)
        _take_fields(element, value.fields, named)
        return value
    if len(children) == 1 and attributes.get("rdf:parseType") != "Resource":
        only = children[0]
        if only.name in _LISTS or only.name == "rdf:Description":
            return _node(only, named, lang)
    return _node(element, named, lang)


def _node(element: _Element, named: dict[str, _Element], lang: str) -> Value:
    """A list, or a structure; one with rdf:value is that value, the rest being remarks on it."""
    if element.name in _LISTS:
        return Value(items=[_value(item, named) for item in element.children], lang=lang)
    value = Value(lang=lang)
    _take_fields(element, value.fields, named)
    for child in element.children:
        if child.name == "rdf:value":
            inner = _value(child, named)
            value.text, value.items = inner.text, inner.items
    return value
