"""`keepers dates`: previewed, repaired, and what is said of wrong arguments."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.running import Ran, draw
from keepers.base.errors import Invalid
from keepers.cli.dates import length_of
from keepers.cli.exits import OK, WRONG_USE

Run = Callable[..., Ran]


@pytest.fixture
def album(tmp_path: Path, keepers: Run) -> Path:
    folder = tmp_path / "Album"
    draw(folder / "DSC0001.jpg", 1, taken="2024:05:01 10:00:00")
    draw(folder / "DSC0002.jpg", 2)
    draw(folder / "DSC0003.jpg", 3, taken="2024:05:01 12:00:00")
    draw(folder / "IMG_20230607_080910.jpg", 4, taken="2020:01:01 00:00:05")
    os.utime(folder / "DSC0002.jpg", (1_600_000_000, 1_600_000_000))
    keepers("add", folder)
    assert keepers("analyze").code == OK
    return folder


def _dates(keepers: Run, album: Path) -> dict[str, str]:
    found = keepers("--json", "metadata", "read", album).document["photos"]
    return {Path(each["path"]).name: each["fields"]["date"]["time_ms"] for each in found}


def test_the_preview_changes_nothing_and_is_what_is_done(album: Path, keepers: Run) -> None:
    before = _dates(keepers, album)
    preview = keepers("--json", "dates", "repair", album, "--shift", "+1h", "--dry-run").document
    assert _dates(keepers, album) == before
    assert len(preview["changes"]) == 4
    assert not preview["applied"]
    unasked = keepers("dates", "repair", album, "--shift", "+1h")
    assert "Add --yes" in unasked.out
    assert _dates(keepers, album) == before
    done = keepers("--json", "dates", "repair", album, "--shift", "+1h", "--yes").document
    assert done["applied"]
    assert done["changes"] == preview["changes"]
    assert _dates(keepers, album) == {name: time + 3_600_000 for name, time in before.items()}
    keepers("metadata", "undo")
    assert _dates(keepers, album) == before


def test_unsure_dates_are_listed_and_taken_from_neighbours(album: Path, keepers: Run) -> None:
    unsure = keepers("--json", "dates", "unsure").document["photos"]
    assert [Path(each["name"]).name for each in unsure] == ["DSC0002.jpg"]
    ran = keepers("--json", "dates", "repair", "--unsure", "--from-neighbours", "--yes")
    assert ran.code == OK, ran.err
    times = _dates(keepers, album)
    assert times["DSC0001.jpg"] <= times["DSC0002.jpg"] <= times["DSC0003.jpg"]
    assert "sure enough" in keepers("dates", "unsure").out


def test_from_the_name(album: Path, keepers: Run) -> None:
    named = album / "IMG_20230607_080910.jpg"
    ran = keepers("--json", "dates", "repair", named, album / "DSC0001.jpg", "--from-name", "--yes")
    assert [each["after"][:19] for each in ran.document["changes"]] == ["2023-06-07 08:09:10"]
    assert [each["code"] for each in ran.document["skipped"]] == ["no_date_in_name"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say how"),
        (("--shift", "+1h", "--from-name"), "One way at a time"),
        (("--shift", "1h"), "no length of time"),
        (("--shift", "+"), "no length of time"),
        (("--zone", "Moon/Crater"), "There is no zone called Moon/Crater"),
        (("--shift", "+1h", "--keep-clock"), "goes with --zone"),
        (("--set", "soon"), "is no date"),
    ],
)
def test_wrong_use(album: Path, keepers: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = keepers("dates", "repair", album, *arguments)
    assert ran.code == WRONG_USE
    assert said in ran.err


def test_no_photo_named(keepers: Run) -> None:
    ran = keepers("dates", "repair", "--shift", "+1h")
    assert ran.code == WRONG_USE
    assert "--unsure" in ran.err


@given(st.integers(0, 400), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.sampled_from("+-"))
def test_lengths_add_up(days: int, hours: int, minutes: int, seconds: int, sign: str) -> None:
    text = f"{sign}{days}d{hours}h{minutes}m{seconds}s"
    whole = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    if whole == 0:
        with pytest.raises(Invalid):
            length_of(text)
    else:
        assert length_of(text) == (whole if sign == "+" else -whole)


def test_an_empty_library_has_no_sure_dates_either(keepers: Callable[..., Ran]) -> None:
    said = keepers("dates", "unsure").out
    assert "no photo in this library yet" in said
    assert "sure enough" not in said
