"""What people decide about faces: whose they are, whose they are not, whether they are any."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from keepers.base.errors import Invalid, NotFound
from keepers.catalog import face_decisions as decisions
from keepers.catalog.faces_drawn import draw_face, move_face
from keepers.catalog.people_act import Act
from keepers.catalog.person_names import required_name
from keepers.metadata.fields import normal
from keepers.people.acting import Done
from keepers.people.of_persons import OfPersons

Box = tuple[float, float, float, float]


class OfFaces(OfPersons):
    """Acts on faces."""

    def assign(self, face_ids: Sequence[int], person_id: int | None = None, name: str | None = None) -> Done:
        """Say who these faces are: a person, or whoever is called `name` (made anew where nobody is).

        Raises NotFound, and Invalid where neither or both are given.
        """

        def act(acting: Act) -> tuple[int, Mapping[str, Any]]:
            chosen = _faces(acting, face_ids)
            whose, called = _whose(acting, person_id, name, acting.face(chosen[0])["kind"])
            assign(acting, chosen, whose)
            return whose, {"name": called, "faces": len(chosen)}

        return self._do("assign", act)

    def not_this(self, face_ids: Sequence[int], person_id: int) -> Done:
        """Say that these faces are not this person. Raises NotFound, Invalid."""

        def act(acting: Act) -> tuple[int, Mapping[str, Any]]:
            row = acting.person(person_id)
            chosen = _faces(acting, face_ids)
            not_this(acting, chosen, person_id)
            return person_id, {"name": row["name"], "faces": len(chosen)}

        return self._do("not_this", act)

    def not_face(self, face_ids: Sequence[int]) -> Done:
        """Say that these are no faces: they are nobody's from now on. Raises NotFound, Invalid."""
        return self._judge(face_ids, "not_face")

    def is_face(self, face_ids: Sequence[int]) -> Done:
        """Say that these are faces of somebody after all. Raises NotFound, Invalid."""
        return self._judge(face_ids, "face")

    def draw(self, asset_id: int, box: Box, person_id: int | None = None, name: str | None = None) -> Done:
        """Mark a face that was not found, and say whose it is (or leave that open).

        `box`: left, top, width, height, parts of the upright picture. A face that is marked there already is
        that face. Raises NotFound, Invalid.
        """
        inside = _inside(box)

        def act(acting: Act) -> tuple[int | None, Mapping[str, Any]]:
            kind = acting.person(person_id)["kind"] if person_id is not None else None
            face_id = draw_face(acting, asset_id, inside, kind)
            if face_id is None:
                raise NotFound("This photo is not in the library any more.", asset_id=asset_id)
            if person_id is None and name is None:
                return None, {"name": "", "face": face_id}
            whose, called = _whose(acting, person_id, name, acting.face(face_id)["kind"])
            assign(acting, [face_id], whose)
            return whose, {"name": called, "face": face_id}

        return self._do("draw", act)

    def move(self, face_id: int, box: Box) -> Done:
        """Mark a face at another place of its photo, or larger or smaller; whose it is stays.

        `box` as of `draw`. Raises NotFound, Invalid.
        """
        inside = _inside(box)

        def act(acting: Act) -> tuple[int | None, Mapping[str, Any]]:
            acting.face(face_id)
            whose = decisions.decided_person(acting, face_id)
            move_face(acting, face_id, inside)
            return whose, {"name": acting.person(whose)["name"] if whose else "", "face": face_id}

        return self._do("draw", act)

    def remove_box(self, face_id: int) -> Done:
        """Take a box away: it was drawn wrongly, or nobody shall look at it. Raises NotFound."""

        def act(acting: Act) -> tuple[None, Mapping[str, Any]]:
            source = acting.face(face_id)["source"]
            decisions.judge(acting, face_id, "not_face")
            if source != "found":
                acting.change("faces", (face_id,), gone=1)
            return None, {"faces": 1}

        return self._do("remove", act)

    def allow_twice(self, face_a: int, face_b: int) -> Done:
        """Say that two faces of one photo may be one person (a mirror). Raises NotFound, Invalid."""

        def act(acting: Act) -> tuple[None, Mapping[str, Any]]:
            one, other = acting.face(face_a), acting.face(face_b)
            if face_a == face_b or one["asset_id"] != other["asset_id"]:
                raise Invalid("These are not two faces of one photo.")
            decisions.pair(acting, face_a, face_b, "allow")
            return None, {"faces": 2}

        return self._do("verdict", act)

    def _judge(self, face_ids: Sequence[int], verdict: Literal["face", "not_face"]) -> Done:
        def act(acting: Act) -> tuple[None, Mapping[str, Any]]:
            chosen = _faces(acting, face_ids)
            for each in chosen:
                decisions.judge(acting, each, verdict)
            return None, {"verdict": verdict, "faces": len(chosen)}

        return self._do("verdict", act)


def _inside(box: Box) -> list[float]:
    """The box as it is kept. Raises Invalid where it marks no part of a picture."""
    if not all(math.isfinite(each) for each in box):
        raise Invalid("A face is marked by four numbers between 0 and 1.", field="box")
    inside: list[float] = normal("people", [{"name": "?", "box": list(box)}])[0]["box"]
    return inside


def not_this(acting: Act, face_ids: Sequence[int], person_id: int) -> None:
    """The steps of saying that faces are not a person; the other faces stay that person's."""
    decisions.anchor(acting, person_id, but=face_ids)
    for each in face_ids:
        decisions.deny(acting, each, person_id, "person")


def assign(acting: Act, face_ids: Sequence[int], person_id: int) -> None:
    """The steps of saying that faces are a person's; what was said to be no face is one after all."""
    if any(acting.face(each)["kind"] != acting.person(person_id)["kind"] for each in face_ids):
        raise Invalid("A pet cannot be a person, nor a person a pet, nor a cat a dog. Choose somebody else.")
    decisions.anchor(acting, person_id, but=face_ids)
    for each in face_ids:
        if acting.face(each)["verdict"] == "not_face":
            decisions.judge(acting, each, "face")
        decisions.decide(acting, each, person_id, "person")


def _faces(acting: Act, face_ids: Sequence[int]) -> list[int]:
    chosen = list(dict.fromkeys(face_ids))
    if not chosen:
        raise Invalid("Choose at least one face.", field="face_ids")
    for each in chosen:
        acting.face(each)
    return chosen


def _whose(acting: Act, person_id: int | None, name: str | None, kind: str) -> tuple[int, str]:
    """The person meant, and what they are called."""
    if (person_id is None) == (name is None):
        raise Invalid("Say who it is: either one of the people, or a name.", field="person_id")
    if person_id is not None:
        return person_id, acting.person(person_id)["name"]
    clean = required_name(name or "")
    known = decisions.person_called(acting, clean, kind)
    if known is not None:
        return known["id"], known["name"]
    return decisions.new_person(acting, kind, clean), clean
