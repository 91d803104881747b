"""exiftool reads what was written as it was meant, and finds everything else in real packets unchanged."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from keepers.metadata.blocks import find_blocks
from keepers.metadata.fields import BETWEEN, PLACE_PARTS, Field
from keepers.metadata.regions import Box, upright
from keepers.metadata.wall_clock import from_ms
from keepers.metadata.xmp import read_xmp
from keepers.metadata.xmp_keywords import names_person
from keepers.writing.sidecar import write_sidecar
from keepers.writing.xmp_packet import write_packet
from metadata.packets import bag, packet
from writing.exiftool import needs_exiftool, read_by_exiftool
from writing.xmp_values import about, all_changes, changes

pytestmark = [needs_exiftool]

_TREES = (
    "XMP-lr:HierarchicalSubject", "XMP-digiKam:TagsList", "XMP-microsoft:LastKeywordXMP",
    "XMP-mediapro:CatalogSets", "XMP-acdsee:Categories", "XMP-mwg-kw:KeywordInfo",
)  # fmt: skip
# The tags in which a field is, by exiftool's names.
_TAGS: dict[Field, tuple[str, ...]] = {
    "title": ("XMP-dc:Title",),
    "caption": ("XMP-dc:Description",),
    "keywords": ("XMP-dc:Subject", *_TREES),
    "people": ("XMP-iptcExt:PersonInImage", "XMP-mwg-rs:RegionInfo", "XMP-MP:RegionInfoMP"),
    "rating": ("XMP-xmp:Rating", "XMP-microsoft:RatingPercent"),
    "label": ("XMP-xmp:Label",),
    "date": (
        "XMP-exif:DateTimeOriginal", "XMP-photoshop:DateCreated", "XMP-exifEX:OffsetTimeOriginal",
        "XMP-exif:SubSecTimeOriginal", "XMP-exifEX:SubSecTimeOriginal",
    ),
    "position": (
        "XMP-exif:GPSLatitude", "XMP-exif:GPSLongitude", "XMP-exif:GPSLatitudeRef",
        "XMP-exif:GPSLongitudeRef",
    ),
    "place": (
        "XMP-iptcCore:Location", "XMP-photoshop:City", "XMP-photoshop:State", "XMP-photoshop:Country",
        "XMP-iptcCore:CountryCode", "XMP-iptcExt:LocationCreated", "XMP-iptcExt:LocationShown",
    ),
}  # fmt: skip
# The tags in which other programs say a field once more.
_COPIES: dict[Field, tuple[str, ...]] = {
    "title": ("XMP-acdsee:Caption",),
    "caption": ("XMP-exif:UserComment", "XMP-tiff:ImageDescription", "XMP-acdsee:Notes"),
    "rating": ("XMP-acdsee:Rating",),
    "label": ("XMP-digiKam:ColorLabel",),
}
_CHANGED = "XMP-xmp:MetadataDate"


def without(tags: dict[str, Any], fields: set[Field]) -> dict[str, Any]:
    """The tags that have nothing to do with these fields; of title and caption all languages have."""
    own = {name for field in fields for name in (*_TAGS[field], *_COPIES.get(field, ()))} | {_CHANGED}
    return {
        name: value for name, value in tags.items() if re.sub(r"-[a-z]{2}(-[A-Z]{2})?$", "", name) not in own
    }


def as_list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def check(tags: dict[str, Any], said: dict[Field, Any], orientation: int) -> None:
    """Whether exiftool agrees on every field that was written into a new packet."""
    for field, name in (
        ("title", "XMP-dc:Title"),
        ("caption", "XMP-dc:Description"),
        ("label", "XMP-xmp:Label"),
    ):
        if field in said:
            assert spelt(tags.get(name)) == spelt(said[field]), field
    if "rating" in said:
        assert tags.get("XMP-xmp:Rating") == (str(said["rating"]) if said["rating"] else None)
    if "position" in said:
        found = [tags.get("XMP-exif:GPSLatitude"), tags.get("XMP-exif:GPSLongitude")]
        if said["position"] is None:
            assert found == [None, None]
        else:
            assert [float(str(each)) for each in found] == pytest.approx(said["position"], abs=1e-7)
    if "date" in said:
        for name in ("XMP-exif:DateTimeOriginal", "XMP-photoshop:DateCreated"):
            assert tags.get(name) == (time_of(said["date"]) if said["date"] else None)
    if "place" in said:
        parts = said["place"] or dict.fromkeys(PLACE_PARTS)
        for part, name in zip(
            ("sublocation", "city", "state", "country", "country_code"), _TAGS["place"], strict=False
        ):
            assert spelt(tags.get(name)) == spelt(parts[part])
    if "keywords" in said:
        check_keywords(tags, said["keywords"] or [])
    if "people" in said:
        check_people(tags, said["people"] or [], orientation)


def check_keywords(tags: dict[str, Any], keywords: list[str]) -> None:
    last: dict[str, str] = {}
    for keyword in keywords:
        part = keyword.rpartition(BETWEEN)[2]
        last.setdefault(part.casefold(), part)
    assert list(map(spelt, as_list(tags.get("XMP-dc:Subject")))) == list(map(spelt, last.values()))
    if any(BETWEEN in keyword for keyword in keywords):
        assert list(map(spelt, as_list(tags.get("XMP-lr:HierarchicalSubject")))) == list(map(spelt, keywords))
    listed = as_list(tags.get("XMP-digiKam:TagsList"))
    if listed:
        assert list(map(spelt, listed)) == [spelt(keyword.replace(BETWEEN, "/")) for keyword in keywords]


def check_people(tags: dict[str, Any], people: list[dict[str, Any]], orientation: int) -> None:
    assert [spelt(name) for name in as_list(tags.get("XMP-iptcExt:PersonInImage"))] == [
        spelt(person["name"]) for person in people
    ]
    info = tags.get("XMP-mwg-rs:RegionInfo")
    marked = [person for person in people if person["box"]]
    assert (info is None) == (not marked)
    if info is None:
        return
    assert info["AppliedToDimensions"] == {"W": "4000", "H": "3000", "Unit": "pixel"}
    assert [spelt(region["Name"]) for region in info["RegionList"]] == [
        spelt(each["name"]) for each in marked
    ]
    for region, person in zip(info["RegionList"], marked, strict=True):
        area = region["Area"]
        assert (region["Type"], area["Unit"]) == ("Face", "normalized")
        x, y, width, height = (float(area[key]) for key in "XYWH")
        stored = Box(x - width / 2, y - height / 2, width, height)
        turned = tuple(vars(upright(stored, orientation)).values())
        assert turned == pytest.approx(tuple(person["box"]), abs=2e-6)


def time_of(date: dict[str, Any]) -> str:
    wall = from_ms(date["time_ms"])
    said = f"{wall:%H:%M:%S}" + (f".{wall.microsecond // 1000:03d}" if wall.microsecond else "")
    said = f"{wall.year:04d}:{wall:%m:%d} {said}"
    if date["offset_min"] is None:
        return said
    side = "-" if date["offset_min"] < 0 else "+"
    hours, minutes = divmod(abs(date["offset_min"]), 60)
    return f"{said}{side}{hours:02d}:{minutes:02d}"


def spelt(said: Any) -> str | None:
    """A text as exiftool's JSON has it, where "True" is no text either."""
    if said is None:
        return None
    return str(said).lower() if str(said).lower() in ("true", "false") else str(said)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.data())
def test_exiftool_agrees_on_what_is_written(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    written: dict[str, tuple[dict[Field, Any], int]] = {}
    packets = {}
    for orientation in range(1, 9):
        for at in range(5):
            said = data.draw(all_changes)
            name = f"{orientation}-{at}"
            written[name] = said, orientation
            packets[name] = write_sidecar(None, said, about(orientation))
    tags = read_by_exiftool(tmp_path_factory.mktemp("written"), packets)
    for name, (said, orientation) in written.items():
        check(tags[name], said, orientation)


@pytest.mark.photos
def test_exiftool_finds_all_else_in_real_packets_unchanged(
    tmp_path_factory: pytest.TempPathFactory, photos_dir: Path
) -> None:
    real = packets_of(photos_dir)
    before = read_by_exiftool(tmp_path_factory.mktemp("before"), real)

    # Forty packets are no easier to look at when they are made smaller, which takes minutes.
    # The first of hypothesis' examples is always the plainest one: nothing is changed.
    @settings(
        max_examples=6,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        database=None,
    )
    @given(st.data())
    def all_else_stays(data: st.DataObject) -> None:
        packets, written = {}, {}
        for at, (name, packet_before) in enumerate(real.items()):
            said, orientation = data.draw(changes), data.draw(st.integers(1, 8))
            write = write_packet if at % 2 else write_sidecar
            packets[name] = write(packet_before, said, about(orientation))
            written[name] = said
        after = read_by_exiftool(tmp_path_factory.mktemp("after"), packets)
        for name, said in written.items():
            fields = touched(real[name], said)
            assert without(after[name], fields) == without(before[name], fields), name
            # Faces without a name, where others than the picture lie, and people among the keywords stay.
            kept = {"people", "place", *(["keywords"] if tags_people(real[name]) else [])}
            for field in said.keys() - kept:
                if said[field] is None:
                    assert not after[name].keys() & set(_TAGS[field]), name

    all_else_stays()


def touched(before: bytes, said: dict[Field, Any]) -> set[Field]:
    """The fields whose tags change: people who are among the keywords change these too."""
    fields = set(said)
    if "people" in said and tags_people(before):
        fields.add("keywords")
    return fields


def tags_people(before: bytes) -> bool:
    return any(map(names_person, read_xmp(before).keywords.paths))


def packets_of(photos_dir: Path) -> dict[str, bytes]:
    """Every whole packet of the shared photos and sidecars, each once, under a name without folders.

    Those that are no UTF-8 are put right when they are written, which exiftool takes for a change.
    """
    found: dict[bytes, str] = {}
    for folder in ("xmp", "xmp_sidecar", "raw", "heif", "avif", "tiny_meta", "iphone_edit", "gps"):
        for path in sorted((photos_dir / "formats" / folder).iterdir()):
            data = path.read_bytes()
            said = data if path.suffix == ".xmp" else find_blocks(data).xmp
            if said and not read_xmp(said).left_out and is_utf8(said):
                found.setdefault(said, f"{folder}-{path.name}")
    assert len(found) > 25
    return {name: said for said, name in found.items()}


def is_utf8(said: bytes) -> bool:
    try:
        said.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_markup_in_attributes_hides_nothing_behind_it(tmp_path: Path) -> None:
    old = "&lt;Categories&gt;&lt;Category Assigned=&quot;1&quot;&gt;Old&lt;/Category&gt;&lt;/Categories&gt;"
    before = packet(bag("dc:subject", ["Old"]), f'acdsee:categories="{old}" photoshop:Urgency="4"')
    made = write_sidecar(before, {"keywords": ["New"]}, about())
    tags = read_by_exiftool(tmp_path, {"new": made})["new"]
    assert tags["XMP-photoshop:Urgency"] == "4"
    assert tags["XMP-acdsee:Categories"] == '<Categories><Category Assigned="1">New</Category></Categories>'
