"""Everyday search out of its packages: the very files that are known, and labels where their words are."""

import json
from pathlib import Path

import numpy as np
import pytest

from keepers.base import inference
from keepers.base.errors import Invalid
from keepers.models.catalogue import Catalogue
from keepers.models.convert import CONVERTERS
from keepers.models.convert.parts import part
from keepers.models.convert.search_basic import folded
from keepers.models.store import sha256_of
from models.conftest import Originals

_NORM = ("weight", "bias", "running_mean", "running_var")


def _table(filters: int = 2, norms: int = 2) -> dict[str, np.ndarray]:
    """Of `filters` convolutions of 1 x 1 from 2 to 2 channels, and a layer above them."""
    source = np.random.default_rng(3)
    table: dict[str, np.ndarray] = {}
    for index in range(filters):
        table[f"_blocks.{index}._conv.weight"] = source.normal(size=(2, 2, 1, 1)).astype("<f4")
    for index in range(norms):
        for name in _NORM:
            table[f"_blocks.{index}._bn.{name}"] = source.uniform(0.5, 2, 2).astype("<f4")
    table["_fc.weight"], table["_fc.bias"] = np.ones((3, 2), "<f4"), np.zeros(3, "<f4")
    return table


def test_a_normalisation_is_folded_into_the_convolution_before_it() -> None:
    table = _table()
    given = folded(table)
    pixel = np.array([0.3, -0.7], "<f4")
    for index in range(2):
        weight, bias, mean, variance = (table[f"_blocks.{index}._bn.{name}"] for name in _NORM)
        plain = table[f"_blocks.{index}._conv.weight"][:, :, 0, 0] @ pixel
        wanted = (plain - mean) / np.sqrt(variance + 1e-3) * weight + bias
        filters, shift = (given[f"onnx::Conv_{number + 3 * index}"] for number in (2069, 2070))
        found = filters[:, :, 0, 0] @ pixel + shift
        assert np.allclose(found, wanted, atol=1e-6)


def test_a_scale_that_was_rounded_up_is_the_next_number() -> None:
    table = _table(1, 0)
    for name in _NORM:
        table[f"_blocks.17._bn2.{name}"] = np.full(7, 1.5, "<f4")
    table["_blocks.0._conv.weight"] = np.ones((7, 1, 1, 1), "<f4")
    scales = folded(table)["onnx::Conv_2069"].ravel()
    assert (scales[:6] == scales[0]).all()
    assert scales[6] == np.nextafter(scales[0], np.float32(np.inf))


@pytest.mark.parametrize(("filters", "norms"), [(2, 1), (1, 2)])
def test_what_does_not_come_in_pairs_is_refused(filters: int, norms: int) -> None:
    with pytest.raises(Invalid, match="another network"):
        folded(_table(filters, norms))


def test_a_table_without_its_last_layer_is_refused() -> None:
    table = _table()
    del table["_fc.bias"]
    with pytest.raises(Invalid, match="another network"):
        folded(table)


def test_what_the_project_brings_is_of_one_kind() -> None:
    """A thousand labels in the order of the matrix: places of unit vectors with their middle taken off."""
    labels = json.loads(part("labels.json"))
    assert [set(row) for row in labels] == [{"wnid", "label", "synonyms", "hypernyms"}] * 1000
    assert labels == sorted(labels, key=lambda row: row["wnid"])
    matrix = np.frombuffer(part("label-matrix.f16"), "<f2").astype(np.float32).reshape(1000, 384)
    assert np.abs(matrix.mean(axis=0)).max() < 1e-5


@pytest.mark.models
def test_the_matrix_of_labels_is_where_the_text_tower_puts_their_words(models_dir: Path) -> None:
    """As docs/models-conversion.md tells: names of a thing, and less and less of what it is a kind of."""
    text = inference.session((models_dir / "minilm_text_tower_int8.onnx").read_bytes())
    tokenizer = inference.tokenizers().Tokenizer.from_file(str(models_dir / "minilm_tokenizer.json"))
    tokenizer.no_padding()

    def placed(word: str) -> np.ndarray:
        ids = np.array([tokenizer.encode(f"a photo of a {word}").ids], np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        return np.asarray(text.run(["sentence_embedding"], given)[0][0])

    labels = json.loads(part("labels.json"))[::25]
    rows = np.frombuffer(part("label-matrix.f16"), "<f2").astype(np.float32).reshape(1000, 384)[::25]
    places = []
    for label in labels:
        place = np.mean([placed(name) for name in label["synonyms"][:3]], axis=0)
        for step, kind in enumerate(label["hypernyms"][:6]):
            place = place + 0.35 * 0.75**step * placed(kind)
        places.append(place / np.linalg.norm(place))
    # The middle of all thousand has been taken off: it is the same for each row.
    middle = np.mean(np.array(places) - rows, axis=0)
    assert np.abs(np.array(places) - middle - rows).max() < 5e-4


@pytest.mark.packages
def test_the_packages_give_the_very_files_that_are_known(originals: Originals, tmp_path: Path) -> None:
    entry = Catalogue.packaged().get("search-basic")
    CONVERTERS["search-basic"](originals("search-basic"), tmp_path)
    assert {path.name: sha256_of(path) for path in tmp_path.iterdir()} == {
        file.name: file.sha256 for file in entry.builds[0].files
    }
    assert {file.sha256 for file in entry.builds[0].files} == {file.sha256 for file in entry.builds[1].files}


@pytest.mark.packages
def test_weights_of_another_network_are_refused(originals: Originals, tmp_path: Path) -> None:
    given = dict(originals("search-basic"))
    given["efficientnet-lite2.pth"] = given["tokenizer.json"]
    with pytest.raises(Invalid):
        CONVERTERS["search-basic"](given, tmp_path)
