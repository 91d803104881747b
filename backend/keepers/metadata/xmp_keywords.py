"""Keywords in XMP: the plain list, and the trees that each program keeps in a way of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from keepers.metadata.left_out import LeftOut, left_out
from keepers.metadata.xmp_tree import Value
from keepers.metadata.xmp_values import MAX_ENTRIES, Properties, one_line, texts

#: A keyword with those above it, the uppermost first.
Path = tuple[str, ...]
#: Levels of a tree of keywords; more than any program shows.
MAX_LEVELS = 32

# Who keeps trees as texts, and what stands between their parts. First come those that say most.
_SPELT = (
    ("digiKam:TagsList", "/"),
    ("lr:hierarchicalSubject", "|"),
    ("MicrosoftPhoto:LastKeywordXMP", "/"),
    ("mediapro:CatalogSets", "|"),
)
_ACDSEE, _MWG = "acdsee:categories", "mwg-kw:Keywords"
_MAX_ACDSEE = 256 << 10
# The tag under which digiKam keeps people, with a face or without.
_PEOPLE_TAG = "people"
# Trees that their programs always list the last parts of in dc:subject too.
_LISTED_TOO = {"digiKam:TagsList", "lr:hierarchicalSubject", "MicrosoftPhoto:LastKeywordXMP"}


@dataclass(frozen=True)
class Keywords:
    """`flat`: as dc:subject has them. `paths`: trees of all programs, each path once, with who said it."""

    flat: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    sources: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def read_keywords(properties: Properties) -> Keywords:
    """The keywords of a packet."""
    flat = texts(properties, "dc:subject")
    missing: list[LeftOut] = []
    found: dict[Path, None] = {}
    sources: dict[str, None] = {}
    if flat:
        sources["dc:subject"] = None
    trees = list(_trees(properties, missing))
    known = _known(flat, trees)
    for source, paths in trees:
        for path in paths:
            if source in _LISTED_TOO and not known(path):
                continue
            if len(found) >= MAX_ENTRIES:
                missing.append(left_out("keywords", "too_many", source))
                break
            if path not in found:
                found[path] = None
            sources[source] = None
    value = properties.get("dc:subject")
    if value is not None and len(value.items) > MAX_ENTRIES:
        missing.append(left_out("keywords", "too_many", "dc:subject"))
    return Keywords(flat, tuple(found), tuple(sources), tuple(missing))


def names_person(path: tuple[str, ...]) -> bool:
    """Whether a keyword with those above it is somebody: what is under "People"."""
    return len(path) == 2 and path[0].casefold() == _PEOPLE_TAG


def _known(flat: tuple[str, ...], trees: list[tuple[str, list[Path]]]) -> Callable[[Path], bool]:
    """Whether a keyword of a tree still counts, where there is a plain list.

    A program that takes one away changes the lists it knows: all know the plain one, few each tree. What the
    plain list lacks is what was left behind: a keyword without parents, and one that not every tree has.
    """
    listed = {each.casefold() for each in flat}
    told = [set(paths) for source, paths in trees if source in _LISTED_TOO]

    def known(path: Path) -> bool:
        if not listed or path[-1].casefold() in listed or names_person(path):
            return True
        return len(path) > 1 and all(path in paths for paths in told)

    return known


def _trees(properties: Properties, missing: list[LeftOut]) -> Iterator[tuple[str, list[Path]]]:
    for source, between in _SPELT:
        value = properties.get(source)
        if value is not None:
            spelt = (_path(said.split(between)) for said in value.texts()[: MAX_ENTRIES + 1])
            yield source, [path for path in spelt if path]
    categories = properties.get(_ACDSEE)
    if categories is not None and categories.text:
        yield _ACDSEE, _acdsee(categories.text, missing)
    tree = properties.get(_MWG)
    if tree is not None:
        yield _MWG, list(_working_group(tree.fields.get("mwg-kw:Hierarchy", Value()).items))


def _path(parts: list[str]) -> Path:
    named = (one_line(part) for part in parts[:MAX_LEVELS])
    return tuple(part for part in named if part)


def _acdsee(document: str, missing: list[LeftOut]) -> list[Path]:
    """A document of its own, in a text: <Category Assigned="1">name<Category ...> within each other."""
    if len(document) > _MAX_ACDSEE:
        missing.append(left_out(_ACDSEE, "too_large", f"{len(document):,} characters"))
        return []
    try:
        root = fromstring(document, forbid_dtd=True)
    except DefusedXmlException:
        missing.append(left_out(_ACDSEE, "entities"))
        return []
    except (ParseError, ValueError) as error:
        missing.append(left_out(_ACDSEE, "not_xml", str(error)))
        return []
    found: list[Path] = []
    waiting = [(category, ()) for category in reversed(list(root))]
    todo: list[tuple[object, Path]] = list(waiting)
    while todo and len(found) <= MAX_ENTRIES:
        category, above = todo.pop()
        said: str | None = getattr(category, "text", None)
        path = _path([*above, said or ""])
        if category.get("Assigned") == "1" and path != above:  # type: ignore[attr-defined]
            found.append(path)
        if len(path) < MAX_LEVELS:
            todo.extend((inner, path) for inner in reversed(list(category)))  # type: ignore[call-overload]
    return found


def _working_group(items: list[Value], above: Path = ()) -> Iterator[Path]:
    """The leaves, and what is marked as applied (MWG 2.0, 5.10)."""
    for item in items[:MAX_ENTRIES]:
        path = _path([*above, item.fields.get("mwg-kw:Keyword", Value()).text])
        children = item.fields.get("mwg-kw:Children", Value()).items
        applied = item.fields.get("mwg-kw:Applied", Value()).text.lower()
        if path != above and (applied == "true" or (not children and applied != "false")):
            yield path
        if len(path) < MAX_LEVELS:
            yield from _working_group(children, path)
