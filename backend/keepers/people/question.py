"""What is asked in a review of people."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "is", "face"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, of two faces or one.

    kind: "same": are `face` and `other` one person? Of two groups they would bring together, or of one group
    (`label` == `other_label`) that may be two people. "is": is `face` the person of group `other_label`, of
    whom `other` is a typical face and of whom something was decided? "face": is `face` a face of a person at
    all (`label` -1, `other` 0, `other_label` -1)?
    likeness: mean cosine between what the two stand for; NaN for "face". chance: that the answer is yes,
    0..1. settles: number of faces whose place the answer is expected to put right.
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
