"""The page has words for every code that it is told: a code without words would be shown as none."""

import json
from pathlib import Path
from typing import Any

from keepers.editing.unwritten import SENTENCES
from keepers.metadata.date_reasons import REASONS

WORDS = Path(__file__).parents[2] / "frontend" / "src" / "i18n" / "en"


def words(name: str) -> Any:
    return json.loads((WORDS / f"{name}.json").read_text(encoding="utf-8"))


def test_every_reason_of_a_date_has_words() -> None:
    assert set(words("viewer")["date"]["why"]) - {"other"} == set(REASONS)


def test_every_reason_why_nothing_was_written_has_words() -> None:
    assert set(SENTENCES) <= set(words("editing")["unwritten"])
