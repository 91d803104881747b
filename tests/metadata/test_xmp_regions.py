"""Faces come back where they were, whichever way the picture was turned and whoever marked them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.regions import Box, Region, all_upright, as_stored, kind_of, overlap, upright, within
from keepers.metadata.xmp_regions import Marked, read_regions
from keepers.metadata.xmp_tree import read_tree
from metadata.packets import bag, packet, regions

ORIENTATIONS = st.integers(1, 8)
PARTS = st.floats(0.02, 0.45)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    width, height = draw(PARTS), draw(PARTS)
    return Box(draw(st.floats(0, 1 - width)), draw(st.floats(0, 1 - height)), width, height)


def marked(inside: str) -> Marked:
    return read_regions(read_tree(packet(inside)).properties)


def close(box: Box) -> object:
    return pytest.approx((box.x, box.y, box.width, box.height), abs=1e-6)


def numbers(box: Box) -> tuple[float, ...]:
    return (box.x, box.y, box.width, box.height)


@given(boxes(), ORIENTATIONS)
def test_turning_and_turning_back_changes_nothing(box: Box, orientation: int) -> None:
    assert numbers(as_stored(upright(box, orientation), orientation)) == close(box)


@given(boxes(), ORIENTATIONS, st.booleans(), st.sampled_from(["normalized", "pixel"]))
def test_a_face_is_found_where_it_was_marked(box: Box, orientation: int, wide: bool, unit: str) -> None:
    stored = (4000, 3000) if wide else (3000, 4000)
    written = regions([Region("Face", as_stored(box, orientation), "Ana")], stored, unit)
    found = marked(written)
    (region,) = all_upright(found.regions, found.applied, stored, orientation)
    assert (region.kind, region.name) == ("person", "Ana")
    assert numbers(region.box) == close(box)


@given(boxes(), st.sampled_from([5, 6, 7, 8]))
def test_faces_marked_on_the_turned_picture_are_not_turned_again(box: Box, orientation: int) -> None:
    # Against the rule, but the size they were noted on tells it.
    found = marked(regions([Region("Face", box, "Ana")], (3000, 4000)))
    (region,) = all_upright(found.regions, found.applied, (4000, 3000), orientation)
    assert numbers(region.box) == close(box)


def test_orientation_6_by_hand() -> None:
    # A stored top left corner is at the top right once the picture was turned to the right.
    assert numbers(upright(Box(0, 0, 0.2, 0.1), 6)) == close(Box(0.9, 0, 0.1, 0.2))
    assert numbers(upright(Box(0, 0, 0.2, 0.1), 8)) == close(Box(0, 0.8, 0.1, 0.2))
    assert numbers(upright(Box(0, 0, 0.2, 0.1), 3)) == close(Box(0.8, 0.9, 0.2, 0.1))


def test_people_pets_and_focus_are_told_apart() -> None:
    box = Box(0.1, 0.1, 0.2, 0.2)
    written = [Region(kind, box, name) for kind, name in (
        ("Face", "Ana"), ("Pet", "Rex"), ("Focus", ""), ("BarCode", ""), ("dogBody", ""), ("", "Bo"),
        ("", ""),
    )]  # fmt: skip
    found = marked(regions(written, (100, 100))).regions
    assert [region.kind for region in found] == [
        "person",
        "pet",
        "focus",
        "barcode",
        "other",
        "person",
        "other",
    ]
    assert kind_of("Dog Face", "") == "pet"


def area(**numbers: object) -> str:
    spelt = " ".join(f'stArea:{key}="{value}"' for key, value in numbers.items())
    return (
        '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:AppliedToDimensions stDim:w="200" stDim:h="100"/>'
        f'<mwg-rs:RegionList><rdf:Bag><rdf:li mwg-rs:Type="Face"><mwg-rs:Area {spelt}/></rdf:li></rdf:Bag>'
        "</mwg-rs:RegionList></mwg-rs:Regions>"
    )


def test_a_circle_is_as_wide_as_it_is_high() -> None:
    (region,) = marked(area(x=0.5, y=0.5, d=0.4, unit="normalized")).regions
    assert numbers(region.box) == close(Box(0.4, 0.3, 0.2, 0.4))
    (pixels,) = marked(area(x=100, y=50, d=40, unit="pixel")).regions
    assert numbers(pixels.box) == close(Box(0.4, 0.3, 0.2, 0.4))


def test_what_reaches_out_of_the_picture_is_cut_and_what_is_outside_left_out() -> None:
    (region,) = marked(area(x=0.05, y=0.5, w=0.2, h=0.2, unit="normalized")).regions
    assert numbers(region.box) == close(Box(0, 0.4, 0.15, 0.2))
    for numbers_, code in (
        ({"x": 3, "y": 0.5, "w": 0.2, "h": 0.2}, "out_of_range"),
        ({"x": 0.5, "y": 0.5, "w": 0, "h": 0.2}, "out_of_range"),
        ({"x": 8, "y": 8, "w": 8, "h": 8}, "out_of_range"),
        ({"x": 0.5, "y": 0.5}, "incomplete"),
        ({"x": "nan", "y": 0.5, "w": 1, "h": 1}, "incomplete"),
    ):
        found = marked(area(**numbers_))
        assert ([each.code for each in found.left_out], found.regions) == ([code], ())


def test_pixels_of_an_unknown_size_are_left_out() -> None:
    found = marked(regions([Region("Face", Box(0.1, 0.1, 0.1, 0.1), "Ana")], None, "pixel"))
    assert [(each.code, each.detail) for each in found.left_out] == [("no_dimensions", "Ana")]


def microsoft(*faces: tuple[str, str]) -> str:
    items = "".join(
        f'<rdf:li MPReg:PersonDisplayName="{name}" MPReg:Rectangle="{rectangle}"/>'
        for name, rectangle in faces
    )
    return (
        '<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag>'
        f"{items}</rdf:Bag></MPRI:Regions></MP:RegionInfo>"
    )


def test_microsofts_faces_and_those_both_have() -> None:
    both = microsoft(("ana", "0.3, 0.2, 0.1, 0.1"), ("Cleo", "0.5, 0.5, 0.25, 0.25")) + regions(
        [Region("Face", Box(0.1, 0.1, 0.2, 0.2), "Ana")], (100, 100)
    )
    found = marked(both + bag("Iptc4xmpExt:PersonInImage", ["Dov", "Dov"]))
    assert [(region.name, region.source) for region in found.regions] == [("Ana", "mwg-rs"), ("Cleo", "MP")]
    assert numbers(found.regions[1].box) == close(Box(0.5, 0.5, 0.25, 0.25))
    assert found.persons == ("Dov",)
    broken = marked(microsoft(("Ana", "0.1, 0.1"), ("Bo", "a,b,c,d"), ("Cy", "5, 5, 1, 1"), ("Di", "")))
    assert [each.code for each in broken.left_out] == [
        "incomplete",
        "incomplete",
        "out_of_range",
        "incomplete",
    ]


def test_more_faces_than_any_picture_has() -> None:
    found = marked(regions([Region("Face", Box(0.1, 0.1, 0.1, 0.1), f"P{n}") for n in range(600)], (10, 10)))
    assert len(found.regions) == 500
    assert [each.code for each in found.left_out] == ["too_many"]


@given(*[st.floats(allow_nan=True, allow_infinity=True)] * 4)
def test_any_numbers_give_a_box_in_the_picture_or_none(
    x: float, y: float, width: float, height: float
) -> None:
    box = within(Box(x, y, width, height))
    if box is not None:
        assert 0 <= box.x < box.x + box.width <= 1 + 1e-9
        assert 0 <= box.y < box.y + box.height <= 1 + 1e-9


@given(boxes(), boxes())
def test_what_two_boxes_share(one: Box, other: Box) -> None:
    assert overlap(one, one) == pytest.approx(1)
    assert overlap(one, other) == pytest.approx(overlap(other, one))
    assert 0 <= overlap(one, other) <= 1 + 1e-9
