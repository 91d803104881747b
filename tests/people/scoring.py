"""How well groups agree with the truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Score:
    """Shares, 0..1: of pairs put together that belong together, of pairs that belong together put together;
    the same for each face's group (BCubed), and their harmonic mean.
    """

    pair_precision: float
    pair_recall: float
    bcubed_precision: float
    bcubed_recall: float
    bcubed_f: float


def score(truth: list[str], labels: NDArray[np.int64]) -> Score:
    """Compare groups with the truth; a label of -1 is a group of one."""
    alone = labels < 0
    labels = np.where(alone, labels.max(initial=0) + 1 + np.arange(len(labels)), labels)
    _, people = np.unique(truth, return_inverse=True)
    _, groups = np.unique(labels, return_inverse=True)
    shared = np.zeros((people.max() + 1, groups.max() + 1))
    np.add.at(shared, (people, groups), 1)
    together, in_truth, in_group = shared[people, groups], shared.sum(1)[people], shared.sum(0)[groups]

    def pairs(counts: NDArray[np.float64]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    right = pairs(shared)
    precision, recall = float((together / in_group).mean()), float((together / in_truth).mean())
    return Score(
        right / max(1.0, pairs(shared.sum(0))),
        right / max(1.0, pairs(shared.sum(1))),
        precision,
        recall,
        2 * precision * recall / (precision + recall),
    )
