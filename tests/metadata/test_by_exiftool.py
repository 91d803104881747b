"""Every field, written by exiftool into each format and beside it, is read back as it was meant."""

import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from keepers.media.reading import Everything, read_everything
from keepers.metadata.wall_clock import wall_ms
from media.pictures import encoded, quadrants

EXIFTOOL = shutil.which("exiftool")
pytestmark = [
    pytest.mark.skipif(EXIFTOOL is None, reason="exiftool is not installed (Debian: libimage-exiftool-perl)"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]

_XMP = {
    "XMP-dc:Title": "Am See 😀",
    "XMP-dc:Description": "Große Ferien",
    "XMP-dc:Creator": ["Ana Alt", "Bo"],
    "XMP-dc:Rights": "© Ana",
    "XMP-dc:Subject": ["See", "Sommer"],
    "XMP-lr:HierarchicalSubject": ["Orte|See", "Zeit|Sommer"],
    "XMP-digiKam:TagsList": ["Orte/See"],
    "XMP-xmp:Rating": 4,
    "XMP-xmp:Label": "Green",
    "XMP-iptcExt:PersonInImage": ["Cleo"],
    "XMP-photoshop:City": "Como",
    "XMP-photoshop:State": "Lombardia",
    "XMP-photoshop:Country": "Italia",
    "XMP-iptcCore:Location": "Lungolago",
    "XMP-iptcCore:CountryCode": "IT",
    "XMP-photoshop:DateCreated": "2019:05:21 10:45:52+02:00",
    "XMP-exif:GPSLatitude": -33.512345,
    "XMP-exif:GPSLongitude": -70.254321,
    "XMP-exif:GPSAltitude": 520.5,
    "XMP-exif:GPSImgDirection": 123.5,
    "XMP-mwg-rs:RegionInfo": {
        "AppliedToDimensions": {"W": 96, "H": 64, "Unit": "pixel"},
        "RegionList": [
            {
                "Name": "Ana",
                "Type": "Face",
                "Area": {"X": 0.3, "Y": 0.25, "W": 0.2, "H": 0.3, "Unit": "normalized"},
            },
            {
                "Name": "Rex",
                "Type": "Pet",
                "Area": {"X": 0.7, "Y": 0.7, "W": 0.1, "H": 0.2, "Unit": "normalized"},
            },
        ],
    },
    "XMP-MP:RegionInfoMP": {
        "Regions": [{"PersonDisplayName": "Dov", "Rectangle": "0.5, 0.1, 0.25, 0.25"}],
    },
}
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tif": "TIFF"}


def write(target: Path, said: dict[str, Any], *options: str) -> None:
    """Have exiftool write these tags; every one of them must be accepted."""
    told = target.with_name(f"{target.name}.json")
    told.write_text(json.dumps([{"SourceFile": "*", **said}], ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        [str(EXIFTOOL), "-q", "-n", "-struct", f"-json={told}", *options, "-overwrite_original", str(target)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told.unlink()
    assert (done.returncode, done.stderr) == (0, "")


def everything_said(found: Everything, group: str) -> None:
    said = found.said
    expected = {
        "title": "Am See 😀", "description": "Große Ferien", "creators": ("Ana Alt", "Bo"), "rights": "© Ana",
        "keywords": ("See", "Sommer"), "keyword_paths": (("Orte", "See"), ("Zeit", "Sommer")), "rating": 4,
        "label": "Green", "city": "Como", "state": "Lombardia", "country": "Italia",
        "sublocation": "Lungolago", "country_code": "IT", "altitude_m": 520.5, "direction_deg": 123.5,
        "position": pytest.approx((-33.512345, -70.254321), abs=1e-6),
    }  # fmt: skip
    for field, value in expected.items():
        fact = getattr(said, field)
        assert fact is not None, field
        assert fact.value == value, field
        assert fact.source.startswith(f"{group}:"), field
    boxes = {
        region.name: (region.kind, tuple(round(part, 5) for part in vars(region.box).values()))
        for region in said.regions
    }
    assert boxes == {
        "Ana": ("person", (0.2, 0.1, 0.2, 0.3)),
        "Rex": ("pet", (0.65, 0.6, 0.1, 0.2)),
        "Dov": ("person", (0.5, 0.1, 0.25, 0.25)),
    }
    assert [person.name for person in said.people] == ["Ana", "Dov", "Cleo"]
    taken = found.dated.time
    assert (taken.time_ms, taken.offset_min) == (wall_ms(datetime(2019, 5, 21, 10, 45, 52)), 120)  # noqa: DTZ001
    assert found.left_out == ()


@pytest.mark.parametrize("ending", sorted(_FORMATS))
def test_xmp_in_every_format(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"A.{ending}"
    path.write_bytes(encoded(quadrants(), _FORMATS[ending]))
    write(path, _XMP)
    everything_said(read_everything(path), "xmp")


@pytest.mark.parametrize("name", ["A.jpg.xmp", "A.xmp"])
def test_xmp_beside(tmp_path: Path, name: str) -> None:
    (tmp_path / "A.jpg").write_bytes(encoded(quadrants(), "JPEG"))
    write(tmp_path / name, _XMP)
    found = read_everything(tmp_path / "A.jpg")
    everything_said(found, "sidecar")
    assert found.dated.code == "sidecar"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_face_in_each_orientation(tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "A.jpg"
    path.write_bytes(encoded(quadrants(), "JPEG"))
    write(path, {"IFD0:Orientation": orientation, "XMP-mwg-rs:RegionInfo": _XMP["XMP-mwg-rs:RegionInfo"]})
    box = read_everything(path).said.people[0].box
    assert box is not None
    expected = {
        1: (0.2, 0.1, 0.2, 0.3), 2: (0.6, 0.1, 0.2, 0.3), 3: (0.6, 0.6, 0.2, 0.3), 4: (0.2, 0.6, 0.2, 0.3),
        5: (0.1, 0.2, 0.3, 0.2), 6: (0.6, 0.2, 0.3, 0.2), 7: (0.6, 0.6, 0.3, 0.2), 8: (0.1, 0.6, 0.3, 0.2),
    }  # fmt: skip
    assert (box.x, box.y, box.width, box.height) == pytest.approx(expected[orientation])


@pytest.mark.parametrize("charset", ["UTF8", "Latin"])
def test_iptc_in_each_encoding(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "A.jpg"
    path.write_bytes(encoded(quadrants(), "JPEG"))
    said = {
        "IPTC:CodedCharacterSet": "\x1b%G" if charset == "UTF8" else "",
        "IPTC:ObjectName": "Größe", "IPTC:Caption-Abstract": "Große Ferien", "IPTC:Keywords": ["See", "Köln"],
        "IPTC:By-line": ["Ana"], "IPTC:City": "Köln", "IPTC:DateCreated": "2019:05:21",
        "IPTC:TimeCreated": "10:45:52+02:00",
    }  # fmt: skip
    write(path, said)
    found = read_everything(path)
    assert found.said.keywords is not None
    assert found.said.title is not None
    assert (found.said.title.value, found.said.keywords.value) == ("Größe", ("See", "Köln"))
    assert (found.dated.time.source, found.dated.time.offset_min) == ("iptc_created", 120)


def test_exif_as_exiftool_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "A.jpg"
    path.write_bytes(encoded(quadrants(), "JPEG"))
    write(
        path,
        {
            "IFD0:ImageDescription": "Große Ferien", "IFD0:Artist": "Ana; Bo", "IFD0:XPTitle": "Titel 写真",
            "IFD0:XPKeywords": "See;Sommer", "IFD0:Rating": 3, "ExifIFD:UserComment": "Größe",
            "ExifIFD:DateTimeOriginal": "2019:05:21 10:45:52", "ExifIFD:OffsetTimeOriginal": "+02:00",
            "ExifIFD:SubSecTimeOriginal": "25", "IFD0:Make": "Canon", "GPS:GPSLatitude": 33.5,
            "GPS:GPSLatitudeRef": "S", "GPS:GPSLongitude": 70.25, "GPS:GPSLongitudeRef": "W",
            "GPS:GPSAltitude": 12.5, "GPS:GPSAltitudeRef": 1, "GPS:GPSHPositioningError": 5,
        },
    )  # fmt: skip
    found = read_everything(path)
    exif, said = found.embedded.exif, found.said
    assert (exif.description, exif.artists, exif.comment) == ("Große Ferien", ("Ana", "Bo"), "Größe")
    assert (exif.windows_title, exif.windows_keywords, exif.rating) == ("Titel 写真", ("See", "Sommer"), 3)
    assert said.position is not None
    assert (said.position.value, exif.altitude_m, exif.accuracy_m) == ((-33.5, -70.25), -12.5, 5.0)
    taken = found.dated.time
    assert taken.time_ms == wall_ms(datetime(2019, 5, 21, 10, 45, 52)) + 250  # noqa: DTZ001
    assert (taken.offset_min, found.dated.code) == (120, "camera")
