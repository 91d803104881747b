"""The rule of what belongs together: groups of one picture that shows and those behind it. Pure.

    edited before original · JPEG and HEIC before raw · still before film · whole before made smaller

What shows is the end of the links, so the same files make the same groups in whatever order they come, and no
file is in two of them. Where that one cannot be read and another can, the other shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from keepers.companions.links import EVIDENCE, Link, links
from keepers.companions.piece import Piece


@dataclass(frozen=True)
class Member:
    """One behind the main. `role`: raw, live, original, edited or rendered; `evidence`: of links.EVIDENCE."""

    id: int
    role: str
    evidence: str


@dataclass(frozen=True)
class Group:
    """Pictures that belong together: `main` shows, `members` (by id) hide behind it; never none."""

    main: int
    members: tuple[Member, ...]


def group(pieces: Iterable[Piece]) -> list[Group]:
    """The groups of one folder, by main."""
    every = list(pieces)
    return groups({each.id: each for each in every}, links(every))


def groups(pieces: Mapping[int, Piece], found: Iterable[Link]) -> list[Group]:
    """The groups that links make, be they of several folders, by main. Every id linked is one of `pieces`."""
    chosen = _without_circles(_best_of_each(pieces, found))
    ends = _ends(chosen)
    trees: dict[int, list[Link]] = {}
    for child, link in sorted(chosen.items()):
        trees.setdefault(ends[child], []).append(link)
    return [_group(pieces, root, tree) for root, tree in sorted(trees.items())]


def _best_of_each(pieces: Mapping[int, Piece], found: Iterable[Link]) -> dict[int, Link]:
    """One link a piece: copies of it in several folders may stand beside different things."""
    best: dict[int, Link] = {}
    for link in found:
        known = best.get(link.child)
        if known is None or _strength(pieces, link) < _strength(pieces, known):
            best[link.child] = link
    return best


def _strength(pieces: Mapping[int, Piece], link: Link) -> tuple[object, ...]:
    return EVIDENCE.index(link.evidence), pieces[link.parent].worth, link.role


def _without_circles(chosen: Mapping[int, Link]) -> dict[int, Link]:
    """What leads back to itself says nothing about which was first: all links of a circle are dropped."""
    walked: dict[int, int] = {}
    circular: set[int] = set()
    for walk, start in enumerate(sorted(chosen)):
        at, path = start, []
        while at in chosen and at not in walked:
            walked[at] = walk
            path.append(at)
            at = chosen[at].parent
        if walked.get(at) == walk:
            circular.update(path[path.index(at) :])
    return {child: link for child, link in chosen.items() if child not in circular}


def _ends(chosen: Mapping[int, Link]) -> dict[int, int]:
    """Where the links of each lead to in the end."""
    ends: dict[int, int] = {}
    for start in sorted(chosen):
        at, path = start, []
        while at in chosen and at not in ends:
            path.append(at)
            at = chosen[at].parent
        ends.update(dict.fromkeys(path, ends.get(at, at)))
    return ends


def _group(pieces: Mapping[int, Piece], root: int, tree: Sequence[Link]) -> Group:
    main = root
    if not pieces[root].readable:
        able = [link for link in tree if pieces[link.child].readable]
        if able:
            main = min(able, key=lambda link: pieces[link.child].worth).child
    members = [
        Member(link.child, _role(pieces[link.child], pieces[main], link.role), link.evidence)
        for link in tree
        if link.child != main
    ]
    if main != root:
        evidence = next(link.evidence for link in tree if link.child == main)
        members.append(Member(root, _role(pieces[root], pieces[main], "edited"), evidence))
    return Group(main, tuple(sorted(members, key=lambda each: each.id)))


def _role(piece: Piece, main: Piece, otherwise: str) -> str:
    """What a piece is to the one that shows; `otherwise`: where both are pictures of the same kind."""
    if piece.is_film:
        return otherwise if main.is_film and otherwise in ("original", "edited") else "live"
    if piece.is_raw and not main.is_raw:
        return "raw"
    if main.is_film or main.is_raw != piece.is_raw:
        return "rendered"
    return "original" if otherwise in ("raw", "live") else otherwise
