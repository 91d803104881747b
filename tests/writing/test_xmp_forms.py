"""Every way RDF has to write a packet: what is there keeps its form, its place and its neighbours."""

import re
from typing import Any

import pytest

from keepers.metadata.fields import Field
from keepers.metadata.xmp import read_xmp
from keepers.metadata.xmp_tree import read_tree
from keepers.writing.errors import Unwritable
from keepers.writing.sidecar import write_sidecar
from keepers.writing.xmp_merge import fields_of
from keepers.writing.xmp_packet import write_packet
from metadata.packets import bag, packet
from writing.xmp_values import about

_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
_OF = about()


def written(existing: bytes | str, **changes: Any) -> str:
    """The packet with changes, which its reader takes as they are meant."""
    said: dict[Field, Any] = changes  # type: ignore[assignment]
    made = write_sidecar(existing.encode() if isinstance(existing, str) else existing, said, _OF)
    read = fields_of(made, _OF)
    assert {field: read[field] for field in said} == said
    return made.decode()


def test_an_attribute_stays_an_attribute_and_an_element_an_element() -> None:
    made = written(packet("<xmp:Label>Red</xmp:Label>", 'xmp:Rating="2"'), rating=4, label="Green")
    assert re.findall(r'xmp:Rating="\d"', made) == ['xmp:Rating="4"']
    assert "<xmp:Label>Green</xmp:Label>" in made
    assert "<xmp:Rating" not in made


def test_a_property_said_twice_is_said_once_after() -> None:
    twice = f"""<rdf:RDF {_RDF} xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:a="http://ns.adobe.com/xap/1.0/">
      <rdf:Description rdf:about="" xmp:Rating="2"/>
      <rdf:Description rdf:about=""><a:Rating>5</a:Rating><a:Label>Red</a:Label></rdf:Description>
    </rdf:RDF>"""
    made = written(twice, rating=3)
    assert re.findall(r"Rating\W+(\d)", made) == ["3"]
    assert "<a:Label>Red</a:Label>" in made
    assert "Rating" not in written(twice, rating=None)


def test_odd_prefixes_are_used_as_they_are_and_taken_ones_left_alone() -> None:
    odd = """<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <r:Description r:about="" xmlns:xap="http://ns.adobe.com/xap/1.0/" xmlns:dc="urn:not-dublin" dc:x="1"
        xmlns:d="http://purl.org/dc/elements/1.1/" xap:Rating="1"><d:title><r:Alt>
        <r:li xml:lang="x-default">Old</r:li></r:Alt></d:title></r:Description></r:RDF>"""
    made = written(odd, title="New", caption="Words", rating=2, label="Red", keywords=["See"])
    assert "<d:title>" in made
    assert "<d:description>" in made
    assert "<d:subject>" in made
    assert "<xap:Label>Red</xap:Label>" in made
    assert 'dc:x="1"' in made
    assert "xmlns:rdf" not in made
    assert 'xmlns:dc="urn:not-dublin"' in made
    taken = written(odd.replace('xmlns:d="http://purl.org/dc/elements/1.1/"', "").replace("d:title", "title"),
                    caption="Words")  # fmt: skip
    assert "<dc2:description>" in taken
    assert 'xmlns:dc2="http://purl.org/dc/elements/1.1/"' in taken


def test_default_namespaces() -> None:
    plain = """<xmpmeta xmlns="adobe:ns:meta/"><RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <Description><title xmlns="http://purl.org/dc/elements/1.1/">Old</title>
      <other xmlns="urn:a">kept</other></Description></RDF></xmpmeta>"""
    made = written(plain, title="New", rating=3)
    assert "Old" not in made
    assert '<other xmlns="urn:a">kept</other>' in made


def test_other_languages_stay_while_the_text_does() -> None:
    said = (
        '<dc:title><rdf:Alt><rdf:li xml:lang="de">Am See</rdf:li>'
        '<rdf:li xml:lang="x-default">At the lake</rdf:li></rdf:Alt></dc:title>'
    )
    assert 'xml:lang="de">Am See' in written(packet(said), title="At the lake", rating=1)
    changed = written(packet(said), title="Lago")
    assert "Am See" not in changed
    assert changed.count("<rdf:li xml:lang") == 1
    assert "<dc:title" not in written(packet(said), title=None)


def test_a_title_that_is_a_plain_text_as_apple_writes_it() -> None:
    made = written(packet("<dc:title>Botanischer Garten</dc:title>"), title="Garten")
    assert '<rdf:li xml:lang="x-default">Garten</rdf:li>' in made
    assert "Botanischer" not in made


def test_what_nobody_knows_stays_byte_for_byte_in_its_place() -> None:
    strange = (
        '<crs:ToneCurve xmlns:crs="urn:crs" rdf:parseType="Resource">\n  '
        '<crs:a b="1&#10;2&#9;3">x &lt; y]]&gt;</crs:a>'
        "<!-- a remark --><?robot do?>\t<![CDATA[<raw> & so]]></crs:ToneCurve>"
    )
    made = written(
        packet(f"<xmp:Label>Red</xmp:Label>{strange}<dc:format>image/jpeg</dc:format>"),
        label=None,
        title="New",
    )
    kept = strange.replace(' rdf:parseType="Resource"', "").replace(' xmlns:crs="urn:crs"', "")
    # Attributes of an element may come in another order; all else is as it was.
    assert kept.partition(">")[2] in made
    assert made.index("crs:ToneCurve") < made.index("dc:format") < made.index("dc:title")


def test_comments_and_instructions_around_the_packet_stay() -> None:
    around = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- darktable -->\n<x:xmpmeta xmlns:x="adobe:ns:meta/" '
        f'x:xmptk="XMP Core 4.4.0-Exiv2">\n <rdf:RDF {_RDF}>\n  <rdf:Description rdf:about=""/>\n '
        "</rdf:RDF>\n</x:xmpmeta>\n<!-- end -->"
    )
    made = written(around, rating=3)
    assert made.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<!-- darktable -->\n<x:xmpmeta')
    assert made.endswith("</x:xmpmeta>\n<!-- end -->\n")
    assert 'x:xmptk="XMP Core 4.4.0-Exiv2"' in made
    inside = write_packet(around.encode(), {"rating": 3}, _OF).decode()
    assert inside.count("<?xpacket") == 2
    assert "<?xml" not in inside


@pytest.mark.parametrize(
    "code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
)
@pytest.mark.parametrize("declared", [True, False])
def test_every_encoding_becomes_utf8(code: str, declared: bool) -> None:
    said = packet(bag("dc:subject", ["Größe", "写真", "🌊"])).decode()
    named = code.removesuffix("-sig").upper()
    text = (f'<?xml version="1.0" encoding="{named}"?>' if declared else "") + said
    made = written(text.encode(code), title="Am See")
    assert made.encode().decode("utf-8") == made
    assert "UTF-16" not in made
    assert read_xmp(made.encode()).keywords.flat == ("Größe", "写真", "🌊")


def test_bytes_that_are_no_utf8_become_what_they_were_meant_as() -> None:
    mixed = packet(bag("dc:subject", ["Größe", "XX"])).replace(b"XX", "Köln".encode("latin-1"))
    assert read_xmp(written(mixed, rating=2).encode()).keywords.flat == ("Größe", "Köln")


@pytest.mark.parametrize("name", ["x:xmpmeta", "x:xapmeta"])
def test_old_and_missing_envelopes(name: str) -> None:
    inside = f'<rdf:RDF {_RDF}><rdf:Description rdf:about=""/></rdf:RDF>'
    made = written(f'<{name} xmlns:x="adobe:ns:meta/">{inside}</{name}>', rating=3)
    assert made.startswith(f"<{name}")
    assert "xpacket" not in made
    assert written(inside, rating=3).startswith("<rdf:RDF")


def test_a_packet_without_a_description_gets_one() -> None:
    made = written(f"<rdf:RDF {_RDF}/>", rating=3)
    assert '<rdf:Description rdf:about=""' in made
    node = '<s:Node xmlns:s="urn:s" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="1"/>'
    assert 'xmp:Rating="4"' in written(f"<rdf:RDF {_RDF}>{node}</rdf:RDF>", rating=4)


def test_nodes_that_point_to_others() -> None:
    pointing = packet(
        '<Iptc4xmpExt:LocationCreated rdf:nodeID="there"/><xmpMM:DerivedFrom rdf:nodeID="from"/>'
    ).replace(
        b"</rdf:RDF>",
        b'<rdf:Description rdf:nodeID="there" i:City="Como" '
        b'xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"/>'
        b'<rdf:Description rdf:nodeID="from" s:documentID="7" '
        b'xmlns:s="http://ns.adobe.com/xap/1.0/sType/ResourceRef#"/>'
        b'<rdf:Description rdf:nodeID="stray" xmp:Rating="2" xmlns:xmp="http://ns.adobe.com/xap/1.0/"/>'
        b"</rdf:RDF>",
    )
    place = {"sublocation": None, "city": "Lecco", "state": None, "country": None, "country_code": None}
    made = written(pointing, place=place, rating=None)
    assert read_xmp(made.encode()).lineage.derived_from == "7"
    assert 'i:City="Lecco"' in made
    gone = written(pointing, place=None)
    assert "Como" not in gone
    assert read_xmp(gone.encode()).rating == 2


def test_spaces_are_set_in_as_around() -> None:
    inside = '\n\t<rdf:Description rdf:about="">\n\t\t<a:b xmlns:a="urn:a"/>\n\t</rdf:Description>\n'
    made = written(f"<rdf:RDF {_RDF}>{inside}</rdf:RDF>", rating=3)
    assert '\n\t\t<a:b xmlns:a="urn:a"/>\n\t\t<xmp:Rating>3</xmp:Rating>\n\t\t<xmp:MetadataDate>' in made
    dense = written(packet("<xmp:Label>Red</xmp:Label>"), rating=3)
    assert "</xmp:Label><xmp:Rating>3</xmp:Rating><xmp:MetadataDate>" in dense


@pytest.mark.parametrize(
    ("hostile", "reason"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entities"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "entities"),
        (b"<a>" * 60 + b"</a>" * 60, "too_deep"),
        (b"<a>" + b"<b/>" * 60_000 + b"</a>", "too_many"),
        (b"<a " + b" ".join(b'b%d=""' % at for at in range(60_000)) + b"/>", "too_many"),
        (b" " * (4 << 20) + b"<a/>", "too_large"),
        (b"<html><body>No sidecar.</body></html>", "broken"),
        (b"<rdf:RDF", "broken"),
        (b"<a>&nbsp;</a>", "broken"),
        (b"<a:b/>", "broken"),
        (b"\xff\xd8\xff\xe0 a photo", "broken"),
    ],
)
def test_what_no_program_writes_is_refused(hostile: bytes, reason: str) -> None:
    with pytest.raises(Unwritable) as refused:
        write_sidecar(hostile, {"rating": 3}, _OF)
    assert refused.value.reason == reason
    with pytest.raises(Unwritable):
        write_packet(hostile, {"rating": 3}, _OF)


def test_what_grows_beyond_what_is_read_is_refused() -> None:
    full = packet(f"<xmp:Nickname>{'x' * ((4 << 20) - 20_000)}</xmp:Nickname>")
    assert not read_tree(full).left_out
    with pytest.raises(Unwritable) as refused:
        write_sidecar(full, {"caption": "ü" * 20_000}, _OF)
    assert refused.value.reason == "too_large"
