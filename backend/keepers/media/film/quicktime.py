"""The words QuickTime, MP4 and 3GP films carry, by the name of the box or key they lie under. Pure.

Sources: QuickTime File Format (user data, metadata keys), iTunes' list of items, 3GPP TS 26.244 (asset
information), and what Apple's and Android's cameras write.
"""

import struct
from dataclasses import dataclass, field, replace
from typing import Final

from keepers.media.film.said import FilmSaid, Place, position, split, words
from keepers.metadata.dates import Stamp

#: Characters of a text: a caption may be long, a name may not.
_LONGEST: Final = {"caption": 20_000, "title": 2000, "keywords": 20_000, "rights": 2000}
_MOST_KEYWORDS: Final = 500

# User data of QuickTime, which MP4 has taken over, and iTunes' items, which have the same names.
_WORDS: Final = {
    b"\xa9xyz": "place",
    b"\xa9day": "taken",
    b"\xa9mak": "make",
    b"\xa9mod": "model",
    b"\xa9swr": "software",
    b"\xa9too": "software",
    b"\xa9nam": "title",
    b"\xa9des": "caption",
    b"desc": "caption",
    b"ldes": "caption",
    b"\xa9cmt": "comment",
    b"\xa9inf": "comment",
    b"\xa9key": "keywords",
    b"keyw": "keywords",
    b"\xa9ART": "creators",
    b"\xa9aut": "creators",
    b"\xa9cpy": "rights",
    b"cprt": "rights",
}
# Keys by what follows the name of who thought them up; others (FFmpeg) leave that out.
_KEYS: Final = {
    "location.iso6709": "place",
    "location": "place",
    "creationdate": "taken",
    "date": "taken",
    "make": "make",
    "manufacturer": "make",
    "model": "model",
    "software": "software",
    "title": "title",
    "displayname": "title",
    "description": "caption",
    "comment": "comment",
    "information": "comment",
    "keywords": "keywords",
    "author": "creators",
    "artist": "creators",
    "copyright": "rights",
    "rating.user": "rating",
    "content.identifier": "content_id",
}
_OWNERS: Final = ("com.apple.quicktime.", "com.android.")
# Who is believed of several that say the same: keys, then a list's items, then user data.
_KEY, _ITEM, _USER_DATA = range(3)
# A version and flags of four bytes, a packed language of two, then the text (3GPP TS 26.244, 8.2).
_ASSETS: Final = {
    b"titl": "title",
    b"dscp": "caption",
    b"auth": "creators",
    b"cprt": "rights",
}
#: Boxes of user data that hold words.
USER_DATA: Final = frozenset(_WORDS) | frozenset(_ASSETS) | {b"loci", b"kywd"}
# Fixed point numbers of 3GPP's place, behind its name: longitude, latitude, altitude.
_LOCI: Final = struct.Struct(">iii")
# Kinds of values of items that are no UTF-8.
_UTF_16: Final = 2
_INTEGERS: Final = (21, 22)
_FLOATS: Final = {23: struct.Struct(">f"), 24: struct.Struct(">d")}


@dataclass
class Words:
    """What was said so far, by what it is, and how far down in the order of those who say it."""

    said: dict[str, tuple[int, str]] = field(default_factory=dict)
    coordinates: Place | None = None

    def take(self, what: str, raw: bytes, rank: int) -> None:
        """Take what a text of the container says; of equal rank the first stays."""
        many = what in ("caption", "comment")
        text = words(raw, _LONGEST.get("caption" if many else what, 200), lines=many)
        if text and (what not in self.said or rank < self.said[what][0]):
            self.said[what] = rank, text

    def spoken(self, about: FilmSaid) -> FilmSaid:
        """`about` with the words that were said."""
        said = {what: text for what, (_rank, text) in self.said.items()}
        taken = said.get("taken")
        at = position(said.get("place", "")) or self.coordinates
        return replace(
            about,
            taken=Stamp(taken.replace("T", " ")) if taken else None,
            latitude=at[0] if at else None,
            longitude=at[1] if at else None,
            altitude_m=at[2] if at else None,
            make=said.get("make"),
            model=said.get("model"),
            software=said.get("software"),
            title=said.get("title"),
            caption=said.get("caption") or said.get("comment"),
            keywords=split(said.get("keywords")),
            creators=split(said.get("creators"), ";"),
            rights=said.get("rights"),
            rating=_stars(said.get("rating")),
            content_id=said.get("content_id"),
        )


def read_item(kind: bytes, key: bytes, data: bytes, into: Words) -> None:
    """Take what an item of a list says, by the key its number stands for, else by its own name."""
    name = key.decode("ascii", "replace").lower()
    for owner in _OWNERS:
        name = name.removeprefix(owner)
    if name in _KEYS:
        into.take(_KEYS[name], _value(data), _KEY)
    elif kind in _WORDS:
        into.take(_WORDS[kind], _value(data), _ITEM)


def read_user_data(kind: bytes, data: bytes, into: Words) -> None:
    """Take what a box of user data says. What is cut off says nothing."""
    if kind == b"loci":
        into.coordinates = into.coordinates or _coordinates(data)
    elif kind == b"kywd":
        _keywords(data, into)
    elif kind in _ASSETS and data[:4] == bytes(4) and len(data) > 6:
        into.take(_ASSETS[kind], _unicode(data[6:]), _USER_DATA)
    elif kind in _WORDS and len(data) >= 4:
        # Length and language, then the text.
        into.take(_WORDS[kind], data[4 : 4 + int.from_bytes(data[:2], "big")], _USER_DATA)


def _value(data: bytes) -> bytes:
    """The value of an item as text: its kind in four bytes, four of language, then text or a number."""
    kind, value = int.from_bytes(data[:4], "big"), data[8:]
    if kind == _UTF_16:
        return b"\xfe\xff" + value
    if kind in _FLOATS and len(value) == _FLOATS[kind].size:
        return str(_FLOATS[kind].unpack(value)[0]).encode()
    if kind in _INTEGERS and 0 < len(value) <= 8:
        return str(int.from_bytes(value, "big", signed=kind == _INTEGERS[0])).encode()
    return value


def _coordinates(data: bytes) -> Place | None:
    """The place behind a version, a language, a name ended by nought, and a role: three fixed points."""
    wide = data[6:8] in (b"\xfe\xff", b"\xff\xfe")
    at = 6
    step, end = (2, b"\x00\x00") if wide else (1, b"\x00")
    while at < len(data) and data[at : at + step] != end:
        at += step
    at += step + 1
    if at + _LOCI.size > len(data):
        return None
    longitude, latitude, altitude = (each / 65536 for each in _LOCI.unpack_from(data, at))
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude, altitude


def _keywords(data: bytes, into: Words) -> None:
    """A language, a number, and so many texts with their length before them."""
    at, found = 7, []
    for _ in range(min(data[6] if len(data) > 6 else 0, _MOST_KEYWORDS)):
        if at >= len(data):
            break
        length = data[at]
        found.append(_unicode(data[at + 1 : at + 1 + length]).rstrip(b"\x00"))
        at += 1 + length
    into.take("keywords", b",".join(found), _USER_DATA)


def _unicode(raw: bytes) -> bytes:
    """A text of 3GPP as UTF-8: one that is UTF-16 says so at its beginning."""
    if raw[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return raw.decode("utf-16", "ignore").encode()
    return raw


def _stars(text: str | None) -> int | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return round(number) or None if 0 <= number <= 5 else None
