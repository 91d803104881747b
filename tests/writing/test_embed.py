"""What is written into a photo reads back, by our own readers; nothing else in the file changes."""

import io
import random
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, UnidentifiedImageError

from keepers.media.formats import HEAD_BYTES, sniff
from keepers.metadata.beside import Beside
from keepers.metadata.dating import date_of
from keepers.metadata.embedded import read_embedded, witnesses_of
from keepers.metadata.fields import FIELDS, Field, Value, of_said, same
from keepers.metadata.said import reconcile
from keepers.metadata.witnesses import claims_of
from keepers.writing.embed import EMBEDDABLE, embed, verify
from keepers.writing.errors import Unwritable
from keepers.writing.jpeg import made as segment
from keepers.writing.jpeg import segments_of
from keepers.writing.reversal import reversal, reverse
from media.pictures import encoded, quadrants
from writing.sample import EVERYTHING, NOTHING, NOW_MS, about, some_changes
from writing.test_iptc import block, resource

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")
_BROKEN = {
    "formats/broken/broken.png",
    "formats/broken/broken_data_stream.png",
    "formats/broken/hopper_bad_exif.jpg",
    "formats/broken/invalid-exif.jpg",
    "formats/broken/truncated_header.jpg",
}
_KINDS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "tiff": "TIFF"}


@dataclass(frozen=True)
class Photo:
    name: str
    kind: str
    data: bytes = field(repr=False)


class Photos(list[Photo]):
    def __repr__(self) -> str:
        return f"{len(self)} photos"


def fields(data: bytes) -> dict[Field, Value]:
    witnesses = witnesses_of(read_embedded(data), Beside())
    return of_said(reconcile(witnesses), date_of(claims_of(witnesses), "", 0, now_ms=NOW_MS, zone=UTC))


def pixels(data: bytes) -> list[bytes]:
    """Every frame, decoded by Pillow; none where it cannot."""
    found = []
    try:
        with Image.open(io.BytesIO(data)) as image:
            for frame in range(min(getattr(image, "n_frames", 1), 4)):
                image.seek(frame)
                found.append(image.convert("RGBA").tobytes())
    except (OSError, UnidentifiedImageError, SyntaxError, Image.DecompressionBombError, ValueError):
        return []
    return found


def reads_back(data: bytes, kind: str, changes: dict[Field, Value]) -> bytes:
    before = fields(data)
    made = embed(data, kind, changes, about(data))
    after = fields(made)
    for each in FIELDS:
        wanted = changes.get(each, before[each])
        # A date that is taken away leaves what scanners, programs and satellites said.
        if not (each == "date" and each in changes and wanted is None):
            assert same(each, wanted, after[each]), each
    assert reverse(made, reversal(data, made)) == data
    return made


@pytest.fixture(scope="session")
def photos(photos_dir: Path) -> Photos:
    """Every photo that can be written into, and a sample of the faces."""
    found = Photos()
    for path in sorted(photos_dir.rglob("*")):
        many = {"faces", "captions", "neardup", "series"} & set(path.parts)
        if not path.is_file() or (many and sum(path.name.encode()) % 12):
            continue
        data = path.read_bytes()
        kind = sniff(data[:HEAD_BYTES])
        if kind in EMBEDDABLE and path.suffix not in (".dng", ".nef"):
            found.append(Photo(path.relative_to(photos_dir).as_posix(), kind, data))
    return found


@pytest.mark.photos
@pytest.mark.parametrize("part", range(4))
def test_every_photo_takes_everything_and_gives_it_up_again(photos: Photos, part: int) -> None:
    assert len(photos) > 150
    for photo in photos[part::4]:
        name, kind, data = photo.name, photo.kind, photo.data
        if name in _BROKEN:
            with pytest.raises(Unwritable) as refused:
                embed(data, kind, EVERYTHING, about(data))
            assert refused.value.reason == "broken"
            continue
        made = reads_back(data, kind, EVERYTHING)
        assert pixels(made) == pixels(data), name
        bare = reads_back(made, kind, NOTHING)
        # Padding and values are used again; only directories that grow anew are written behind the rest.
        again = reads_back(bare, kind, EVERYTHING)
        assert len(again) <= len(made) + 1500, name
        other = reads_back(
            again, kind, {"rating": 2, "date": {"time_ms": 1_580_547_997_000, "offset_min": -60}}
        )
        assert len(other) == len(again), name


@pytest.mark.photos
@pytest.mark.parametrize("name", ["portrait.jpg", "portrait-orientation-6.jpg"])
@pytest.mark.parametrize("left", [None, "Pierre Curie"])
def test_names_taken_away_do_not_stay_behind_as_keywords_of_iptc(
    photos: Photos, name: str, left: str | None
) -> None:
    (data,) = (each.data for each in photos if each.name == f"formats/xmp/{name}")
    people = [each for each in fields(data)["people"] if each["name"] == left] or None
    after = fields(reads_back(data, "jpeg", {"people": people}))
    assert (after["people"], after["keywords"]) == (people, None)


@pytest.mark.photos
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_fields_of_any_photo(photos: Photos, data: st.DataObject) -> None:
    photo = data.draw(st.sampled_from([photo for photo in photos if "broken" not in photo.name]))
    reads_back(photo.data, photo.kind, data.draw(some_changes()))


@pytest.mark.parametrize("kind", sorted(EMBEDDABLE))
@settings(max_examples=40, deadline=None)
@given(turns=st.lists(some_changes(), min_size=1, max_size=3))
def test_any_fields_in_any_order(kind: str, turns: list[dict[Field, Value]]) -> None:
    data = encoded(quadrants(16, 8), _KINDS[kind])
    for changes in turns:
        data = reads_back(data, kind, changes)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", sorted(EMBEDDABLE))
def test_a_face_in_each_orientation(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(quadrants(), _KINDS[kind], exif=exif)
    people = [{"name": "Ana", "box": [0.1, 0.2, 0.3, 0.25]}]
    assert fields(reads_back(data, kind, {"people": people}))["people"] == people


@pytest.mark.parametrize("kind", sorted(EMBEDDABLE))
def test_what_was_tampered_with_is_found_out(kind: str) -> None:
    data = encoded(quadrants(), _KINDS[kind])
    made = embed(data, kind, {"title": "Title", "rating": 3}, about(data))
    verify(data, made, kind, {"title": "Title", "rating": 3}, about(data))
    for wrong in (
        {"title": "Other", "rating": 3},
        {"title": "Title", "rating": 3, "label": "Red"},
        {"title": "Title"},
    ):
        with pytest.raises(Unwritable) as refused:
            verify(data, made, kind, wrong, about(data))
        assert refused.value.reason == "verify_failed"
    other = embed(
        encoded(quadrants().rotate(90), _KINDS[kind]), kind, {"title": "Title", "rating": 3}, about(data)
    )
    with pytest.raises(Unwritable) as refused:
        verify(data, other, kind, {"title": "Title", "rating": 3}, about(data))
    assert refused.value.reason == "verify_failed"


def rich() -> bytes:
    """A photo with a maker note, and with resources of Photoshop among which IPTC lies."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "Model"
    exif.get_ifd(0x8769).update({0x9003: "2019:05:21 10:45:52", 0x927C: b"note of the maker"})
    iptc = resource(0x0404, block((1, 90, b"\x1b%G"), (2, 80, b"Ana"))) + resource(0x03ED, b"resolution")
    data = encoded(quadrants(), "JPEG", exif=exif)
    _, rest = segments_of(data)
    return data[:rest] + segment(0xED, b"Photoshop 3.0\x00" + iptc).raw + data[rest:]


@pytest.mark.parametrize(
    ("was", "other"),
    [
        pytest.param(b"note of the maker", b"note of somebody!", id="maker note"),
        pytest.param(b"Model", b"Other", id="another tag"),
        pytest.param(b"resolution", b"another it", id="Photoshop's resources"),
        pytest.param(b"\x1c\x02\x50\x00\x03Ana", b"\x1c\x02\x50\x00\x03Bo!", id="IPTC"),
        pytest.param(b"JFIF\x00\x01\x01", b"JFIF\x00\x01\x02", id="another segment"),
        pytest.param(b"Am See", b"Am Meer"[:6], id="what was written"),
    ],
)
def test_each_part_is_looked_at(was: bytes, other: bytes) -> None:
    data = rich()
    after = embed(data, "jpeg", EVERYTHING, about(data))
    verify(data, after, "jpeg", EVERYTHING, about(data))
    tampered = after.replace(was, other)
    assert tampered != after
    with pytest.raises(Unwritable) as refused:
        verify(data, tampered, "jpeg", EVERYTHING, about(data))
    assert refused.value.reason == "verify_failed"


@pytest.mark.parametrize("kind", ["heic", "gif", "cr2", "bmp", "mp4", "avif"])
def test_other_formats_are_refused(kind: str) -> None:
    with pytest.raises(Unwritable) as refused:
        embed(b"", kind, EVERYTHING, about(b""))
    assert refused.value.reason == "unsupported"


def damaged(data: bytes, source: random.Random) -> bytes:
    """A few bits turned over, most of them near the beginning where the structure is; sometimes cut off."""
    broken = bytearray(data)
    for _ in range(source.choice((0, 1, 1, 2, 5, 20))):
        most = min(len(broken), source.choice((40, 400, 4000, len(broken))))
        broken[source.randrange(most)] ^= 1 << source.randrange(8)
    if source.random() < 0.3:
        del broken[source.randrange(len(broken)) :]
    return bytes(broken)


def written_or_refused(data: bytes, kind: str, changes: dict[Field, Value]) -> None:
    try:
        made = embed(data, kind, changes, about(data))
    except Unwritable:
        return
    verify(data, made, kind, changes, about(data))
    assert len(made) <= len(data) + 100_000
    assert reverse(made, reversal(data, made)) == data


@pytest.mark.parametrize("kind", sorted(EMBEDDABLE))
@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_any_damage_is_written_or_refused(kind: str, seed: int) -> None:
    data = encoded(quadrants(32, 16), _KINDS[kind])
    whole = embed(data, kind, EVERYTHING, about(data))
    source = random.Random(seed)
    written_or_refused(damaged(whole, source), kind, source.choice((EVERYTHING, NOTHING, {"title": "Other"})))


@pytest.mark.photos
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_any_damage_of_real_photos(photos: Photos, seed: int) -> None:
    source = random.Random(seed)
    photo = source.choice([photo for photo in photos if len(photo.data) < 20_000])
    written_or_refused(
        damaged(photo.data, source), photo.kind, source.choice((EVERYTHING, NOTHING, {"title": "Other"}))
    )
