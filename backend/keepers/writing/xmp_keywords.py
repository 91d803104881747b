"""Keywords as programs keep them in XMP: a plain list, and trees each in its own spelling."""

from collections.abc import Iterable, Sequence
from typing import Final
from xml.dom.minidom import Element
from xml.sax.saxutils import escape

from keepers.metadata.fields import BETWEEN
from keepers.metadata.words import in_one_line
from keepers.metadata.xmp_keywords import Keywords, Path, names_person
from keepers.writing.xmp_document import elements, text_of
from keepers.writing.xmp_edit import (
    add,
    drop,
    element_of,
    entries,
    is_said,
    listed,
    mark,
    parent_of,
    put_text,
    put_texts,
    renewed,
)

Holders = Sequence[Element]
Tree = dict[str, "Tree"]

_FLAT: Final = "dc:subject"
# (property, what stands between the parts, kind of list, and for which keywords one is made: "any", those of
# "trees", or none).
_SPELT: Final = (
    ("lr:hierarchicalSubject", "|", "Bag", "any"),
    ("digiKam:TagsList", "/", "Seq", "trees"),
    ("MicrosoftPhoto:LastKeywordXMP", "/", "Bag", ""),
    ("mediapro:CatalogSets", "|", "Bag", ""),
)
_ACDSEE: Final = "acdsee:categories"
_MWG: Final = "mwg-kw:Keywords"
# A level takes three elements, and readers go 48 deep.
_MWG_LEVELS: Final = 8


def put_keywords(holders: Holders, keywords: Sequence[str], had: Keywords, people: Sequence[Path]) -> None:
    """Set the keywords wherever the packet has some. `people`: those kept as keywords under "People".

    Trees hold the plain keywords too, as programs that read trees read nothing else. Lightroom's is always
    made: a sidecar without one would leave standing what the photo's own says. `had`: what was there before.
    """
    paths = [tuple(keyword.split(BETWEEN)) for keyword in keywords]
    flat = _each_once(path[-1] for path in paths)
    if _lists_people(had):
        flat = _each_once([*flat, *(path[-1] for path in people)])
    put_texts(holders, _FLAT, "Bag", flat)
    trees = [*paths, *people]
    deep = any(len(path) > 1 for path in paths) or bool(paths and people)
    for name, between, kind, made_for in _SPELT:
        wanted = deep if made_for == "trees" else bool(paths) and made_for == "any"
        if not wanted and not is_said(holders, name):
            continue
        # A part that holds what stands between parts cannot be spelt there. A list that lacks it would be
        # taken for the whole, so it goes: without it programs read the next one.
        spelt = [] if any(between in part for path in trees for part in path) else trees
        put_texts(holders, name, kind, [between.join(path) for path in spelt])
    _put_documents(holders, trees)


def put_people(holders: Holders, had: Keywords, people: Sequence[Path], gone: set[str]) -> None:
    """Bring the keywords under "People" in line, where the packet has such. `gone`: who is there no more.

    All other keywords stay as they are spelt.
    """
    kept = {same_word(path[-1]) for path in had.paths if not names_person(path)}
    listed_too = _lists_people(had)
    flat = [
        each for each in _said_texts(holders, _FLAT) if same_word(each) not in gone or same_word(each) in kept
    ]
    if listed_too:
        flat = _each_once([*flat, *(path[-1] for path in people)])
    put_texts(holders, _FLAT, "Bag", flat)
    for name, between, kind, _ in _SPELT:
        said = _said_texts(holders, name)
        others = [each for each in said if not names_person(_parts(each, between))]
        if len(others) < len(said):
            spelt = [between.join(path) for path in people if not any(between in part for part in path)]
            put_texts(holders, name, kind, [*others, *spelt])
    _put_documents(holders, [*(path for path in had.paths if not names_person(path)), *people])


def _put_documents(holders: Holders, trees: Sequence[Path]) -> None:
    """The two that keep a tree as a tree, where they are there already."""
    if is_said(holders, _ACDSEE):
        put_text(holders, _ACDSEE, _acdsee(_tree(trees), set(trees)) if trees else None)
    if not is_said(holders, _MWG):
        return
    if not trees or any(len(path) > _MWG_LEVELS for path in trees):
        drop(holders, _MWG)
        return
    element = element_of(holders, _MWG)
    element = renewed(parent_of(element), element)
    mark(element, "rdf:parseType", "Resource")
    _working_group(add(element, "mwg-kw:Hierarchy"), _tree(trees), set(trees), ())


def _tree(paths: Iterable[Path]) -> Tree:
    top: Tree = {}
    for path in paths:
        at = top
        for part in path:
            at = at.setdefault(part, {})
    return top


def _acdsee(tree: Tree, assigned: set[Path]) -> str:
    def category(name: str, inside: Tree, path: Path) -> str:
        within = "".join(category(each, more, (*path, each)) for each, more in inside.items())
        return f'<Category Assigned="{int(path in assigned)}">{escape(name)}{within}</Category>'

    within = "".join(category(name, inside, (name,)) for name, inside in tree.items())
    return f"<Categories>{within}</Categories>"


def _working_group(around: Element, tree: Tree, applied: set[Path], above: Path) -> None:
    """The bag of keywords of one level (MWG 2.0, 5.10)."""
    bag = add(around, "rdf:Bag")
    for name, inside in tree.items():
        item, path = add(bag, "rdf:li"), (*above, name)
        mark(item, "rdf:parseType", "Resource")
        put_text([item], "mwg-kw:Keyword", name)
        put_text([item], "mwg-kw:Applied", "True" if path in applied else "False")
        if inside:
            _working_group(add(item, "mwg-kw:Children"), inside, applied, path)


def _lists_people(had: Keywords) -> bool:
    """Whether the plain list names those who are under "People" too."""
    flat = {same_word(each) for each in had.flat}
    return any(names_person(path) and same_word(path[-1]) in flat for path in had.paths)


def _said_texts(holders: Holders, name: str) -> list[str]:
    for holder in holders:
        for entry in entries(holder, name):
            if not isinstance(entry, Element):
                return [entry.value]
            inside = listed(entry)
            items = [entry] if inside is None else elements(inside)
            return [said for item in items if (said := text_of(item).strip())]
    return []


def _parts(said: str, between: str) -> Path:
    return tuple(part for each in said.split(between) if (part := in_one_line(each)))


def _each_once(said: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for each in said:
        found.setdefault(same_word(each), each)
    return list(found.values())


def same_word(said: str) -> str:
    """What two keywords, or names among them, have in common when they are the same."""
    return in_one_line(said).casefold()
