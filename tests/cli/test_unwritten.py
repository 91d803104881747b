"""Why files were not written: a sentence for every reason."""

import pytest

from keepers.cli.unwritten import _WORDS, _unwritten
from keepers.writing.errors import REASONS


@pytest.mark.parametrize(
    "code", sorted({*REASONS, "permission_denied", "disk_full", "is_link", "needs_photo"})
)
def test_every_reason_is_a_sentence_with_its_code(code: str) -> None:
    told = _unwritten("DSC1.jpg", code)
    assert (told.name, told.code) == ("DSC1.jpg", code)
    assert code in _WORDS
    assert told.reason[0].isupper()
    assert " " in told.reason


def test_a_reason_that_has_no_words_yet_is_told_by_its_code() -> None:
    assert "(brand_new)" in _unwritten("DSC1.jpg", "brand_new").reason


def test_words_that_no_file_can_say_wait_for_nothing() -> None:
    assert not _unwritten("DSC1.jpg", "needs_photo").waits
    assert not _unwritten("DSC1.jpg", "said_elsewhere").waits
    assert _unwritten("DSC1.jpg", "disk_full").waits
