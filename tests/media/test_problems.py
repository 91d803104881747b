from keepers.base.errors import FileUnreadable
from keepers.media.problems import CODES, problem, sentence


def test_every_code_has_a_sentence_of_its_own() -> None:
    said = [sentence(code) for code in sorted(CODES)]
    assert len(set(said)) == len(said)
    assert all(words.endswith(".") and words[0].isupper() for words in said)
    assert sentence("something_new") == "The file could not be read."


def test_a_problem_carries_its_code_and_its_sentence() -> None:
    error = problem("truncated", detail="at byte 7")
    assert isinstance(error, FileUnreadable)
    assert (error.code, error.message) == ("truncated", sentence("truncated"))
    assert error.facts == {"detail": "at byte 7"}
