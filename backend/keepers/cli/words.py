"""Words as a terminal can show them: nothing that steers it, and numbers with what they count."""

import re
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def shown(text: str) -> str:
    """Text that any terminal can show: what a file name has that is no character becomes a question mark.

    So do control characters but tabs and new lines: a name must not steer the terminal.
    """
    return _CONTROL.sub("?", text.encode("utf-8", "replace").decode("utf-8"))


def photos_and_films(number: int, films: int) -> str:
    """ "312 photos and 4 films" of `number` in all, "8 photos", "1 film"."""
    said = [count(number - films, "photo")] if number > films or not films else []
    return " and ".join([*said, *([count(films, "film")] if films else [])])


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 photo", "1,204 photos"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def size(bytes_: int) -> str:
    """ "8.8 kB", "42 MB", "1.3 GB": powers of ten, as file managers and shops say it."""
    if bytes_ < 1000:
        return count(bytes_, "byte")
    number, unit = float(bytes_), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if number < 999.5:
            break
        number, unit = number / 1000, larger
    return f"{number:.1f} {unit}" if number < 9.95 else f"{number:,.0f} {unit}"
