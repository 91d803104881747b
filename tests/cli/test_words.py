"""Numbers with what they count."""

import pytest

from keepers.cli.words import photos_and_films


@pytest.mark.parametrize(
    ("number", "films", "words"),
    [
        (0, 0, "0 photos"),
        (8, 0, "8 photos"),
        (1, 0, "1 photo"),
        (316, 4, "312 photos and 4 films"),
        (2, 1, "1 photo and 1 film"),
        (3, 3, "3 films"),
    ],
)
def test_films_are_not_called_photos(number: int, films: int, words: str) -> None:
    assert photos_and_films(number, films) == words
