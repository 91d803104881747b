"""Which pairs of photos are look-alikes, found without comparing every photo with every other.

Imports numpy: for jobs only, never at start-up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]

# Frames of a burst follow each other this quickly, and a burst is over after SPAN_MS.
GAP_MS: Final = 3_000
SPAN_MS: Final = 30_000
# Limits of a search, for libraries of tens of thousands of all but equal pictures.
TIME_REACH: Final = 256
BAND_REACH: Final = 2_000
MOST_PAIRS_EACH: Final = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """How different look-alikes may be: bits of dhash, of phash, of both; mean colour difference a byte."""

    dhash: int
    phash: int
    both: int
    colour: float


# A copy, re-saved, resized or lightly edited, of which at least one has lost its time. Real edited copies
# (blur, contrast, saturation, sharpening, squeezed to a square) stay within 6 + 4 bits and 6.3 of colour;
# different photos start at about 26 bits, other frames of one scene at 17.
COPY: Final = Limits(8, 8, 12, 10.0)
# Two cameras' times say these are different moments: hardly any difference is allowed (a time zone moved).
APART: Final = Limits(4, 4, 4, 4.0)
# Frames of one burst: focus, hands and subjects move. Real ones reach 15 + 14 bits and 5.7 of
# colour; different portraits before one background come as near as 13 + 16 bits, but with 8.7 of colour.
BURST: Final = Limits(18, 18, 32, 8.0)
# A burst with changing exposure: the same outlines, lighter and darker.
BRACKET: Final = Limits(8, 8, 12, 20.0)
# Within half a minute, but not in one burst.
MOMENT: Final = Limits(10, 14, 20, 8.0)


@dataclass(frozen=True, slots=True)
class Looks:
    """Columns of n photos that are not blank: time in ms, whether it is sure, hashes, colours (n x 48)."""

    time: Ints
    sure: Flags
    dhash: Bits
    phash: Bits
    colour: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Look-alikes: positions a < b, how different (smaller is more alike), whether they are of one burst."""

    a: Ints
    b: Ints
    difference: Ints
    burst: Flags


def alike_pairs(looks: Looks) -> Pairs:
    """Return every pair of look-alikes, sorted by difference, then position.

    Photos close in time are compared directly; copies are found by bands: two pairs of hashes that differ in
    at most k of 128 bits agree on one of k + 1 bands. In a crowd of all but equal photos only the nearest are
    paired, so that the work stays in proportion to the number of photos.
    """
    chain = chains(looks)
    found = list(_by_time(looks, chain))
    found.append(_by_look(looks, chain, APART.both, looks.sure))
    if not looks.sure.all():
        found.append(_by_look(looks, chain, COPY.both, np.zeros_like(looks.sure)))
    a = np.concatenate([pair[0] for pair in found])
    b = np.concatenate([pair[1] for pair in found])
    keys = np.unique(np.minimum(a, b) * len(looks.time) + np.maximum(a, b))
    a, b = keys // len(looks.time), keys % len(looks.time)
    difference, burst = _difference(looks, a, b), _in_burst(looks, chain, a, b)
    order = np.lexsort((b, a, difference))
    return Pairs(a[order], b[order], difference[order], burst[order])


def is_alike(looks: Looks, chain: Ints, a: Ints, b: Ints) -> Flags:
    """Tell for each pair of positions whether it is within the limits its times call for."""
    dhash, phash = _bits(looks.dhash, a, b), _bits(looks.phash, a, b)
    both_sure = looks.sure[a] & looks.sure[b]
    close = both_sure & (np.abs(looks.time[a] - looks.time[b]) <= SPAN_MS)
    burst = close & (chain[a] == chain[b])
    kinds = (
        (burst, BURST),
        (burst, BRACKET),
        (close & ~burst, MOMENT),
        (both_sure & ~close, APART),
        (~both_sure, COPY),
    )
    # The widest colour difference each pair may have; -1 where the hashes differ too much already.
    allowed = np.full(len(a), -1.0)
    for mask, limits in kinds:
        near = mask & (dhash <= limits.dhash) & (phash <= limits.phash) & (dhash + phash <= limits.both)
        allowed[near] = np.maximum(allowed[near], limits.colour)
    at = np.flatnonzero(allowed >= 0)
    alike = np.zeros(len(a), dtype=bool)
    alike[at] = _colour_difference(looks, a[at], b[at]) <= allowed[at] * 48
    return alike


def chains(looks: Looks) -> Ints:
    """Return each photo's chain number: shared by those of sure time within GAP_MS of the one before."""
    order = np.lexsort((np.arange(len(looks.time)), looks.time, ~looks.sure))
    times, sure = looks.time[order], looks.sure[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (times[1:] - times[:-1] > GAP_MS) | ~sure[1:]
    chain = np.empty(len(order), dtype=np.int64)
    chain[order] = np.cumsum(new)
    return chain


def _by_time(looks: Looks, chain: Ints) -> Iterator[tuple[Ints, Ints]]:
    sure = np.flatnonzero(looks.sure)
    order = sure[np.argsort(looks.time[sure], kind="stable")]
    times = looks.time[order]
    for step in range(1, min(TIME_REACH, len(order))):
        at = np.flatnonzero(times[step:] - times[:-step] <= SPAN_MS)
        if len(at) == 0:
            return
        yield _kept(looks, chain, order[at], order[at + step])


def _by_look(looks: Looks, chain: Ints, bits: int, among: Flags) -> tuple[Ints, Ints]:
    """Pairs within `bits` of 128, both in `among` or not both of sure time."""
    left: list[Ints] = []
    right: list[Ints] = []
    paired = np.zeros(len(looks.time), dtype=np.int64)
    for band in _bands(looks, bits + 1):
        order = np.lexsort((np.arange(len(band)), looks.phash, looks.dhash, band))
        keys = band[order]
        # Positions whose photo `step` further on still is in the same band; it only gets shorter.
        at = np.arange(len(order), dtype=np.int64)
        for step in range(1, min(BAND_REACH, len(order))):
            at = at[: np.searchsorted(at, len(order) - step)]
            at = at[keys[at] == keys[at + step]]
            if len(at) == 0:
                break
            at = at[paired[order[at]] < MOST_PAIRS_EACH]
            a, b = order[at], order[at + step]
            near = _bits(looks.dhash, a, b) + _bits(looks.phash, a, b) <= bits
            near &= (among[a] & among[b]) | ~(looks.sure[a] & looks.sure[b])
            a, b = _kept(looks, chain, a[near], b[near])
            np.add.at(paired, a, 1)
            left.append(a)
            right.append(b)
    return np.concatenate([*left, _NONE]), np.concatenate([*right, _NONE])


_NONE: Final[Ints] = np.zeros(0, dtype=np.int64)


def _bands(looks: Looks, count: int) -> Iterator[Bits]:
    """Cut the 128 bits of both hashes into `count` bands of nearly equal width, each at most 32 bits."""
    edges = [128 * i // count for i in range(count + 1)]
    for start, end in pairwise(edges):
        band = np.zeros(len(looks.time), dtype=np.uint64)
        for bit in range(start, end):
            source = looks.dhash if bit < 64 else looks.phash
            band = (band << np.uint64(1)) | ((source >> np.uint64(bit % 64)) & np.uint64(1))
        yield band


def _kept(looks: Looks, chain: Ints, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    alike = is_alike(looks, chain, a, b)
    return a[alike], b[alike]


def _bits(hashes: Bits, a: Ints, b: Ints) -> Ints:
    count: Ints = np.bitwise_count(hashes[a] ^ hashes[b]).astype(np.int64)
    return count


def _colour_difference(looks: Looks, a: Ints, b: Ints) -> Ints:
    """Sum of absolute differences over the 48 bytes."""
    one, other = looks.colour[a].astype(np.int16), looks.colour[b].astype(np.int16)
    total: Ints = np.abs(one - other).sum(axis=1, dtype=np.int64)
    return total


def _difference(looks: Looks, a: Ints, b: Ints) -> Ints:
    bits = _bits(looks.dhash, a, b) + _bits(looks.phash, a, b)
    return bits * 48 + _colour_difference(looks, a, b)


def _in_burst(looks: Looks, chain: Ints, a: Ints, b: Ints) -> Flags:
    close = np.abs(looks.time[a] - looks.time[b]) <= SPAN_MS
    burst: Flags = looks.sure[a] & looks.sure[b] & close & (chain[a] == chain[b])
    return burst
