"""What a file is, told by its first bytes; its name is only a hint."""

import os
from typing import Final

from keepers.metadata.containers import AVIF_BRANDS, HEIF_BRANDS, STARTS

#: Bytes of the head of a file that `sniff` wants to see: a stream of TV packets shows itself by the third.
HEAD_BYTES: Final = 512

#: Formats `sniff` names that move; all others stand still.
FILMS: Final = frozenset({"mp4", "mov", "3gp", "mkv", "webm", "avi", "mts", "mpg"})
#: Formats `sniff` names that are what a camera's sensor saw, to be developed first.
RAWS: Final = frozenset({"cr2", "cr3", "raf", "rw2", "orf", "x3f"})

#: Endings, lower case, of raw files; most of them begin like any TIFF.
RAW_SUFFIXES: Final = frozenset(
    {
        ".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".srf", ".sr2", ".dng", ".orf", ".ori", ".rw2",
        ".rwl", ".raf", ".pef", ".srw", ".x3f", ".3fr", ".fff", ".iiq", ".mef", ".mos", ".mrw", ".erf",
        ".dcr", ".kdc",
    }
)  # fmt: skip
FILM_SUFFIXES: Final = frozenset(
    {
        ".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3gpp", ".3g2", ".mkv", ".webm", ".avi", ".divx",
        ".mts", ".m2ts", ".m2t", ".mpg", ".mpeg", ".mpe",
    }
)  # fmt: skip
#: Endings, lower case, of files that claim to be a picture or a film we can read.
CANDIDATE_SUFFIXES: Final = (
    frozenset(
        {
            ".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".mpo",
            ".png", ".apng", ".webp", ".tif", ".tiff", ".gif", ".bmp", ".dib",
            ".heic", ".heics", ".heif", ".heifs", ".hif", ".avif", ".avifs",
        }
    )
    | RAW_SUFFIXES
    | FILM_SUFFIXES
)  # fmt: skip

_STARTS = (
    *STARTS,
    (b"FUJIFILMCCD-RAW ", "raf"),
    (b"IIU\x00", "rw2"),
    (b"IIRO", "orf"),
    (b"IIRS", "orf"),
    (b"MMOR", "orf"),
    (b"FOVb", "x3f"),
    (b"\x00\x00\x01\xba", "mpg"),
    (b"\x00\x00\x01\xb3", "mpg"),
)
_MP4_BRANDS = {
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"mp41", b"mp42",
    b"mp4v", b"avc1", b"M4V ", b"M4VH", b"M4VP", b"MSNV", b"XAVC", b"dash", b"f4v ", b"F4V ", b"hvc1",
    b"dby1",
}  # fmt: skip
# Sound alone, in the same boxes as films.
_SOUND_BRANDS = {b"M4A ", b"M4B ", b"M4P ", b"F4A ", b"F4B "}
# How films of QuickTime begin that were made before files said what they are.
_OLD_QUICKTIME = {b"moov", b"mdat", b"wide", b"pnot"}
# DIB header lengths that exist; "BM" alone starts too many texts.
_BMP_HEADERS = {12, 16, 40, 52, 56, 64, 108, 124}
# Where packets of a television stream lie, plain and with a time in front, and what each begins with.
_PACKETS = ((0, 188), (4, 192))
_PACKET = 0x47


def sniff(head: bytes) -> str | None:  # noqa: PLR0911 - one answer a kind
    """The format of a file that starts with `head` (HEAD_BYTES are enough), or None when it is none of ours.

    One of 'jpeg', 'png', 'webp', 'tiff', 'gif', 'bmp', 'heic', 'avif', RAWS, FILMS. Most raw files begin as
    a TIFF does: `raw_marks` tells those apart.
    """
    if head.startswith(b"II*\x00") and head[8:10] == b"CR":
        return "cr2"
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi"}.get(head[8:12])
    if head[:2] == b"BM" and len(head) >= 18 and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if head[4:8] == b"ftyp":
        return _brand(head)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm" if b"webm" in head[:64] else "mkv" if b"matroska" in head[:64] else None
    if head[4:8] in _OLD_QUICKTIME and len(head) >= 16:
        return "mov"
    return "mts" if any(_packets(head, *where) for where in _PACKETS) else None


def is_film(format_name: str | None) -> bool:
    """Whether a format `sniff` named moves."""
    return format_name in FILMS


def is_candidate(name: str) -> bool:
    """Whether a file of this name is worth opening: it claims to be one of ours, or claims nothing."""
    return claims_picture(name) or not os.path.splitext(name)[1]


def claims_picture(name: str) -> bool:
    """Whether the ending of `name` says picture or film: a content that is neither is then a problem."""
    return _suffix(name) in CANDIDATE_SUFFIXES


def claims_raw(name: str) -> bool:
    """Whether the ending of `name` says that it is a camera's raw file."""
    return _suffix(name) in RAW_SUFFIXES


def raw_name(format_name: str, name: str) -> str:
    """What to call a raw file: by what it is, else by its ending, else 'raw'."""
    if format_name in RAWS:
        return format_name
    return _suffix(name)[1:] if claims_raw(name) else "raw"


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _packets(head: bytes, first: int, length: int) -> bool:
    marks = head[first::length]
    return len(marks) >= 3 and all(mark == _PACKET for mark in marks)


def _brand(head: bytes) -> str | None:
    """The format of an ISO base media file, by its major brand, then by its compatible ones."""
    length = max(16, min(int.from_bytes(head[:4], "big"), len(head)))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    major = brands[0]
    if major == b"crx ":
        return "cr3"
    if major == b"qt  ":
        return "mov"
    if major in HEIF_BRANDS | AVIF_BRANDS:
        # mif1 and msf1 say only "some HEIF": a more exact compatible brand decides.
        exact = [each for each in brands if each in (AVIF_BRANDS | HEIF_BRANDS) - {b"mif1", b"msf1"}]
        return "avif" if exact and exact[0] in AVIF_BRANDS else "heic"
    if major in _SOUND_BRANDS:
        return None
    if major[:3] in (b"3gp", b"3g2"):
        return "3gp"
    return "mp4" if any(brand in _MP4_BRANDS for brand in brands) else None
