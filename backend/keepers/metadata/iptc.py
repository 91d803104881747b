"""IPTC-IIM 4.2: the captions, keywords and places that programs wrote before there was XMP. Pure."""

from dataclasses import dataclass
from hashlib import md5

from keepers.metadata.dates import Stamp
from keepers.metadata.exif_values import cleaned
from keepers.metadata.left_out import LeftOut, left_out

_CHARSET = (1, 90)
_TITLE, _DATE, _TIME, _MADE_DATE, _MADE_TIME = (2, 5), (2, 55), (2, 60), (2, 62), (2, 63)
_KEYWORD, _CREATOR, _CITY, _SUBLOCATION, _STATE = (2, 25), (2, 80), (2, 90), (2, 92), (2, 95)
_COUNTRY_CODE, _COUNTRY, _HEADLINE = (2, 100), (2, 101), (2, 105)
_RIGHTS, _CAPTION = (2, 116), (2, 120)
_WANTED = {
    _CHARSET, _TITLE, _DATE, _TIME, _MADE_DATE, _MADE_TIME, _KEYWORD, _CREATOR, _CITY, _SUBLOCATION, _STATE,
    _COUNTRY_CODE, _COUNTRY, _HEADLINE, _RIGHTS, _CAPTION,
}  # fmt: skip
_MAX_DATASETS = 5_000
_MAX_VALUE = 64 << 10
# What a program may write is limited; a value of just that length may be the beginning of a longer one.
LIMITS = {"keywords": 64, "creators": 32, "title": 64, "city": 32, "sublocation": 32, "state": 32,
          "country": 64, "rights": 128, "description": 2000}  # fmt: skip
_UTF8 = (b"\x1b%G", b"\x1b%/G", b"\x1b%/H", b"\x1b%/I")


@dataclass(frozen=True)
class Iptc:
    """What an IPTC block says. `digest`: its MD5, which Photoshop's is compared to."""

    title: str | None = None
    headline: str | None = None
    description: str | None = None
    keywords: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    rights: str | None = None
    city: str | None = None
    sublocation: str | None = None
    state: str | None = None
    country: str | None = None
    country_code: str | None = None
    created: Stamp | None = None
    digitized: Stamp | None = None
    digest: bytes = b""
    left_out: tuple[LeftOut, ...] = ()


def read_iptc(block: bytes) -> Iptc:
    """What a block of datasets says, as far as it is whole. Codes left out: cut_off, too_many, too_large."""
    found: dict[tuple[int, int], list[bytes]] = {}
    missing = _datasets(block, found)
    charset = (found.get(_CHARSET) or [b""])[0]

    def all_of(key: tuple[int, int]) -> tuple[str, ...]:
        said = (cleaned(_decoded(value, charset)) for value in found.get(key, ()))
        return tuple(each for each in said if each)

    def one(key: tuple[int, int]) -> str | None:
        return next(iter(all_of(key)), None)

    return Iptc(
        title=one(_TITLE),
        headline=one(_HEADLINE),
        description=one(_CAPTION),
        keywords=all_of(_KEYWORD),
        creators=all_of(_CREATOR),
        rights=one(_RIGHTS),
        city=one(_CITY),
        sublocation=one(_SUBLOCATION),
        state=one(_STATE),
        country=one(_COUNTRY),
        country_code=one(_COUNTRY_CODE),
        created=_stamp(one(_DATE), one(_TIME)),
        digitized=_stamp(one(_MADE_DATE), one(_MADE_TIME)),
        digest=md5(block, usedforsecurity=False).digest(),
        left_out=missing,
    )


def _datasets(block: bytes, into: dict[tuple[int, int], list[bytes]]) -> tuple[LeftOut, ...]:
    at = 0
    for _ in range(_MAX_DATASETS):
        if at + 5 > len(block) or block[at] != 0x1C:
            # Programs fill up with noughts; anything else is the rest of something broken.
            rest = block[at:].strip(b"\x00")
            return (left_out("iptc", "cut_off", f"{len(rest)} bytes"),) if rest else ()
        key, length = (block[at + 1], block[at + 2]), int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if length & 0x8000:
            # An extended dataset: what follows is how many bytes tell its length.
            many = length & 0x7FFF
            if many > 4:
                return (left_out("iptc", "too_large", f"{key[0]}:{key[1]:03d}"),)
            length = int.from_bytes(block[at : at + many], "big")
            at += many
        if at + length > len(block):
            return (left_out("iptc", "cut_off", f"{key[0]}:{key[1]:03d}"),)
        if key in _WANTED and length <= _MAX_VALUE:
            into.setdefault(key, []).append(block[at : at + length])
        at += length
    return (left_out("iptc", "too_many"),)


def _decoded(value: bytes, charset: bytes) -> str:
    """UTF-8 where it is announced or fits, else Latin-1; undone where a program encoded it twice."""
    raw = value.split(b"\x00")[0] if value[:1] != b"\x00" else b""
    try:
        said = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "ignore") if charset in _UTF8 else _latin(raw)
    return _once(said)


def _latin(raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _once(said: str) -> str:
    """'Ã©' is 'é' that was encoded twice: what reads as UTF-8 a second time was no text of its own."""
    if said.isascii():
        return said
    for code in ("cp1252", "latin-1"):
        try:
            return said.encode(code).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return said


def _stamp(date: str | None, clock: str | None) -> Stamp | None:
    """CCYYMMDD and HHMMSS±HHMM as a stamp; '00' for a month or day that is not known leaves it out."""
    if date is None or len(date) < 8 or not date[:8].isdigit():
        return None
    year, month, day = date[:4], date[4:6], date[6:8]
    known = [year] + ([month] if month != "00" else []) + ([day] if month != "00" and day != "00" else [])
    spelt = "-".join(known)
    if len(known) < 3 or clock is None or len(clock) < 6 or not clock[:6].isdigit():
        return Stamp(spelt)
    offset = clock[6:11]
    zone = f"{offset[:3]}:{offset[3:]}" if len(offset) == 5 and offset[1:].isdigit() else None
    return Stamp(f"{spelt} {clock[:2]}:{clock[2:4]}:{clock[4:6]}", zone)
