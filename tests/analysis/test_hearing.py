"""The look believes what the readers say: not EXIF alone, and each folder looked through once."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from keepers.analysis.hearing import Hearing
from keepers.metadata.beside import Finder
from keepers.metadata.dates import ExifTimes, Stamp
from keepers.metadata.exif_basics import Metadata
from keepers.metadata.wall_clock import wall_ms
from media.pictures import encoded, exif, quadrants
from metadata.packets import packet

PLAIN = encoded(quadrants())
SCANNED = exif({0x010F: "EPSON", 0x0110: "Perfection V600"}, {0x9004: "2019:05:20 10:45:52"})


def of(hearing: Hearing, path: Path, data: bytes = PLAIN, mtime_ns: int = 0, **more: Any) -> dict[str, Any]:
    """What is heard of a file, by column of the catalogue."""
    said = hearing.of_photo(path, path.name, data, mtime_ns, **more)
    capture = said["capture"]
    latitude, longitude = said["fields"]["position"] or (None, None)
    return {
        "capture_time": capture["time_ms"],
        "capture_offset_min": capture["offset_min"],
        "capture_source": capture["source"],
        "latitude": latitude,
        "longitude": longitude,
        **said["gear"],
    }


def heard(path: Path, data: bytes = PLAIN, mtime_ns: int = 0) -> dict[str, Any]:
    path.write_bytes(data)
    return of(Hearing(), path, data, mtime_ns)


def ms(*parts: int) -> int:
    return wall_ms(datetime(*parts))  # type: ignore[arg-type]  # noqa: DTZ001 - a wall clock


def google(path: Path, taken_s: int, **more: object) -> None:
    path.write_text(json.dumps({"title": path.name, "photoTakenTime": {"timestamp": str(taken_s)}, **more}))


def test_a_sidecar_is_believed_before_the_camera(tmp_path: Path) -> None:
    sidecar = packet(attributes='exif:DateTimeOriginal="1987-08-02T15:04:05+02:00" tiff:Model="Agfa Optima"')
    (tmp_path / "a.jpg.xmp").write_bytes(sidecar)
    found = heard(tmp_path / "a.jpg", encoded(quadrants(), exif=exif({}, {0x9003: "2019:05:20 10:45:52"})))
    assert (found["capture_time"], found["capture_offset_min"]) == (ms(1987, 8, 2, 15, 4, 5), 120)
    assert (found["capture_source"], found["camera"]) == ("sidecar", "Agfa Optima")


def test_google_tells_when_and_where_of_a_photo_that_says_nothing(tmp_path: Path) -> None:
    google(tmp_path / "a.jpg.json", 1_000_000_000, geoData={"latitude": 47.5, "longitude": 8.75})
    found = heard(tmp_path / "a.jpg")
    offset = found["capture_offset_min"]
    assert found["capture_time"] == 1_000_000_000_000 + offset * 60_000
    assert (found["capture_source"], found["latitude"], found["longitude"]) == ("takeout", 47.5, 8.75)


@pytest.mark.parametrize(
    ("name", "data", "source"),
    [
        ("a.jpg", encoded(quadrants(), exif=SCANNED), "scan"),
        ("IMG-20190520-WA0007.jpg", PLAIN, "messenger"),
        ("IMG_20190520_104552.jpg", PLAIN, "file_name"),
        ("a.jpg", PLAIN, "file_modified"),
    ],
)
def test_the_code_alone_tells_how_sure_it_is(tmp_path: Path, name: str, data: bytes, source: str) -> None:
    assert heard(tmp_path / name, data)["capture_source"] == source


def test_a_year_alone_is_no_moment(tmp_path: Path) -> None:
    (tmp_path / "a.xmp").write_bytes(packet(attributes='photoshop:DateCreated="1974"'))
    found = heard(tmp_path / "a.jpg")
    assert (found["capture_source"], found["capture_time"]) == ("partial", ms(1974, 1, 1, 12))


def test_a_json_that_comes_later_is_found(tmp_path: Path) -> None:
    hearing = Hearing()
    path = tmp_path / "a.jpg"
    path.write_bytes(PLAIN)
    os.utime(tmp_path, ns=(1, 1))
    assert of(hearing, path)["capture_source"] == "file_modified"
    google(tmp_path / "a.jpg.json", 1_000_000_000)
    assert of(hearing, path)["capture_source"] == "takeout"


def test_a_folder_is_looked_through_once_and_few_are_kept(tmp_path: Path) -> None:
    """What is beside a photo is known by its folder's time: with that set back, a new name stays unseen."""
    hearing = Hearing(folders=1)
    path = tmp_path / "a.jpg"
    path.write_bytes(PLAIN)
    os.utime(tmp_path, ns=(1, 1))
    assert of(hearing, path)["capture_source"] == "file_modified"
    google(tmp_path / "a.jpg.json", 1_000_000_000)
    os.utime(tmp_path, ns=(1, 1))
    assert of(hearing, path)["capture_source"] == "file_modified"
    other = tmp_path / "other"
    other.mkdir()
    of(hearing, other / "b.jpg")
    assert of(hearing, path)["capture_source"] == "takeout"


def test_titles_are_read_once_a_folder(tmp_path: Path) -> None:
    google(tmp_path / "x.json", 1_000_000_000)
    (tmp_path / "x.json").write_text(
        json.dumps({"title": "a.jpg", "photoTakenTime": {"timestamp": "1000000000"}})
    )
    finder = Finder(tmp_path)
    assert finder.of("b.jpg").takeout is None
    found = finder.of("a.jpg").takeout
    assert found is not None
    assert found.taken_ms == 1_000_000_000_000


def test_a_folder_that_is_gone_says_nothing(tmp_path: Path) -> None:
    found = of(Hearing(), tmp_path / "gone" / "a.jpg")
    assert (found["capture_source"], found["camera"], found["latitude"]) == ("file_modified", None, None)


def test_what_only_a_decoder_could_read_counts_too(tmp_path: Path) -> None:
    path = tmp_path / "a.raf"
    path.write_bytes(b"FUJIFILMCCD-RAW ")
    read = Metadata(times=ExifTimes(original=Stamp("2019:05:20 10:45:52")), camera="X-T3", iso=160)
    found = of(Hearing(), path, path.read_bytes(), decoded=read)
    assert (found["capture_source"], found["camera"], found["iso"]) == ("exif_original", "X-T3", 160)
