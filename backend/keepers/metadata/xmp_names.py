"""The namespaces of XMP that Keepers reads, each under the prefix its makers gave it."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns"

# Kept without the sign at their end: exiftool, Picasa and Windows disagree about it for Microsoft's.
_PREFIXES = {
    _RDF: "rdf",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "adobe:ns:meta": "x",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://ns.adobe.com/xap/1.0": "xmp",
    "http://ns.adobe.com/xap/1.0/mm": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights": "xmpRights",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef": "stRef",
    "http://ns.adobe.com/xap/1.0/sType/Dimensions": "stDim",
    "http://ns.adobe.com/xmp/sType/Area": "stArea",
    "http://ns.adobe.com/xmp/note": "xmpNote",
    "http://ns.adobe.com/photoshop/1.0": "photoshop",
    "http://ns.adobe.com/exif/1.0": "exif",
    "http://ns.adobe.com/exif/1.0/aux": "aux",
    "http://cipa.jp/exif/1.0": "exifEX",
    "http://ns.adobe.com/tiff/1.0": "tiff",
    "http://ns.adobe.com/lightroom/1.0": "lr",
    "http://ns.adobe.com/hdr-gain-map/1.0": "hdrgm",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29": "Iptc4xmpExt",
    "http://www.metadataworkinggroup.com/schemas/regions": "mwg-rs",
    "http://www.metadataworkinggroup.com/schemas/keywords": "mwg-kw",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.2": "MP",
    "http://ns.microsoft.com/photo/1.2/t/RegionInfo": "MPRI",
    "http://ns.microsoft.com/photo/1.2/t/Region": "MPReg",
    "http://www.digikam.org/ns/1.0": "digiKam",
    "http://ns.acdsee.com/iptc/1.0": "acdsee",
    "http://ns.iview-multimedia.com/mediapro/1.0": "mediapro",
    "http://www.fstopapp.com/xmp": "fstop",
    "http://ns.apple.com/HDRGainMap/1.0": "HDRGainMap",
    "http://ns.apple.com/pixeldatainfo/1.0": "apdi",
    "http://ns.google.com/photos/1.0/camera": "GCamera",
    "http://ns.google.com/photos/1.0/container": "Container",
    "http://ns.google.com/photos/1.0/container/item": "Item",
    "http://ns.google.com/photos/1.0/panorama": "GPano",
}
_known: dict[str, str] = {}
_MOST_KNOWN = 4096


def qualified(tag: str) -> str:
    """The name of an element or attribute as 'prefix:name'; "" when its namespace is not read here.

    `tag`: '{namespace}name' as XML parsers give it.
    """
    found = _known.get(tag)
    if found is None:
        uri, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        prefix = _PREFIXES.get(uri.rstrip("/#"))
        found = f"{prefix}:{local}" if prefix else ""
        # Names from files nobody vouches for must not pile up in a process that lives long.
        if len(_known) < _MOST_KNOWN:
            _known[tag] = found
    return found
