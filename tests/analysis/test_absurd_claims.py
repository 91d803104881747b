"""Files that claim what cannot be, through a whole library: shown, dated by what can be, placed nowhere."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.test_look import Shelf
from keepers.catalog.capture import SOURCES
from keepers.library import Library
from keepers.metadata.date_reasons import REASONS
from media.pictures import encoded, exif, quadrants
from metadata.packets import packet

_DATES = (
    "0000:00:00 00:00:00",
    "2107:12:31 23:59:59",
    "0001:01:01 00:00:00",
    "1969:13:41 25:61:61",
    "9999:12:31 23:59:59",
)
_GPS = {1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (200.0, 0.0, 0.0)}


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    (tmp_path / "photos").mkdir()
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(tmp_path / "photos")
        yield Shelf(library, tmp_path / "photos")


def test_absurd_claims_are_passed_over_and_the_next_is_believed(shelf: Shelf) -> None:
    names = []
    for number, date in enumerate(_DATES):
        name = f"IMG_20190521_10455{number}.jpg"
        names.append(name)
        picture = encoded(quadrants(), exif=exif({}, {0x9003: date}, _GPS))
        (shelf.folder / name).write_bytes(picture)
        claims = (
            f'exif:DateTimeOriginal="{date.replace(":", "-", 2)}" exif:GPSLatitude="95,0.0N" xmp:Rating="99"'
        )
        (shelf.folder / f"{name}.xmp").write_bytes(packet(attributes=claims))
        said = {
            "photoTakenTime": {"timestamp": str(10 ** (15 + number))},
            "geoData": {"latitude": 91, "longitude": 0},
        }
        (shelf.folder / f"{name}.json").write_text(json.dumps(said))
    shelf.work()
    assert shelf.library.problems.count() == 0
    for number, name in enumerate(names):
        asset = shelf.asset_of(name)
        assert (asset.visible, asset.month, asset.capture_source) == (True, 201905, "file_name"), _DATES[
            number
        ]
        assert asset.capture_code in REASONS
        assert asset.capture_source in SOURCES
        assert (asset.latitude, asset.longitude) == (None, None)
        assert shelf.library.words.of(asset.id).rating is None
    assert [bucket.month for bucket in shelf.library.timeline.buckets()] == [201905]


def test_sidecars_that_are_none_leave_the_photo_as_it_is(shelf: Shelf) -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    bomb = entities + b'<x:xmpmeta xmlns:x="adobe:ns:meta/">&b;</x:xmpmeta>'
    for name, data in (
        ("a.xmp", bomb),
        ("b.xmp", b"\x00" * 1000),
        ("c.xmp", b""),
        ("d.xmp", b"<x" * 100_000),
    ):
        (shelf.folder / name.replace("xmp", "png")).write_bytes(encoded(quadrants(), "PNG") + name.encode())
        (shelf.folder / name).write_bytes(data)
    (shelf.folder / "a.png.json").write_text("[" * 100_000)
    shelf.work()
    assert shelf.library.status().assets == 4
    assert shelf.library.problems.count() == 0
    said = shelf.library.said.of(shelf.asset_of("a.png").id)
    assert said is not None
    assert said.document["facts"] == {}
