"""Which model does a task, as a rule."""

from hypothesis import given
from hypothesis import strategies as st

from keepers.models.catalogue import ModelEntry, Terms
from keepers.models.choice import choose, usable
from keepers.models.policy import USE_CONTEXTS, UseContext, refusal
from models.internet import body, entry, part

_FILE = part("model.onnx", body(1, 10))
_TERMS: list[Terms] = ["any", "non-commercial", "research"]

_entries = st.lists(
    st.builds(
        lambda number, rank, terms: entry(f"m{number}", _FILE, rank=rank, terms=terms),
        st.integers(0, 9),
        st.integers(0, 3),
        st.sampled_from(_TERMS),
    ),
    unique_by=lambda each: each.id,
)
_ids = st.frozensets(st.integers(0, 9).map(lambda number: f"m{number}"))
_contexts = st.sampled_from(USE_CONTEXTS)


@given(_entries, _ids, st.integers(0, 9), _contexts, st.randoms())
def test_the_choice_is_the_persons_else_the_best_and_never_one_that_may_not_be(
    entries: list[ModelEntry], installed: frozenset[str], wish: int, use: UseContext, random: object
) -> None:
    wanted = {"face_detection": f"m{wish}"}
    chosen = choose("face_detection", entries, installed, wanted, use)
    able = [each for each in entries if each.id in installed and usable(each, installed, use)]
    if chosen is None:
        assert able == []
        return
    assert chosen in able
    assert refusal(chosen, use) is None
    if f"m{wish}" in {each.id for each in able}:
        assert chosen.id == f"m{wish}"
    else:
        assert all(each.rank <= chosen.rank for each in able)
    random.shuffle(entries)  # type: ignore[attr-defined]
    assert choose("face_detection", entries, installed, wanted, use) == chosen


@given(_entries, _ids, _contexts)
def test_a_model_does_its_own_task_only(
    entries: list[ModelEntry], installed: frozenset[str], use: UseContext
) -> None:
    assert choose("image_text", entries, installed, {"image_text": "m1"}, use) is None


def test_commercial_use_leaves_only_what_anybody_may_use() -> None:
    allowed = {
        (terms, use)
        for terms in _TERMS
        for use in USE_CONTEXTS
        if refusal(entry("a", _FILE, terms=terms), use) is None
    }
    assert allowed == {
        ("any", "personal"), ("any", "research"), ("any", "commercial"),
        ("non-commercial", "personal"), ("non-commercial", "research"),
        ("research", "research"),
    }  # fmt: skip
