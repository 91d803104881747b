"""Files beside pictures, by what programs and services call them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.companions.side_names import Beside, Picture, side_links


def linked(pictures: list[str], name: str, kind: str) -> list[str]:
    """The pictures a file goes with; raw files and films by their endings."""
    made = [
        Picture(at, each, each.lower().endswith((".cr2", ".dng")), each.lower().endswith((".mov", ".avi")))
        for at, each in enumerate(pictures)
    ]
    found = side_links(made, [Beside(100, name, kind)])
    assert {side for side, _ in found} <= {100}
    return sorted(pictures[at] for _, at in found)


@pytest.mark.parametrize(
    ("pictures", "name", "kind", "expected"),
    [
        (["a.jpg", "b.jpg"], "a.jpg.xmp", "xmp", ["a.jpg"]),
        (["a.jpg", "a.png"], "A.JPG.XMP", "xmp", ["a.jpg"]),
        (["a.jpg"], "a.xmp", "xmp", ["a.jpg"]),
        (["a.jpg", "a.cr2"], "a.xmp", "xmp", ["a.cr2"]),
        (["a.heic", "a.mov"], "a.xmp", "xmp", ["a.heic"]),
        (["a.mov"], "a.xmp", "xmp", ["a.mov"]),
        (["a.jpg"], "b.xmp", "xmp", []),
        (["IMG_4120.JPG", "IMG_E4120.JPG"], "IMG_4120.AAE", "aae", ["IMG_4120.JPG"]),
        (["IMG_4120.JPG", "IMG_E4120.JPG"], "IMG_O4120.AAE", "aae", ["IMG_4120.JPG"]),
        (["IMG_4120.DNG"], "IMG_4120.AAE", "aae", ["IMG_4120.DNG"]),
        (["IMG_4120.DNG", "IMG_4120.JPG"], "IMG_4120.AAE", "aae", ["IMG_4120.JPG"]),
        (["IMG_4120.HEIC", "IMG_4120.MOV"], "IMG_4120.AAE", "aae", ["IMG_4120.HEIC"]),
        (["MVI_1.AVI", "MVI_1.JPG"], "MVI_1.THM", "thm", ["MVI_1.AVI"]),
        (["CRW_1.CR2"], "CRW_1.THM", "thm", ["CRW_1.CR2"]),
        (["a.jpg", "a-edited.jpg"], "a.jpg.json", "takeout", ["a-edited.jpg", "a.jpg"]),
        (["a.jpg", "a(1).jpg"], "a.jpg.supplemental-metadata(1).json", "takeout", ["a(1).jpg"]),
        (["IMG_1.HEIC", "IMG_1.MOV"], "IMG_1.HEIC.json", "takeout", ["IMG_1.HEIC", "IMG_1.MOV"]),
        (["a.jpg"], "metadata.json", "takeout", []),
        (["a.jpg"], "Photo Details.csv", "icloud", []),
        (["na\u00efve.jpg"], "nai\u0308ve.jpg.xmp", "xmp", ["na\u00efve.jpg"]),
    ],
)
def test_what_goes_with_what(pictures: list[str], name: str, kind: str, expected: list[str]) -> None:
    assert linked(pictures, name, kind) == expected


_NAMES = st.sampled_from(["a.jpg", "a.cr2", "a.mov", "a-edited.jpg", "a(1).jpg", "b.jpg", ".jpg", "a"])
_SIDES = st.sampled_from(["a.xmp", "a.jpg.xmp", "a.aae", "a.thm", "a.jpg.json", "a.json", "b.csv", ".xmp"])


@given(
    st.lists(_NAMES, max_size=6),
    st.lists(st.tuples(_SIDES, st.sampled_from(["xmp", "takeout", "aae", "thm"]))),
)
def test_the_order_does_not_matter(names: list[str], sides: list[tuple[str, str]]) -> None:
    pictures = [
        Picture(at, name, name.endswith("cr2"), name.endswith("mov")) for at, name in enumerate(names)
    ]
    beside = [Beside(at, *each) for at, each in enumerate(dict.fromkeys(sides))]
    found = side_links(pictures, beside)
    assert side_links(pictures[::-1], beside[::-1]) == found
    assert {side for side, _ in found} <= {each.id for each in beside}
