"""Which of several sources is believed, and why: the order of the Metadata Working Group (2.0). Pure.

EXIF goes before XMP, XMP before IPTC. IPTC goes before XMP where Photoshop's note (the IPTC digest) tells
that it was changed after the two were last brought in line. A sidecar goes before what is embedded, unless
both say when their words were last changed and the embedded ones are later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

# Degrees or metres: what programs lose by writing a number in another way.
_NEAR = 1e-5

#: Why a source was believed. Codes are stable; the words are for people.
WHY = {
    "only": "nothing else says anything",
    "agreed": "all that say something agree",
    "first": "it comes first in the order of the Metadata Working Group",
    "sidecar": "a sidecar is written later than the photo beside it",
    "embedded_later": "it was changed after the sidecar was written",
    "iptc_changed": "it was changed after XMP was last brought in line with it",
    "iptc_cut": "IPTC holds the same, cut off at its limit",
    "service_later": "it is what somebody last wrote at the service the photo comes from",
}


@dataclass(frozen=True)
class Candidate(Generic[T]):
    """What one source says. `group`: sidecar, exif, xmp, iptc, windows, film, takeout, icloud."""

    group: str
    name: str
    value: T | None

    @property
    def source(self) -> str:
        """The source in one word: 'xmp:dc:title'."""
        return f"{self.group}:{self.name}"


@dataclass(frozen=True)
class Fact(Generic[T]):
    """A value, who says so, why that one is believed (a key of WHY), and what others say that differs."""

    value: T
    source: str
    why: str
    others: tuple[tuple[str, T], ...] = ()


@dataclass(frozen=True)
class Trust:
    """How the sources of one file stand to each other."""

    iptc_changed: bool = False
    embedded_later: bool = False

    def ordered(self, candidates: Iterable[Candidate[T]]) -> list[Candidate[T]]:
        """The candidates that say something, the best first; given in the order that holds otherwise."""
        said = [each for each in candidates if each.value is not None and each.value not in ("", (), {})]
        if self.iptc_changed:
            at = next((at for at, each in enumerate(said) if each.group == "xmp"), None)
            changed = [each for each in said if each.group == "iptc"]
            if at is not None:
                rest = [each for each in said if each.group != "iptc"]
                said = rest[:at] + changed + rest[at:]
        if self.embedded_later:
            beside = [each for each in said if each.group == "sidecar"]
            said = [each for each in said if each.group != "sidecar"] + beside
        return said


def choose(candidates: Iterable[Candidate[T]], trust: Trust = Trust(), limit: int = 0) -> Fact[T] | None:
    """The fact the sources make together; None when none says anything. `limit`: bytes IPTC has for it."""
    said = trust.ordered(candidates)
    if not said:
        return None
    best = said[0]
    longer = next((each for each in said[1:] if each.group == "xmp"), None) if best.group == "iptc" else None
    cut = longer is not None and _is_cut(best.value, longer.value, limit)
    if cut and longer is not None:
        best = longer
    value = best.value
    assert value is not None  # noqa: S101 - `ordered` lets nothing else through
    others = tuple(
        (each.source, each.value) for each in said if each.value is not None and not _same(each.value, value)
    )
    why = "iptc_cut" if cut else _why(best, said, trust, bool(others))
    return Fact(value, best.source, why, others)


def _why(best: Candidate[T], said: list[Candidate[T]], trust: Trust, differing: bool) -> str:
    groups = {each.group for each in said}
    if len(said) == 1:
        return "only"
    if not differing:
        return "agreed"
    if best.group == "sidecar":
        return "sidecar"
    if trust.embedded_later and "sidecar" in groups:
        return "embedded_later"
    if best.group == "iptc" and trust.iptc_changed and "xmp" in groups:
        return "iptc_changed"
    return "service_later" if best.group in ("takeout", "icloud") else "first"


def _same(one: object, other: object) -> bool:
    """Whether two sources say the same: keywords in any order, places a metre apart."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= _NEAR
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        if all(isinstance(each, float) for each in (*one, *other)):
            return all(map(_same, one, other))
        return set(one) == set(other)
    return one == other


def _is_cut(short: object, long: object, limit: int) -> bool:
    """Whether IPTC's value is XMP's, cut off where IPTC has no more room."""
    if not limit:
        return False
    if isinstance(short, str) and isinstance(long, str):
        room = len(short.encode()) >= limit - 3
        return room and len(long) > len(short) and long.startswith(short)
    if isinstance(short, tuple) and isinstance(long, tuple) and len(short) == len(long):
        pairs = list(zip(short, long, strict=True))
        return all(one == other or _is_cut(one, other, limit) for one, other in pairs) and short != long
    return False
