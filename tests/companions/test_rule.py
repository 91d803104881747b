"""Groups as people would make them, and never more than that."""

from dataclasses import replace

import pytest

from keepers.companions.piece import Piece
from keepers.companions.rule import Group, Member, group

_NOON = 1_714_825_815_000
_LIVE_ID = "D3EC4F65-9D30-4AF2-9F75-7C6FEFF19F35"


def photo(number: int, name: str, **more: object) -> Piece:
    """A photo of one camera and one second, unless told otherwise."""
    known: dict[str, object] = {
        "format": "jpeg", "taken_ms": _NOON, "taken_from": "exif_original", "camera": "Canon EOS 6D",
        "width": 6000, "height": 4000,
    }  # fmt: skip
    return Piece(id=number, names=(name,), **(known | more))  # type: ignore[arg-type]


def film(number: int, name: str, **more: object) -> Piece:
    """Three seconds of a film, by a clock in UTC."""
    known: dict[str, object] = {
        "kind": "video", "format": "mov", "taken_ms": _NOON, "taken_from": "film", "duration_ms": 2900,
    }  # fmt: skip
    return Piece(id=number, names=(name,), **(known | more))  # type: ignore[arg-type]


def one(*members: tuple[int, str, str], main: int) -> list[Group]:
    return [Group(main, tuple(Member(*each) for each in members))]


def test_a_raw_file_hides_behind_the_jpeg_of_its_shot() -> None:
    pieces = [photo(1, "IMG_0001.CR2", format="cr2"), photo(2, "IMG_0001.JPG")]
    assert group(pieces) == one((1, "raw", "same_shot"), main=2)


def test_a_raw_file_hides_behind_a_heic_too() -> None:
    pieces = [photo(1, "IMG_0001.DNG", format="dng"), photo(2, "IMG_0001.HEIC", format="heic")]
    assert group(pieces) == one((1, "raw", "same_shot"), main=2)


@pytest.mark.parametrize(
    "other",
    [
        {"taken_ms": _NOON + 1000},
        {"camera": "Canon EOS 5D"},
        {"camera": None},
        {"taken_from": "file_modified"},
        {"taken_from": "file_name"},
        {"names": ("IMG_0002.JPG",)},
    ],
)
def test_a_name_alone_or_a_clock_alone_is_no_evidence(other: dict[str, object]) -> None:
    jpeg = replace(photo(2, "IMG_0001.JPG"), **other)  # type: ignore[arg-type]
    assert group([photo(1, "IMG_0001.CR2", format="cr2"), jpeg]) == []


def test_parts_of_a_second_do_not_matter() -> None:
    pieces = [photo(1, "A.NEF", format="nef", taken_ms=_NOON + 40), photo(2, "a.jpg")]
    assert group(pieces) == one((1, "raw", "same_shot"), main=2)


def test_numbered_names_are_photos_of_their_own() -> None:
    names = ["DSC_0012.jpg", "DSC_0012_1.jpg", "DSC_0012_2.jpg", "DSC_0012 (1).jpg", "DSC_0012 copy.jpg"]
    assert group(photo(at, name) for at, name in enumerate(names)) == []


def test_the_edited_one_of_an_iphone_shows() -> None:
    pieces = [photo(1, "IMG_4120.JPG"), photo(2, "IMG_E4120.JPG", width=500, height=500)]
    assert group(pieces) == one((1, "original", "apple_edit"), main=2)


def test_names_of_an_iphone_without_the_same_second_say_nothing() -> None:
    assert group([photo(1, "IMG_4120.JPG"), photo(2, "IMG_E4120.JPG", taken_ms=_NOON + 5000)]) == []


def test_byte_equal_copies_of_the_original_come_along() -> None:
    original = replace(photo(1, ""), names=("IMG_4120 (1).JPG", "IMG_4120 copy.JPG", "IMG_4120.JPG"))
    assert group([original, photo(2, "IMG_E4120.JPG")]) == one((1, "original", "apple_edit"), main=2)


@pytest.mark.parametrize(
    ("original", "edited"),
    [
        ("IMG_4269.JPG", "IMG_4269-edited.JPG"),
        ("PXL_20220405_090123740.PORTRAIT.jpg", "PXL_20220405_090123740.PORTRAIT-modifi\u00e9.jpg"),
        ("IMG_1.HEIC", "IMG_1-bearbeitet.jpg"),
        ("IMG_1(1).jpg", "IMG_1-edited(1).jpg"),
        (
            "123456789123456789123456789123456789_DSCN0098.JPG",
            "123456789123456789123456789123456789_DSCN0098-ha.JPG",
        ),
    ],
)
def test_edited_copies_of_google_photos(original: str, edited: str) -> None:
    pieces = [photo(1, original), photo(2, edited)]
    assert group(pieces) == one((1, "original", "takeout_edit"), main=2)


@pytest.mark.parametrize(
    "name", ["IMG_1-collage.jpg", "IMG_1-pano.jpg", "IMG_1-ha.jpg", "IMG_1(1)-edited.jpg"]
)
def test_what_is_no_edited_copy(name: str) -> None:
    assert group([photo(1, "IMG_1.jpg"), photo(2, name)]) == []


def test_a_live_photo_by_its_content_id() -> None:
    pieces = [
        photo(1, "IMG_0007.HEIC", content_id=_LIVE_ID),
        film(2, "IMG_0007.MOV", content_id=_LIVE_ID, taken_ms=None, duration_ms=None),
    ]
    assert group(pieces) == one((2, "live", "content_id"), main=1)


def test_the_name_does_not_matter_where_the_content_id_speaks() -> None:
    pieces = [photo(1, "a.HEIC", content_id=_LIVE_ID), film(2, "b.MOV", content_id=_LIVE_ID)]
    assert group(pieces) == one((2, "live", "content_id"), main=1)


def test_an_edited_live_photo_with_all_four_files() -> None:
    pieces = [
        photo(1, "IMG_0007.HEIC", content_id=_LIVE_ID),
        film(2, "IMG_0007.MOV", content_id=_LIVE_ID),
        photo(3, "IMG_E0007.HEIC", content_id=_LIVE_ID),
        film(4, "IMG_E0007.MOV", content_id=_LIVE_ID),
    ]
    behind = ((1, "original", "apple_edit"), (2, "live", "content_id"), (4, "live", "content_id"))
    assert group(pieces) == one(*behind, main=3)


@pytest.mark.parametrize(
    ("of_film", "of_photo"),
    [
        ({"taken_offset_min": 120}, {"taken_offset_min": 120}),
        ({"taken_ms": _NOON - 7_200_000, "taken_offset_min": 0}, {"taken_offset_min": 120}),
        ({"taken_ms": _NOON - 7_200_000}, {}),
        ({"taken_ms": _NOON + 2500}, {}),
        ({"taken_ms": _NOON - 2500, "duration_ms": 6000}, {}),
    ],
)
def test_a_live_photo_that_lost_its_content_id(
    of_film: dict[str, object], of_photo: dict[str, object]
) -> None:
    pieces = [photo(1, "IMG_0007.JPG", **of_photo), film(2, "IMG_0007.MP4", **of_film)]
    assert group(pieces) == one((2, "live", "same_moment"), main=1)


@pytest.mark.parametrize(
    "of_film",
    [
        {"duration_ms": 6001},
        {"duration_ms": None},
        {"taken_ms": _NOON + 4000},
        {"taken_ms": _NOON - 7_200_000, "taken_offset_min": 120},
        {"taken_ms": _NOON - 20 * 3_600_000},
        {"taken_from": "file_modified"},
        {"names": ("IMG_0008.MP4",)},
    ],
)
def test_a_film_of_its_own(of_film: dict[str, object]) -> None:
    still = photo(1, "IMG_0007.JPG", taken_offset_min=120)
    assert group([still, replace(film(2, "IMG_0007.MP4"), **of_film)]) == []  # type: ignore[arg-type]


def test_the_bare_film_of_a_pixel() -> None:
    pieces = [photo(1, "PXL_1.MP.jpg"), film(2, "PXL_1.MP")]
    assert group(pieces) == one((2, "live", "same_moment"), main=1)


def test_what_was_made_of_a_photo_shows_before_it() -> None:
    pieces = [
        photo(1, "a.jpg", document_id="d1"),
        photo(2, "b.jpg", document_id="d2", derived_from="d1", width=4000, height=4000),
    ]
    assert group(pieces) == one((1, "original", "derived_from"), main=2)


def test_a_copy_made_smaller_hides_behind_what_it_was_made_of() -> None:
    pieces = [
        photo(1, "a.jpg", document_id="d1"),
        photo(2, "b.jpg", document_id="d2", derived_from="d1", width=1500, height=1000),
    ]
    assert group(pieces) == one((2, "rendered", "derived_from"), main=1)


def test_the_raw_file_a_photo_was_developed_from() -> None:
    pieces = [
        photo(1, "_MG_1.dng", format="dng", document_id="d1"),
        photo(2, "print.jpg", document_id="d2", derived_from="d1", width=900, height=600),
    ]
    assert group(pieces) == one((1, "raw", "derived_from"), main=2)


def test_the_same_original_document() -> None:
    pieces = [
        photo(1, "a.jpg", document_id="d1", original_document_id="d1"),
        photo(2, "b.jpg", document_id="d2", original_document_id="d1"),
    ]
    assert group(pieces) == one((1, "original", "same_document"), main=2)


def test_photos_put_into_one_template_are_not_one_photo() -> None:
    """Whoever pastes one photo after another into the same document gives all of them its origin."""
    pieces = [
        photo(1, "a.jpg", document_id="d1", original_document_id="d1"),
        photo(2, "b.jpg", document_id="d2", original_document_id="d1", taken_ms=_NOON + 60_000),
        photo(3, "c.jpg", document_id="d3", original_document_id="d0"),
        photo(4, "d.jpg", document_id="d4", original_document_id="d0"),
    ]
    assert group(pieces) == []


def test_a_chain_ends_in_one_main() -> None:
    pieces = [
        photo(1, "IMG_1.DNG", format="dng"),
        photo(2, "IMG_1.JPG", document_id="d1"),
        photo(3, "IMG_E1.JPG"),
        photo(4, "best.jpg", document_id="d2", derived_from="d1"),
        film(5, "IMG_1.MOV"),
    ]
    behind = ((1, "raw", "same_shot"), (2, "original", "derived_from"), (5, "live", "same_moment"))
    assert group(pieces) == one(*behind, main=4)


def test_files_that_lie_about_their_origin_group_nothing() -> None:
    pieces = [
        photo(1, "a.jpg", document_id="d1", derived_from="d2"),
        photo(2, "b.jpg", document_id="d2", derived_from="d3"),
        photo(3, "c.jpg", document_id="d3", derived_from="d1"),
        photo(4, "d.jpg", document_id="d4", derived_from="d4"),
    ]
    assert group(pieces) == []


def test_a_heic_shows_before_a_jpeg_of_it() -> None:
    pieces = [photo(1, "IMG_1.JPG"), photo(2, "IMG_1.HEIC", format="heic")]
    assert group(pieces) == one((1, "rendered", "same_shot"), main=2)


def test_a_cropped_jpeg_shows_before_the_heic() -> None:
    pieces = [photo(1, "IMG_1.JPG", width=3000, height=3000), photo(2, "IMG_1.HEIC", format="heic")]
    assert group(pieces) == one((2, "original", "same_shot"), main=1)


def test_what_can_be_read_stands_in_for_what_cannot() -> None:
    raw, jpeg = photo(1, "A.CR2", format="cr2"), photo(2, "A.JPG", readable=False)
    assert group([raw, jpeg]) == one((2, "rendered", "same_shot"), main=1)
    edited = photo(3, "IMG_E4120.JPG", readable=False)
    assert group([photo(4, "IMG_4120.JPG"), edited]) == one((3, "edited", "apple_edit"), main=4)


def test_films_stand_in_last() -> None:
    pieces = [
        photo(1, "IMG_7.HEIC", content_id=_LIVE_ID, readable=False),
        film(2, "IMG_7.MOV", content_id=_LIVE_ID),
        film(3, "IMG_7.MP4", content_id=_LIVE_ID),
    ]
    assert group(pieces) == one((1, "rendered", "content_id"), (3, "live", "content_id"), main=2)


def test_where_none_can_be_read_they_stay_together() -> None:
    pieces = [photo(1, "A.CR2", format="cr2", readable=False), photo(2, "A.JPG", readable=False)]
    assert group(pieces) == one((1, "raw", "same_shot"), main=2)
