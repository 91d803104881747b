"""XMP from anywhere: every spelling of it is read, every attack and every excess refused with a reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.metadata.xmp_tree import MAX_DEPTH, MAX_NODES, MAX_PACKET_BYTES, Tree, read_tree
from metadata.packets import bag, packet


def codes(tree: Tree) -> list[str]:
    return [each.code for each in tree.left_out]


@pytest.mark.parametrize(
    "code", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8-sig", "utf-16"]
)
def test_every_encoding_of_the_specification(code: str) -> None:
    said = packet(bag("dc:subject", ["Größe", "写真", "😀"])).decode()
    tree = read_tree(said.encode(code))
    assert tree.properties["dc:subject"].texts() == ["Größe", "写真", "😀"]
    assert tree.left_out == ()


def test_latin_1_against_the_rules_is_read_all_the_same() -> None:
    said = packet("<photoshop:City>Köln</photoshop:City>").decode().replace("\ufeff", "").encode("latin-1")
    assert read_tree(said).properties["photoshop:City"].text == "Köln"


@pytest.mark.parametrize(
    "inside",
    [
        "<dc:title>A</dc:title>",
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A</rdf:li></rdf:Alt></dc:title>',
        "<dc:title><rdf:Description><rdf:value>A</rdf:value><xmp:Label>q</xmp:Label></rdf:Description></dc:title>",
        '<dc:title rdf:resource="A"/>',
    ],
)
def test_one_text_in_all_its_spellings(inside: str) -> None:
    assert read_tree(packet(inside)).properties["dc:title"].texts() == ["A"]


@pytest.mark.parametrize(
    "inside",
    [
        '<xmpMM:DerivedFrom rdf:parseType="Resource"><stRef:documentID>7</stRef:documentID>'
        "</xmpMM:DerivedFrom>",
        '<xmpMM:DerivedFrom stRef:documentID="7"/>',
        '<xmpMM:DerivedFrom><rdf:Description stRef:documentID="7"/></xmpMM:DerivedFrom>',
        "<xmpMM:DerivedFrom><rdf:Description><stRef:documentID>7</stRef:documentID></rdf:Description>"
        "</xmpMM:DerivedFrom>",
    ],
)
def test_one_structure_in_all_its_spellings(inside: str) -> None:
    assert read_tree(packet(inside)).properties["xmpMM:DerivedFrom"].fields["stRef:documentID"].text == "7"


def test_nodes_that_point_at_each_other_in_a_circle_come_to_an_end() -> None:
    said = packet('<dc:title rdf:nodeID="a"/>').replace(
        b"</rdf:RDF>",
        b'<rdf:Description rdf:nodeID="a" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        b'<dc:title rdf:nodeID="a"/></rdf:Description></rdf:RDF>',
    )
    assert "dc:title" in read_tree(said).properties


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % more SYSTEM "http://example.com/x"> %more;]>',
    ],
)
def test_documents_with_entities_are_refused_unexpanded(doctype: str) -> None:
    tree = read_tree(doctype.encode() + packet("<dc:title>&l11;&secret;</dc:title>"))
    assert codes(tree) == ["entities"]
    assert tree.properties == {}


def test_what_is_too_much_is_refused() -> None:
    deep = "<dc:title><rdf:Bag><rdf:li>" * (MAX_DEPTH // 2)
    assert codes(read_tree(packet(deep + "</rdf:li></rdf:Bag></dc:title>" * (MAX_DEPTH // 2)))) == [
        "too_deep"
    ]
    assert codes(read_tree(packet(bag("dc:subject", ["x"] * MAX_NODES)))) == ["too_many"]
    assert codes(read_tree(packet(bag("dc:subject", ["x" * MAX_PACKET_BYTES])))) == ["too_large"]


def test_what_is_no_packet_is_told_apart() -> None:
    assert codes(read_tree(b"")) == ["empty"]
    assert codes(read_tree(b" \n\x00")) == ["empty"]
    assert codes(read_tree(b"<html><p>no</p></html>")) == ["not_rdf"]
    assert codes(read_tree(packet()[:-60])) == ["not_xml"]


def test_a_tree_a_hundred_thousand_deep_is_refused_at_once() -> None:
    assert codes(read_tree(b"<a>" * 100_000)) == ["too_deep"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60).map(lambda said: said.replace("\x00", "")))
def test_any_text_comes_back_but_for_what_xml_has_no_sign_for(said: str) -> None:
    written = "".join(sign for sign in said if ord(sign) >= 32 and not 0xD800 <= ord(sign) <= 0xDFFF)
    found = read_tree(packet(bag("dc:subject", [written, "end"]))).properties["dc:subject"].texts()
    kept = "".join(sign for sign in written if sign not in "\ufffe\uffff").strip()
    # A reader of XML makes one line end of \x85 and its like only in version 1.1.
    assert found[-1] == "end"
    assert found[0] == (kept or "end")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damaged_packets_give_an_answer(data: st.DataObject) -> None:
    whole = bytearray(packet(bag("dc:subject", ["a", "b"]) + '<dc:title rdf:nodeID="a"/>', 'xmp:Rating="3"'))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(read_tree(bytes(whole)), Tree)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer(noise: bytes) -> None:
    tree = read_tree(noise)
    assert tree.properties == {} or tree.left_out == ()
