"""People: faces that others marked stay, those of named people follow, whichever way up the picture is."""

from typing import Any

import pytest

from keepers.metadata.regions import Box, Region, as_stored
from keepers.metadata.xmp import read_xmp
from keepers.writing.about import About
from keepers.writing.sidecar import write_sidecar
from keepers.writing.xmp_merge import fields_of
from metadata.packets import bag, packet, regions
from writing.xmp_values import about

ANA = {"name": "Ana", "box": [0.1, 0.2, 0.25, 0.25]}
BO = {"name": "Bo", "box": None}
_REX = Region("Pet", Box(0.5, 0.5, 0.25, 0.125), "Rex")


def put(existing: bytes, people: list[dict[str, Any]] | None, of: About | None = None) -> bytes:
    of = of or about()
    made = write_sidecar(existing, {"people": people}, of)
    assert fields_of(made, of)["people"] == people
    return made


def marked(made: bytes) -> dict[str, tuple[str, tuple[float, ...]]]:
    """Kind and box of the regions as the packet counts, by name."""
    found = read_xmp(made).marked.regions
    return {
        each.name: (each.kind, tuple(round(part, 6) for part in vars(each.box).values())) for each in found
    }


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_face_is_noted_on_the_stored_picture(orientation: int) -> None:
    of = about(orientation)
    made = put(packet(), [ANA], of)
    x, y, width, height = vars(as_stored(Box(*ANA["box"]), orientation)).values()
    assert marked(made)["Ana"] == ("person", pytest.approx((x, y, width, height)))
    assert read_xmp(made).marked.applied == (4000, 3000)
    assert b"Ana" not in put(made, None, of)


def test_regions_of_other_kinds_and_unnamed_faces_stay() -> None:
    unnamed = Region("Face", Box(0.75, 0.75, 0.125, 0.125), "")
    before = packet(regions([_REX, unnamed, Region("Face", Box(0, 0, 0.1, 0.1), "Cleo")], (4000, 3000)))
    made = put(before, [ANA])
    assert set(marked(made)) == {"Rex", "", "Ana"}
    assert marked(made)["Rex"] == ("pet", (0.5, 0.5, 0.25, 0.125))
    assert set(marked(put(made, None))) == {"Rex", ""}


def test_an_unnamed_face_at_that_place_gets_the_name() -> None:
    nearly = Region("Face", Box(0.1, 0.19, 0.25, 0.27), "")
    assert list(marked(put(packet(regions([nearly], (4000, 3000))), [ANA]))) == ["Ana"]


def test_a_region_that_does_not_change_is_not_touched() -> None:
    of = about(1, 400, 300)
    exact = Region("Face", Box(0.1, 0.2, 0.25, 0.25), "Ana", "in red")
    before = packet(regions([exact, _REX], (400, 300), "pixel"))
    made = put(before, [ANA, {"name": "Dov", "box": [0.5, 0.5, 0.1, 0.1]}], of).decode()
    assert 'stArea:unit="pixel"' in made
    assert made.count('stArea:unit="normalized"') == 1
    moved = put(before, [{"name": "Ana", "box": [0.2, 0.2, 0.25, 0.25]}], of)
    assert moved.count(b'stArea:unit="pixel"') == 1
    assert marked(moved)["Rex"] == ("pet", (0.5, 0.5, 0.25, 0.125))


def test_regions_on_the_turned_picture_keep_their_way_up() -> None:
    of = about(6)
    before = packet(regions([_REX], (3000, 4000)))
    made = put(before, [ANA], of)
    assert read_xmp(made).marked.applied == (3000, 4000)
    assert marked(made) == {"Rex": ("pet", (0.5, 0.5, 0.25, 0.125)), "Ana": ("person", tuple(ANA["box"]))}
    alone = put(packet(regions([Region("Face", Box(0.1, 0.2, 0.25, 0.25), "Ana")], (3000, 4000))), [ANA], of)
    assert read_xmp(alone).marked.applied == (4000, 3000)


def test_a_name_without_a_face_is_in_the_list_of_persons() -> None:
    made = put(packet(regions([Region("Face", Box(0.1, 0.1, 0.1, 0.1), "Bo")])), [BO])
    assert read_xmp(made).marked.persons == ("Bo",)
    assert not read_xmp(made).marked.regions
    assert b"mwg-rs:RegionList" not in made


def test_another_spelling_of_a_name_is_set() -> None:
    before = packet(regions([Region("Face", Box(0.1, 0.2, 0.25, 0.25), "ANA")], (4000, 3000)))
    assert list(marked(put(before, [ANA]))) == ["Ana"]


def test_somebody_whom_a_mirror_shows_twice() -> None:
    twice = [Region("Face", Box(0.1, 0.2, 0.25, 0.25), "Ana"), Region("Face", Box(0.7, 0.2, 0.2, 0.2), "Ana")]
    before = packet(regions(twice, (4000, 3000)))
    assert len(read_xmp(put(before, [ANA, BO])).marked.regions) == 2
    assert not read_xmp(put(before, [BO])).marked.regions


def microsoft(*faces: tuple[str, str]) -> str:
    items = "".join(
        f'<rdf:li><rdf:Description MPReg:PersonDisplayName="{name}"'
        + (f' MPReg:Rectangle="{box}"' if box else "")
        + "/></rdf:li>"
        for name, box in faces
    )
    listed = f"<MPRI:Regions><rdf:Bag>{items}</rdf:Bag></MPRI:Regions>"
    return f'<MP:RegionInfo rdf:parseType="Resource">{listed}</MP:RegionInfo>'


def test_microsofts_regions_are_kept_in_line_where_there_are_some() -> None:
    before = packet(microsoft(("Ana", "0, 0, 0.1, 0.1"), ("Cleo", "0.5, 0.5, 0.1, 0.1"), ("Dov", "")))
    assert [person["name"] for person in fields_of(before, about())["people"]] == ["Ana", "Cleo"]
    made = put(before, [ANA, {"name": "Eve", "box": [0.5, 0.5, 0.1, 0.1]}, BO])
    text = made.decode()
    assert "Cleo" not in text
    assert 'MPReg:Rectangle="0.1, 0.2, 0.25, 0.25"' in text
    assert "<MPReg:Rectangle>0.5, 0.5, 0.1, 0.1</MPReg:Rectangle>" in text
    # A name alone was never read, so it was nobody's to take away.
    assert "Dov" in text
    assert b"MP:RegionInfo" not in put(packet(microsoft(("Ana", "0, 0, 0.1, 0.1"))), None)
    assert b"MP:RegionInfo" not in put(packet(), [ANA])


def test_people_among_the_keywords_are_kept_in_line() -> None:
    before = packet(
        bag("dc:subject", ["Lake", "Ana", "Cleo"])
        + bag("digiKam:TagsList", ["Places/Lake", "People/Ana", "people/Cleo"], "Seq")
        + bag("lr:hierarchicalSubject", ["Places|Lake", "People|Ana", "People|Cleo"])
    )
    made = put(before, [{"name": "Ana", "box": None}, BO])
    keywords = read_xmp(made).keywords
    assert keywords.flat == ("Lake", "Ana", "Bo")
    assert keywords.paths == (("Places", "Lake"), ("People", "Ana"), ("People", "Bo"))
    assert fields_of(made, about())["keywords"] == ["Places|Lake"]
    nobody = put(before, None)
    assert b"Ana" not in nobody
    assert read_xmp(nobody).keywords.paths == (("Places", "Lake"),)


def test_a_keyword_that_is_somebodys_name_too_stays_a_keyword() -> None:
    before = packet(bag("dc:subject", ["Bo"]) + bag("digiKam:TagsList", ["People/Ana"], "Seq"))
    made = put(before, [{"name": "Ana", "box": None}, BO])
    assert fields_of(made, about())["keywords"] == ["Bo"]
    both = write_sidecar(before, {"keywords": ["Ana", "Bo"]}, about())
    assert fields_of(both, about())["keywords"] == ["Ana", "Bo"]
    assert [person["name"] for person in fields_of(both, about())["people"]] == ["Ana"]


@pytest.mark.parametrize("name", ["Ana/Bo", "Ana|Bo"])
def test_a_name_that_would_be_a_path_is_no_keyword(name: str) -> None:
    before = packet(bag("dc:subject", ["Ana"]) + bag("digiKam:TagsList", ["People/Ana"], "Seq"))
    made = put(before, [{"name": name, "box": None}])
    assert fields_of(made, about())["keywords"] is None
    assert read_xmp(made).keywords.paths == ()
