"""XMP packets made for tests."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from keepers.metadata.regions import Region

_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "stRef": "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "acdsee": "http://ns.acdsee.com/iptc/1.0/",
    "MicrosoftPhoto": "http://ns.microsoft.com/photo/1.0",
    "MP": "http://ns.microsoft.com/photo/1.2/",
    "MPRI": "http://ns.microsoft.com/photo/1.2/t/RegionInfo#",
    "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "mwg-kw": "http://www.metadataworkinggroup.com/schemas/keywords/",
    "stArea": "http://ns.adobe.com/xmp/sType/Area#",
    "stDim": "http://ns.adobe.com/xap/1.0/sType/Dimensions#",
    "GCamera": "http://ns.google.com/photos/1.0/camera/",
    "Container": "http://ns.google.com/photos/1.0/container/",
    "Item": "http://ns.google.com/photos/1.0/container/item/",
    "GPano": "http://ns.google.com/photos/1.0/panorama/",
    "hdrgm": "http://ns.adobe.com/hdr-gain-map/1.0/",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())


def packet(inside: str = "", attributes: str = "") -> bytes:
    """A packet with these property elements and attributes."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {_DECLARED} {attributes}>{inside}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode("utf-8", "xmlcharrefreplace")


def bag(name: str, entries: Sequence[str], kind: str = "Bag") -> str:
    """A list of texts."""
    items = "".join(f"<rdf:li>{escape(entry)}</rdf:li>" for entry in entries)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def regions(
    marked: Sequence[Region], applied: tuple[int, int] | None = None, unit: str = "normalized"
) -> str:
    """MWG regions as digiKam and exiftool write them; `applied`: the size they were noted on."""
    size = f'<mwg-rs:AppliedToDimensions stDim:w="{applied[0]}" stDim:h="{applied[1]}"/>' if applied else ""
    items = ""
    for region in marked:
        box = region.box
        area = {
            "x": box.x + box.width / 2, "y": box.y + box.height / 2, "w": box.width, "h": box.height,
        }  # fmt: skip
        if unit == "pixel" and applied:
            area = {key: value * applied[key in ("y", "h")] for key, value in area.items()}
        spelt = " ".join(f'stArea:{key}="{value:.9f}"' for key, value in area.items())
        items += (
            f'<rdf:li><rdf:Description mwg-rs:Name={quoteattr(region.name)} mwg-rs:Type="{region.kind}">'
            f'<mwg-rs:Area {spelt} stArea:unit="{unit}"/></rdf:Description></rdf:li>'
        )
    return (
        f'<mwg-rs:Regions rdf:parseType="Resource">{size}'
        f"<mwg-rs:RegionList><rdf:Bag>{items}</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"
    )
