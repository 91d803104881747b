"""The golden file other ports of the rule are tested against says what the rule says."""

import runpy
from pathlib import Path

MAKE = Path(__file__).parents[1] / "golden" / "make_picks.py"


def test_the_golden_file_is_current() -> None:
    made = runpy.run_path(str(MAKE))
    assert made["FILE"].read_text(encoding="utf-8") == made["text"](), "run python tests/golden/make_picks.py"
