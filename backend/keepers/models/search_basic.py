"""Everyday search: pictures and words in one space, from the models that every installation can have.

It knows about a thousand everyday things and English. Pictures are placed by what it takes them to show: of
one it is unsure of nothing is named, and it may still be found by what its likelier labels have in common.
docs/models-conversion.md tells what the models are made of, and how well they answer.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from keepers.base import inference
from keepers.base.errors import Invalid

DIMS: Final = 384
FEATURES: Final = 1280
LABELS: Final = 1000
#: Below this probability of its likeliest label, nothing is said of what a picture shows.
SURE_FROM: Final = 0.15

_SIDE: Final = 260
_PROMPT: Final = "a photo of "
_LONGEST_QUERY: Final = 500
_MOST_TOKENS: Final = 128
_QUERIES_AT_ONCE: Final = 8
_MOST_LABELS_BYTES: Final = 4 << 20

Picture = NDArray[np.uint8]
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Label:
    """One of the thousand things: its `name`, all `names` for it, what it is a `kind_of` (nearest first)."""

    name: str
    names: tuple[str, ...]
    kind_of: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """What was seen in pictures, a row each.

    `embeddings` [N,384]: unit vectors to be multiplied with those of words; `features` [N,1280]: for likeness
    of pictures among themselves; `probabilities` [N,1000] of the labels, each row 1 in sum.
    """

    embeddings: Vectors
    features: Vectors
    probabilities: Vectors

    @property
    def sure(self) -> NDArray[np.bool_]:
        """[N]: whether there is something it is sure enough of."""
        return np.asarray(self.probabilities.max(axis=1, initial=0) >= SURE_FROM)


class SearchBasic:
    """The two towers of an installed model, each loaded when it is first needed. For one thread at a time."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """`folder`: with image.onnx, text.onnx, tokenizer.json and labels.json, as the store has them."""
        self._folder = folder
        self._threads = threads

    def embed_images(self, pictures: Sequence[Picture]) -> Seen:
        """What is in upright RGB pictures [H,W,3] of any size. Raises Invalid for arrays of another form."""
        seen = Seen(*(np.zeros((len(pictures), size), np.float32) for size in (DIMS, FEATURES, LABELS)))
        # One after another: eight at once take half as long again for each, and 250 MB instead of 25.
        for row, picture in enumerate(pictures):
            found = self._image.run(
                ["image_embedding", "features", "probs"], {"input": prepared(picture)[None]}
            )
            seen.embeddings[row], seen.features[row], seen.probabilities[row] = (each[0] for each in found)
        return seen

    def embed_text(self, queries: Sequence[str]) -> Vectors:
        """Where questions lie among the pictures: unit vectors [N,384]. The first 500 characters count."""
        parts = [
            self._read(queries[start : start + _QUERIES_AT_ONCE])
            for start in range(0, len(queries), _QUERIES_AT_ONCE)
        ]
        return np.concatenate([np.zeros((0, DIMS), np.float32), *parts])

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The thousand things, in the order of the probabilities. Raises Invalid when the file is another."""
        path = self._folder / "labels.json"
        try:
            if path.stat().st_size > _MOST_LABELS_BYTES:
                raise ValueError
            rows = json.loads(path.read_bytes())
            found = tuple(
                Label(str(row["label"]), tuple(map(str, row["synonyms"])), tuple(map(str, row["hypernyms"])))
                for row in rows
            )
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Invalid("The list of labels is damaged. Install the model again.") from error
        if len(found) != LABELS:
            raise Invalid("The list of labels is of another model. Install the model again.")
        return found

    def named(self, seen: Seen, most: int = 5) -> list[list[tuple[Label, float]]]:
        """For each picture the things in it and how likely each is, likeliest first; none where it is unsure.

        Only what is itself likely enough is named, so a second thing is rarely there.
        """
        rows = []
        for probabilities in seen.probabilities:
            order = np.argsort(-probabilities, kind="stable")[:most]
            likely = [(int(at), float(probabilities[at])) for at in order]
            rows.append([(self.labels[at], share) for at, share in likely if share >= SURE_FROM])
        return rows

    def _read(self, queries: Sequence[str]) -> Vectors:
        """Shorter questions are filled up and that masked: a batch gives what each of them would alone."""
        coded = [self._tokenizer.encode(_PROMPT + query[:_LONGEST_QUERY].strip()) for query in queries]
        ids = np.zeros((len(coded), max(len(each.ids) for each in coded)), np.int64)
        mask = np.zeros_like(ids)
        for row, each in enumerate(coded):
            ids[row, : len(each.ids)] = each.ids
            mask[row, : len(each.ids)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        found: Vectors = self._text.run(["text_embedding"], given)[0]
        return found

    @cached_property
    def _image(self) -> Any:
        return inference.session(self._folder / "image.onnx", self._threads)

    @cached_property
    def _text(self) -> Any:
        return inference.session(self._folder / "text.onnx", self._threads)

    @cached_property
    def _tokenizer(self) -> Any:
        tokenizer = inference.tokenizers().Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        # The file asks for 128 tokens whatever the question: fifteen times the work.
        tokenizer.no_padding()
        tokenizer.enable_truncation(_MOST_TOKENS)
        return tokenizer


def prepared(picture: Picture) -> Vectors:
    """The middle square of a picture [H,W,3] as the image tower takes it: [3,260,260], (value - 127) / 128.

    Made smaller with the bicubic filter over all that a pixel covers. Raises Invalid for another form.
    """
    if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8 or 0 in picture.shape:
        raise Invalid("A picture to be searched has rows of red, green and blue in 8 bits.")
    height, width = picture.shape[:2]
    side = min(height, width)
    left, upper = (width - side) / 2, (height - side) / 2
    square = Image.fromarray(np.ascontiguousarray(picture)).resize(
        (_SIDE, _SIDE), Image.Resampling.BICUBIC, box=(left, upper, left + side, upper + side)
    )
    values = (np.asarray(square, np.float32) - 127) / 128
    return np.ascontiguousarray(values.transpose(2, 0, 1))
