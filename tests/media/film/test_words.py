"""What people and devices wrote into films that others made is heard, whichever container it is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from keepers.media.reading import Everything, read_everything
from keepers.metadata.wall_clock import wall_ms
from media.film.makers import LENGTH_MS, SIZE, made, needs_exiftool, needs_ffmpeg, read_by_ffprobe, written

pytestmark = needs_ffmpeg

WORDS = {
    "title": "Am Sée 😀",
    "comment": "Zeile eins\nZeile zwei",
    "artist": "Ana Alt",
    "copyright": "© Ana",
    "keywords": "See,Sommer",
    "creation_time": "2019-05-17T12:03:21Z",
    "location": "+48.8577+002.2950/",
}
BEGUN = datetime(2019, 5, 17, 12, 3, 21, tzinfo=UTC)
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")


def heard(path: Path) -> Everything:
    found = read_everything(path, zone=UTC)
    assert found.left_out == ()
    return found


def instant(found: Everything) -> int:
    offset = found.dated.time.offset_min
    assert offset is not None
    return found.dated.time.time_ms - offset * 60_000


@pytest.mark.parametrize(
    ("name", "options", "codec"),
    [
        ("a.mp4", H264, "avc1"),
        ("a.m4v", (*H264, "-f", "mp4"), "avc1"),
        ("a.mov", (*H264, "-movflags", "use_metadata_tags"), "avc1"),
        ("a.mkv", H264, "MPEG4/ISO/AVC"),
    ],
)
def test_every_word_of_modern_containers(
    tmp_path: Path, name: str, options: tuple[str, ...], codec: str
) -> None:
    found = heard(made(tmp_path / name, *options, words=WORDS))
    said, film = found.said, found.film
    assert film is not None
    assert (film.width, film.height, film.turn, film.codec) == (*SIZE, 0, codec)
    assert film.duration_ms == pytest.approx(LENGTH_MS, abs=60)
    assert said.title
    assert (said.title.value, said.title.source, said.title.why) == (WORDS["title"], "film:title", "only")
    assert said.description
    assert said.description.value == WORDS["comment"]
    assert said.keywords
    assert said.keywords.value == ("See", "Sommer")
    assert said.creators
    assert said.creators.value == ("Ana Alt",)
    assert said.rights
    assert said.rights.value == "© Ana"
    assert said.position
    assert said.position.value == pytest.approx((48.8577, 2.295), abs=1e-4)
    assert found.dated.time.source == "film"
    assert instant(found) == int(BEGUN.timestamp()) * 1000


def test_words_of_older_containers(tmp_path: Path) -> None:
    phone = made(tmp_path / "a.3gp", "-s", "176x144", "-c:v", "h263", "-an", words=WORDS)
    said = heard(phone).said
    assert said.title
    assert said.description
    assert said.position
    assert (said.title.value, said.description.value) == (WORDS["title"], WORDS["comment"])
    assert said.position.value == pytest.approx((48.8577, 2.295), abs=1e-4)
    camera = made(tmp_path / "a.avi", "-c:v", "mjpeg", words={**WORDS, "date": "2009-05-17"})
    found = heard(camera)
    assert found.said.title
    assert found.said.description
    assert (found.said.title.value, found.said.description.value) == (WORDS["title"], WORDS["comment"])
    assert (found.dated.precision, found.dated.code) == ("day", "film_written")
    assert found.dated.time.time_ms == wall_ms(datetime(2009, 5, 17, 12))  # noqa: DTZ001 - a wall clock


def test_tags_behind_the_pictures_of_matroska(tmp_path: Path) -> None:
    """As other programs than FFmpeg lay them: where the index says."""
    small = ("-t", "0.2", "-s", "64x48", "-an")
    path = made(tmp_path / "a.mkv", *H264, *small, words={"title": "Am See", "comment": "Behind"})
    data = bytearray(path.read_bytes())
    tags = bytes.fromhex("1254c367")
    at = data.index(tags, data.index(tags) + 4)
    wide = 9 - data[at + 4].bit_length()
    length = int.from_bytes(data[at + 4 : at + 4 + wide], "big") & (1 << 7 * wide) - 1
    assert length < 4000
    whole = data[at : at + 4 + wide + length]
    # A void in place of the tags, the tags at the end, and the index pointing there.
    void = b"\xec\x01" + (len(whole) - 9).to_bytes(7, "big") + bytes(len(whole) - 9)
    moved = data[:at] + void + data[at + len(whole) :] + whole
    segment = data.index(bytes.fromhex("18538067")) + 12
    entry = moved.index(bytes.fromhex("53ab84") + tags) + 7
    width = moved[entry + 2] & 0x7F
    assert moved[entry : entry + 2] == b"\x53\xac"
    place = (len(data) - segment).to_bytes(width, "big")
    moved[entry + 3 : entry + 3 + width] = place
    moved[segment - 7 : segment] = (len(moved) - segment).to_bytes(7, "big")
    path.write_bytes(moved)
    assert "COMMENT=Behind" in read_by_ffprobe(path)
    said = heard(path).said
    assert said.description
    assert said.description.value == "Behind"


@needs_exiftool
@pytest.mark.parametrize("name", ["a.mp4", "a.mov"])
def test_what_exiftool_writes_into_films(tmp_path: Path, name: str) -> None:
    path = written(
        made(tmp_path / name, *H264, words={"title": "Old"}),
        *("-Keys:Title=Keys", "-ItemList:Comment=Item", "-UserData:Copyright=User"),
        *("-Keys:Make=Apple", "-Keys:Model=iPhone 12", "-Keys:GPSCoordinates=-33.86, 151.2, 12"),
        "-Keys:CreationDate=2021:07:03 18:30:05+02:00",
        *("-XMP-dc:Subject=Schwan", "-XMP-xmp:Rating=4", "-XMP-dc:Description=Am Ufer"),
        "-XMP-iptcExt:PersonInImage=Cleo",
    )
    found = heard(path)
    said = found.said
    assert said.title
    assert said.description
    assert said.rights
    assert said.keywords
    assert said.rating
    assert said.make
    assert said.model
    assert said.position
    assert said.altitude_m
    assert (said.title.value, said.rights.value) == ("Keys", "User")
    # XMP is what organisers write; what the container says else is told too.
    assert (said.description.value, said.description.others) == ("Am Ufer", (("film:caption", "Item"),))
    assert (said.keywords.value, said.rating.value) == (("Schwan",), 4)
    assert [person.name for person in said.people] == ["Cleo"]
    assert (said.make.value, said.model.value) == ("Apple", "iPhone 12")
    assert said.position.value == pytest.approx((-33.86, 151.2))
    assert said.altitude_m.value == pytest.approx(12)
    dated = found.dated
    assert (dated.time.offset_min, dated.time.source, dated.confidence) == (120, "film", "certain")
    assert dated.time.time_ms == wall_ms(datetime(2021, 7, 3, 18, 30, 5))  # noqa: DTZ001 - a wall clock


@needs_exiftool
def test_a_sidecar_goes_before_the_words_inside(tmp_path: Path) -> None:
    for beside in ("a.mp4.xmp", "b.xmp"):
        path = made(tmp_path / f"{beside[0]}.mp4", *H264, words=WORDS)
        written(
            tmp_path / beside,
            *("-XMP-dc:Title=Beside", "-XMP-exif:DateTimeOriginal=2018:01:02 03:04:05+01:00"),
            *("-XMP-exif:GPSLatitude=10.5", "-XMP-exif:GPSLongitude=20.25"),
        )
        found = heard(path)
        assert found.said.title
        assert found.said.position
        assert found.said.title.value == "Beside"
        assert found.said.title.others == (("film:title", WORDS["title"]),)
        assert found.said.position.value == pytest.approx((10.5, 20.25))
        assert (found.dated.time.source, found.dated.time.offset_min) == ("sidecar", 60)
        assert ("film", BEGUN.timestamp() * 1000) in [
            (source, moment.time_ms - (moment.offset_min or 0) * 60_000)
            for source, moment in found.dated.others
        ]


def test_takeout_speaks_of_films(tmp_path: Path) -> None:
    path = made(tmp_path / "PXL_1.mp4", *H264)
    (tmp_path / "PXL_1.mp4.supplemental-metadata.json").write_text(
        '{"title": "PXL_1.mp4", "description": "Erste Schritte", "favorited": true,'
        ' "photoTakenTime": {"timestamp": "1558094601"}, "people": [{"name": "Mia"}],'
        ' "geoData": {"latitude": 48.1, "longitude": 11.5, "altitude": 500}}'
    )
    found = heard(path)
    assert found.said.description
    assert found.said.position
    assert (found.said.description.value, found.said.description.source) == (
        "Erste Schritte",
        "takeout:description",
    )
    assert found.said.position.value == (48.1, 11.5)
    assert [person.name for person in found.said.people] == ["Mia"]
    assert found.dated.time.source == "takeout"
    assert ("takeout json", "PXL_1.mp4.supplemental-metadata.json") in found.beside.files
