"""Which JSON belongs to which file: every rule Google's exports were seen to follow, and none beyond them."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.takeout_names import EDITED, Match, Sidecars, belongs

LONG = "123456789_123456789_123456789_123456789_123456789_"


@pytest.mark.photos
def test_all_documented_pairs(photos_dir: Path) -> None:
    with (photos_dir / "takeout" / "name_pairs.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == 18
    wrong = [
        (row["json_name"], row["media_name"])
        for row in rows
        if belongs(row["json_name"], row["media_name"]) != row["belongs_together"].startswith("yes")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("json_name", "media_name", "rule"),
    [
        ("IMG_1.jpg.json", "IMG_1.jpg", "exact"),
        ("IMG_1.JPG.json", "img_1.jpg", "exact"),
        ("IMG_1.jpg.supplemental-metadata.json", "IMG_1.jpg", "exact"),
        ("IMG_1.jpg.s.json", "IMG_1.jpg", "exact"),
        ("IMG_1.jpg..json", "IMG_1.jpg", "exact"),
        ("IMG_1.jpg.metadata.json", "IMG_1.jpg", "exact"),
        ("Photo(2).jpg.json", "Photo(2).jpg", "exact"),
        ("IMG_1.jpg(3).json", "IMG_1(3).jpg", "moved_number"),
        ("IMG_1.jpg.supplemental-metadata(3).json", "IMG_1(3).jpg", "moved_number"),
        ("IMG_1.jpg(3).supplemental-metadata.json", "IMG_1(3).jpg", "moved_number"),
        (LONG[:46] + ".json", LONG + "x.jpg", "cut"),
        ("😀" * 23 + ".json", "😀" * 30 + ".jpg", "cut"),
        (LONG[:46] + ".json", LONG + "x(1).jpg", "cut_copy"),
        ("IMG_1.jpg.json", "IMG_1-edited.jpg", "edited"),
        ("IMG_1.HEIC.json", "IMG_1-bearbeitet.jpg", "edited"),
        ("IMG_1.jpg(1).json", "IMG_1-edited(1).jpg", "edited"),
        ("IMG_1.HEIC.json", "IMG_1.MP4", "live"),
        ("IMG_1.HEIC.supplemental-metadata.json", "IMG_1.MOV", "live"),
        ("PXL_1.MP.jpg.json", "PXL_1.MP", "live"),
        ("IMG_1.json", "IMG_1.jpg", "no_ending"),
    ],
)
def test_each_rule(json_name: str, media_name: str, rule: str) -> None:
    assert Sidecars([json_name]).of(media_name) == Match(json_name, rule)


@pytest.mark.parametrize(
    ("json_name", "media_name"),
    [
        ("IMG_1.jpg.json", "IMG_2.jpg"),
        ("IMG_1.jpg.json", "IMG_1(1).jpg"),
        ("IMG_1.jpg(1).json", "IMG_1.jpg"),
        ("IMG_1.jpg(2).json", "IMG_1(1).jpg"),
        ("DSC_0012.jpg.json", "DSC_0012_1.jpg"),
        ("DSC_0012.jpg.json", "DSC_00123.jpg"),
        ("IMG_1.jpg.json", "IMG_1-lake.jpg"),
        ("IMG_1.jpg.json", "IMG_1-ed.jpg"),
        ("IMG_1.jpg.json", "IMG_1.png"),
        ("short.json", "shorter.jpg"),
        ("metadata.json", "IMG_1.jpg"),
        ("IMG_1.jpg.txt", "IMG_1.jpg"),
        (".json", "IMG_1.jpg"),
    ],
)
def test_what_does_not_belong_together(json_name: str, media_name: str) -> None:
    assert not belongs(json_name, media_name)


def test_a_json_of_ones_own_goes_before_a_borrowed_one() -> None:
    folder = Sidecars(["IMG_1.HEIC.json", "IMG_1.MP4.json", "IMG_1-edited.jpg.json", "IMG_1.jpg.json"])
    assert folder.of("IMG_1.MP4") == Match("IMG_1.MP4.json", "exact")
    assert folder.of("IMG_1-edited.jpg") == Match("IMG_1-edited.jpg.json", "exact")


def test_the_longest_of_several_cut_names() -> None:
    folder = Sidecars([LONG[:40] + ".json", LONG[:46] + ".json"])
    assert folder.of(LONG + "x.jpg") == Match(LONG[:46] + ".json", "cut")


def test_titles_tell_where_names_do_not() -> None:
    folder = Sidecars(["other(7).json"], {"other(7).json": 'A "day": at the lake?.jpg'})
    assert folder.of("A _day__ at the lake_.jpg") == Match("other(7).json", "title")


@pytest.mark.parametrize("word", EDITED)
def test_edited_copies_in_every_language_and_spelling_of_the_disk(word: str) -> None:
    for form in ("NFC", "NFD"):
        assert belongs("IMG_1.jpg.json", unicodedata.normalize(form, f"IMG_1-{word}.jpg"))


NAMES = st.text(st.characters(exclude_characters="/\x00"), min_size=1, max_size=30)


@given(NAMES, st.sampled_from([".jpg", ".HEIC", ".mp4"]), st.integers(0, 22))
def test_any_name_finds_its_own(stem: str, ending: str, kept: int) -> None:
    added = ".supplemental-metadata"[:kept]
    assert belongs(f"{stem}{ending}{added}.json", stem + ending)


@given(st.lists(NAMES, max_size=8), NAMES)
def test_any_names_give_an_answer(names: list[str], media: str) -> None:
    found = Sidecars([f"{name}.json" for name in names]).of(media)
    assert found is None or found.json_name.removesuffix(".json") in names


def test_a_folder_of_ten_thousand_is_asked_quickly() -> None:
    folder = Sidecars([f"IMG_{number:05d}.jpg.supplemental-metadata.json" for number in range(10_000)])
    assert all(folder.of(f"IMG_{number:05d}.jpg") is not None for number in range(10_000))
    assert all(folder.of(LONG * 4 + f"{number}.jpg") is None for number in range(1000))
