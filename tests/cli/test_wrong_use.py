"""Wrong use is answered in words that help, with exit code 2, and touches nothing."""

import json
import sys
from pathlib import Path

import pytest

from keepers.cli.exits import EPILOG, FAILED, INCOMPLETE, INTERRUPTED, LIBRARY, OK, WRONG_USE
from keepers.cli.main import _VERBS, main


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_help_names_every_verb_and_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "--help")
    assert code == OK
    for verb, words in _VERBS.items():
        assert verb in out
        assert words in out
    for number in (OK, FAILED, WRONG_USE, INCOMPLETE, LIBRARY, INTERRUPTED):
        assert f"\n  {number} " in EPILOG
        assert f"  {number} " in out


@pytest.mark.parametrize("verb", sorted(_VERBS))
def test_every_verb_has_help_and_takes_json_and_library(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = ask(capsys, verb, "--help")
    assert code == OK
    assert {"--json", "--library", "--quiet"} <= set(out.replace(",", " ").split())


def test_jobs_has_verbs_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "jobs", "--help")
    assert code == OK
    assert "Verbs:" in out
    assert "Commands" not in out
    assert "COMMAND" not in out
    for verb in ("list", "pause", "resume", "cancel", "retry"):
        assert f"\n  {verb} " in out


def test_the_demo_does_not_promise_to_heed_what_names_your_own_library(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "KEEPERS_LIBRARY" not in ask(capsys, "demo", "--help")[1]
    assert "KEEPERS_LIBRARY" in ask(capsys, "serve", "--help")[1]


def test_a_library_that_is_none_cannot_be_opened(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "catalog.db").write_text("notes of somebody, long enough to be none of a database's headers")
    code, _, err = ask(capsys, "--library", str(tmp_path), "analyze")
    assert code == LIBRARY
    assert "not a catalogue of Keepers" in err


def test_no_verb_at_all_is_answered_with_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys)
    assert code == OK
    assert "doctor" in out


def test_a_misspelt_verb_gets_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ask(capsys, "analyse")
    assert code == WRONG_USE
    assert "Did you mean analyze?" in err


def test_a_verb_like_no_other_gets_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ask(capsys, "xyzzy")
    assert code == WRONG_USE
    assert "doctor" in err


def test_a_misspelt_option_gets_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ask(capsys, "pick", "--bst", "5")
    assert code == WRONG_USE
    assert "--best" in err


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = tmp_path / "library"
    code, _, err = ask(capsys, "--library", str(library), "add", str(tmp_path / "gone"))
    assert code == WRONG_USE
    assert "There is no folder" in err
    assert not library.exists()


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.jpg"
    file.write_bytes(b"x")
    code, _, err = ask(capsys, "--library", str(tmp_path / "library"), "add", str(file))
    assert code == WRONG_USE
    assert "is a file" in err


@pytest.mark.parametrize(
    "words", [["--best", "0"], ["--best", "5", "--per-day", "0"], ["--scope", "decade:1990"], ["--gallery"]]
)
def test_numbers_and_parts_that_mean_nothing(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = ask(capsys, "--library", str(tmp_path / "library"), "pick", *words)
    assert code == WRONG_USE
    assert err.strip()


def test_in_json_an_error_is_a_document_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "--library", str(tmp_path / "library"), "--json", "pick", "--best", "0")
    document = json.loads(out)
    assert code == WRONG_USE
    assert document["ok"] is False
    assert document["error"]["code"] == "invalid"
    code, out, _ = ask(capsys, "add", str(tmp_path / "gone"), "--json")
    assert json.loads(out)["error"]["code"] == "wrong_use"


def test_a_run_is_refused_before_the_long_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, library = tmp_path / "photos", tmp_path / "library"
    folder.mkdir()
    code, _, _ = ask(
        capsys, "--library", str(library), "run", str(folder), "--best", "0", "--out", str(tmp_path / "out")
    )
    assert code == WRONG_USE
    assert not library.exists()


def test_help_loads_nothing_heavy(capsys: pytest.CaptureFixture[str]) -> None:
    import subprocess

    probe = (
        "import sys; from keepers.cli.main import main; main(['--help']);"
        "sys.exit([m for m in ('rich', 'flask', 'numpy', 'cv2', 'PIL', 'sqlite3', 'pydantic')"
        " if m in sys.modules] != [])"
    )
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False).returncode == 0


def test_a_wrong_value_is_said_with_its_option_and_no_preamble(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = ask(capsys, "pick", "--best", "many")
    assert "--best: 'many'" in err
    _, _, err = ask(capsys, "add", "gone")
    assert "\nThere is no folder gone." in err
    assert "Invalid value" not in err


@pytest.mark.parametrize("scope", ["decade:1990", "root:99", "root", ""])
def test_a_part_that_is_none_gets_the_parts_there_are(
    scope: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = tmp_path / "Holiday"
    photos.mkdir()
    at = ("--library", str(tmp_path / "library"))
    assert ask(capsys, *at, "add", str(photos))[0] == OK
    code, _, err = ask(capsys, *at, "pick", "--scope", scope)
    assert code == WRONG_USE
    assert "root:1 (Holiday)" in err
    assert ask(capsys, *at, "pick", "--scope", "root:1")[0] == OK


@pytest.mark.parametrize(
    "words", [["add", ""], ["pick", "--out", ""], ["--library", "", "jobs"], ["run", ""]]
)
def test_an_empty_name_is_not_the_folder_one_stands_in(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = ask(capsys, *words)
    assert code == WRONG_USE
    assert "An empty name is no folder." in err


@pytest.mark.parametrize("verb", ["jobs", "analyze", "pick"])
def test_a_library_where_none_can_be_is_told_in_a_sentence(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    place = tmp_path / "file" / "library"
    code, _, err = ask(capsys, "--library", str(place), verb)
    assert code == LIBRARY
    assert f"The library cannot be at {place}" in err
    assert "Traceback" not in err


def test_doctor_says_that_a_library_cannot_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    code, out, _ = ask(capsys, "--library", str(tmp_path / "file" / "library"), "doctor")
    assert code == FAILED
    assert "nothing can be written" in out


@pytest.mark.parametrize("group", ["jobs", "metadata", "dates"])
def test_a_misspelt_verb_within_a_verb_is_answered_alike(
    group: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = {"jobs": "list", "metadata": "read", "dates": "unsure"}[group]
    code, _, err = ask(capsys, group, f"{first}x")
    assert code == WRONG_USE
    assert f'There is no verb "{first}x". Did you mean {first}?' in err
    assert "There are: " in ask(capsys, group, "zzzzzz")[2]


@pytest.mark.parametrize("group", ["jobs", "metadata", "dates"])
def test_no_list_of_verbs_breaks_off_in_the_middle(group: str, capsys: pytest.CaptureFixture[str]) -> None:
    listed = ask(capsys, group, "--help")[1].split("Verbs:")[1].split("Exit codes:")[0]
    assert "..." not in listed


def test_a_file_is_no_folder_to_export_to(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    code, _, err = ask(
        capsys, "--library", str(tmp_path / "library"), "export-library", str(tmp_path / "notes.txt")
    )
    assert code == WRONG_USE
    assert "is a file. Give a folder." in err
