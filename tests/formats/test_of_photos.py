"""Every file of the shared photos is shown right or listed with a reason: `pytest -s` prints the table."""

from pathlib import Path

import pytest

from formats.table import outcomes

EXPECTED = Path(__file__).with_name("expected.tsv")


@pytest.mark.photos
def test_every_file_is_shown_or_says_why_not(photos_dir: Path, tmp_path: Path) -> None:
    found = outcomes(tmp_path / "library", photos_dir / "formats")
    for name, outcome in found.items():
        print(f"{name}\t{outcome}")  # noqa: T201 - the table is for people too
    expected = dict(
        line.split("\t") for line in EXPECTED.read_text("utf-8").splitlines() if not line.startswith("#")
    )
    assert found == expected
