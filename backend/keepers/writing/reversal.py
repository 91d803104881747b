"""What it takes to get a file back as it was before a write: small, and proven by hashes. Pure.

A reversal holds the hashes and lengths of both files, and the earlier one as pieces of the later one and
bytes of its own. Pixels lie in both and are only pointed at, so it is about as large as the metadata.
"""

import zlib
from collections.abc import Iterator
from hashlib import sha256
from struct import Struct
from typing import Final

from keepers.writing.errors import Unwritable

# What it is, hash and length of the file before and of the file after.
_HEAD: Final = Struct(">4s32sQ32sQ")
_MARK: Final = b"KRV1"
# A piece: how many bytes of its own come first, then what is taken from the later file (offset, length).
_PIECE: Final = Struct(">QQQ")
# Bytes that are looked for when the two files run apart, and how often they may do so.
_ANCHOR: Final = 64
_MOST_PIECES: Final = 1000
# How far metadata moves what follows, and how often that is looked for: a hostile file leads astray at will.
_FAR: Final = 8 << 20
_MOST_SEARCHES: Final = 200
_STEP: Final = 1 << 16
# Longer than any file that is written.
_MOST_BYTES: Final = 1 << 32


def reversal(before: bytes, after: bytes) -> bytes:
    """What `reverse` needs to make `before` of `after`."""
    own, pieces = bytearray(), bytearray()
    at = 0
    for start, begin, length in _shared(before, after):
        own += before[at:start]
        pieces += _PIECE.pack(start - at, begin, length)
        at = start + length
    own += before[at:]
    pieces += _PIECE.pack(len(before) - at, 0, 0)
    head = _HEAD.pack(_MARK, sha256(before).digest(), len(before), sha256(after).digest(), len(after))
    return head + len(pieces).to_bytes(4, "big") + zlib.compress(bytes(pieces + own), 6)


def reverse(after: bytes, reversal: bytes) -> bytes:
    """The bytes of the file before the write.

    Raises Unwritable: `changed` where `after` is not what was written, `broken` where the reversal is not
    whole.
    """
    if len(reversal) < _HEAD.size + 4:
        raise Unwritable("broken")
    mark, hash_before, length_before, hash_after, length_after = _HEAD.unpack_from(reversal)
    if mark != _MARK or length_before > _MOST_BYTES:
        raise Unwritable("broken")
    if len(after) != length_after or sha256(after).digest() != hash_after:
        raise Unwritable("changed")
    many = int.from_bytes(reversal[_HEAD.size : _HEAD.size + 4], "big")
    packed = _unpacked(reversal[_HEAD.size + 4 :], many + length_before)
    if many % _PIECE.size or many > len(packed):
        raise Unwritable("broken")
    made, at = [], many
    for own, begin, length in _PIECE.iter_unpack(packed[:many]):
        if own > len(packed) - at or begin + length > len(after):
            raise Unwritable("broken")
        made += [packed[at : at + own], after[begin : begin + length]]
        at += own
        length_before -= own + length
        if length_before < 0:
            raise Unwritable("broken")
    before = b"".join(made)
    if sha256(before).digest() != hash_before:
        raise Unwritable("broken")
    return before


def _unpacked(data: bytes, most: int) -> bytes:
    opened = zlib.decompressobj()
    try:
        # One byte more than there may be, as nought would mean without bounds.
        packed = opened.decompress(data, most + 1)
    except zlib.error:
        raise Unwritable("broken") from None
    if len(packed) > most or not opened.eof:
        raise Unwritable("broken")
    return packed


def _shared(before: bytes, after: bytes) -> Iterator[tuple[int, int, int]]:
    """(offset before, offset after, length) of what both have, in the order of both."""
    tail = _tail(before, after)
    end_before, end_after = len(before) - tail, len(after) - tail
    start = begin = 0
    searches = _MOST_SEARCHES
    for _ in range(_MOST_PIECES):
        length = _run(before, start, end_before, after, begin, end_after)
        if length:
            yield start, begin, length
        start, begin = start + length, begin + length
        found, searched = _next(before, start, end_before, after, begin, end_after, searches)
        if found is None:
            break
        start, begin = found
        searches -= searched
    if tail:
        yield end_before, end_after, tail


def _next(
    before: bytes, start: int, end_before: int, after: bytes, begin: int, end_after: int, searches: int
) -> tuple[tuple[int, int] | None, int]:
    """Where the two run together again: anchors ever further on, first looked for at the same distance."""
    searched = 0
    for search in (False, True):
        ahead = 0
        while start + ahead + _ANCHOR <= end_before:
            at = start + ahead
            anchor = before[at : at + _ANCHOR]
            if not search:
                there = begin + ahead if after.startswith(anchor, begin + ahead) else -1
            else:
                # Bytes all alike are found anywhere and lead nowhere.
                there = -1
                if len(set(anchor)) > 8 and searched < searches:
                    searched += 1
                    there = after.find(anchor, begin, min(end_after, begin + ahead + _FAR))
            if begin <= there <= end_after - _ANCHOR:
                back = 0
                while back < min(ahead, there - begin) and before[at - back - 1] == after[there - back - 1]:
                    back += 1
                return (at - back, there - back), searched
            ahead = ahead * 2 if ahead else _ANCHOR
    return None, searched


def _run(before: bytes, start: int, end_before: int, after: bytes, begin: int, end_after: int) -> int:
    """How many bytes are the same from here on."""
    most = min(end_before - start, end_after - begin)
    length, step = 0, _STEP
    while length < most and step:
        if (
            length + step <= most
            and before[start + length : start + length + step]
            == after[begin + length : begin + length + step]
        ):
            length += step
        else:
            step //= 2
    return length


def _tail(before: bytes, after: bytes) -> int:
    """How many bytes at the end are the same."""
    most = min(len(before), len(after))
    length, step = 0, _STEP
    while length < most and step:
        if length + step <= most and _from_end(before, length, step) == _from_end(after, length, step):
            length += step
        else:
            step //= 2
    return length


def _from_end(data: bytes, passed: int, step: int) -> bytes:
    return data[len(data) - passed - step : len(data) - passed]
