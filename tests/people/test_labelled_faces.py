"""On the labelled photos, with the real models: nobody mistaken, few in pieces, few answers to the end."""

from pathlib import Path

import numpy as np
import pytest

from keepers.models.catalogue import Catalogue
from keepers.people.decided import NOTHING_DECIDED
from keepers.people.grouping import group
from keepers.people.rule import Rule, rule_of
from people.answering import answer_all
from people.labelled_faces import APART, LabelledFaces, labelled_faces
from people.scoring import Score, score

pytestmark = [pytest.mark.models, pytest.mark.photos, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def labelled(photos_dir: Path, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> LabelledFaces:
    return labelled_faces(photos_dir, models_dir, tmp_path_factory.mktemp("crops"))


@pytest.fixture(scope="module")
def cropped(photos_dir: Path, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> LabelledFaces:
    return labelled_faces(photos_dir, models_dir, tmp_path_factory.mktemp("crops"), APART)


def rule(model: str) -> Rule:
    return rule_of(Catalogue.packaged().get(model).thresholds)


def graded(labelled: LabelledFaces, model: str) -> Score:
    faces = labelled.with_vectors(model)
    known = np.array([face in labelled.truth for face in faces.ids.tolist()])
    truth = [labelled.truth[face] for face in faces.ids[known].tolist()]
    return score(truth, group(faces, NOTHING_DECIDED, rule(model)).labels[known])


def test_every_labelled_face_was_found(labelled: LabelledFaces) -> None:
    assert labelled.photos == 170
    assert labelled.unseen == 0


@pytest.mark.parametrize(("model", "least_f"), [("reid-0095", 0.97), ("dlib-resnet", 0.95)])
def test_nobody_is_mistaken_and_few_are_in_pieces(
    labelled: LabelledFaces, model: str, least_f: float
) -> None:
    found = graded(labelled, model)
    assert found.pair_precision >= 0.99
    assert found.bcubed_f >= least_f


@pytest.mark.parametrize("model", ["reid-0095", "dlib-resnet"])
def test_small_grey_crops_are_told_apart(cropped: LabelledFaces, model: str) -> None:
    assert cropped.unseen <= 2
    found = graded(cropped, model)
    assert found.pair_precision >= 0.95
    assert found.bcubed_f >= 0.9


@pytest.mark.parametrize(("model", "most_per_100"), [("reid-0095", 2), ("dlib-resnet", 8)])
def test_a_review_makes_it_perfect_in_few_answers(
    labelled: LabelledFaces, model: str, most_per_100: float
) -> None:
    session = answer_all(labelled.with_vectors(model), labelled.truth, rule(model))
    assert session.answers_to_perfect is not None
    assert session.answers_to_perfect <= most_per_100 * len(labelled.truth) / 100
    assert session.last_f == 1.0
    # What is told to be left is about what there is to answer.
    assert max(session.left) <= session.answers <= 2 * session.left[0]
