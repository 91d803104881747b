"""exiftool reads what was written, and all the rest as before: maker notes, profiles, further pictures."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from keepers.media.formats import HEAD_BYTES, sniff
from keepers.writing.embed import EMBEDDABLE, embed
from keepers.writing.errors import Unwritable
from media.pictures import encoded, quadrants
from writing.sample import EVERYTHING, about

EXIFTOOL = shutil.which("exiftool")
pytestmark = [
    pytest.mark.skipif(EXIFTOOL is None, reason="exiftool is not installed (Debian: libimage-exiftool-perl)"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]

Tags = dict[str, Any]
# What a change of every field may touch; groups as exiftool names them.
_TOUCHED = {
    "SourceFile", "System:FileSize", "System:Directory", "File:FileType", "File:ExifByteOrder",
    "File:CurrentIPTCDigest", "Photoshop:IPTCDigest", "RIFF:WebP_Flags",
    # Counted from the beginning of the file; that the pictures there are the same is held elsewhere.
    "IFD1:ThumbnailOffset", "MPImage1:MPImageLength", "MPImage2:MPImageStart", "IFD0:ImageDescription",
    "IFD0:Rating", "IFD0:RatingPercent", "IFD0:XPTitle", "IFD0:XPComment", "IFD0:XPKeywords",
    "ExifIFD:DateTimeOriginal", "ExifIFD:OffsetTimeOriginal", "ExifIFD:SubSecTimeOriginal",
    "GPS:GPSLatitude", "GPS:GPSLatitudeRef", "GPS:GPSLongitude", "GPS:GPSLongitudeRef", "GPS:GPSMapDatum",
    "IPTC:ObjectName", "IPTC:Caption-Abstract", "IPTC:Keywords", "IPTC:DateCreated", "IPTC:TimeCreated",
    "IPTC:City", "IPTC:Sub-location", "IPTC:Province-State", "IPTC:Country-PrimaryLocationCode",
    "IPTC:Country-PrimaryLocationName", "IPTC:CodedCharacterSet",
}  # fmt: skip
# What a new directory has to hold.
_MADE = {
    "ExifIFD:ExifVersion", "ExifIFD:ComponentsConfiguration", "ExifIFD:FlashpixVersion", "ExifIFD:ColorSpace",
    "ExifIFD:ExifImageWidth", "ExifIFD:ExifImageHeight", "IFD0:XResolution", "IFD0:YResolution",
    "IFD0:ResolutionUnit", "IFD0:YCbCrPositioning", "GPS:GPSVersionID",
}  # fmt: skip
# XMP is merged by another part of this room, which has tests of its own; values made of others follow them.
_NOT_COMPARED = ("XMP-", "Composite:", "ExifTool:")
# Windows' rating is no tag of the standard; zones came to it late, and the version a camera noted is left.
# Every program writes both. TIFF/EP alone asks how a position was found.
_EXPECTED_WARNINGS = {
    "[minor] Non-standard IFD0 tag 0x4746 Rating",
    "Missing required TIFF GPS tag 0x001b GPSProcessingMethod",
    "ExifIFD tag 0x9011 OffsetTimeOriginal requires ExifVersion 0231 or higher",
}


def tags_of(folder: Path, *options: str) -> dict[str, Tags]:
    done = subprocess.run(
        [str(EXIFTOOL), "-q", "-q", "-j", "-a", "-struct", *options, str(folder)],
        capture_output=True,
        timeout=100,
        check=False,
    )
    return {Path(tags["SourceFile"]).name: tags for tags in json.loads(done.stdout)}


def warnings_of(tags: Tags) -> set[str]:
    said = tags.get("Warning", [])
    return {*(said if isinstance(said, list) else [said]), *([tags["Error"]] if "Error" in tags else [])}


@pytest.fixture(scope="module")
def before_and_after(photos_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Three folders: photos, the same with everything written into them, and with all but a rating."""
    folder = tmp_path_factory.mktemp("embedded")
    before, after, unrated = folder / "before", folder / "after", folder / "unrated"
    for each in (before, after, unrated):
        each.mkdir()
    changes = {field: value for field, value in EVERYTHING.items() if field != "rating"}
    for path in sorted(
        (*photos_dir.rglob("formats/**/*"), *photos_dir.rglob("photos/*"), *photos_dir.rglob("live/*"))
    ):
        if not path.is_file() or path.suffix in (".dng", ".nef"):
            continue
        data = path.read_bytes()
        kind = sniff(data[:HEAD_BYTES])
        if kind not in EMBEDDABLE:
            continue
        try:
            made = embed(data, kind, EVERYTHING, about(data))
        except Unwritable:
            continue
        name = "__".join(path.relative_to(photos_dir).parts)[-100:]
        (before / name).write_bytes(data)
        (after / name).write_bytes(made)
        (unrated / name).write_bytes(embed(data, kind, changes, about(data)))
    return before, after, unrated


@pytest.mark.photos
def test_the_rest_is_as_it_was(before_and_after: tuple[Path, Path, Path]) -> None:
    before, after = (tags_of(folder, "-G1") for folder in before_and_after[:2])
    assert before.keys() == after.keys()
    assert len(before) > 100
    for name in before:
        changed = {
            tag
            for tag in before[name].keys() | after[name].keys()
            if before[name].get(tag) != after[name].get(tag)
            and not tag.startswith(_NOT_COMPARED)
            and tag not in _TOUCHED
            and not tag.startswith("System:File")
            and not (tag in _MADE and tag not in before[name])
        }
        assert changed == set(), (name, changed)


@pytest.mark.photos
def test_maker_notes_are_there(before_and_after: tuple[Path, Path, Path]) -> None:
    """The comparison above would be worth little if no file had any."""
    found = {tag.split(":")[0] for tags in tags_of(before_and_after[1], "-G1").values() for tag in tags}
    assert {"Canon", "Apple", "Nikon", "ICC_Profile", "MPF0", "Photoshop", "IPTC"} <= found


@pytest.mark.photos
def test_it_is_valid(before_and_after: tuple[Path, Path, Path]) -> None:
    before, after, unrated = (
        tags_of(folder, "-validate", "-warning", "-error") for folder in before_and_after
    )
    for name in before:
        assert warnings_of(after[name]) - warnings_of(before[name]) <= _EXPECTED_WARNINGS, name
        # One warning hides others: the rating's those of missing tags, that of one time those of others.
        shown = {each.replace("DateTimeOriginal", "CreateDate") for each in warnings_of(before[name])}
        new = warnings_of(unrated[name]) - warnings_of(before[name]) - shown
        assert new <= _EXPECTED_WARNINGS, name


@pytest.mark.photos
def test_others_read_what_was_written(before_and_after: tuple[Path, Path, Path]) -> None:
    said = tags_of(before_and_after[1], "-n", "-use", "MWG", "-MWG:all", "-XMP:all", "-EXIF:all")
    place = EVERYTHING["place"]
    for name, tags in said.items():
        assert tags["Title"] == EVERYTHING["title"], name
        assert tags["Description"] == EVERYTHING["caption"], name
        # Where people are kept as keywords too, they follow.
        assert tags["Keywords"][:2] == ["Como", "Sommer"], name
        assert tags["HierarchicalSubject"][0] == "Orte|Italien|Como", name
        assert (tags["Rating"], tags["Label"]) == (4, "Green"), name
        assert tags["DateTimeOriginal"] == "2019:05:21 10:45:52+02:00", name
        assert (tags["City"], tags["State"], tags["Country"]) == (
            place["city"],
            place["state"],
            place["country"],
        ), name
        assert (tags["Location"], tags["CountryCode"]) == (place["sublocation"], place["country_code"]), name
        assert tags["PersonInImage"] == ["Ana", "Bo"], name
        assert [region["Name"] for region in tags["RegionInfo"]["RegionList"] if region.get("Name")][:1] == [
            "Ana"
        ], name


@pytest.mark.photos
def test_others_read_where_it_was(before_and_after: tuple[Path, Path, Path]) -> None:
    """EXIF and XMP each by themselves, as programs read one or the other."""
    for group in ("EXIF", "XMP"):
        for name, tags in tags_of(before_and_after[1], "-n", "-G0", f"-{group}:GPS*").items():
            side = -1 if tags.get(f"{group}:GPSLatitudeRef") == "S" and group == "EXIF" else 1
            assert side * tags[f"{group}:GPSLatitude"] == pytest.approx(-33.5123456, abs=1e-7), name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_photo_without_any_metadata(tmp_path: Path, kind: str) -> None:
    data = encoded(quadrants(), kind)
    (tmp_path / f"a.{kind.lower()}").write_bytes(embed(data, kind.lower(), EVERYTHING, about(data)))
    (tags,) = tags_of(tmp_path, "-n", "-validate", "-warning", "-error", "-MWG:all", "-use", "MWG").values()
    assert warnings_of(tags) <= _EXPECTED_WARNINGS
    assert (tags["Description"], tags["Rating"]) == (EVERYTHING["caption"], 4)
    assert tags["DateTimeOriginal"] == "2019:05:21 10:45:52+02:00"
