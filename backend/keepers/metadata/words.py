"""What of a text can be shown, kept and written again, wherever it came from. Pure.

Readers and people's own words go through the same door: what is written reads back as it was.
"""

import unicodedata

# What tells how text runs until its end is told, which need not be in the same text.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_BREAKS = str.maketrans(dict.fromkeys("\r\n\t\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def in_one_line(said: str) -> str:
    """The text in one line, without what cannot be shown; "" when nothing is left."""
    return _seen("".join(map(_sign, said.translate(_BREAKS))))


def in_lines(said: str) -> str:
    """The text with its lines and tabulators, without what cannot be shown; "" when nothing is left."""
    whole = said.replace("\r\n", "\n").replace("\r", "\n")
    return _seen("".join(each if each in "\n\t" else _sign(each) for each in whole))


def _seen(said: str) -> str:
    """The text without blanks around it; "" where it holds nothing to be seen."""
    text = said.strip()
    seen = any(not sign.isspace() and unicodedata.category(sign) != "Cf" for sign in text)
    return text if seen else ""


def _sign(sign: str) -> str:
    """A sign as it is kept: every kind of space is a space, what steers a terminal or a parser is nothing."""
    if sign.isprintable():
        return sign
    if sign.isspace():
        return " "
    # Signs that are newer than this Python, and makers' own (Apple's apple), are somebody's words too; so is
    # what holds letters together or apart, as in Persian, in flags and in families of emoji.
    kept = unicodedata.category(sign) in ("Cf", "Cn", "Co") and sign not in _TURNS
    return sign if kept and ord(sign) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(sign) <= 0xFDEF else ""
