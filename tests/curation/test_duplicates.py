import random
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.curation.alike_pairs import COPY, MOST_PAIRS_EACH, Looks, alike_pairs, chains, is_alike
from keepers.curation.duplicates import Item, stacks
from keepers.curation.linking import complete_link

WORDS = st.sampled_from([0, 0b111, 0xFFFF, 0xFF00FF, (1 << 64) - 1, 0xAAAAAAAAAAAAAAAA])


@st.composite
def item_lists(draw: st.DrawFn) -> list[Item]:
    ids = draw(st.lists(st.integers(1, 999), unique=True, max_size=20))
    items = []
    for each in ids:
        flips = draw(st.lists(st.integers(0, 63), max_size=6))
        dhash = draw(WORDS)
        for bit in flips:
            dhash ^= 1 << bit
        items.append(
            Item(
                id=each,
                time_ms=draw(st.integers(0, 100)) * 900,
                time_sure=draw(st.booleans()),
                dhash=dhash,
                phash=draw(WORDS),
                colour=bytes([draw(st.sampled_from([100, 104, 140]))] * 48),
                blank=draw(st.integers(0, 9)) == 0,
                width=draw(st.sampled_from([400, 4000])),
                height=300,
                score=draw(st.none() | st.floats(0, 1)),
                burst_score=draw(st.none() | st.floats(0, 1)),
            )
        )
    return items


def item(number: int, **values: object) -> Item:
    usual: dict[str, object] = {
        "time_ms": 0,
        "time_sure": False,
        "dhash": 0x0123456789ABCDEF,
        "phash": 0xFEDCBA9876543210,
        "colour": bytes([120] * 48),
        "blank": False,
        "width": 4000,
        "height": 3000,
        "score": 0.5,
        "burst_score": 0.5,
    }
    return Item(id=number, **(usual | values))  # type: ignore[arg-type]


def looks_of(items: list[Item]) -> Looks:
    return Looks(
        time=np.array([each.time_ms for each in items], dtype=np.int64),
        sure=np.array([each.time_sure for each in items], dtype=bool),
        dhash=np.array([each.dhash for each in items], dtype=np.uint64),
        phash=np.array([each.phash for each in items], dtype=np.uint64),
        colour=np.frombuffer(b"".join(each.colour for each in items), dtype=np.uint8).reshape(-1, 48),
    )


def all_alike(items: list[Item]) -> set[tuple[int, int]]:
    """Every pair within the limits, found by looking at every pair."""
    looks = looks_of(items)
    pairs = list(combinations(range(len(items)), 2))
    a = np.array([pair[0] for pair in pairs], dtype=np.int64)
    b = np.array([pair[1] for pair in pairs], dtype=np.int64)
    alike = is_alike(looks, chains(looks), a, b)
    return {pair for pair, yes in zip(pairs, alike.tolist(), strict=True) if yes}


@given(item_lists())
def test_every_pair_in_a_stack_is_within_the_limits_and_no_photo_is_in_two(items: list[Item]) -> None:
    telling = sorted((each for each in items if not each.blank), key=lambda each: each.id)
    alike = {(telling[a].id, telling[b].id) for a, b in all_alike(telling)} if len(telling) > 1 else set()
    plans = stacks(items)
    members = [member for plan in plans for member in plan.members]
    assert len(members) == len(set(members))
    assert not {each.id for each in items if each.blank} & set(members)
    for plan in plans:
        assert len(plan.members) > 1
        for a, b in combinations(sorted(plan.members), 2):
            assert (a, b) in alike


@given(item_lists(), st.randoms(use_true_random=False))
def test_stacks_do_not_depend_on_the_order_of_photos(items: list[Item], rng: random.Random) -> None:
    shuffled = items[:]
    rng.shuffle(shuffled)
    assert stacks(items) == stacks(shuffled)


@given(st.integers(0, 2**32))
@settings(max_examples=20)
def test_the_search_by_bands_and_by_time_misses_no_pair(seed: int) -> None:
    rng = random.Random(seed)
    items = []
    base = [rng.getrandbits(64) for _ in range(20)]
    for number in range(120):
        dhash, phash = rng.choice(base), base[number % 3]
        for _ in range(rng.randrange(9)):
            dhash ^= 1 << rng.randrange(64)
            phash ^= 1 << rng.randrange(64)
        items.append(
            item(
                number,
                time_ms=rng.randrange(200_000),
                time_sure=rng.random() < 0.5,
                dhash=dhash,
                phash=phash,
                colour=bytes([rng.choice([120, 124, 128])] * 48),
            )
        )
    pairs = alike_pairs(looks_of(items))
    assert set(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)) == all_alike(items)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda p: p[0] != p[1]), max_size=40)
)
def test_complete_link_joins_only_what_is_joined_throughout(pairs: list[tuple[int, int]]) -> None:
    allowed = {frozenset(pair) for pair in pairs}
    groups = complete_link(pairs)
    seen = [member for group in groups for member in group]
    assert len(seen) == len(set(seen))
    for group in groups:
        assert all(frozenset(pair) in allowed for pair in combinations(group, 2))
    if pairs:
        assert groups, "at least the most alike pair belongs together"


def test_a_copy_without_its_time_is_found_and_the_original_leads() -> None:
    original = item(5, time_sure=True, time_ms=10**12, score=0.4)
    small = item(2, width=640, height=480, score=0.9, dhash=0x0123456789ABCDEE)
    export = item(3, score=0.8)
    assert [(p.kind, p.members) for p in stacks([original, small, export])] == [("look_alike", (5, 3, 2))]


def test_frames_of_a_burst_may_differ_more_and_the_sharpest_leads() -> None:
    moved = 0x0123456789ABCDEF ^ 0b1111111111
    frames = [
        item(1, time_sure=True, time_ms=1000, burst_score=0.3, score=0.9),
        item(2, time_sure=True, time_ms=1400, burst_score=0.8, score=0.5, dhash=moved),
    ]
    assert [(p.kind, p.members) for p in stacks(frames)] == [("burst", (2, 1))]
    apart = [frames[0], item(2, time_sure=True, time_ms=900_000, dhash=moved)]
    assert stacks(apart) == []


def test_the_same_view_on_two_days_is_two_photos_unless_hardly_a_bit_differs() -> None:
    today = item(1, time_sure=True, time_ms=0)
    seven_bits = 0x0123456789ABCDEF ^ 0b1111111
    assert COPY.dhash >= 7
    assert stacks([today, item(2, time_sure=True, time_ms=86_400_000, dhash=seven_bits)]) == []
    assert len(stacks([today, item(2, time_sure=True, time_ms=86_400_000)])) == 1


def test_a_burst_with_changing_exposure_belongs_together() -> None:
    dark, light = bytes([90, 128, 128] * 16), bytes([140, 128, 128] * 16)
    frames = [
        item(1, time_sure=True, time_ms=1000, colour=dark),
        item(2, time_sure=True, time_ms=1500, colour=light),
    ]
    assert [plan.kind for plan in stacks(frames)] == ["burst"]
    assert stacks([item(1, colour=dark), item(2, colour=light)]) == []


def test_blank_photos_are_never_grouped() -> None:
    assert stacks([item(1, blank=True), item(2, blank=True)]) == []


def test_colours_part_what_hashes_take_for_the_same() -> None:
    assert stacks([item(1), item(2, colour=bytes([160] * 48))]) == []


def test_a_crowd_of_equal_photos_is_grouped_in_bounded_stacks() -> None:
    plans = stacks([item(number) for number in range(1, 700)])
    assert sum(len(plan.members) for plan in plans) > 600
    assert max(len(plan.members) for plan in plans) <= 2 * MOST_PAIRS_EACH + 1
