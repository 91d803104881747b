import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.base.errors import Invalid
from keepers.curation.candidate import Candidate
from keepers.curation.coverage import DAY_MS, day_of, month_of
from keepers.curation.likeness import likeness
from keepers.curation.picks import PickParams, Selection, choose
from keepers.curation.reasons import sentence, sentences, why_not
from keepers.curation.score import BAD, DECENT, NORMAL_WEIGHTS, Sliders, standing

unit = st.integers(0, 20).map(lambda n: n / 20)
START = 1_719_792_000_000


@st.composite
def candidate_lists(draw: st.DrawFn, most: int = 24) -> list[Candidate]:
    ids = draw(st.lists(st.integers(1, 999), unique=True, max_size=most))
    hashes = st.sampled_from([0, 1, 3, 0xFF, 0xF0F0F0F0F0F0F0F0, (1 << 64) - 1])
    grids = st.sampled_from([bytes(48), bytes([128] * 48), bytes([200, 100, 90] * 16)])
    return [
        Candidate(
            id=each,
            time_ms=START + draw(st.integers(0, 90)) * DAY_MS // 3,
            time_sure=draw(st.booleans()),
            sharpness=draw(st.none() | unit),
            light=draw(st.none() | unit),
            composition=draw(st.none() | unit),
            dhash=draw(st.none() | hashes),
            colour=draw(st.none() | grids),
            blank=draw(st.integers(0, 9)) == 0,
            stack_id=draw(st.none() | st.integers(1, 4)),
        )
        for each in ids
    ]


@st.composite
def wishes(draw: st.DrawFn, *, limits: bool = False) -> PickParams:
    slider = st.floats(0, 4)
    return PickParams(
        n=draw(st.integers(1, 30)),
        sliders=Sliders(draw(slider), draw(slider), draw(slider)),
        variety=draw(slider),
        balance_months=draw(st.booleans()),
        per_day=draw(st.none() | st.integers(1, 3)) if limits else None,
        one_per_stack=draw(st.booleans()) if limits else False,
    )


def ids(selection: Selection) -> list[int]:
    return [pick.id for pick in selection.picks]


def photo(number: int, sharpness: float | None = 0.7, day: int = 0, **values: object) -> Candidate:
    return Candidate(id=number, time_ms=START + day * DAY_MS, sharpness=sharpness, **values)  # type: ignore[arg-type]


@given(candidate_lists(), wishes())
def test_without_limits_of_the_person_n_picks_whenever_there_are_n(
    photos: list[Candidate], params: PickParams
) -> None:
    selection = choose(photos, params)
    assert len(selection.picks) == min(params.n, len(photos))
    assert len(set(ids(selection))) == len(selection.picks)
    assert (selection.shortfall is None) == (len(photos) >= params.n)


@given(candidate_lists(), wishes(limits=True), st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(
    photos: list[Candidate], params: PickParams, rng: random.Random
) -> None:
    shuffled = photos[:]
    rng.shuffle(shuffled)
    assert choose(photos, params) == choose(shuffled, params)


@given(candidate_lists(), wishes(limits=True))
def test_limits_of_the_person_hold_and_a_shortfall_adds_up(
    photos: list[Candidate], params: PickParams
) -> None:
    selection = choose(photos, params)
    by_id = {each.id: each for each in photos}
    chosen = [by_id[each] for each in ids(selection)]
    if params.per_day is not None:
        days = [day_of(each.time_ms) for each in chosen]
        assert all(days.count(day) <= params.per_day for day in days)
    if params.one_per_stack:
        stacks = [each.stack_id for each in chosen if each.stack_id is not None]
        assert len(stacks) == len(set(stacks))
    if selection.shortfall is None:
        assert len(chosen) == params.n
    else:
        facts = selection.shortfall.facts
        assert selection.shortfall.count == params.n - len(chosen)
        assert int(facts["day_full"]) + int(facts["same_stack"]) == len(photos) - len(chosen)


@given(candidate_lists(), wishes(limits=True), st.data())
def test_locked_in_always_left_out_never(
    photos: list[Candidate], params: PickParams, data: st.DataObject
) -> None:
    every = [each.id for each in photos]
    locked = frozenset(data.draw(st.lists(st.sampled_from(every)) if every else st.just([])))
    out = frozenset(data.draw(st.lists(st.sampled_from(every)) if every else st.just([])))
    decided = PickParams(
        n=params.n, per_day=params.per_day, one_per_stack=params.one_per_stack, locked_in=locked, left_out=out
    )
    selection = choose(photos, decided)
    kept = locked - out
    assert set(ids(selection)[: len(kept)]) == kept
    assert not out & set(ids(selection))
    assert len(selection.picks) <= max(params.n, len(kept))
    for pick in selection.picks:
        assert (pick.reasons[0].code == "locked_in") == (pick.id in kept)
        assert not out & set(pick.beat)


@given(candidate_lists(), wishes())
def test_bad_photos_come_only_after_every_decent_one(photos: list[Candidate], params: PickParams) -> None:
    selection = choose(photos, PickParams(n=params.n, variety=params.variety))
    by_id = {each.id: each for each in photos}
    order = [standing(by_id[each], NORMAL_WEIGHTS) for each in ids(selection)]
    assert order == sorted(order)
    if BAD in order:
        decent = sum(1 for each in photos if standing(each, NORMAL_WEIGHTS) == DECENT)
        assert order.count(DECENT) == decent


@given(candidate_lists(), wishes(limits=True))
def test_every_pick_says_why_in_words_and_beats_only_photos_not_picked(
    photos: list[Candidate], params: PickParams
) -> None:
    selection = choose(photos, params)
    for pick in selection.picks:
        assert pick.reasons
        assert not set(pick.beat) & set(ids(selection))
        assert sentences(pick.reasons).endswith(".")
        for reason in pick.reasons:
            assert sentence(reason) != reason.code


@given(candidate_lists())
def test_why_not_always_has_an_answer_in_words(photos: list[Candidate]) -> None:
    for loser in photos:
        for winner in photos:
            reasons = why_not(loser, winner, NORMAL_WEIGHTS)
            assert reasons
            assert all(sentence(reason) != reason.code for reason in reasons)


@given(candidate_lists())
def test_likeness_is_symmetric_and_within_bounds(photos: list[Candidate]) -> None:
    for a in photos:
        for b in photos:
            assert 0.0 <= likeness(a, b) <= 1.0
            assert likeness(a, b) == likeness(b, a)


@given(st.lists(st.tuples(unit, unit, unit), min_size=1, max_size=12), st.integers(1, 12), st.floats(0, 4))
@settings(max_examples=60)
def test_more_weight_on_sharpness_never_picks_softer_photos(
    values: list[tuple[float, float, float]], n: int, low: float
) -> None:
    photos = [
        photo(i, 0.3 + s * 0.7, light=0.3 + li * 0.7, composition=c) for i, (s, li, c) in enumerate(values)
    ]

    def mean_sharpness(slider: float) -> float:
        params = PickParams(n=n, sliders=Sliders(slider, 1.0, 1.0), variety=0.0, balance_months=False)
        by_id = {each.id: each.sharpness or 0.0 for each in photos}
        chosen = ids(choose(photos, params))
        return sum(by_id[each] for each in chosen) / len(chosen)

    assert mean_sharpness(4.0) >= mean_sharpness(low) - 1e-9


def test_every_month_with_a_decent_photo_gets_its_share_before_others_repeat() -> None:
    photos = [photo(i, 0.9 - i / 1000, day=i % 28) for i in range(1, 60)]
    photos += [photo(100 + m, 0.4, day=31 * m) for m in range(1, 6)]
    selection = choose(photos, PickParams(n=8))
    by_id = {each.id: each for each in photos}
    months = {month_of(day_of(by_id[each].time_ms)) for each in ids(selection)}
    assert len(months) == 6
    unbalanced = choose(photos, PickParams(n=8, balance_months=False))
    assert max(ids(unbalanced)) < 100


def test_a_blurred_photo_does_not_stand_for_its_month() -> None:
    photos = [photo(i, 0.8, day=i) for i in range(20)] + [photo(99, 0.1, day=70)]
    assert 99 not in ids(choose(photos, PickParams(n=15)))


def test_the_best_of_a_burst_is_picked_with_what_it_beat() -> None:
    frames = [photo(i, s, stack_id=5, dhash=1, colour=bytes(48)) for i, s in ((1, 0.5), (2, 0.9), (3, 0.6))]
    selection = choose([*frames, photo(9, 0.4, day=3)], PickParams(n=2))
    assert ids(selection) == [2, 9]
    best = selection.picks[0]
    assert (best.reasons[0].code, dict(best.reasons[0].facts)) == ("best_of_stack", {"n": 3})
    assert best.beat == [3, 1]


def test_only_one_of_a_stack_says_what_would_help() -> None:
    frames = [photo(i, 0.5, stack_id=5) for i in range(4)]
    shortfall = choose(frames, PickParams(n=3, one_per_stack=True)).shortfall
    assert shortfall is not None
    assert (shortfall.code, shortfall.count, shortfall.facts["help"]) == ("one_per_stack", 2, "allow_stacks")


def test_a_limit_a_day_of_the_person_holds_where_the_gentle_one_gives_way() -> None:
    one_day = [photo(i, 0.5 + i / 100) for i in range(10)]
    assert len(choose(one_day, PickParams(n=8)).picks) == 8
    strict = choose(one_day, PickParams(n=8, per_day=3))
    assert len(strict.picks) == 3
    assert strict.shortfall is not None
    assert (strict.shortfall.code, strict.shortfall.facts["day_full"]) == ("per_day", 7)


@pytest.mark.parametrize(
    "params",
    [
        PickParams(n=0),
        PickParams(n=5, per_day=0),
        PickParams(n=5, variety=4.1),
        PickParams(n=5, variety=float("nan")),
        PickParams(n=5, sliders=Sliders(light=-1)),
    ],
)
def test_what_makes_no_sense_is_refused_rather_than_answered_with_nothing(params: PickParams) -> None:
    with pytest.raises(Invalid):
        choose([photo(1)], params)
