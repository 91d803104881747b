"""`keepers metadata`: read, changed, written beside photos, taken back; and wrong arguments."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.running import Ran, draw
from keepers.cli.exits import FAILED, OK, WRONG_USE
from keepers.metadata.xmp import read_xmp

Run = Callable[..., Ran]


@pytest.fixture
def album(tmp_path: Path, keepers: Run) -> Path:
    folder = tmp_path / "Album"
    for number in range(3):
        draw(folder / f"DSC{number}.jpg", number, taken=f"2024:05:01 10:0{number}:00")
    assert keepers("add", folder).code == OK
    assert keepers("analyze").code == OK
    return folder


def _fields(keepers: Run, photo: Path) -> dict[str, object]:
    ran = keepers("--json", "metadata", "read", photo)
    assert ran.code == OK, ran.err
    fields: dict[str, object] = ran.document["photos"][0]["fields"]
    return fields


def test_what_is_written_counts_and_lies_beside_the_photo(album: Path, keepers: Run) -> None:
    photo = album / "DSC1.jpg"
    before = photo.read_bytes()
    ran = keepers(
        "--json", "metadata", "write", photo,
        "--caption", "By the lake", "--add-keyword", "Places|Italy|Garda", "--add-keyword", "lake",
        "--add-person", "Ana", "--rating", "4", "--date", "2024-05-02T11:00+02:00",
        "--position", "45.6, 10.7", "--city", "Garda", "--country-code", "IT",
    )  # fmt: skip
    assert ran.code == OK, ran.err
    assert (ran.document["changed"], ran.document["pending"]) == (1, 0)
    fields = _fields(keepers, photo)
    assert fields["caption"] == "By the lake"
    assert fields["keywords"] == ["Places|Italy|Garda", "lake"]
    assert fields["people"] == [{"name": "Ana", "box": None}]
    assert fields["date"] == {"time_ms": 1714647600000, "offset_min": 120}
    assert fields["position"] == [45.6, 10.7]
    assert photo.read_bytes() == before
    sidecar = read_xmp((album / "DSC1.jpg.xmp").read_bytes())
    assert sidecar.rating == 4
    assert "lake" in (sidecar.keywords.flat or ())
    assert sidecar.place.city == "Garda"


def test_a_folder_means_its_photos_and_parts_of_places_are_added(album: Path, keepers: Run) -> None:
    keepers("metadata", "write", album / "DSC0.jpg", "--city", "Garda")
    ran = keepers("--json", "metadata", "write", album, "--country", "Italy", "--remove-keyword", "none")
    assert (ran.document["photos"], ran.document["changed"]) == (3, 3)
    assert _fields(keepers, album / "DSC0.jpg")["place"] == {
        "sublocation": None, "city": "Garda", "state": None, "country": "Italy", "country_code": None,
    }  # fmt: skip


def test_undo_takes_the_latest_back_and_its_sidecar_away(album: Path, keepers: Run) -> None:
    photo = album / "DSC2.jpg"
    keepers("metadata", "write", photo, "--title", "One")
    sidecar = album / "DSC2.jpg.xmp"
    assert sidecar.exists()
    ran = keepers("metadata", "undo")
    assert ran.code == OK, ran.err
    assert not sidecar.exists()
    assert _fields(keepers, photo)["title"] is None
    assert "taken back" in keepers("metadata", "history").out
    assert keepers("metadata", "redo", "1").code == OK
    assert _fields(keepers, photo)["title"] == "One"
    keepers("metadata", "undo")
    assert "nothing to take back" in keepers("metadata", "undo").out


def test_into_the_photo_when_that_was_chosen(album: Path, keepers: Run) -> None:
    photo = album / "DSC0.jpg"
    assert "into the photos" in keepers("metadata", "where", "photo").out
    assert keepers("metadata", "write", photo, "--title", "Inside").code == OK
    assert not (album / "DSC0.jpg.xmp").exists()
    shown = keepers("--json", "show", photo).document["files"][0]
    assert "Inside" in json.dumps(shown)


def test_another_program_and_a_person_change_the_same(album: Path, keepers: Run) -> None:
    photo, sidecar = album / "DSC0.jpg", album / "DSC0.jpg.xmp"
    keepers("metadata", "where", "library")
    keepers("metadata", "write", photo, "--title", "Mine")
    assert not sidecar.exists()
    sidecar.write_text(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Theirs</dc:title>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>",
        encoding="utf-8",
    )
    assert keepers("metadata", "sync").code == OK
    conflicts = keepers("--json", "metadata", "conflicts").document["conflicts"]
    assert [(each["mine"], each["theirs"]) for each in conflicts] == [("Mine", "Theirs")]
    assert _fields(keepers, photo)["title"] == "Mine"
    assert keepers("metadata", "resolve", photo, "title").code == WRONG_USE
    assert keepers("metadata", "resolve", photo, "title", "--theirs").code == OK
    assert _fields(keepers, photo)["title"] == "Theirs"
    assert keepers("--json", "metadata", "conflicts").document["conflicts"] == []
    assert keepers("metadata", "resolve", photo, "title", "--mine").code == FAILED


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rating", "7"), "1 to 5"),
        (("--date", "yesterday"), "is no date"),
        (("--date", "2024-13-01"), "is no date"),
        (("--position", "north"), "is no position"),
        (("--position", "91, 0"), "latitude"),
        (("--clear", "colour"), "There are: title"),
        ((), "Nothing to change was named"),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    album: Path, keepers: Run, arguments: tuple[str, ...], said: str
) -> None:
    ran = keepers("metadata", "write", album / "DSC0.jpg", *arguments)
    assert ran.code == WRONG_USE
    assert said in ran.err
    assert "Nothing was changed yet" in keepers("metadata", "history").out


def test_a_photo_the_library_does_not_hold(album: Path, tmp_path: Path, keepers: Run) -> None:
    for path in (tmp_path / "elsewhere.jpg", album.with_name("Albu"), album / "DSC0"):
        ran = keepers("metadata", "write", path, "--title", "x")
        assert ran.code == FAILED
        assert "holds no photo" in ran.err
