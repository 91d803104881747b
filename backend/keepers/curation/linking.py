"""Complete-link grouping: a group in which every pair is allowed."""

from collections.abc import Iterable


def complete_link(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Group what `pairs` (most alike first) join; every two members of a group are one of the pairs.

    Two groups merge, in the order of `pairs`, when all pairs across them are allowed. Groups of two or more,
    members ascending, groups by their first member. O(pairs * group size).
    """
    joined = list(pairs)
    allowed: dict[int, set[int]] = {}
    for a, b in joined:
        allowed.setdefault(a, set()).add(b)
        allowed.setdefault(b, set()).add(a)
    group_of = {item: [item] for item in allowed}
    for a, b in joined:
        one, other = group_of[a], group_of[b]
        if one is other:
            continue
        if len(one) < len(other):
            one, other = other, one
        if all(allowed[item].issuperset(one) for item in other):
            one.extend(other)
            for item in other:
                group_of[item] = one
    groups = {id(group): sorted(group) for group in group_of.values() if len(group) > 1}
    return sorted(groups.values())
