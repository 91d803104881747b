"""The rule of one visit: written, put back, left, or heard first."""

from hypothesis import given
from hypothesis import strategies as st

from keepers.catalog.edit_rule import Edit
from keepers.catalog.write_queue import Former
from keepers.editing.change import Change, after, checked
from keepers.editing.decide import decide, way_back
from keepers.editing.making import new_sidecar_name
from keepers.metadata.fields import same

WORDS = st.sampled_from([None, "a", "b", "c"])


def pending(value: str | None) -> Edit:
    return Edit(value, None, "pending", None, 1)


def former(number: int, before: str | None, value: str | None) -> Former:
    there = None if number == 0 else bytes([number])
    fields = {"title": {"value": value, "before": before}}
    return Former(number, "sidecar", b"x.xmp", there, bytes([number + 1]), b"way", fields)


@given(WORDS, WORDS, st.one_of(st.none(), WORDS.map(lambda word: {"title": word})))
def test_what_nobody_weighed_is_never_written_over(wish: str | None, said: str | None, heard: object) -> None:
    found = decide({"title": pending(wish)}, {"title": said}, heard, ())  # type: ignore[arg-type]
    if found.write:
        assert isinstance(heard, dict)
        assert heard["title"] == said, "only what was heard is written over"
        assert wish != said
    elif wish != said:
        assert found.otherwise


def test_what_we_wrote_ourselves_is_known() -> None:
    wishes = {"title": pending("new")}
    found = decide(wishes, {"title": "old"}, {"title": None}, [former(0, None, "old")])  # type: ignore[arg-type]
    assert found.write == {"title": "new"}


@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(0, 5))
def test_a_way_back_leads_to_what_is_wished(words: list[str | None], step: int) -> None:
    said: list[str | None] = [None, *words]
    writes = [former(number, said[number], said[number + 1]) for number in range(len(words))][::-1]
    wish = said[min(step, len(words))]
    wishes = {"title": pending(wish)}
    write = {} if wish == said[-1] else {"title": wish}
    way = way_back(wishes, write, writes, bytes([len(words)]))  # type: ignore[arg-type]
    if way:
        assert same("title", said[len(words) - len(way)], wish)
    else:
        assert wish == said[-1] or wish not in said[:-1]
    assert way_back(wishes, write, writes, b"touched by somebody") == ()  # type: ignore[arg-type]


def test_names_of_new_sidecars() -> None:
    assert new_sidecar_name("IMG_1.jpg", []) == "IMG_1.jpg.xmp"
    assert new_sidecar_name("IMG_1.CR2", ["IMG_1.CR2", "IMG_1.jpg"]) == "IMG_1.xmp"
    assert new_sidecar_name("IMG_1.CR2", ["IMG_1.CR2", "img_1.dng"]) == "IMG_1.CR2.xmp"
    assert new_sidecar_name("no ending", []) == "no ending.xmp"


@given(
    st.lists(st.sampled_from(["sea", "Sea", "sky", "A|B"])), st.lists(st.sampled_from(["SEA", "a|b", "x"]))
)
def test_adding_and_removing_keywords(present: list[str], given_ones: list[str]) -> None:
    (add,) = checked([Change("keywords", "add", given_ones)])
    (remove,) = checked([Change("keywords", "remove", given_ones)])
    (start,) = checked([Change("keywords", "set", present)])
    added = after(add, start.value) or []
    keys = {each.casefold() for each in added}
    assert {each.casefold() for each in (*(start.value or ()), *(add.value or ()))} == keys
    left = {each.casefold() for each in after(remove, start.value) or ()}
    assert not left & {each.casefold() for each in remove.value or ()}
