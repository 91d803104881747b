"""A person who knows the truth and answers what a review asks."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from keepers.people.decided import NOTHING_DECIDED, Decisions, pairs
from keepers.people.faces import Faces
from keepers.people.grouped import Grouping
from keepers.people.grouping import extend, group
from keepers.people.review import review
from keepers.people.rule import Rule
from people.scoring import score


@dataclass(frozen=True)
class Session:
    """What came of a review: answers until every known face was where it belongs (None: it never was), all
    answers, and for each answer the count that was told before it.
    """

    answers_to_perfect: int | None
    answers: int
    left: list[int]
    first_f: float
    last_f: float
    grouping: Grouping


def answer_all(faces: Faces, truth: Mapping[int, str], rule: Rule, most: int = 400) -> Session:
    """Answer the first question, group again, and so on until nothing is asked.

    truth: the person of each face that is known; of a face that is not, the answer is "not sure", and "yes"
    to whether it is a face.
    """
    nobody = faces.take(np.zeros(0, dtype=np.int64))
    grouping = group(faces, NOTHING_DECIDED, rule)
    known = np.array([face in truth for face in faces.ids.tolist()])
    names = [truth[face] for face in faces.ids[known].tolist()]
    said: dict[str, list[tuple[int, int]]] = {"same": [], "different": [], "unsure": []}
    perfect, left, marks = None, [], []
    for number in range(most + 1):
        marks.append(score(names, grouping.labels[known]).bcubed_f)
        if perfect is None and marks[-1] > 1 - 1e-9:
            perfect = number
        asked = review(grouping, limit=1)
        if not asked.questions or number == most:
            break
        left.append(asked.left)
        question = asked.questions[0]
        if question.kind == "face":
            said["unsure"].append((question.face, question.face))
        else:
            one, other = truth.get(question.face), truth.get(question.other)
            verdict = "unsure" if one is None or other is None else "same" if one == other else "different"
            said[verdict].append((question.face, question.other))
        grouping = extend(grouping, nobody, Decisions(**{key: pairs(rows) for key, rows in said.items()}))
    return Session(perfect, len(left), left, marks[0], marks[-1], grouping)
