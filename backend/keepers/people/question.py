"""What is asked in a review of people."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "is", "face"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, of two faces or one.

    kind: "same": are `face` and `other` (of groups `label` and `other_label`) one person? "is": is `face`
    the person of its group `label` (`other`: a typical face of that person)? "face": is `face` a face of a
    person at all (`label` -1, or where it was put; `other` 0, `other_label` -1)?
    likeness: cosine, mean of the groups'. chance: that the answer is yes, 0..1. settles: number of faces
    the answer is expected to settle; questions come in falling order of it.
    """

    kind: Kind
    face: int
    label: int
    other: int
    other_label: int
    likeness: float
    chance: float
    settles: float


@dataclass(frozen=True, slots=True)
class Review:
    """The next questions, most useful first, and how many are worth asking as things are now (`left`)."""

    questions: tuple[Question, ...]
    left: int
