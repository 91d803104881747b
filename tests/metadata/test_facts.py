"""Who is believed, and why: the order of the Metadata Working Group, held for any values."""

from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.facts import WHY, Candidate, Trust, choose

GROUPS = ["sidecar", "exif", "xmp", "iptc", "windows"]
VALUES = st.none() | st.sampled_from(["a", "b", "c", ""])


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate[str]]:
    return [Candidate(group, "field", draw(VALUES)) for group in GROUPS]


@given(candidates(), st.booleans(), st.booleans())
def test_whoever_is_believed_says_something_and_nobody_is_forgotten(
    said: list[Candidate[str]], iptc_changed: bool, embedded_later: bool
) -> None:
    fact = choose(said, Trust(iptc_changed, embedded_later))
    speaking = {each.source: each.value for each in said if each.value}
    if fact is None:
        assert not speaking
        return
    assert speaking[fact.source] == fact.value
    assert fact.why in WHY
    assert dict(fact.others) == {source: value for source, value in speaking.items() if value != fact.value}


@given(candidates())
def test_a_sidecar_goes_first_and_last_where_the_photo_was_changed_later(said: list[Candidate[str]]) -> None:
    beside = said[0].value
    fact, later = choose(said), choose(said, Trust(embedded_later=True))
    if beside:
        assert fact is not None
        assert fact.source == "sidecar:field"
        assert later is not None
        assert (later.source == "sidecar:field") == (not any(each.value for each in said[1:]))


@given(candidates())
def test_iptc_goes_before_xmp_only_where_it_was_changed(said: list[Candidate[str]]) -> None:
    embedded = [each for each in said if each.group in ("xmp", "iptc")]
    both = all(each.value for each in embedded)
    fact, changed = choose(embedded), choose(embedded, Trust(iptc_changed=True))
    if both:
        assert fact is not None
        assert fact.source == "xmp:field"
        assert changed is not None
        assert changed.source == "iptc:field"


def test_words_for_each_reason() -> None:
    def why(trust: Trust = Trust(), limit: int = 0, **said: str) -> tuple[str, str]:  # noqa: B008
        fact = choose(
            [Candidate(group, "f", said.get(group)) for group in [*GROUPS, "takeout"]], trust, limit
        )
        assert fact is not None
        return fact.source, fact.why

    assert why(xmp="a") == ("xmp:f", "only")
    assert why(xmp="a", iptc="a") == ("xmp:f", "agreed")
    assert why(xmp="a", iptc="b") == ("xmp:f", "first")
    assert why(sidecar="a", xmp="b") == ("sidecar:f", "sidecar")
    assert why(Trust(embedded_later=True), sidecar="a", xmp="b") == ("xmp:f", "embedded_later")
    assert why(Trust(iptc_changed=True), iptc="a", xmp="b") == ("iptc:f", "iptc_changed")
    # What IPTC had no room for is no change.
    assert why(Trust(iptc_changed=True), 32, iptc="x" * 32, xmp="x" * 50) == ("xmp:f", "iptc_cut")
    assert why(Trust(iptc_changed=True), 32, iptc="x" * 20, xmp="x" * 50) == ("iptc:f", "iptc_changed")


def test_lists_that_iptc_cut_and_lists_in_another_order() -> None:
    long, cut = ("a" * 70, "b"), ("a" * 64, "b")
    fact = choose([Candidate("xmp", "f", long), Candidate("iptc", "f", cut)], Trust(iptc_changed=True), 64)
    assert fact is not None
    assert (fact.value, fact.why) == (long, "iptc_cut")
    same = choose([Candidate("xmp", "f", ("a", "b")), Candidate("iptc", "f", ("b", "a"))])
    assert same is not None
    assert same.why == "agreed"


def test_places_a_metre_apart_agree() -> None:
    near = choose(
        [Candidate("exif", "f", (48.8583736, 2.2919010)), Candidate("xmp", "f", (48.8583740, 2.2919009))]
    )
    far = choose([Candidate("exif", "f", (48.8583736, 2.2919010)), Candidate("xmp", "f", (48.86, 2.2919009))])
    assert near is not None
    assert far is not None
    assert (near.why, far.why) == ("agreed", "first")
