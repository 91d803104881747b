"""What a file is, told by its first bytes; its name is only a hint."""

import os

#: Bytes of the head of a file that `sniff` wants to see.
HEAD_BYTES = 64

#: Endings, lower case, of files that claim to be a picture we can read.
CANDIDATE_SUFFIXES = frozenset(
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".mpo",
        ".png", ".apng", ".webp", ".tif", ".tiff", ".gif", ".bmp", ".dib",
        ".heic", ".heics", ".heif", ".heifs", ".hif", ".avif", ".avifs",
    }
)  # fmt: skip

_STARTS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
)
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
# DIB header lengths that exist; "BM" alone starts too many texts.
_BMP_HEADERS = {12, 16, 40, 52, 56, 64, 108, 124}


def sniff(head: bytes) -> str | None:
    """The format of a file that starts with `head` (HEAD_BYTES are enough), or None when it is no picture.

    One of 'jpeg', 'png', 'webp', 'tiff', 'gif', 'bmp', 'heic', 'avif'. A camera's raw file is told from a
    TIFF by its name only, so ask `is_candidate` first.
    """
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"BM" and len(head) >= 18 and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if head[4:8] == b"ftyp":
        return _brand(head)
    return None


def is_candidate(name: str) -> bool:
    """Whether a file of this name is worth opening: it claims to be a picture, or claims nothing."""
    return claims_picture(name) or not os.path.splitext(name)[1]


def claims_picture(name: str) -> bool:
    """Whether the ending of `name` says picture: then a content that is none is a problem to report."""
    return os.path.splitext(name)[1].lower() in CANDIDATE_SUFFIXES


def _brand(head: bytes) -> str | None:
    """The still picture format of an ISO base media file, by its major brand, then by its compatible ones."""
    length = max(16, min(int.from_bytes(head[:4], "big"), len(head)))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    # mif1 and msf1 say only "some HEIF": a more exact compatible brand decides.
    exact = [brand for brand in brands if brand in _AVIF_BRANDS or brand in _HEIF_BRANDS - {b"mif1", b"msf1"}]
    if brands[0] not in _HEIF_BRANDS | _AVIF_BRANDS:
        return None
    return "avif" if exact and exact[0] in _AVIF_BRANDS else "heic"
