"""What people decide about persons: names, who is one and who is two, how they are shown."""

import contextlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from keepers.base.errors import Invalid
from keepers.catalog import face_decisions as decisions
from keepers.catalog.people_act import Act
from keepers.catalog.person_names import clean_name, folded
from keepers.catalog.persons import Hidden
from keepers.people.acting import Acting, Done, NameTaken

# A year in which the 29th of February is a day.
_LEAP: Final = 2000
# Where the day begins first it is this much ahead of UTC.
_EARLIEST_DAY: Final = timedelta(hours=14)
_SAID: Final = re.compile(r"(-|[0-9]{4})-[0-9]{2}-[0-9]{2}", re.ASCII)


class OfPersons(Acting):
    """Acts on persons."""

    def name(self, person_id: int, name: str) -> Done:
        """Call somebody so; "" takes the name away. The name goes into the photos of their faces.

        Raises NotFound, Invalid, and NameTaken (facts: person_id) where somebody else is called so.
        """
        clean = clean_name(name)

        def act(acting: Act) -> tuple[int, Mapping[str, Any]]:
            row = acting.person(person_id)
            other = decisions.person_called(acting, clean, row["kind"])
            if other is not None and other["id"] != person_id:
                raise NameTaken(
                    f"{other['name']} is somebody already. If both are the same person, bring them together; "
                    "if not, add something that tells them apart.",
                    person_id=other["id"],
                    name=other["name"],
                )
            before = row["name"]
            if clean != before:
                if before and clean:
                    acting.rename_in_photos(before, clean)
                if before:
                    decisions.anchor(acting, person_id)
                else:
                    decisions.settle(acting, person_id)
                acting.change("persons", (person_id,), name=clean, folded=folded(clean))
            return person_id, {"name": clean, "before": before, **_faces(acting, person_id)}

        return self._do("name", act)

    def merge(self, into: int, others: Sequence[int]) -> Done:
        """Say that others are this person. Their names give way to theirs, if they have one.

        Raises NotFound, and Invalid where there is nobody to bring together, or they are of different kinds.
        """
        return self._do("merge", lambda acting: merge(acting, into, others))

    def split(self, person_id: int, face_ids: Sequence[int]) -> Done:
        """Say that some faces of a person are one other person, who is made anew; `Done.person_id`.

        Raises NotFound, and Invalid where none, or all, of their faces are given.
        """

        def act(acting: Act) -> tuple[int, Mapping[str, Any]]:
            row = acting.person(person_id)
            chosen = list(dict.fromkeys(face_ids))
            theirs = set(decisions.grouped_with(acting, person_id))
            for each in chosen:
                acting.face(each)
            if not chosen or not theirs.issuperset(chosen):
                raise Invalid("Choose faces of this person: some of those chosen are somebody else's by now.")
            if len(theirs) == len(chosen):
                raise Invalid("These are all the faces of this person. Leave at least one with them.")
            decisions.anchor(acting, person_id, but=chosen)
            made = decisions.new_person(acting, row["kind"], "")
            for each in chosen:
                decisions.decide(acting, each, made, "person")
                decisions.deny(acting, each, person_id, "person")
            return made, {"name": row["name"], "faces": len(chosen), "from": person_id}

        return self._do("split", act)

    def cover(self, person_id: int, face_id: int) -> Done:
        """Have this face stand for the person. Raises NotFound, and Invalid where it is not theirs."""

        def act(acting: Act) -> tuple[int, Mapping[str, Any]]:
            row = acting.person(person_id)
            acting.face(face_id)
            if decisions.person_of(acting, face_id) != person_id:
                raise Invalid("This face is somebody else's by now. Choose one of this person's own.")
            if row["cover_face_id"] != face_id:
                decisions.anchor(acting, person_id)
                acting.change("persons", (person_id,), cover_face_id=face_id)
            return person_id, {"name": row["name"]}

        return self._do("cover", act)

    def hide(self, person_id: int, level: Hidden) -> Done:
        """Show somebody less often, never in memories, nowhere; or again. Raises NotFound."""

        def act(acting: Act) -> tuple[int, Mapping[str, Any]]:
            row = acting.person(person_id)
            if row["hidden"] != level:
                decisions.anchor(acting, person_id)
                acting.change("persons", (person_id,), hidden=level)
            return person_id, {"name": row["name"], "hidden": level, "before": row["hidden"]}

        return self._do("hide", act)

    def details(self, person_id: int, memorial: bool, birthday: str | None) -> Done:
        """Note that somebody died, and when they were born: YYYY-MM-DD, --MM-DD, None where it is not known.

        Raises NotFound, and Invalid for a day there is not, or that is still to come.
        """
        born = _birthday(birthday, self._clock.now_ms())

        def act(acting: Act) -> tuple[int, Mapping[str, Any]]:
            row = acting.person(person_id)
            if (bool(row["memorial"]), row["birthday"]) != (memorial, born):
                decisions.anchor(acting, person_id)
                acting.change("persons", (person_id,), memorial=int(memorial), birthday=born)
            return person_id, {"name": row["name"], "memorial": memorial, "birthday": born}

        return self._do("details", act)


def merge(acting: Act, into: int, others: Sequence[int]) -> tuple[int, Mapping[str, Any]]:
    """The steps of bringing persons together."""
    row = acting.person(into)
    rows = [acting.person(each) for each in dict.fromkeys(others) if each != into]
    if not rows:
        raise Invalid("Choose somebody else to bring together with this person.")
    if any(each["kind"] != row["kind"] for each in rows):
        raise Invalid("People and pets cannot be brought together, nor cats and dogs.")
    decisions.anchor(acting, into)
    name = row["name"] or next((each["name"] for each in rows if each["name"]), "")
    names = [each["name"] for each in rows if each["name"]]
    for each in rows:
        _take_over(acting, into, each["id"], name, each["name"])
    if name != row["name"]:
        acting.change("persons", (into,), name=name, folded=folded(name))
    filled = {
        "birthday": row["birthday"] or next((each["birthday"] for each in rows if each["birthday"]), None),
        "memorial": max(row["memorial"], *(each["memorial"] for each in rows)),
        "cover_face_id": row["cover_face_id"]
        or next((each["cover_face_id"] for each in rows if each["cover_face_id"]), None),
    }
    acting.change("persons", (into,), **filled)
    return into, {"name": name, "names": names, "people": len(rows) + 1}


def _take_over(acting: Act, into: int, other: int, name: str, former: str) -> None:
    if former and name and folded(former) != folded(name):
        acting.rename_in_photos(former, name)
    # Who brings a group without a name to somebody says it of all its faces.
    (decisions.anchor if former else decisions.settle)(acting, other)
    for each in decisions.decisions_about(acting, other):
        face_id = each["face_id"]
        acting.put("face_decisions", (face_id, other), None)
        known = acting.row("face_decisions", face_id, into)
        if each["verdict"] == "is":
            decisions.decide(acting, face_id, into, each["source"])
        elif known is None and decisions.decided_person(acting, face_id) != into:
            acting.put("face_decisions", (face_id, into), {**each, "person_id": into})
    for face_id in decisions.grouped_with(acting, other):
        decisions.place(acting, face_id, into, "grouped")
    acting.put("persons", (other,), None)


def _faces(acting: Act, person_id: int) -> dict[str, int]:
    return {"faces": len(decisions.grouped_with(acting, person_id))}


def _birthday(said: str | None, now_ms: int) -> str | None:
    if not said:
        return None
    yearless = said.startswith("--")
    given = None
    if _SAID.fullmatch(said):
        with contextlib.suppress(ValueError):
            given = date.fromisoformat(f"{_LEAP}-{said[2:]}" if yearless else said)
    if given is None:
        raise Invalid(
            "A birthday is a day there is, with its year or without: 1950-03-28, or --03-28.",
            field="birthday",
        )
    if not yearless and given > (datetime.fromtimestamp(now_ms / 1000, UTC) + _EARLIEST_DAY).date():
        raise Invalid("This day is still to come, so nobody was born then yet.", field="birthday")
    return f"--{given:%m-%d}" if yearless else given.isoformat()
