"""Names of XMP as they are written: the namespace's address, and a prefix that is free where it stands."""

from xml.dom import XMLNS_NAMESPACE
from xml.dom.minidom import Element

from keepers.writing.xmp_document import attributes, name_of

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "acdsee": "http://ns.acdsee.com/iptc/1.0/",
    "mediapro": "http://ns.iview-multimedia.com/mediapro/1.0/",
    "MicrosoftPhoto": "http://ns.microsoft.com/photo/1.0/",
    "MP": "http://ns.microsoft.com/photo/1.2/",
    "MPRI": "http://ns.microsoft.com/photo/1.2/t/RegionInfo#",
    "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "mwg-kw": "http://www.metadataworkinggroup.com/schemas/keywords/",
    "stArea": "http://ns.adobe.com/xmp/sType/Area#",
    "stDim": "http://ns.adobe.com/xap/1.0/sType/Dimensions#",
}


def spelt(holder: Element, name: str) -> tuple[str, str]:
    """(address of the namespace, qualified name) of 'prefix:name' within `holder`.

    The prefix is what the packet itself uses for the namespace there; else it is declared on its node.
    """
    usual, _, local = name.partition(":")
    uri = _SPACES[usual]
    bound = _bound(holder)
    # The address may be known under several prefixes; the usual one first.
    for prefix in (usual, *bound):
        if bound.get(prefix) == uri:
            return uri, f"{prefix}:{local}"
    prefix, count = usual, 1
    while prefix in bound:
        count += 1
        prefix = f"{usual}{count}"
    _node_of(holder).setAttributeNS(XMLNS_NAMESPACE, f"xmlns:{prefix}", uri)
    return uri, f"{prefix}:{local}"


def _node_of(holder: Element) -> Element:
    """The node of the packet around a holder, where declarations are looked for; rdf:RDF is its own."""
    at = holder
    while isinstance(at.parentNode, Element) and name_of(at.parentNode) != "rdf:RDF":
        at = at.parentNode
    return holder if name_of(holder) == "rdf:RDF" else at


def _bound(holder: Element) -> dict[str, str]:
    """What each prefix means within an element; a default namespace has none and serves no attribute."""
    found: dict[str, str] = {}
    at: object = holder
    while isinstance(at, Element):
        for attribute in attributes(at):
            if attribute.namespaceURI == XMLNS_NAMESPACE and attribute.prefix == "xmlns":
                found.setdefault(attribute.localName or "", attribute.value)
        at = at.parentNode
    return found
