"""The verbs, each in a process of its own, on a real library."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.running import Ran, draw
from keepers.base.files import hash_file
from keepers.export.receipt import NAME as RECEIPT

Keepers = Callable[..., Ran]


def test_add_finds_photos_and_says_what_comes_next(keepers: Keepers, photos: Path) -> None:
    ran = keepers("add", photos)
    assert ran.code == 0
    assert "Holiday: 8 files, 8 of them new." in ran.out
    assert "keepers analyze" in ran.out
    again = keepers("add", photos, "--json").document
    assert again["photos"] == 8
    assert again["scan"]["added"] == 0


def test_an_empty_folder_is_no_error_and_says_so(keepers: Keepers, tmp_path: Path) -> None:
    folder = tmp_path / "Empty"
    folder.mkdir()
    added = keepers("add", folder)
    assert added.code == 0
    assert "there is no photo and no film in it" in added.out
    picked = keepers("pick", "--best", "5")
    assert picked.code == 0
    assert "There is nothing to choose from." in picked.out


def test_analyze_without_a_folder_says_how_to_add_one(keepers: Keepers) -> None:
    ran = keepers("analyze")
    assert ran.code == 0
    assert "keepers add FOLDER" in ran.out


def test_analyze_reads_everything_and_lists_what_it_could_not(keepers: Keepers, photos: Path) -> None:
    (photos / "torn.jpg").write_bytes((photos / "DSC0000.jpg").read_bytes()[:900])
    (photos / "void.jpg").write_bytes(b"")
    keepers("add", photos)
    ran = keepers("analyze")
    assert ran.code == 0
    assert "8 photos in the library." in ran.out
    assert "2 files could not be read" in ran.out
    assert "void.jpg: The file is empty" in ran.out
    strict = keepers("analyze", "--strict", "--json")
    assert strict.code == 3
    assert {each["path"] for each in strict.document["unreadable"]} == {"torn.jpg", "void.jpg"}
    draw(photos / "void.jpg", 99)
    assert {each["path"] for each in keepers("analyze", "--json").document["unreadable"]} == {"torn.jpg"}


def test_copies_are_accounted_for(keepers: Keepers, photos: Path) -> None:
    (photos / "again.jpg").write_bytes((photos / "DSC0000.jpg").read_bytes())
    (photos / "void.jpg").write_bytes(b"")
    assert "10 files, 10 of them new." in keepers("add", photos).out
    ran = keepers("analyze")
    assert "8 photos in the library." in ran.out
    assert "1 file more holds the same" in ran.out
    assert keepers("analyze", "--json").document["copies"] == 1


def test_a_folder_of_the_library_leads_on_to_what_was_wanted(
    keepers: Keepers, photos: Path, tmp_path: Path
) -> None:
    inner = photos / "Lisbon"
    draw(inner / "one.jpg", 40)
    keepers("add", photos)
    ran = keepers("run", inner, "--best", "1", "--out", tmp_path / "best")
    assert ran.code == 1
    assert "in the library already" in ran.err
    assert "keepers pick --scope root:1" in ran.err


def test_what_one_folder_lacks_is_not_laid_on_another(keepers: Keepers, photos: Path, tmp_path: Path) -> None:
    (photos / "void.jpg").write_bytes(b"")
    keepers("run", photos, "--best", "1", "--out", tmp_path / "best")
    empty = tmp_path / "Empty"
    empty.mkdir()
    ran = keepers("run", empty, "--best", "1", "--out", tmp_path / "none")
    assert ran.code == 0
    assert "No photo was found in that part of the library." in ran.out


def test_run_does_it_all_byte_for_byte_and_again_without_doing_anything_twice(
    keepers: Keepers, photos: Path, tmp_path: Path
) -> None:
    out = tmp_path / "best"
    before = {path.name: hash_file(path) for path in photos.iterdir()}
    first = keepers("run", photos, "--best", "3", "--out", out, "--gallery")
    assert first.code == 0
    assert "3 photos copied to" in first.out
    assert f"The gallery: {out / 'gallery.html'}" in first.out
    assert (out / "gallery.html").is_file()
    exported = {path.name: hash_file(path) for path in out.glob("*.jpg")}
    assert len(exported) == 3
    assert set(exported.values()) <= set(before.values())
    assert {path.name: hash_file(path) for path in photos.iterdir()} == before

    again = keepers("run", photos, "--best", "3", "--out", out, "--json").document
    assert again["export"]["exported"] == 0
    assert again["export"]["already"] == 3
    assert {path.name: hash_file(path) for path in out.glob("*.jpg")} == exported


def test_pick_gives_reasons_and_says_why_there_are_fewer(keepers: Keepers, photos: Path) -> None:
    keepers("add", photos)
    keepers("analyze")
    few = keepers("pick", "--best", "3", "--json").document
    assert [each["rank"] for each in few["picks"]] == [1, 2, 3]
    assert all(each["why"] and Path(each["path"]).is_file() for each in few["picks"])
    assert few["shortfall"] is None
    assert few["export"] is None
    many = keepers("pick", "--best", "50")
    assert many.code == 0
    assert "8 of the 50 you asked for: there are only 8 photos." in many.out
    limited = keepers("pick", "--best", "8", "--per-day", "1")
    assert "stood back for the limit a day" in limited.out
    part = keepers("pick", "--scope", "month:202405", "--json").document
    assert len(part["picks"]) == 8
    nothing = keepers("pick", "--scope", "year:1999")
    assert nothing.code == 0
    assert "There is nothing to choose from." in nothing.out


@pytest.mark.parametrize("mode", ["hardlink", "symlink"])
def test_links_take_no_room(keepers: Keepers, photos: Path, tmp_path: Path, mode: str) -> None:
    out = tmp_path / "best"
    ran = keepers("run", photos, "--best", "2", "--out", out, f"--{mode}")
    assert ran.code == 0
    for path in out.glob("*.jpg"):
        assert path.is_symlink() if mode == "symlink" else path.stat().st_nlink == 2


def test_a_relative_out_is_meant_from_here(
    keepers: Keepers, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert keepers("run", photos, "--best", "1", "--out", "chosen").code == 0
    assert len(list((tmp_path / "chosen").glob("*.jpg"))) == 1


def test_an_out_that_cannot_be_is_a_failure(keepers: Keepers, photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "best"
    out.mkdir()
    (out / RECEIPT).write_text("{not ours")
    ran = keepers("run", photos, "--best", "1", "--out", out, "--json")
    assert ran.code == 1
    assert ran.document["ok"] is False
    assert ran.document["error"]["message"]


def test_work_that_is_paused_is_not_done_and_goes_on_when_resumed(keepers: Keepers, photos: Path) -> None:
    keepers("add", photos)
    assert keepers("jobs", "pause").code == 0
    paused = keepers("analyze")
    assert paused.code == 3
    assert "keepers jobs resume" in paused.err
    listed = keepers("jobs", "--json").document
    assert listed["all_paused"] is True
    assert keepers("jobs", "resume").code == 0
    assert keepers("analyze").code == 0
    states = {job["kind"]: job["state"] for job in keepers("jobs", "list", "--json").document["jobs"]}
    assert states == dict.fromkeys(("scan", "look", "group", "judge"), "done")


def test_jobs_that_are_not_there_or_over(keepers: Keepers, photos: Path) -> None:
    assert "No work" in keepers("jobs").out
    assert keepers("jobs", "cancel", "7").code == 1
    keepers("add", photos)
    done = keepers("jobs", "--json").document["jobs"][-1]
    assert done["kind"] == "scan"
    assert keepers("jobs", "retry", done["id"]).code == 2


def test_doctor_finds_all_well_and_says_it_in_json(keepers: Keepers, photos: Path) -> None:
    fresh = keepers("doctor")
    assert fresh.code == 0, fresh.out
    assert "All is well." in fresh.out
    keepers("add", photos)
    findings = {each["name"]: each for each in keepers("doctor", "--json").document["findings"]}
    assert {"Python", "SQLite", "OpenCV", "HEIC", "Worker processes", "Catalogue"} <= set(findings)
    assert findings["Network"]["detail"].startswith("0 requests")
    assert findings["Folder Holiday"]["state"] == "ok"


def test_doctor_names_what_is_wrong(keepers: Keepers, library: Path) -> None:
    library.mkdir()
    (library / "catalog.db").write_bytes(b"this is no database at all, but it is long enough to be one")
    ran = keepers("doctor")
    assert ran.code == 1
    assert "BAD" in ran.out


def test_a_library_of_a_newer_keepers_is_left_alone(keepers: Keepers, photos: Path, library: Path) -> None:
    import sqlite3

    keepers("add", photos)
    connection = sqlite3.connect(library / "catalog.db")
    connection.execute(
        "INSERT INTO keepers_schema (version, name, compatible_with, applied_at) VALUES (999, 'new', 999, 0)"
    )
    connection.commit()
    connection.close()
    ran = keepers("pick", "--json")
    assert ran.code == 4
    assert ran.document["error"]["code"] == "library_too_new"


def test_names_that_are_no_text_do_not_stop_it(keepers: Keepers, photos: Path) -> None:
    odd = photos / "caf\udce9.jpg"
    try:
        draw(photos / "plain.jpg", 50)
        (photos / "plain.jpg").rename(odd)
    except OSError:
        pytest.skip("Platform: this file system takes no such names")
    keepers("add", photos)
    ran = keepers("analyze", "--json")
    assert ran.code == 0
    assert ran.document["photos"] == 9
    picked = keepers("pick", "--best", "9", "--json")
    assert len(picked.document["picks"]) == 9
    assert keepers("pick", "--best", "9").code == 0
    json.loads(picked.out)
