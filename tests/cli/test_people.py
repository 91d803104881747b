"""`keepers people`: who is who from the terminal, by names and numbers; and wrong arguments."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.running import Ran, draw
from keepers.cli.exits import FAILED, OK, WRONG_USE
from keepers.cli.main import main
from keepers.cli.people_review import ask
from keepers.cli.terminal import Terminal
from keepers.library import Library
from keepers.metadata.xmp import read_xmp
from web.face_rows import put_face, put_person

Run = Callable[..., Ran]


def _fill(folder: Path, library: Path) -> None:
    """Four photos: one person (1) in three of them, another (2) in two, both in one."""
    for number in range(4):
        draw(folder / f"DSC{number}.jpg", number, taken=f"202{number}:05:01 10:00:00")
    with Library.open(library, workers=1) as opened:
        opened.add_root(folder)
        opened.work_until_idle()
        _put_people(opened)


def _put_people(library: Library) -> None:
    for table in ("people_operations", "people_questions", "persons", "faces", "sqlite_sequence"):
        library.db.write(lambda connection, table=table: connection.execute(f"DELETE FROM {table}"))  # noqa: S608
    ana, ben = put_person(library), put_person(library)
    for number in range(3):
        put_face(library, number + 1, 40 + number, near=1, person=ana)
    for number in range(2):
        put_face(library, number + 3, 50 + number, near=2, person=ben, box=(0.6, 0.2, 0.3, 0.4))


@pytest.fixture
def album(tmp_path: Path, library: Path) -> Path:
    """A library of its own, in whose folder is written."""
    _fill(tmp_path / "Album", library)
    return tmp_path / "Album"


@pytest.fixture(scope="module")
def same_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("same")
    _fill(home / "Album", home / "library")
    return home / "library"


@pytest.fixture
def same(same_library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process, on a library in whose folder nothing is written; anew each time."""
    with Library.open(same_library, workers=1) as opened:
        _put_people(opened)
    return _runner(same_library, capsys)


@pytest.fixture
def run(library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process."""
    return _runner(library, capsys)


def _runner(library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main(["--library", str(library), *map(str, arguments)])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


def _people(photo: Path) -> list[str]:
    sidecar = photo.with_name(photo.name + ".xmp")
    if not sidecar.exists():
        return []
    return [each.name for each in read_xmp(sidecar.read_bytes()).marked.regions if each.name]


def _said(run: Run, photo: Path) -> list[str]:
    """Who the library says is in the photo."""
    fields = run("metadata", "read", photo, "--json").document["photos"][0]["fields"]
    return [each["name"] for each in fields["people"] or ()]


def test_people_are_named_brought_together_and_taken_back(album: Path, run: Run) -> None:
    listed = run("people", "list", "--json").document
    assert [(each["id"], each["photos"]) for each in listed["people"]] == [(1, 3), (2, 2)]
    assert (listed["people"][0]["first"], listed["people"][0]["last"]) == ("2020-05-01", "2022-05-01")
    assert Path(listed["people"][1]["example"]).name == "DSC3.jpg"
    told = run("people", "list").out
    assert "(no name)" in told
    assert "as in DSC3.jpg" in told

    named = run("people", "name", "1", "Ana")
    assert named.code == OK, named.err
    assert "This is Ana (#1) now, in 3 photos." in named.out
    assert "keepers people undo" in named.err
    assert [_people(album / f"DSC{number}.jpg") for number in range(4)] == [["Ana"]] * 3 + [[]]

    taken = run("people", "name", "2", "ana", "--no-wait")
    assert taken.code == FAILED
    assert "keepers people merge 1 2" in taken.err
    merged = run("people", "merge", "Ana", "2", "--json", "--no-wait")
    assert merged.code == OK, merged.err
    assert (merged.document["person"], merged.document["changed"]) == (1, 1)
    assert _said(run, album / "DSC3.jpg") == ["Ana"]
    undone = run("people", "undo", "--no-wait")
    assert undone.code == OK
    assert "Decision 2 was taken back (brought together" in undone.out
    assert _said(run, album / "DSC3.jpg") == []
    history = run("people", "history", "--json").document["operations"]
    assert [(each["kind"], each["undone_at"] is None) for each in history] == [
        ("merge", False), ("name", True)
    ]  # fmt: skip
    assert "taken back" in run("people", "history").out
    assert run("people", "redo", history[0]["id"], "--no-wait").code == OK
    assert _said(run, album / "DSC3.jpg") == ["Ana"]


def test_faces_are_parted_by_photo_or_number(same_library: Path, same: Run) -> None:
    album = same_library.parent / "Album"
    same("people", "name", "1", "Ana", "--no-wait")
    photos = same("people", "photos", "ana", "--json").document["photos"]
    assert [Path(each["path"]).name for each in photos] == ["DSC2.jpg", "DSC1.jpg", "DSC0.jpg"]
    assert [each["taken"][:10] for each in photos] == ["2022-05-01", "2021-05-01", "2020-05-01"]
    both = same("people", "photos", "Ana", "--with", "2", "--json").document["photos"]
    assert [Path(each["path"]).name for each in both] == ["DSC2.jpg"]
    parted = same("people", "split", "Ana", album / "DSC0.jpg", "--name", "Cleo", "--no-wait")
    assert parted.code == OK, parted.err
    assert _said(same, album / "DSC0.jpg") == ["Cleo"]
    assert "1 face of Ana (#1) went to Cleo" in parted.out
    assert same("people", "not", "Ana", photos[1]["faces"][0], "--no-wait").code == OK
    assert _said(same, album / "DSC1.jpg") == []
    nowhere = same("people", "split", "Ana", album / "DSC3.jpg")
    assert nowhere.code == WRONG_USE
    assert "No face of Ana (#1)" in nowhere.err
    unnamed = same("people", "name", "Cleo", "", "--json", "--no-wait")
    assert unnamed.code == OK
    assert _said(same, album / "DSC0.jpg") == []
    gone = same("people", "forget", "--folder", album, "--confirm", "forget", "--json")
    assert gone.code == OK, gone.err
    assert (gone.document["faces"], gone.document["pictures"]) == (5, 5)
    assert same("people", "forget", "--confirm", "forget").code == OK
    assert _said(same, album / "DSC2.jpg") == ["Ana"]
    found = same("people", "find", album)
    assert found.code == OK, found.err
    assert [each["name"] for each in same("people", "list", "--json").document["people"]] == ["Ana"]


def test_people_are_hidden_and_described(same: Run) -> None:
    assert "is hidden everywhere now" in same("people", "hide", "2", "--no-wait").out
    assert [each["id"] for each in same("people", "list", "--json").document["people"]] == [1]
    assert [each["id"] for each in same("people", "list", "--hidden", "--json").document["people"]] == [2]
    assert same("people", "hide", "#2", "shown", "--no-wait").code == OK
    told = same("people", "details", "1", "--birthday", "03-28", "--memorial", "--json", "--no-wait").document
    assert (told["birthday"], told["memorial"]) == ("--03-28", True)
    assert "born 03-28" in same("people", "list").out
    assert (
        same("people", "details", "1", "--birthday", "", "--no-wait")
        .out.strip()
        .endswith("no birthday known, in memory.")
    )
    assert same("people", "details", "1", "--birthday", "31-31").code == WRONG_USE


def test_show_names_the_faces_of_a_photo(same_library: Path, same: Run, tmp_path: Path) -> None:
    photo = same_library.parent / "Album" / "DSC2.jpg"
    same("people", "name", "1", "Ana", "--no-wait")
    faces = same("show", photo, "--json").document["files"][0]["faces"]
    assert [(each["name"], each["how"], each["person"]) for each in faces] == [
        ("Ana", "decided", 1), ("", "grouped", 2)
    ]  # fmt: skip
    told = same("show", photo).out
    assert "Ana (#1)" in told
    assert "somebody without a name (#2)" in told
    draw(tmp_path / "other.jpg", 9)
    assert same("show", tmp_path / "other.jpg", "--json").document["files"][0]["faces"] == []


def test_words_that_mean_nobody_get_the_nearest(same: Run) -> None:
    assert "Nobody has a name yet" in same("people", "photos", "Ana").err
    same("people", "name", "1", "Ana Maria", "--no-wait")
    same("people", "name", "2", "Anton", "--no-wait")
    assert [each["name"] for each in same("people", "list", "--json").document["people"]] == [
        "Ana Maria", "Anton"
    ]  # fmt: skip
    assert same("people", "list", "--unnamed", "--json").document["people"] == []
    for word in ("An", "ana mario"):
        wrong = same("people", "photos", word)
        assert wrong.code == WRONG_USE
        assert "Did you mean" in wrong.err
        assert "Ana Maria (#1)" in wrong.err
    assert "keepers people list shows" in same("people", "photos", "Zzz").err
    assert same("people", "photos", "99", "--json").document["error"]["code"] == "invalid"
    assert same("people", "photos", "99").code == WRONG_USE


WRONG = (
    ["name", "1"], ["merge", "1"], ["merge", "1", "1"], ["split", "1", "999"], ["hide", "1", "sometimes"],
    ["details", "1"], ["list", "--limit", "0"], ["list", "--named", "--unnamed"], ["forget"],
    ["forget", "--confirm", "yes"], ["forget", "--confirm", "forget", "--folder", "/"], ["lst"],
    ["review", "--limit", "999"],
    ["undo", "x"], ["undo", "999"], ["name", "1", "x" * 400], ["photos"], ["not", "1"],
    ["find", "/"],
)  # fmt: skip


def test_wrong_use(same: Run) -> None:
    for words in WRONG:
        ran = same("people", *words)
        assert ran.code in {WRONG_USE, FAILED}, words
        assert ran.err.strip(), words
        assert "Traceback" not in ran.err
    assert [each["faces"] for each in same("people", "list", "--json").document["people"]] == [3, 2]


def test_questions_are_asked_one_at_a_time(same_library: Path, same: Run) -> None:
    questions = [("same", 3, 4), ("face", 1, 0)]
    with Library.open(same_library, workers=1) as opened:
        for at, (kind, face, other) in enumerate(questions):
            text = f'{{"face": {face}, "other": {other}}}'
            opened.db.write(
                lambda connection, row=(at, kind, text): connection.execute(
                    "INSERT INTO people_questions VALUES (?, ?, ?)", row
                )
            )
        words = iter(["?", "u", "n", "u", "n", "f"])
        answers = ask(opened, Terminal(), 10, lambda: next(words))
        assert len(answers) == 2
        assert opened.people.review(5).left == 0
        assert [each.kind for each in opened.people.history(10)] == ["answer"] * 3
        assert opened.people.get(1).photos == 2
    listed = same("people", "review", "--json")
    assert (listed.code, listed.document["left"]) == (OK, 0)
    assert "nothing to ask" in same("people", "review").out


def test_a_library_without_people_says_what_would_bring_them(library: Path, run: Run) -> None:
    assert "keepers models install" in run("people", "list").out
