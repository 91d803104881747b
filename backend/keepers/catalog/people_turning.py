"""Rows of an act on people put back as they were, or made again: in which order, and when not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from keepers.base.errors import Refused
from keepers.catalog.people_act import KEYS, Act, Row

# Rows that a grouping makes anew at will: put back where they still can be, and no reason to refuse.
_REBUILT: Final = "face_people"
_PLACE: Final = ("x", "y", "w", "h")
# What is a person's word in each row. All else of it is measured or grouped anew.
_OF_PEOPLE: Final[Mapping[str, tuple[str, ...]]] = {
    "persons": ("name", "folded", "cover_face_id", "hidden", "memorial", "birthday", "decided"),
    "faces": ("verdict", "gone", "source", *_PLACE),
    "face_decisions": ("verdict", "source"),
    "face_pairs": ("verdict",),
}
# What speaks of a person or a face: it would go with them.
_USED: Final = {
    "persons": "SELECT 1 FROM face_decisions WHERE person_id = ?",
    "faces": """
    SELECT 1 FROM face_decisions WHERE face_id = ?1
    UNION ALL SELECT 1 FROM face_pairs WHERE face_a = ?1 OR face_b = ?1
    UNION ALL SELECT 1 FROM persons WHERE cover_face_id = ?1
    """,
}
_GONE: Final = {
    "faces": "A face this was about is not found in its photo any more, so this cannot come back. "
    "Draw it there, if you see one.",
    "persons": "Somebody this was about was brought together with another since. Take that back first.",
}
_NEWER: Final = (
    "Something newer was decided about the same faces, so this cannot be taken back by itself. "
    "Take back what came after it first."
)


@dataclass(frozen=True)
class Turn:
    """A row to be turned from what stands (None: nothing) into what is wanted."""

    subject: str
    key: tuple[int, ...]
    stands: Row | None
    wanted: Row | None


def in_order(turns: list[Turn]) -> list[Turn]:
    """First what goes, decisions before what they hang on; then what comes, the other way round.

    Names and decisions that make room come before those that take it.
    """
    tables = list(KEYS)

    def rank(turn: Turn) -> tuple[int, int, int]:
        at = tables.index(turn.subject)
        if turn.wanted is None:
            return (0, -at, 0)
        takes = bool(turn.wanted.get("folded")) or turn.wanted.get("verdict") == "is"
        return (1, at, int(takes))

    return sorted(turns, key=rank)


def put_back(acting: Act, turn: Turn) -> None:
    """Have a row become `wanted` where it still is as it was left. Raises Refused where it is not."""
    subject, key, stands, wanted = turn.subject, turn.key, turn.stands, turn.wanted
    now = acting.row(subject, *key)
    if subject == _REBUILT:
        # What hung on a person who is gone went with them.
        if now is None or now["person_id"] == (stands or {}).get("person_id"):
            _put_rebuilt(acting, key, wanted)
    elif wanted is None:
        if now is not None:
            _check_same(now, stands, _OF_PEOPLE[subject])
            _check_unused(acting, subject, key)
            acting.put(subject, key, None)
    elif now is None:
        # A person of whom nothing was decided any more may have gone with a grouping.
        if stands is not None and subject != "persons":
            raise Refused(_NEWER)
        _check_free(acting, subject, key, wanted)
        acting.put(subject, key, wanted)
        if subject == "faces":
            acting.see_anew(*key)
    elif stands is None:
        raise Refused(_NEWER)
    else:
        columns = [name for name in _OF_PEOPLE[subject] if stands[name] != wanted[name]]
        # Where a face is found is measured, and may be a little elsewhere by now.
        measured = _PLACE if now.get("source") == "found" else ()
        _check_same(now, stands, set(columns).difference(measured))
        _check_free(acting, subject, key, wanted)
        acting.put(subject, key, {**now, **{name: wanted[name] for name in columns}})
        if subject == "faces" and not set(_PLACE).isdisjoint(columns):
            acting.see_anew(*key)


def _put_rebuilt(acting: Act, key: tuple[int, ...], wanted: Row | None) -> None:
    if wanted is None or (
        acting.row("faces", wanted["face_id"]) is not None
        and acting.row("persons", wanted["person_id"]) is not None
    ):
        acting.put(_REBUILT, key, wanted)


def _check_same(now: Row, stands: Row | None, columns: Iterable[str]) -> None:
    if stands is not None and any(now[name] != stands[name] for name in columns):
        raise Refused(_NEWER)


def _check_free(acting: Act, subject: str, key: tuple[int, ...], wanted: Row) -> None:
    """Refuse to put back what would hang on a row that is gone, or contradict something newer."""
    for column, each in zip(KEYS[subject], key, strict=True):
        table = "persons" if column == "person_id" else "faces"
        if column != "id" and acting.row(table, each) is None:
            raise Refused(_GONE[table])
    if subject == "face_decisions" and wanted["verdict"] == "is":
        taken = acting.connection.execute(
            """
            SELECT 1 FROM face_decisions WHERE face_id = ?1 AND person_id <> ?2 AND verdict = 'is'
            UNION ALL SELECT 1 FROM faces WHERE id = ?1 AND verdict = 'not_face'
            """,
            key,
        ).fetchone()
        if taken is not None:
            raise Refused(_NEWER)
    if subject == "faces" and wanted["verdict"] == "not_face":
        somebody = acting.connection.execute(
            "SELECT 1 FROM face_decisions WHERE face_id = ? AND verdict = 'is'", key
        ).fetchone()
        if somebody is not None:
            raise Refused(_NEWER)
    if subject == "persons" and wanted["folded"]:
        namesake = acting.connection.execute(
            "SELECT id FROM persons WHERE folded = ? AND kind = ? AND folded <> '' AND id <> ?",
            (wanted["folded"], wanted["kind"], *key),
        ).fetchone()
        if namesake is not None:
            raise Refused(
                f"Somebody else is called {wanted['name']} by now, so this name cannot come back. "
                "Give one of them another name first, or bring the two together.",
                person_id=namesake["id"],
            )


def _check_unused(acting: Act, subject: str, key: tuple[int, ...]) -> None:
    """Refuse to take away a person or a face about whom something newer was decided."""
    if subject in _USED and acting.connection.execute(_USED[subject], key).fetchone() is not None:
        raise Refused(_NEWER)
