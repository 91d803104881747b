"""Tables fit their terminal, and a name cannot steer it."""

import pytest

from keepers.cli.terminal import Terminal
from keepers.cli.words import shown

HEADER = ("", "Photo", "Taken", "Why")
WHY = "Sharp, well lit, well composed. The only good one from 26 November 2013."
ROWS = [(str(rank), f"Holiday/DSC000{rank}.jpg", "2013-11-26 15:53", WHY) for rank in (1, 2)]


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120, 200])
def test_every_word_is_shown_whole_at_every_width(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    Terminal().table(HEADER, ROWS, right=(0,))
    out = capsys.readouterr().out
    assert max(len(line.rstrip()) for line in out.splitlines()) <= columns
    words = out.split()
    assert "…" not in out
    assert words.count("composed.") == 2
    assert words.count("Holiday/DSC0001.jpg") == 1


@pytest.mark.parametrize(("columns", "beside"), [(60, False), (120, True)])
def test_the_last_column_goes_below_where_it_has_no_room(
    columns: int, beside: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    Terminal().table(HEADER, ROWS, right=(0,))
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "DSC0001" in line)
    assert ("Sharp" in line) is beside


def test_a_last_column_that_is_short_stays_beside(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    Terminal().table(("", "Work", ""), [("1", "Reading photos", "2 s left")], right=(0,))
    assert "Reading photos   2 s left" in capsys.readouterr().out


def test_a_name_cannot_steer_the_terminal_nor_tear_a_row(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown("a\x1b[31mb\x07\x9bc\udce9") == "a?[31mb??c?"
    assert shown("two\n\tlines") == "two\n\tlines"
    monkeypatch.setenv("COLUMNS", "120")
    Terminal().table(("", "Photo"), [("1", "a\nb.jpg")], right=(0,))
    assert "a b.jpg" in capsys.readouterr().out
