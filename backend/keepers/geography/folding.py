"""Names as they are compared: without accents, capitals and punctuation. Pure.

"São-João, d'El Rei" and "sao joao del rei" are alike; other scripts stay what they are.
"""

import re
import unicodedata

# Letters that Unicode does not take apart.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_JOINED = re.compile(r"['’‘ʼʻʿ`´]")
_APART = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The text as it is compared; "" where nothing in it is a letter or a digit."""
    # Taken apart, some signs turn out to be capitals: "℠" is "SM".
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    bare = "".join(each for each in apart if not unicodedata.combining(each)).translate(_PLAIN)
    return _APART.sub(" ", _JOINED.sub("", unicodedata.normalize("NFC", bare))).strip()
