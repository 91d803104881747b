"""The real files: what their makers wrote is read, and exiftool, of which we share no line, agrees."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from keepers.media import formats
from keepers.media.reading import Everything, read_everything
from keepers.metadata.embedded import read_embedded
from keepers.metadata.regions import Region
from keepers.metadata.wall_clock import from_ms

pytestmark = [pytest.mark.photos, pytest.mark.filterwarnings("ignore::UserWarning:PIL")]

EXIFTOOL = shutil.which("exiftool")
_FOLDERS = (
    "xmp", "tiny_meta", "gps", "dates", "dates_in_name", "heif", "avif", "orientation", "iphone_edit", "odd",
    "names", "wrong_name", "xmp_sidecar", "raw",
)  # fmt: skip


def files(photos_dir: Path) -> Iterator[Path]:
    """Every picture of the folders whose files are whole."""
    for folder in _FOLDERS:
        for path in sorted((photos_dir / "formats" / folder).iterdir()):
            if not path.is_file():
                continue
            kind = formats.sniff(path.read_bytes()[: formats.HEAD_BYTES])
            # What is said inside a film is not read yet.
            if kind is not None and not formats.is_film(kind):
                yield path


def boxes(regions: tuple[Region, ...]) -> dict[str, tuple[float, ...]]:
    return {
        region.name: tuple(round(part, 3) for part in vars(region.box).values())
        for region in regions
        if region.kind == "person"
    }


@pytest.fixture(scope="module")
def curies(photos_dir: Path) -> list[Everything]:
    folder = photos_dir / "formats" / "xmp"
    return [read_everything(folder / name) for name in ("portrait.jpg", "portrait-orientation-6.jpg")]


def test_digikams_faces_are_people_at_one_place_however_the_photo_lies(curies: list[Everything]) -> None:
    expected = {"Marie Curie": (0.312, 0.209, 0.113, 0.199), "Pierre Curie": (0.639, 0.119, 0.096, 0.241)}
    for found in curies:
        assert boxes(found.said.regions) == expected
        assert [person.name for person in found.said.people] == ["Marie Curie", "Pierre Curie"]
        assert found.said.keyword_paths is not None
        assert found.said.keyword_paths.value == (("People", "Marie Curie"), ("People", "Pierre Curie"))


def test_sidecars_as_their_labels_say(photos_dir: Path) -> None:
    folder = photos_dir / "formats" / "xmp_sidecar"
    first, second = (
        read_everything(folder / "IMG_0101.jpg").said,
        read_everything(folder / "IMG_0102.jpg").said,
    )
    assert boxes(first.regions) == {"Ana": (0.385, 0.34, 0.1, 0.18), "Bo": (0.582, 0.4, 0.1, 0.18)}
    assert first.rating is not None
    assert second.rating is not None
    assert (first.rating.value, second.rating.value) == (5, 3)
    assert first.keyword_paths is not None
    assert second.keyword_paths is not None
    assert first.keyword_paths.value == (("Places", "Lake"), ("People", "Ana"))
    assert second.keyword_paths.value == (("Trip", "Rome"), ("Food",))
    assert second.regions == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "apple-test-2.xmp",
            {"title": "Botanischer Garten", "keywords": ("Krokus", "Blume", "Schöne Wiese")},
        ),
        (
            "photoshop.xmp",
            {"title": "Night Shift / Berlin / 2020", "rating": 4, "creators": ("Michael Mayer",)},
        ),
        ("fstop-favorite.xmp", {"favourite": True}),
        ("XMP2.xmp", {"keywords": ("ExifTool", "XMP", "nodeID", "test")}),
        ("BlueSquare.xmp", {"title": "Blue Square Test File - .jpg"}),
        ("StaffPhotographer-Example.xmp", {"city": "Watseka", "country": "USA", "creators": ("John Doe",)}),
        ("XMP5.xmp", {"keyword_paths": (("A-1", "A-2"), ("B-1", "B-2"), ("C-1",))}),
        ("mongolels.jpg", {"title": "Mongol Els", "rating": 3}),
        ("picasa.jpg", {"keywords": ("Frost", "Yard"), "description": "Image-Description"}),
        ("digikam.jpg", {"keywords": ("Berlin", "Shop"), "rating": 4}),
        ("date.heic.xmp", {"direction_deg": pytest.approx(193.6628)}),
    ],
)
def test_files_of_other_programs(photos_dir: Path, name: str, expected: dict[str, Any]) -> None:
    said = read_everything(photos_dir / "formats" / "xmp" / name).said
    assert {field: getattr(said, field).value for field in expected} == expected


def test_a_name_in_photoshops_packet_is_a_person(photos_dir: Path) -> None:
    said = read_everything(photos_dir / "formats" / "xmp" / "photoshop.xmp").said
    assert [person.name for person in said.people] == ["Gopher"]


def test_the_working_groups_own_sample(photos_dir: Path) -> None:
    said = read_everything(photos_dir / "formats" / "tiny_meta" / "MWG.jpg").said
    for fact in (said.description, said.rights, said.city, said.sublocation, said.state, said.country):
        assert fact is not None
        assert fact.value.startswith("RIGHT")
    for names in (said.creators, said.keywords):
        assert names is not None
        assert all(name.startswith("RIGHT") for name in names.value)


def test_times_as_their_labels_say(photos_dir: Path) -> None:
    folder = photos_dir / "formats" / "dates"
    found = {path.stem: read_everything(path).dated for path in sorted(folder.glob("*.jpg"))}
    codes = {name: (dated.code, dated.time.offset_min) for name, dated in found.items()}
    for name, offset in (
        ("before_1970", None), ("dst_gap_berlin", None), ("gps_utc_only", 540), ("leap_day", 60),
        ("new_year_edge", 0), ("no_offset", None), ("offset_minus0830", -510), ("offset_plus0200", 120),
    ):  # fmt: skip
        assert codes[name] == ("original", offset), name
    for name in ("future_2199", "garbage_date", "zero_date"):
        assert codes[name][0] == "file", name
    assert codes["only_datetime"][0] == "changed"
    # Kept in XMP only, and in UTC: the place is San Francisco.
    assert codes["gps-datetime"] == ("gps", -480)


def test_names_tell_what_nothing_else_does(photos_dir: Path) -> None:
    folder = photos_dir / "formats" / "dates_in_name"
    codes = {path.name: read_everything(path).dated.code for path in sorted(folder.iterdir())}
    assert codes == {
        "20231006_063000.jpg": "name",
        "DSC_0238(1).jpg": "file",
        "IMG-20210304-WA0007.jpg": "messenger",
        "IMG_20190521_104552.jpg": "name",
        "PXL_20231006_063000139.MP.jpg": "name",
        "Screenshot 2019-05-21 at 10.45.52.jpg": "name",
        "WhatsApp Image 2021-03-04 at 5.06.07 PM.jpeg": "messenger",
        "signal-2022-11-05-14-33-21-123.jpg": "messenger",
    }


def test_a_takeout_in_french(photos_dir: Path) -> None:
    root = photos_dir / "takeout"
    album = root / "Takeout1" / "Google Photos" / "Album test 6-10-23"
    found = {path.name: read_everything(path) for path in sorted(album.glob("*.jpg"))}
    assert len(found) == 7
    for name, everything in found.items():
        assert everything.beside.takeout is not None, name
        assert everything.said.albums == ("Album test 6/10/23",)
        assert everything.dated.code == "camera"
    loved = found["PXL_20231006_063851485.jpg"].said
    assert loved.favourite is not None
    assert loved.description is not None
    assert (loved.favourite.value, loved.description.value) == (True, "Description from goggle photos")
    archived = found["PXL_20231006_063536303.jpg"].beside.takeout
    assert archived is not None
    assert archived.archived
    untitled = read_everything(next((root / "Takeout2" / "Google Photos" / "Sans titre(9)").glob("*.jpg")))
    assert (untitled.said.albums, untitled.beside.takeout is not None) == ((), True)


def test_an_icloud_export(photos_dir: Path) -> None:
    photos = photos_dir / "icloud" / "Photos"
    albums = {path.name: read_everything(path).said.albums for path in sorted(photos.glob("*.jpg"))}
    assert albums == {
        "photo1.jpg": ("Spécial album", "1. April 2025"),
        "photo2.jpg": ("Spécial album 2", "Spécial album", "1. April 2025"),
        "photo_wo_exif.jpg": (),
    }
    dated = read_everything(photos / "photo_wo_exif.jpg").dated
    assert (dated.time.source, dated.confidence) == ("icloud", "likely")


def test_broken_files_say_what_they_can(photos_dir: Path) -> None:
    said = {
        path.name: read_everything(path)
        for path in sorted((photos_dir / "formats" / "broken").iterdir())
        if path.is_file()
    }
    # Its place is of the wrong type; the rest of it is whole.
    half = said["exif_gps_typeerror.jpg"]
    assert half.embedded.exif.software == "Adobe Photoshop Elements 5.0"
    assert half.said.position is None
    assert all(found.dated.words for found in said.values())


@pytest.fixture(scope="module")
def by_exiftool(photos_dir: Path) -> dict[str, dict[str, Any]]:
    """What exiftool says of every file, by the rules of the working group where there are such."""
    if EXIFTOOL is None:
        pytest.skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
    asked = ["-j", "-n", "-G1", "-struct", "-use", "MWG", "-MWG:all", "-XMP-mwg-rs:all",
                 "-Composite:GPSLatitude",
             "-Composite:GPSLongitude", "-Composite:GPSAltitude", "-XMP-dc:Title", "-charset",
             "filename=utf8"]  # fmt: skip
    done = subprocess.run(
        [EXIFTOOL, *asked, *map(str, files(photos_dir))], capture_output=True, check=False, timeout=100
    )
    return {row["SourceFile"]: row for row in json.loads(done.stdout)}


_SHARED = {
    "MWG:Description": "description", "MWG:Keywords": "keywords", "MWG:Creator": "creators",
    "MWG:Copyright": "rights", "MWG:City": "city", "MWG:State": "state", "MWG:Country": "country",
    "MWG:Location": "sublocation", "MWG:Rating": "rating", "MWG:Orientation": "orientation",
    "XMP-dc:Title": "title",
}  # fmt: skip


def test_exiftool_says_the_same(photos_dir: Path, by_exiftool: dict[str, dict[str, Any]]) -> None:
    compared, differing = 0, []
    for path in files(photos_dir):
        theirs = by_exiftool[str(path)]
        embedded = read_everything(path, None)
        if embedded.beside.sidecar is not None:
            continue
        said = embedded.said
        for tag, field in _SHARED.items():
            expected = plain(theirs.get(tag))
            if expected in (None, "", 0) or (tag == "MWG:Orientation" and not 2 <= expected <= 8):
                continue
            fact = getattr(said, field)
            ours = plain(fact.value) if fact else None
            compared += 1
            if ours != expected:
                differing.append((path.name, field, ours, expected))
        place = (theirs.get("Composite:GPSLatitude"), theirs.get("Composite:GPSLongitude"))
        if None not in place and place != (0, 0):
            compared += 1
            if said.position is None or said.position.value != pytest.approx(place, abs=1e-5):
                differing.append((path.name, "position", said.position, place))
        taken = str(theirs.get("MWG:DateTimeOriginal", ""))[:19]
        if embedded.dated.time.source == "exif_original":
            compared += 1
            ours = plain_time(embedded.dated.time.time_ms)
            if ours != taken:
                differing.append((path.name, "taken", ours, taken))
    assert differing == []
    assert compared >= 120


def test_exiftool_finds_the_same_faces(photos_dir: Path, by_exiftool: dict[str, dict[str, Any]]) -> None:
    seen = 0
    for path in files(photos_dir):
        info = by_exiftool[str(path)].get("XMP-mwg-rs:RegionInfo")
        if info is None:
            continue
        marked = read_embedded(path.read_bytes()).xmp
        assert marked is not None
        regions = marked.marked.regions
        assert [region.name for region in regions] == [one.get("Name", "") for one in info["RegionList"]]
        for region, one in zip(regions, info["RegionList"], strict=True):
            box, area = region.box, one["Area"]
            middle = (box.x + box.width / 2, box.y + box.height / 2, box.width, box.height)
            assert middle == pytest.approx(tuple(area[key] for key in "XYWH"), abs=1e-5)
            seen += 1
    assert seen >= 4


def plain(value: Any) -> Any:
    """One text, one list: exiftool gives a list of one as a text, and numbers as what they look like."""
    if isinstance(value, dict):
        value = next(iter(value.values()))
    if isinstance(value, tuple | list):
        return [str(each) for each in value] if len(value) > 1 else str(value[0])
    return value.strip() if isinstance(value, str) else value


def plain_time(time_ms: int) -> str:
    return from_ms(time_ms).strftime("%Y:%m:%d %H:%M:%S")
