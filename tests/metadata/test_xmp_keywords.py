"""Keywords and their trees, as five programs keep them."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.xmp_keywords import Keywords, read_keywords
from keepers.metadata.xmp_tree import read_tree
from metadata.packets import bag, packet

NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
TREES = st.lists(st.lists(NAMES, min_size=1, max_size=5).map(tuple), min_size=1, max_size=6, unique=True)


def keywords(inside: str, attributes: str = "") -> Keywords:
    return read_keywords(read_tree(packet(inside, attributes)).properties)


@given(TREES)
def test_every_program_keeps_the_same_tree_in_its_own_way(tree: list[tuple[str, ...]]) -> None:
    for name, between, kind in (
        ("digiKam:TagsList", "/", "Seq"),
        ("lr:hierarchicalSubject", "|", "Bag"),
        ("MicrosoftPhoto:LastKeywordXMP", "/", "Bag"),
    ):
        found = keywords(bag(name, [between.join(path) for path in tree], kind))
        assert found.paths == tuple(tree)
        assert found.sources == (name,)


def test_trees_of_several_programs_are_told_once() -> None:
    found = keywords(
        bag("dc:subject", ["Rome", "Rome", " ", "food"])
        + bag("digiKam:TagsList", ["Trip/Rome"])
        + bag("lr:hierarchicalSubject", ["Trip|Rome", "Food"])
    )
    assert found.flat == ("Rome", "food")
    assert found.paths == (("Trip", "Rome"), ("Food",))
    assert found.sources == ("dc:subject", "digiKam:TagsList", "lr:hierarchicalSubject")


def test_what_a_program_left_behind_in_a_tree_it_does_not_know_is_gone() -> None:
    # Lightroom took away Rome and Food; it does not know digiKam's list.
    found = keywords(
        bag("dc:subject", ["Lisbon"])
        + bag("digiKam:TagsList", ["Trip/Rome", "Trip/Lisbon", "Food", "People/Ana"])
        + bag("lr:hierarchicalSubject", ["Trip|Lisbon"])
    )
    assert found.paths == (("Trip", "Lisbon"), ("People", "Ana"))
    # Windows took away Food: it knows the plain list alone, and no parents.
    found = keywords(bag("dc:subject", ["Lisbon"]) + bag("lr:hierarchicalSubject", ["Trip|Lisbon", "Food"]))
    assert found.paths == (("Trip", "Lisbon"),)
    # With nothing to compare, all is believed; so is a tree that says more than the plain list.
    assert keywords(bag("lr:hierarchicalSubject", ["Trip|Rome", "Food"])).paths == (
        ("Trip", "Rome"),
        ("Food",),
    )
    found = keywords(bag("dc:subject", ["Lisbon"]) + bag("lr:hierarchicalSubject", ["Trip|Rome"]))
    assert found.paths == (("Trip", "Rome"),)


def test_acdsee_keeps_a_document_in_a_text() -> None:
    document = (
        '<Categories><Category Assigned="0">People<Category Assigned="1">Pierre</Category>'
        '<Category Assigned="1">Marie</Category></Category>'
        '<Category Assigned="1">Paris</Category></Categories>'
    )
    found = keywords(f"<acdsee:categories>{escape(document)}</acdsee:categories>")
    assert found.paths == (("People", "Pierre"), ("People", "Marie"), ("Paris",))


def test_a_document_within_a_text_is_guarded_as_well() -> None:
    laughs = (
        '<!DOCTYPE c [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Categories><Category>&b;</Category></Categories>'
    )
    for document, code in ((laughs, "entities"), ("<Categories>", "not_xml"), ("x" * 300_000, "too_large")):
        found = keywords(f"<acdsee:categories>{escape(document)}</acdsee:categories>")
        assert ([each.code for each in found.left_out], found.paths) == ([code], ())


def test_the_working_groups_own_trees() -> None:
    def node(name: str, *children: str, applied: str = "") -> str:
        inner = (
            f"<mwg-kw:Children><rdf:Bag>{''.join(children)}</rdf:Bag></mwg-kw:Children>" if children else ""
        )
        mark = f"<mwg-kw:Applied>{applied}</mwg-kw:Applied>" if applied else ""
        return (
            f'<rdf:li rdf:parseType="Resource"><mwg-kw:Keyword>{name}</mwg-kw:Keyword>{mark}{inner}</rdf:li>'
        )

    found = keywords(
        '<mwg-kw:Keywords rdf:parseType="Resource"><mwg-kw:Hierarchy><rdf:Bag>'
        + node("Animals", node("Dog", node("Collie")), applied="True")
        + node("Plants", applied="False")
        + "</rdf:Bag></mwg-kw:Hierarchy></mwg-kw:Keywords>"
    )
    assert found.paths == (("Animals",), ("Animals", "Dog", "Collie"))


def test_more_keywords_than_any_program_writes() -> None:
    found = keywords(bag("dc:subject", [f"k{n}" for n in range(3000)]))
    assert len(found.flat) == 2000
    assert [each.code for each in found.left_out] == ["too_many"]
    deep = keywords(bag("digiKam:TagsList", ["/".join("abcdefgh" * 20)]))
    assert len(deep.paths[0]) == 32
