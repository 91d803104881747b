"""Keywords: every list that a program keeps says the same afterwards, or is gone."""

import pytest

from keepers.metadata.dates import CaptureTime
from keepers.metadata.dating import Dated
from keepers.metadata.fields import of_said
from keepers.metadata.said import reconcile
from keepers.metadata.witnesses import Witnesses
from keepers.metadata.xmp import read_xmp
from keepers.metadata.xmp_tree import read_tree
from keepers.writing.sidecar import write_sidecar
from keepers.writing.xmp_merge import fields_of
from metadata.packets import bag, packet
from writing.xmp_values import about

_ALL = (
    bag("dc:subject", ["Old"])
    + bag("digiKam:TagsList", ["Top/Old"], "Seq")
    + bag("lr:hierarchicalSubject", ["Top|Old"])
    + bag("MicrosoftPhoto:LastKeywordXMP", ["Top/Old"])
    + '<mediapro:CatalogSets xmlns:mediapro="http://ns.iview-multimedia.com/mediapro/1.0/"><rdf:Bag>'
    "<rdf:li>Top|Old</rdf:li></rdf:Bag></mediapro:CatalogSets>"
    '<mwg-kw:Keywords rdf:parseType="Resource"><mwg-kw:Hierarchy><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<mwg-kw:Keyword>Old</mwg-kw:Keyword></rdf:li></rdf:Bag></mwg-kw:Hierarchy></mwg-kw:Keywords>"
)
_ACDSEE = (
    'acdsee:categories="&lt;Categories>&lt;Category Assigned=&quot;1&quot;>Old&lt;/Category>&lt;/Categories>"'
)


def put(existing: bytes, keywords: list[str] | None) -> bytes:
    made = write_sidecar(existing, {"keywords": keywords}, about())
    assert set(fields_of(made, about())["keywords"] or ()) == set(keywords or ())
    return made


def listed(made: bytes, name: str) -> list[str]:
    value = read_tree(made).properties.get(name)
    return value.texts() if value else []


def test_plain_keywords_are_a_plain_list() -> None:
    made = put(packet(), ["See", "Sommer"])
    assert listed(made, "dc:subject") == ["See", "Sommer"]
    # Immich reads no plain list; digiKam reads this one too where its own is not there.
    assert listed(made, "lr:hierarchicalSubject") == ["See", "Sommer"]
    assert b"TagsList" not in made


def test_a_sidecar_goes_before_the_trees_in_the_photo() -> None:
    inside = packet(bag("dc:subject", ["Old"]) + bag("lr:hierarchicalSubject", ["Top|Old"]))
    beside = write_sidecar(None, {"keywords": ["See"]}, about())
    said = reconcile(Witnesses(xmp=read_xmp(inside), sidecar=read_xmp(beside)))
    dated = Dated(CaptureTime(0, None, "file_modified"), "second", "file")
    assert of_said(said, dated)["keywords"] == ["See"]


def test_a_tree_is_told_to_every_program_and_the_plain_ones_with_it() -> None:
    made = put(packet(), ["Places|Portugal|Lisbon", "Beach"])
    assert listed(made, "dc:subject") == ["Lisbon", "Beach"]
    assert listed(made, "lr:hierarchicalSubject") == ["Places|Portugal|Lisbon", "Beach"]
    assert listed(made, "digiKam:TagsList") == ["Places/Portugal/Lisbon", "Beach"]


@pytest.mark.parametrize("keywords", [["Places|Portugal|Lisbon", "Beach"], ["Beach"]])
def test_every_list_that_is_there_is_brought_in_line(keywords: list[str]) -> None:
    made = put(packet(_ALL, _ACDSEE), keywords)
    assert b"Old" not in made
    slashed = [each.replace("|", "/") for each in keywords]
    assert listed(made, "MicrosoftPhoto:LastKeywordXMP") == slashed
    assert listed(made, "mediapro:CatalogSets") == keywords
    # Each of the two that keep a tree says it by itself.
    for name in ("acdsee:categories", "mwg-kw:Keywords"):
        others = [each for each in ("acdsee:categories", "mwg-kw:Keywords") if each != name]
        alone = write_sidecar(packet(_ALL, _ACDSEE), {"keywords": keywords}, about()).decode()
        for other in [*others, "lr:hierarchicalSubject", "digiKam:TagsList", "MicrosoftPhoto:LastKeywordXMP",
                      "mediapro:CatalogSets"]:  # fmt: skip
            alone = alone.replace(other, f"gone:{other.partition(':')[2]}")
        alone = alone.replace("<x:xmpmeta", '<x:xmpmeta xmlns:gone="urn:gone"')
        paths = read_xmp(alone.encode()).keywords.paths
        assert ["|".join(path) for path in paths] == keywords


def test_nothing_is_left_of_any_list() -> None:
    made = put(packet(_ALL, _ACDSEE), None)
    assert b"Old" not in made
    for name in ("subject", "TagsList", "hierarchicalSubject", "LastKeywordXMP", "CatalogSets", "categories"):
        assert f":{name}".encode() not in made
    assert b"mwg-kw:Keyword" not in made


def test_a_slash_is_no_separator() -> None:
    made = put(packet(), ["Open|24/7", "Beach"])
    assert listed(made, "lr:hierarchicalSubject") == ["Open|24/7", "Beach"]
    # digiKam would take the slash for a level of the tree; without this list it reads the other.
    assert b"TagsList" not in made
    assert b"TagsList" not in put(packet(bag("digiKam:TagsList", ["Beach"], "Seq")), ["24/7"])


def test_the_kind_of_a_list_stays() -> None:
    made = put(packet(bag("dc:subject", ["Old"], "Seq")), ["New"])
    assert b"<dc:subject><rdf:Seq><rdf:li>New</rdf:li></rdf:Seq></dc:subject>" in made


def test_people_among_the_keywords_stay_when_the_keywords_change() -> None:
    before = packet(
        bag("dc:subject", ["Lake", "Ana"]) + bag("digiKam:TagsList", ["Places/Lake", "People/Ana"], "Seq")
    )
    made = put(before, ["Places|Rome"])
    assert fields_of(made, about())["people"] == [{"name": "Ana", "box": None}]
    assert listed(made, "digiKam:TagsList") == ["Places/Rome", "People/Ana"]
    assert listed(made, "dc:subject") == ["Rome", "Ana"]


def test_trees_deeper_than_a_packet_may_be_leave_the_working_groups_list() -> None:
    deep = "|".join(f"level {at}" for at in range(20))
    made = put(packet(_ALL, _ACDSEE), [deep])
    assert b"mwg-kw:Keyword" not in made
    assert listed(made, "lr:hierarchicalSubject") == [deep]
