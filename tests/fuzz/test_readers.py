"""Whatever bytes come, every reader answers, and what comes of its answers can be kept as JSON.

A crash that is found becomes a test of the reader that fell, with the bytes it fell over.
"""

import importlib
import inspect
import io
import json
import pkgutil
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import keepers.media
import keepers.metadata
from fuzz import seeds
from fuzz.damage import damaged
from keepers.analysis.said_document import document_of
from keepers.media.animation import is_animated
from keepers.media.boxes import ends_inside_a_box
from keepers.media.film.boxes import read_boxes
from keepers.media.film.camcorder import read_camcorder
from keepers.media.film.matroska import read_matroska
from keepers.media.film.quicktime import Words, read_item, read_user_data
from keepers.media.film.reading import film_witnesses, read_film
from keepers.media.film.riff import read_riff
from keepers.media.film.said import FilmSaid
from keepers.media.film.streams import read_program, read_transport
from keepers.media.formats import FILMS, HEAD_BYTES, sniff
from keepers.media.motion import begins_film, find_motion
from keepers.media.preview import embedded_preview
from keepers.media.raw_marks import is_raw
from keepers.media.reading import read_everything
from keepers.metadata.beside import Beside
from keepers.metadata.blocks import find_blocks
from keepers.metadata.dating import date_of
from keepers.metadata.embedded import read_embedded, witnesses_of
from keepers.metadata.exif import read_exif
from keepers.metadata.exif_bounds import fits
from keepers.metadata.icloud import read_details, read_members
from keepers.metadata.iptc import read_iptc
from keepers.metadata.maker_notes import read_apple_notes
from keepers.metadata.photoshop_resources import resources
from keepers.metadata.png_chunks import png_blocks
from keepers.metadata.said import reconcile
from keepers.metadata.takeout import read_takeout
from keepers.metadata.witnesses import Witnesses, claims_of
from keepers.metadata.xmp import read_xmp
from keepers.metadata.xmp_tree import packet_text, read_tree

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

NOW_MS = 1_800_000_000_000


def kept(witnesses: Witnesses, data: bytes = b"") -> None:
    """All that the rules make of an answer is sound: it can be kept."""
    said = reconcile(witnesses)
    dated = date_of(claims_of(witnesses), "IMG_1.jpg", 0, now_ms=NOW_MS)
    film = find_motion(data, said.motion)
    assert film is None or 0 < film.offset < film.offset + film.length <= len(data)
    document = document_of(witnesses, said, dated, Beside(), film=film)
    json.dumps(document, allow_nan=False).encode("utf-8")


def embedded(data: bytes) -> None:
    kept(witnesses_of(read_embedded(data), Beside()), data)


def of_film(kind: str) -> Callable[[bytes], object]:
    def read(data: bytes) -> None:
        said = read_film(io.BytesIO(data), len(data), kind)
        kept(film_witnesses(said, Beside()))

    return read


def stream(reader: Callable[[io.BytesIO, int], FilmSaid]) -> Callable[[bytes], object]:
    return lambda data: reader(io.BytesIO(data), len(data))


def words_of_a_film(data: bytes) -> None:
    into = Words()
    for kind in (b"loci", b"kywd", b"titl", b"cprt", b"\xa9nam", b"\xa9xyz"):
        read_user_data(kind, data, into)
        read_item(kind, data[:40], data, into)
    into.spoken(FilmSaid())


PICTURES = seeds.pictures()
FILM_SEEDS = seeds.films()
#: Every reader of bytes, with what it is given to begin with.
READERS: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    **{f"read_embedded {kind}": (embedded, data) for kind, data in PICTURES.items()},
    **{f"read_film {kind}": (of_film(kind), data) for kind, data in FILM_SEEDS.items()},
    **{f"sniff {kind}": (lambda data: sniff(data[:HEAD_BYTES]), data) for kind, data in PICTURES.items()},
    **{f"find_blocks {kind}": (find_blocks, data) for kind, data in PICTURES.items()},
    "read_exif": (read_exif, seeds.exif_block()),
    "fits": (fits, seeds.exif_block()),
    "read_apple_notes": (read_apple_notes, seeds.exif_block()[seeds.exif_block().index(b"Apple iOS") :]),
    "read_xmp": (read_xmp, seeds.xmp()),
    "read_xmp extended": (lambda data: read_xmp(data, data), seeds.xmp()),
    "read_tree": (read_tree, seeds.xmp()),
    "packet_text": (packet_text, seeds.xmp()),
    "read_iptc": (read_iptc, seeds.iptc()),
    "resources": (resources, seeds.photoshop()),
    "png_blocks": (png_blocks, PICTURES["png"]),
    "ends_inside_a_box": (ends_inside_a_box, PICTURES["heic"]),
    "is_raw": (is_raw, PICTURES["tiff"]),
    "is_animated gif": (lambda data: is_animated(data, "gif"), PICTURES["gif"]),
    "is_animated png": (lambda data: is_animated(data, "png"), PICTURES["apng"]),
    "is_animated webp": (lambda data: is_animated(data, "webp"), PICTURES["webp that moves"]),
    "begins_film": (begins_film, FILM_SEEDS["mp4"]),
    "find_motion": (lambda data: find_motion(data, None), PICTURES["jpeg"]),
    "read_takeout": (read_takeout, seeds.tables()["takeout"]),
    "read_details": (read_details, seeds.tables()["icloud"]),
    "read_members": (read_members, seeds.tables()["members"]),
    "read_boxes": (stream(read_boxes), FILM_SEEDS["mp4"]),
    "read_matroska": (stream(read_matroska), FILM_SEEDS["mkv"]),
    "read_riff": (stream(read_riff), FILM_SEEDS["avi"]),
    "read_transport": (stream(read_transport), FILM_SEEDS["mts"]),
    "read_program": (stream(read_program), FILM_SEEDS["mpg"]),
    "read_camcorder": (read_camcorder, FILM_SEEDS["mts"]),
    "read_user_data": (words_of_a_film, b"\x00\x05\x15\xc7Paris\x00\x00\x00\x01\x00\x00"),
    "read_item": (words_of_a_film, b"title\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00Am See"),
}
# Public functions that look like readers and are none of bytes, or are tried elsewhere.
_ELSEWHERE = {
    *("read_metadata", "read_stamp", "read_keywords", "read_regions", "read_lineage", "read_panorama"),
    *("read_motion", "read_everything"),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_the_pictures_to_be_damaged_have_words(kind: str) -> None:
    found = read_embedded(PICTURES[kind])
    assert found.left_out == ()
    assert kind in ("apng", "gif", "webp that moves") or found.exif.make == "Apple" or kind == "tiff"
    assert kind not in ("jpeg", "webp", "tiff", "heic", "avif") or (found.xmp and found.xmp.rating == 4)
    assert kind not in ("jpeg", "tiff") or (found.iptc and found.iptc.title == "Title")


@pytest.mark.parametrize("kind", FILM_SEEDS)
def test_the_films_to_be_damaged_have_words(kind: str) -> None:
    assert sniff(FILM_SEEDS[kind][:HEAD_BYTES]) == kind
    said = read_film(io.BytesIO(FILM_SEEDS[kind]), len(FILM_SEEDS[kind]), kind)
    assert said.title or said.taken or said.width
    assert kind not in ("mp4", "mov", "3gp", "avi") or said.xmp == seeds.xmp()


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_damage_makes_a_reader_fall(name: str, data: st.DataObject) -> None:
    reader, whole = READERS[name]
    reader(data.draw(damaged(whole)))


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=10, deadline=None)
@given(noise=st.binary(max_size=200))
def test_no_noise_makes_a_reader_fall(name: str, noise: bytes) -> None:
    reader, whole = READERS[name]
    reader(noise)
    reader(whole[:16] + noise)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_file_and_all_that_lies_beside_it(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("folder")
    whole = data.draw(st.sampled_from([*PICTURES.values(), *FILM_SEEDS.values()]))
    path = folder / "IMG_1.mp4"
    path.write_bytes(data.draw(damaged(whole)))
    beside = {
        "IMG_1.mp4.xmp": seeds.xmp(),
        "IMG_1.mp4.json": seeds.tables()["takeout"],
        "IMG_1.THM": PICTURES["jpeg"],
        "Photo Details.csv": seeds.tables()["icloud"],
    }
    for name, content in beside.items():
        if data.draw(st.booleans()):
            (folder / name).write_bytes(data.draw(damaged(content)))
    found = read_everything(path, now_ms=NOW_MS)
    kept(found.witnesses)
    embedded_preview(path)


def test_no_reader_is_forgotten() -> None:
    tried = {name.partition(" ")[0] for name in READERS}
    public = set()
    for room in (keepers.metadata, keepers.media):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            members = inspect.getmembers(importlib.import_module(module.name), inspect.isfunction)
            public |= {
                name
                for name, function in members
                if function.__module__ == module.name and name.startswith(("read_", "find_"))
            }
    assert public - _ELSEWHERE <= tried
    assert {name.partition(" ")[2] for name in READERS if name.startswith("read_film")} == FILMS
