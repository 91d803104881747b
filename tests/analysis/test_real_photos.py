"""Figures on labelled real photos: the sharp one wins, edits are ordered, everything odd has an outcome."""

import csv
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from keepers.analysis.measures import Measures, measure
from keepers.analysis.worker import look_at
from keepers.base.errors import FileUnreadable
from keepers.media.decode import decode_once, scaled
from keepers.metadata.wall_clock import from_ms

pytestmark = [pytest.mark.photos, pytest.mark.filterwarnings("ignore::UserWarning:PIL")]

REFUSED = {
    "bomb_20000x20000.png": "too_large",
    "decompression_bomb.gif": "too_large",
    "png_decompression_dos.png": "too_large",
    "broken.png": "broken",
    "broken_data_stream.png": "broken",
    "corrupted.heic": "broken",
    "truncated.heic": "truncated",
    "truncated_half.jpg": "truncated",
    "truncated_header.jpg": "truncated",
    "empty.heic": "empty_file",
    "zero_bytes.jpg": "empty_file",
    "text_named.jpg": "not_a_picture",
    "test.txt": "not_a_picture",
}


def looked(path: Path, thumbs: Path) -> dict[str, Any]:
    return look_at(
        {"path": os.fsdecode(path), "file_id": 1, "name": path.name, "mtime_ns": 0, "thumbs": str(thumbs)}
    )


def measured(path: Path) -> Measures:
    decoded = decode_once(path.read_bytes())
    return measure(decoded.rgb, scaled(decoded.rgb, 256))


def sharpness(path: Path) -> float:
    return measured(path).sharpness or 0.0


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_sharp_frame_wins_in_every_scene(photos_dir: Path) -> None:
    scenes: dict[str, dict[str, float]] = {}
    for row in rows(photos_dir / "blur/labels.tsv"):
        scenes.setdefault(row["scene"], {})[row["state"]] = sharpness(photos_dir / row["path"])
    assert len(scenes) == 8
    for scene, states in scenes.items():
        sharp = states.pop("sharp")
        assert sharp > max(states.values()), scene


def test_one_scene_at_falling_quality(photos_dir: Path) -> None:
    folder = photos_dir / "quality/live"
    table = {row["path"]: row for row in rows(photos_dir / "quality/labels.tsv")}
    reference = sharpness(folder / "dancers_ref.webp")
    blurred = [
        row for row in table.values() if row["distortion"] == "gblur" and row["psnr"] not in {"", "None"}
    ]
    by_psnr = sorted(blurred, key=lambda row: float(row["psnr"]))
    values = [sharpness(photos_dir / row["path"]) for row in by_psnr]
    assert values == sorted(values)
    assert values[-1] < reference
    # Neither noise nor the edges of JPEG blocks count as detail.
    assert all(sharpness(photos_dir / path) <= reference for path in table)


def test_an_edited_copy_is_as_sharp_as_its_edit_makes_it(photos_dir: Path) -> None:
    folder = photos_dir / "neardup/bridge"
    names = ("blur-a-lot", "blur-a-little", "aaa-orig", "sharpen-a-little")
    values = [sharpness(folder / f"{name}.jpg") for name in names]
    assert values == sorted(values)
    assert values[0] < 0.5 * values[2]


def test_everything_odd_has_an_outcome_within_seconds(photos_dir: Path, tmp_path: Path) -> None:
    outcomes: dict[str, str] = {}
    longest = 0.0
    for folder in (
        "broken",
        "odd",
        "names",
        "wrong_name",
        "orientation",
        "heif",
        "avif",
        "dates",
        "dates_in_name",
    ):
        for path in sorted((photos_dir / "formats" / folder).iterdir()):
            begin = time.process_time()
            try:
                found = looked(path, tmp_path)
                # What cannot be unpacked is heard all the same, and says why it cannot be shown.
                outcomes[path.name] = found["unshown"][0] if "unshown" in found else str(found["format"])
            except FileUnreadable as error:
                outcomes[path.name] = error.code
            longest = max(longest, time.process_time() - begin)
            print(f"{folder}/{path.name}: {outcomes[path.name]}")  # noqa: T201 - the table, with -s
    refused = {name: outcome for name, outcome in outcomes.items() if outcome in set(REFUSED.values())}
    refused.pop("iphone_7.xmp", None)
    assert refused == REFUSED
    assert outcomes["this-is-a-jpeg.png"] == outcomes["airport_grey"] == "jpeg"
    assert longest < 10


@pytest.mark.parametrize("shape", ["landscape", "portrait"])
def test_all_orientations_look_the_same(photos_dir: Path, shape: str) -> None:
    folder = photos_dir / "formats/orientation"
    expected = decode_once((folder / f"{shape}_1.jpg").read_bytes())
    small = scaled(expected.rgb, 64).astype(int)
    for orientation in range(2, 9):
        found = decode_once((folder / f"{shape}_{orientation}.jpg").read_bytes())
        assert (found.width, found.height) == (expected.width, expected.height)
        # The number drawn in the picture differs; the photo is the same.
        assert np.abs(scaled(found.rgb, 64).astype(int) - small).mean() < 4, orientation


@pytest.mark.parametrize(
    ("name", "taken", "offset", "source"),
    [
        ("before_1970.jpg", "1956-08-02 09:00:00", None, "exif_original"),
        ("dst_gap_berlin.jpg", "2023-03-26 02:30:00", None, "exif_original"),
        ("future_2199.jpg", None, None, "file_modified"),
        ("garbage_date.jpg", None, None, "file_modified"),
        ("gps_utc_only.jpg", "2023-07-15 01:30:05", 540, "exif_original"),
        ("leap_day.jpg", "2024-02-29 12:00:00", 60, "exif_original"),
        ("new_year_edge.jpg", "2022-12-31 23:59:59.999000", 0, "exif_original"),
        ("no_offset.jpg", "2023-07-14 18:30:05", None, "exif_original"),
        ("offset_minus0830.jpg", "2023-01-01 00:10:00", -510, "exif_original"),
        ("offset_plus0200.jpg", "2023-07-14 18:30:05", 120, "exif_original"),
        ("only_datetime.jpg", "2019-05-21 10:45:52", None, "exif_modified"),
        ("zero_date.jpg", None, None, "file_modified"),
    ],
)
def test_dates_as_they_are_stored(
    photos_dir: Path, tmp_path: Path, name: str, taken: str | None, offset: int | None, source: str
) -> None:
    found = looked(photos_dir / "formats/dates" / name, tmp_path)
    capture = found["said"]["capture"]
    assert capture["source"] == source
    if taken is not None:
        assert (str(from_ms(capture["time_ms"])), capture["offset_min"]) == (taken, offset)


def test_places_and_cameras(photos_dir: Path, tmp_path: Path) -> None:
    found = looked(photos_dir / "formats/gps/DSCN0010.jpg", tmp_path)
    assert found["said"]["fields"]["position"] == pytest.approx([43.46745, 11.88513], abs=1e-4)
    gear = found["said"]["gear"]
    assert (gear["camera"], gear["iso"]) == ("NIKON COOLPIX P6000", 64)
    heic = looked(photos_dir / "formats/heif/iphone_7.heic", tmp_path)
    assert (heic["format"], heic["width"], heic["height"]) == ("heic", 4032, 3024)
    assert heic["said"]["fields"]["position"][1] == pytest.approx(134.76463, abs=1e-4)
