"""JPEG: what stands around the metadata and behind the pixels survives any change of the metadata."""

import io
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from keepers.metadata.embedded import read_embedded
from keepers.writing.carried import Carried
from keepers.writing.embed import embed
from keepers.writing.errors import Unwritable
from keepers.writing.exif_block import EXIF, GPS, read_block
from keepers.writing.exif_patch import empty_block, patch, raw_value
from keepers.writing.jpeg import carried, carrying, made, segments_of
from media.pictures import encoded, quadrants, scene
from metadata.packets import packet
from writing.sample import EVERYTHING, about

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")
EXIFTOOL = shutil.which("exiftool")


def with_segments(data: bytes, *segments: tuple[int, bytes]) -> bytes:
    """The file with these segments in front of all others but JFIF."""
    first = segments_of(data)[0][0]
    at = 2 + len(first.raw)
    return data[:at] + b"".join(made(*segment).raw for segment in segments) + data[at:]


def photo() -> bytes:
    return encoded(scene(), "JPEG", quality=80)


def layout(data: bytes) -> list[tuple[int, bytes]]:
    """Marker and first bytes of every segment."""
    return [(segment.marker, segment.body[:10]) for segment in segments_of(data)[0]]


def test_where_new_segments_go() -> None:
    data = with_segments(
        photo(), (0xE2, b"ICC_PROFILE\x00\x01\x01profile"), (0xEE, b"Adobe\x00d\x00\x00"), (0xFE, b"Hello")
    )
    after = embed(data, "jpeg", EVERYTHING, about(data))
    assert [segment[:1] for segment in layout(after)[:6]] == [
        (0xE0,),
        (0xE1,),
        (0xE1,),
        (0xE2,),
        (0xEE,),
        (0xFE,),
    ]
    assert layout(after)[1][1].startswith(b"Exif")
    assert layout(after)[2][1].startswith(b"http://ns.")
    assert [each for each in layout(after) if each[0] != 0xE1] == layout(data)


def test_what_stands_behind_the_pixels_stays() -> None:
    data = photo() + b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 9
    after = embed(data, "jpeg", EVERYTHING, about(data))
    _, rest = segments_of(data)
    assert after.endswith(data[rest:])


def test_a_motion_photo_is_still_found() -> None:
    film = b"\x00\x00\x00\x18ftypmp42" + bytes(1000)
    inside = f'GCamera:MicroVideo="1" GCamera:MicroVideoOffset="{len(film)}"'
    data = (
        with_segments(photo(), (0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + packet(attributes=inside))) + film
    )
    after = embed(data, "jpeg", EVERYTHING, about(data))
    found = read_embedded(after).xmp
    assert found is not None
    assert found.motion is not None
    assert after[len(after) - len(film) :] == film
    assert found.motion == getattr(read_embedded(data).xmp, "motion", None)


@pytest.mark.photos
def test_the_second_picture_is_found_where_it_is_now(photos_dir: Path, tmp_path: Path) -> None:
    data = (photos_dir / "formats/odd/frozenpond.mpo").read_bytes()
    after = embed(data, "jpeg", EVERYTHING, about(data))
    assert len(after) > len(data)
    frames = []
    for each in (data, after):
        with Image.open(io.BytesIO(each)) as image:
            assert image.n_frames == 2
            image.seek(1)
            frames.append(image.tobytes())
    assert frames[0] == frames[1]
    if EXIFTOOL is None:
        pytest.skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
    (tmp_path / "before.jpg").write_bytes(data)
    (tmp_path / "after.jpg").write_bytes(after)
    second = [
        subprocess.run(
            [EXIFTOOL, "-b", "-MPImage2", str(tmp_path / name)], capture_output=True, timeout=60, check=True
        ).stdout
        for name in ("before.jpg", "after.jpg")
    ]
    assert second[0] == second[1]
    assert second[0].startswith(b"\xff\xd8\xff")


def linked(distance_off: int = 0, *, order: str = ">", behind: bool = False) -> bytes:
    """A picture with another behind it, as MPF tells; `behind`: its segment follows the XMP."""
    first, second = photo(), encoded(quadrants(), "JPEG")
    head = {"<": b"II", ">": b"MM"}[order] + struct.pack(order + "HI", 42, 8)
    table = struct.pack(order + "HHHII", 1, 0xB002, 7, 32, 26) + bytes(4)
    xmp = (0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + packet())

    def whole(length: int, distance: int) -> bytes:
        entries = struct.pack(order + "IIII", 0x30000, length, 0, 0)
        entries += struct.pack(order + "IIII", 0x20002, len(second), distance, 0)
        segment = (0xE2, b"MPF\x00" + head + table + entries)
        return with_segments(first, *((xmp, segment) if behind else (segment, xmp)))

    length = len(whole(0, 0))
    distance = length - whole(0, 0).index(b"MPF\x00") - 4
    return whole(length, distance + distance_off) + second


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("behind", [False, True])
def test_distances_count_from_where_the_segment_is(order: str, behind: bool) -> None:
    data = linked(order=order, behind=behind)
    after = embed(data, "jpeg", EVERYTHING, about(data))
    at = after.index(b"MPF\x00") + 4
    first, _, _, _, second, length, distance, _ = struct.unpack_from(order + "8I", after, at + 26)
    _, size = struct.unpack_from(order + "2I", after, at + 26)
    assert (first, second) == (0x30000, 0x20002)
    assert after[at + distance :] == encoded(quadrants(), "JPEG")
    assert (length, size) == (len(encoded(quadrants(), "JPEG")), at + distance)


def test_distances_that_lead_nowhere_are_not_guessed_at() -> None:
    with pytest.raises(Unwritable) as refused:
        embed(linked(7), "jpeg", EVERYTHING, about(b""))
    assert refused.value.reason == "linked"


def noted() -> bytes:
    block = patch(empty_block(), {EXIF: {0x927C: raw_value(b"Maker" * 20)}})
    return with_segments(photo(), (0xE1, b"Exif\x00\x00" + block))


def test_a_preview_that_only_maker_notes_know_is_not_moved() -> None:
    data = noted() + bytes(500) + encoded(quadrants(), "JPEG")
    with pytest.raises(Unwritable) as refused:
        embed(data, "jpeg", EVERYTHING, about(data))
    assert refused.value.reason == "linked"
    alone = noted() + bytes(500)
    assert embed(alone, "jpeg", EVERYTHING, about(alone)).endswith(bytes(500))


@pytest.mark.parametrize(("kind", "inside"), [(7, 130), (4, 0), (7, -500_000), (2, 130)])
def test_a_preview_in_a_listed_picture_that_maker_notes_lead_into_is_not_moved(
    kind: int, inside: int
) -> None:
    # As Sony writes it: an entry of the notes leads past the head of the second picture of MPF.
    def whole(place: int) -> bytes:
        count = 1 if kind == 4 else 256
        note = b"SONY DSC \x00\x00\x00" + struct.pack("<HHHII", 1, 0x2001, kind, count, place) + bytes(4)
        block = patch(empty_block(), {EXIF: {0x927C: raw_value(note)}})
        return with_segments(linked(), (0xE1, b"Exif\x00\x00" + block))

    second = whole(0).rindex(b"\xff\xd8\xff")
    data = whole(max(0, second + inside - whole(0).index(b"II*\x00")))
    at = data.index(b"MPF\x00") + 4
    found = struct.unpack_from(">8I", data, at + 26)
    # The numbers of MPF count from its own segment, so one more segment before it changes none but a length.
    assert data[at + found[6] :][:2] == b"\xff\xd8"
    if inside >= 0 and kind != 2:
        with pytest.raises(Unwritable) as refused:
            embed(data, "jpeg", EVERYTHING, about(data))
        assert refused.value.reason == "linked"
    else:
        assert embed(data, "jpeg", EVERYTHING, about(data)).endswith(encoded(quadrants(), "JPEG"))


def test_a_picture_that_google_lists_may_move() -> None:
    inside = "<Container:Directory><rdf:Seq/></Container:Directory>"
    data = noted() + encoded(quadrants(), "JPEG")
    data = with_segments(data, (0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + packet(inside)))
    assert embed(data, "jpeg", EVERYTHING, about(data)).endswith(encoded(quadrants(), "JPEG"))


def full_of_exif(room: int) -> bytes:
    block = patch(empty_block(), {EXIF: {0x927C: raw_value(bytes(0xFFFF - 8 - 14 - 18 - 20 - room))}})
    return with_segments(photo(), (0xE1, b"Exif\x00\x00" + block))


def test_where_exif_has_no_room_xmp_alone_carries_what_it_may() -> None:
    data = full_of_exif(10)
    after = embed(data, "jpeg", {"rating": 3, "title": "Title"}, about(data))
    assert carried(after).exif == carried(data).exif
    assert b">3<" in (carried(after).xmp or b"") or b'"3"' in (carried(after).xmp or b"")


def test_where_exif_goes_first_and_has_no_room_it_is_refused() -> None:
    dated = patch(
        empty_block(),
        {EXIF: {0x9003: raw_value(b"2019:05:21 10:45:52\x00", 2), 0x927C: raw_value(bytes(65_400))}},
    )
    data = with_segments(photo(), (0xE1, b"Exif\x00\x00" + dated))
    # The same length takes the same room.
    embed(data, "jpeg", {"date": {"time_ms": 1_580_547_997_000, "offset_min": None}}, about(data))
    positioned = {"position": [1.5, 2.5], "caption": "A caption that does not fit in there any more"}
    after = embed(data, "jpeg", positioned, about(data))
    assert carried(after).exif == carried(data).exif
    described = patch(
        empty_block(),
        {"main": {0x010E: raw_value(b"Short\x00", 2)}, EXIF: {0x927C: raw_value(bytes(65_400))}},
    )
    data = with_segments(photo(), (0xE1, b"Exif\x00\x00" + described))
    with pytest.raises(Unwritable) as refused:
        embed(data, "jpeg", positioned, about(data))
    assert refused.value.reason == "no_room"


def test_more_words_than_a_segment_holds_are_refused() -> None:
    data = photo()
    many = [f"{number} " + "ä" * 200 for number in range(400)]
    with pytest.raises(Unwritable) as refused:
        embed(data, "jpeg", {"keywords": many}, about(data))
    assert refused.value.reason == "no_room"


@pytest.mark.photos
def test_extended_xmp_stays_or_is_refused(photos_dir: Path) -> None:
    data = (photos_dir / "formats/tiny_meta/ExtendedXMP.jpg").read_bytes()
    after = embed(data, "jpeg", {"rating": 3}, about(data))
    more = [
        each for each in segments_of(data)[0] if each.body.startswith(b"http://ns.adobe.com/xmp/extension/")
    ]
    assert more
    assert [
        each for each in segments_of(after)[0] if each.body.startswith(b"http://ns.adobe.com/xmp/extension/")
    ] == more
    assert read_embedded(after).left_out == read_embedded(data).left_out


@pytest.mark.parametrize(
    ("segments", "reason"),
    [
        ([b"Exif\x00\x00" + empty_block(), b"Exif\x00\x00more"], "no_room"),
        ([b"http://ns.adobe.com/xap/1.0/\x00" + packet()] * 2, "extended_xmp"),
    ],
)
def test_blocks_in_several_parts_are_refused(segments: list[bytes], reason: str) -> None:
    data = with_segments(photo(), *((0xE1, segment) for segment in segments))
    with pytest.raises(Unwritable) as refused:
        embed(data, "jpeg", EVERYTHING, about(data))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "broken", [b"", b"\xff\xd8\xff", photo()[:300], b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe0\x00\x01"]
)
def test_broken_ones_are_refused(broken: bytes) -> None:
    with pytest.raises(Unwritable) as refused:
        carrying(broken, Carried(xmp=packet()))
    assert refused.value.reason == "broken"


def test_resources_longer_than_a_segment_are_parted() -> None:
    long = bytes(range(256)) * 400
    data = with_segments(photo(), (0xED, b"Photoshop 3.0\x00short"))
    after = carrying(data, Carried(resources=long))
    assert carried(after).resources == long
    back = carrying(after, Carried(resources=b"short"))
    assert back == data


def test_nothing_changes_where_nothing_is_new() -> None:
    data = embed(photo(), "jpeg", EVERYTHING, about(photo()))
    assert carrying(data, carried(data)) == data


def test_new_exif_repeats_what_jfif_says_of_the_resolution() -> None:
    data = encoded(scene(), "JPEG", dpi=(300, 300))
    after = embed(data, "jpeg", EVERYTHING, about(data))
    with Image.open(io.BytesIO(after)) as image:
        exif = image.getexif()
        assert image.info["dpi"] == (300, 300)
        assert (exif[0x011A], exif[0x011B], exif[0x0128]) == (300, 300, 2)
        assert (exif.get_ifd(0x8769)[0xA002], exif.get_ifd(0x8769)[0xA003]) == image.size


def test_only_what_other_programs_need_makes_exif() -> None:
    data = photo()
    assert (
        carried(embed(data, "jpeg", {"title": "Title", "rating": 3, "label": "Red"}, about(data))).exif
        is None
    )
    assert carried(embed(data, "jpeg", {"caption": None, "position": None}, about(data))).exif is None


def test_a_place_taken_away_leaves_no_empty_directory() -> None:
    data = embed(photo(), "jpeg", {"position": [1.5, 2.5]}, about(photo()))
    assert read_block(carried(data).exif or b"").named(GPS) is not None
    after = embed(data, "jpeg", {"position": None}, about(data))
    assert read_block(carried(after).exif or b"").named(GPS) is None
