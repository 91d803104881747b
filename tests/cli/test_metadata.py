"""`keepers metadata`: read, changed, written beside photos, taken back; and wrong arguments."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.running import Ran, draw
from keepers.cli.exits import FAILED, INCOMPLETE, OK, WRONG_USE
from keepers.metadata.xmp import read_xmp
from media.films import film

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
        (("--country-code", "Portugal"), "no code of a country"),
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


def test_what_could_not_be_written_is_told_with_its_reason(album: Path, keepers: Run) -> None:
    away = album.rename(album.with_name("Away"))
    ran = keepers("metadata", "write", album / "DSC0.jpg", "--title", "Far away")
    assert ran.code == INCOMPLETE
    assert "1 photo could not be written yet; what you said is kept." in ran.out
    assert "DSC0.jpg: Its folder is not connected." in ran.out
    ran = keepers("--json", "metadata", "write", album / "DSC0.jpg", "--title", "Far away")
    assert [each["code"] for each in ran.document["unwritten"]] == ["not_connected"]
    away.rename(album)
    assert keepers("metadata", "sync").code == OK
    assert read_xmp((album / "DSC0.jpg.xmp").read_bytes()).title is not None


def test_a_file_that_refuses_is_told_and_does_not_fail_what_is_written_of_others(
    album: Path, keepers: Run
) -> None:
    hostile = album / "DSC0.jpg.xmp"
    hostile.write_text(
        '<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta xmlns:x="adobe:ns:meta/"/>', encoding="utf-8"
    )
    keepers("analyze")
    ran = keepers("metadata", "write", album / "DSC0.jpg", "--title", "No")
    assert ran.code == INCOMPLETE
    assert "DSC0.jpg: Its metadata defines entities of its own" in ran.out
    ran = keepers("--json", "metadata", "write", album / "DSC1.jpg", "--title", "Yes")
    assert (ran.code, ran.document["pending"], ran.document["unwritten"]) == (OK, 0, [])
    assert keepers("metadata", "sync").code == INCOMPLETE


def test_conflicts_name_photos_so_that_they_can_be_resolved(
    album: Path, keepers: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    keepers("metadata", "where", "library")
    keepers("metadata", "write", album / "DSC0.jpg", "--rating", "5")
    (album / "DSC0.jpg.xmp").write_text(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="2"/></rdf:RDF></x:xmpmeta>',
        encoding="utf-8",
    )
    keepers("metadata", "sync")
    assert str(album / "DSC0.jpg") in keepers("metadata", "conflicts").out
    monkeypatch.setenv("COLUMNS", "40")
    assert str(album / "DSC0.jpg") in keepers("metadata", "conflicts").out


def test_history_tells_of_fields_and_of_what_was_taken_back(album: Path, keepers: Run) -> None:
    keepers("metadata", "write", album, "--title", "All", "--rating", "3")
    ran = keepers("metadata", "undo")
    assert "Change 1 was taken back: 3 photos." in ran.out
    lines = keepers("metadata", "history").out.splitlines()
    assert any("3 photos" in line and "taken back" in line and "title, rating" in line for line in lines)


def test_a_date_that_is_unsure_says_so(album: Path, keepers: Run) -> None:
    draw(album / "scan.jpg", 9)
    keepers("analyze")
    shown = " ".join(keepers("metadata", "read", album).out.split())
    assert "unsure: it is when the file was last changed" in shown
    photos = keepers("--json", "metadata", "read", album).document["photos"]
    assert [bool(each["date_unsure"]) for each in photos] == [False, False, False, True]
    keepers("metadata", "write", album / "scan.jpg", "--date", "1989-07-01")
    assert "unsure:" not in keepers("metadata", "read", album / "scan.jpg").out


def test_films_are_called_films(album: Path, keepers: Run, tmp_path: Path) -> None:
    film(album / "clip.mp4")
    keepers("analyze")
    assert "3 photos and 1 film changed." in keepers("metadata", "write", album, "--title", "All").out
    assert "3 photos and 1 film, 0 files to be read" in keepers("doctor").out
    assert "4 photos and films in its manifest" in keepers("export-library", tmp_path / "all").out
