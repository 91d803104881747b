"""Everyday search: what it takes, what it says, and how well it answers real questions."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from keepers.base.errors import Invalid
from keepers.models.search_basic import DIMS, FEATURES, LABELS, SURE_FROM, SearchBasic, Seen, prepared
from keepers.models.store import ModelStore
from models_store import make_store


@pytest.fixture(scope="module")
def search(models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> SearchBasic:
    store = make_store(tmp_path_factory.mktemp("store"), models_dir, ["search-basic"])
    folder = ModelStore(store).folder("search-basic")
    assert folder is not None
    return SearchBasic(folder)


def _plain(height: int, width: int, colour: tuple[int, int, int]) -> np.ndarray:
    return np.full((height, width, 3), colour, np.uint8)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 900), st.integers(1, 900), st.tuples(*[st.integers(0, 255)] * 3))
def test_a_plain_picture_of_any_size_becomes_a_plain_square(
    height: int, width: int, colour: tuple[int, int, int]
) -> None:
    taken = prepared(_plain(height, width, colour))
    assert (taken.shape, taken.dtype) == ((3, 260, 260), np.float32)
    assert taken.flags.c_contiguous
    assert np.allclose(taken, ((np.array(colour) - 127) / 128)[:, None, None], atol=1 / 128)


def test_only_the_middle_square_counts() -> None:
    left, middle, right = (
        _plain(300, 150, (0, 0, 0)),
        _plain(300, 300, (255, 0, 9)),
        _plain(300, 150, (9, 9, 9)),
    )
    taken = prepared(np.concatenate([left, middle, right], axis=1))
    # The filter reaches two pixels across the edge.
    assert np.array_equal(taken[:, :, 2:-2], prepared(middle)[:, :, 2:-2])


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((4, 4), np.uint8),
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((0, 4, 3), np.uint8),
        np.zeros((4, 4, 3), np.float32),
    ],
    ids=["grey", "with alpha", "empty", "not in 8 bits"],
)
def test_another_form_is_refused(picture: np.ndarray) -> None:
    with pytest.raises(Invalid, match="red, green and blue"):
        prepared(picture)


def test_sure_is_what_has_a_likely_label() -> None:
    probabilities = np.zeros((2, LABELS), np.float32)
    probabilities[:, 3] = SURE_FROM + 0.01, SURE_FROM - 0.01
    empty = np.zeros((2, 0), np.float32)
    assert Seen(empty, empty, probabilities).sure.tolist() == [True, False]


@pytest.mark.models
def test_nothing_gives_nothing(search: SearchBasic) -> None:
    seen = search.embed_images([])
    assert [each.shape for each in (seen.embeddings, seen.features, seen.probabilities)] == [
        (0, DIMS), (0, FEATURES), (0, LABELS),
    ]  # fmt: skip
    assert seen.sure.shape == (0,)
    assert search.embed_text([]).shape == (0, DIMS)
    assert search.named(seen) == []


@pytest.mark.models
def test_a_batch_of_questions_gives_what_each_alone_gives(search: SearchBasic) -> None:
    questions = [
        "dog",
        "a very long table in an old kitchen with nobody sitting at it",
        "",
        " DOG ",
        "x" * 5000,
    ]
    together = search.embed_text(questions)
    assert together.shape == (5, DIMS)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for question, row in zip(questions, together, strict=True):
        assert np.allclose(search.embed_text([question])[0], row, atol=1e-5)
    assert np.allclose(together[0], together[3], atol=1e-6)
    assert np.array_equal(search.embed_text(["x" * 500]), search.embed_text(["x" * 5000]))


@pytest.mark.models
def test_a_plain_picture_is_unsure_and_named_nothing(search: SearchBasic) -> None:
    noise = np.random.default_rng(5).integers(120, 136, (300, 300, 3), dtype=np.uint8)
    seen = search.embed_images([noise])
    assert seen.sure.tolist() == [bool(seen.probabilities.max() >= SURE_FROM)]
    assert (search.named(seen)[0] == []) is not bool(seen.sure[0])
    assert np.allclose(seen.probabilities.sum(axis=1), 1, atol=1e-4)


@pytest.mark.models
def test_labels_of_another_model_are_refused(search: SearchBasic, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for content in ("[]", "{", '[{"label": 1}]', "7"):
        (folder / "labels.json").write_text(content)
        with pytest.raises(Invalid, match="Install the model again"):
            _ = SearchBasic(folder).labels
    assert search.labels[0].name == "tench"
    assert "fish" in search.labels[0].kind_of


@dataclass(frozen=True)
class Captioned:
    """Photos with what people said of each, and what was seen in them."""

    said: list[tuple[str, int]]
    seen: Seen

    def with_word(self, word: str) -> set[int]:
        return {photo for caption, photo in self.said if word in caption.lower().split()}


@pytest.mark.models
@pytest.mark.photos
def test_real_photos_are_found(search: SearchBasic, photos_dir: Path, tell: Callable[[str], None]) -> None:
    """One test, for looking at 111 photos takes its time."""
    captioned = _captioned(search, photos_dir)
    _questions_find_their_photos(search, captioned, tell)
    for word in ("pizza", "laptop", "bus", "cat", "dog", "bear", "elephant", "clock"):
        best = int(np.argmax(captioned.seen.embeddings @ search.embed_text([word])[0]))
        assert best in captioned.with_word(word), word
    _what_is_named_is_in_the_photo(search, captioned)


def _captioned(search: SearchBasic, photos_dir: Path) -> Captioned:
    with (photos_dir / "captions" / "captions.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    paths = list(dict.fromkeys(row["path"] for row in rows))
    pictures = []
    for path in paths:
        with Image.open(photos_dir / path) as opened:
            pictures.append(np.asarray(opened.convert("RGB")))
    said = [(row["caption"], paths.index(row["path"])) for row in rows]
    return Captioned(said, search.embed_images(pictures))


def _questions_find_their_photos(
    search: SearchBasic, captioned: Captioned, tell: Callable[[str], None]
) -> None:
    """Each of 555 captions, by different people, is a question over 111 photos."""
    likeness = search.embed_text([caption for caption, _ in captioned.said]) @ captioned.seen.embeddings.T
    own = likeness[np.arange(len(likeness)), [photo for _, photo in captioned.said]]
    before = (likeness > own[:, None]).sum(axis=1)
    recall = {most: float((before < most).mean()) for most in (1, 5, 10)}
    unsure = int((~captioned.seen.sure).sum())
    told = ", ".join(f"@{most} {share:.3f}" for most, share in recall.items())
    tell(f"search-basic: recall {told} of {len(likeness)} captions over {likeness.shape[1]} photos")
    tell(f"search-basic: unsure of {unsure} of them")
    assert likeness.shape == (555, 111)
    # Measured .350, .712, .798 and 25; chance is .009, .045, .090.
    assert recall[1] > 0.30
    assert recall[5] > 0.65
    assert recall[10] > 0.74
    assert 15 < unsure < 40


def _what_is_named_is_in_the_photo(search: SearchBasic, captioned: Captioned) -> None:
    """Of a photo in which it names a bus or a kind of bus, people say that there is one."""
    named = search.named(captioned.seen)
    assert [len(each) > 0 for each in named] == captioned.seen.sure.tolist()
    assert all(share >= SURE_FROM for each in named for _, share in each)
    for kind in ("pizza", "bus", "laptop", "bear", "elephant"):
        photos = {
            photo
            for photo, each in enumerate(named)
            if any(kind in (*label.names, *label.kind_of) for label, _ in each)
        }
        assert photos, kind
        assert photos <= captioned.with_word(kind) | captioned.with_word(kind + "s"), kind
