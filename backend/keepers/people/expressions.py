"""Whose eyes are open in a photo and who smiles there, judged by how each of them usually looks."""

from collections.abc import Iterable
from dataclasses import dataclass

from keepers.analysis.faces.expressions import Looks, eyes_open, smiles, usual
from keepers.analysis.faces.quality import PRESENT, eligible
from keepers.catalog.face_looks import Measured


@dataclass(frozen=True)
class Expression:
    """Of one face. None: not measured, or there is too little to be seen of it."""

    eyes_open: bool | None = None
    smiles: bool | None = None


def expressions(measured: Iterable[Measured]) -> dict[int, Expression]:
    """By id, those of the faces that are `here`; the others tell what is usual with these people.

    Of what is too poor to stand for a person nothing is told: an eye that is a blur looks closed.
    """
    seen = [each for each in measured if each.presence >= PRESENT and eligible(each.quality)]
    whose: dict[int, list[Looks]] = {}
    for each in seen:
        if each.person_id is not None:
            whose.setdefault(each.person_id, []).append(_looks(each))
    ways = {person: usual(looks) for person, looks in whose.items()}
    nobody = usual(())
    found = {}
    for each in seen:
        if each.here:
            way = nobody if each.person_id is None else ways[each.person_id]
            found[each.face_id] = Expression(eyes_open(_looks(each), way), smiles(_looks(each), way))
    return found


def _looks(each: Measured) -> Looks:
    return Looks(each.eye_left, each.eye_right, each.smile, each.yaw)
