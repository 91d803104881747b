"""What of a text can be shown, kept and written again, wherever it came from. Pure.

Readers and people's own words go through the same door: what is written reads back as it was.
"""

# What holds letters and signs together or apart: Persian needs them, and so do families of emoji and flags.
_JOINERS = frozenset("\u200c\u200d\u200e\u200f") | {chr(code) for code in range(0xE0020, 0xE0080)}
_BREAKS = str.maketrans(dict.fromkeys("\r\n\t\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def in_one_line(said: str) -> str:
    """The text in one line, without what cannot be shown; "" when nothing is left."""
    return "".join(filter(None, map(_sign, said.translate(_BREAKS)))).strip()


def in_lines(said: str) -> str:
    """The text with its lines and tabulators, without what cannot be shown; "" when nothing is left."""
    whole = said.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each if each in "\n\t" else _sign(each) for each in whole).strip()


def _sign(sign: str) -> str:
    """A sign as it is kept: every kind of space is a space."""
    if sign.isprintable() or sign in _JOINERS:
        return sign
    return " " if sign.isspace() else ""
