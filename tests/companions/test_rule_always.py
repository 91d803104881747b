"""What holds for any folder, however strange."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.companions.piece import Piece
from keepers.companions.rule import Group, group

_NAMES = (
    "IMG_4120.JPG", "IMG_E4120.JPG", "IMG_4120.MOV", "IMG_4120.DNG", "IMG_4120.HEIC", "IMG_4120 (1).JPG",
    "IMG_4120 copy.JPG", "IMG_4120-edited.JPG", "IMG_4120_1.JPG", "IMG_E4120.MOV", "img_4120.jpg",
)  # fmt: skip
_IDS = st.sampled_from([None, "a", "b", "c"])


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    form = draw(st.sampled_from(["jpeg", "heic", "dng", "cr2", "mov", "mp4", "png"]))
    return Piece(
        id=0,
        names=tuple(draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=2, unique=True))),
        kind="video" if form in ("mov", "mp4") else "photo",
        format=form,
        taken_ms=draw(st.sampled_from([None, 0, 500, 1000, 900_000])),
        taken_offset_min=draw(st.sampled_from([None, 0, 120])),
        taken_from=draw(st.sampled_from(["exif_original", "film", "takeout", "file_name", "file_modified"])),
        camera=draw(st.sampled_from([None, "One", "Two"])),
        width=draw(st.sampled_from([None, 100, 600, 1000])),
        height=draw(st.sampled_from([None, 100, 600])),
        duration_ms=draw(st.sampled_from([None, 2000, 9000])),
        content_id=draw(_IDS),
        document_id=draw(_IDS),
        original_document_id=draw(_IDS),
        derived_from=draw(_IDS),
        readable=draw(st.booleans()),
    )


folders = st.lists(pieces(), max_size=9).map(
    lambda found: [replace(piece, id=at + 1) for at, piece in enumerate(found)]
)


def ids(found: list[Group]) -> list[int]:
    return [each for one in found for each in (one.main, *(member.id for member in one.members))]


@given(folders, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_the_order_files_come_in_does_not_matter(folder: list[Piece], chance: random.Random) -> None:
    mixed = folder[:]
    chance.shuffle(mixed)
    assert group(mixed) == group(folder)


@given(folders)
@settings(max_examples=200)
def test_no_file_is_in_two_groups_and_none_hides_behind_itself(folder: list[Piece]) -> None:
    found = group(folder)
    assert len(ids(found)) == len(set(ids(found)))
    assert all(one.members for one in found)
    assert set(ids(found)) <= {piece.id for piece in folder}


@given(folders)
@settings(max_examples=200)
def test_what_shows_can_be_read_if_any_can(folder: list[Piece]) -> None:
    readable = {piece.id: piece.readable for piece in folder}
    for one in group(folder):
        if any(readable[member.id] for member in one.members):
            assert readable[one.main]


@given(folders)
@settings(max_examples=200)
def test_grouping_a_group_again_gives_the_same_group(folder: list[Piece]) -> None:
    """What stands alone adds nothing: without it the groups are what they were."""
    found = group(folder)
    together = set(ids(found))
    assert group([piece for piece in folder if piece.id in together]) == found


@given(folders)
@settings(max_examples=200)
def test_names_alone_group_nothing(folder: list[Piece]) -> None:
    """Without ids and without clocks there is no evidence, whatever the files are called."""
    silent = [
        replace(
            piece,
            taken_ms=None,
            content_id=None,
            document_id=None,
            original_document_id=None,
            derived_from=None,
        )
        for piece in folder
    ]
    assert group(silent) == []


@given(folders)
@settings(max_examples=200)
def test_roles_are_what_files_are(folder: list[Piece]) -> None:
    by_id = {piece.id: piece for piece in folder}
    for one in group(folder):
        main = by_id[one.main]
        for member in one.members:
            piece = by_id[member.id]
            assert member.role in {"raw", "live", "original", "edited", "rendered"}
            assert (member.role == "raw") == (piece.is_raw and not main.is_raw and not piece.is_film)
            if member.role == "live":
                assert piece.is_film


@given(st.integers(1, 3000))
@settings(max_examples=5, deadline=None)
def test_a_long_chain_is_followed_to_its_end(many: int) -> None:
    chain = [
        Piece(
            id=at + 1,
            names=(f"{at}.jpg",),
            format="jpeg",
            taken_ms=0,
            taken_from="exif_original",
            document_id=f"d{at}",
            derived_from=f"d{at - 1}",
        )
        for at in range(many)
    ]
    assert [len(one.members) for one in group(chain)] == ([many - 1] if many > 1 else [])
