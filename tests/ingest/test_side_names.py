"""Which pictures a side file may speak of, by name: never one fewer than are read with it."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.catalog.side_files import SideKind
from keepers.ingest.side_names import kind_of, reach_of, spoken_of, stands_alone
from keepers.metadata.beside import Finder
from metadata.packets import packet


@pytest.mark.parametrize(
    ("name", "folder", "kind"),
    [
        ("a.jpg.xmp", "", "xmp"), ("A.XMP", "", "xmp"), ("a.jpg.json", "", "takeout"), ("a.aae", "", "aae"),
        ("MVI_1.THM", "", "thm"), ("Photo Details-2.csv", "Photos", "icloud"), ("notes.csv", "Photos", None),
        ("Summer.csv", "Albums", "icloud"), ("Last year.csv", "Memories", "icloud"), ("a.jpg", "", None),
        ("xmp", "", None), (".xmp", "", None),
    ],
)  # fmt: skip
def test_what_a_side_file_is(name: str, folder: str, kind: SideKind | None) -> None:
    assert kind_of(name, folder) == kind


def test_tables_of_albums_speak_of_the_folders_beside_and_need_no_picture_in_theirs() -> None:
    assert stands_alone("icloud", "Summer.csv")
    assert reach_of("icloud", "Summer.csv") == "beside"
    assert not stands_alone("icloud", "Photo Details.csv")
    assert reach_of("icloud", "Photo Details.csv") == reach_of("xmp", "a.xmp") == "here"


PICTURES = [
    "a.jpg",
    "A.CR2",
    "b.jpg",
    "IMG_1234.HEIC",
    "IMG_E1234.HEIC",
    "IMG_1234.MOV",
    "MVI_7.AVI",
    "c (1).jpg",
]


@pytest.mark.parametrize(
    ("kind", "name", "spoken"),
    [
        ("xmp", "a.jpg.xmp", {"a.jpg"}),
        ("xmp", "a.xmp", {"a.jpg", "A.CR2"}),
        ("xmp", "nobody.xmp", set()),
        ("aae", "IMG_1234.AAE", {"IMG_1234.HEIC", "IMG_E1234.HEIC", "IMG_1234.MOV"}),
        ("aae", "IMG_O1234.AAE", {"IMG_1234.HEIC", "IMG_E1234.HEIC", "IMG_1234.MOV"}),
        ("thm", "mvi_7.thm", {"MVI_7.AVI"}),
        ("takeout", "IMG_1234.HEIC.supplemental-meta.json", {"IMG_1234.HEIC", "IMG_1234.MOV"}),
        ("takeout", "c.jpg(1).json", set(PICTURES)),
        ("takeout", "metadata.json", set(PICTURES)),
        ("icloud", "Photo Details.csv", set(PICTURES)),
    ],
)
def test_who_is_spoken_of(kind: SideKind, name: str, spoken: set[str]) -> None:
    assert spoken_of([(kind, name)], PICTURES, [name] if kind == "takeout" else []) == spoken


def test_a_json_that_only_its_title_explains_may_be_of_any() -> None:
    assert spoken_of([("takeout", "x.y.json")], PICTURES, ["x.y.json"]) == set(PICTURES)
    two = ["b.jpg.json", "b.jpg.supplemental-metadata.json"]
    assert "b.jpg" in spoken_of([("takeout", two[0])], PICTURES, two)


stems = st.sampled_from(
    ["a", "A", "IMG_1234", "IMG_E1234", "img_1234(1)", "ΑΣ", "Ünï", "x" * 46, "b.c", "a(2)"]
)
endings = st.sampled_from(
    [".jpg", ".JPG", ".cr2", ".DNG", ".MOV", ".avi", ".heic", "-edited.jpg", "", ".gif"]
)
pictures = st.builds(lambda stem, ending: stem + ending, stems, endings)
added = st.sampled_from([
    ".xmp", ".XMP", ".json", ".supplemental-metadata.json", ".suppl.json", "(1).json", ".metadata.json",
    ".thm", ".THM",
])  # fmt: skip
sides = st.builds(lambda name, more: name + more, stems | pictures, added)


@settings(max_examples=250, deadline=None)
@given(
    st.sets(pictures, min_size=1, max_size=6),
    st.dictionaries(sides, st.none() | pictures, max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_whatever_is_read_for_a_picture_names_that_picture(
    names: set[str], beside: dict[str, str | None], album: bool, cloud: bool
) -> None:
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "Photos"
        folder.mkdir()
        for name in names:
            (folder / name).write_bytes(b"")
        for name, title in beside.items():
            if name.lower().endswith(".json"):
                taken = {"title": title or "none", "photoTakenTime": {"timestamp": "1000000000"}}
                (folder / name).write_text(json.dumps(taken))
            else:
                (folder / name).write_bytes(packet(attributes='xmp:Rating="3"'))
        if album:
            (folder / "Metadaten.json").write_text('{"title": "Summer", "date": {"timestamp": "1"}}')
        if cloud:
            (folder / "Photo Details.csv").write_text(
                "imgName,favorite\n" + "".join(f"{each},yes\n" for each in names)
            )
            (Path(top) / "Albums").mkdir()
            (Path(top) / "Albums" / "Best.csv").write_text(
                "Images\n" + "".join(f"{each}\n" for each in names)
            )
        jsons = [path.name for path in folder.iterdir() if path.name.lower().endswith(".json")]
        finder = Finder(folder)
        for name in names:
            found = finder.of(name)
            for kind, side in found.files:
                if kind == "icloud album":
                    assert reach_of("icloud", side.rpartition("/")[2]) == "beside"
                    continue
                of = kind_of(side, "Photos")
                assert of is not None
                assert name in spoken_of([(of, side)], names, jsons), (kind, side)
            if "Summer" in found.albums:
                assert name in spoken_of([("takeout", "Metadaten.json")], names, jsons)
