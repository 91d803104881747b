"""The packaged list of models: whole, pinned, and of real bytes."""

from pathlib import Path

import pytest

from keepers.base.errors import Invalid, NotFound
from keepers.models.catalogue import Catalogue, looks_made_up
from keepers.models.store import sha256_of

_MODEL = """
[[model]]
id = "one"
task = "face_detection"
title = "One"
brings = "Finds faces."
licence = "MIT"
licence_url = "https://example.org/licence"
terms = "any"
rank = 1
[[model.build]]
files = [{{ name = "model.onnx", bytes = {bytes}, sha256 = "{sha256}"{more} }}]
"""
_REAL = "104ee26c71d5c270ce79a6b3dced91c91013260d29a6bf18f9296c5b8c4c2b12"


def _text(bytes_: int = 5, sha256: str = _REAL, more: str = "") -> str:
    return _MODEL.format(bytes=bytes_, sha256=sha256, more=more)


def test_every_model_of_the_design_is_there() -> None:
    assert {entry.id for entry in Catalogue.packaged()} >= {
        "yunet-n", "yunet-2023mar", "reid-0095", "dlib-resnet", "sface", "face-mesh", "search-basic",
        "clip-vit-b32", "clip-vit-b16", "siglip2-base", "yolox-s", "laion-aesthetic",
    }  # fmt: skip


def test_what_nothing_uses_promises_nothing() -> None:
    """Nothing searches by what is on photos, or judges how pleasing they are; other models work."""
    idle = {entry.id for entry in Catalogue.packaged() if "in this version of Keepers" in entry.brings}
    tasks = {"image_text", "aesthetic"}
    assert idle == {entry.id for entry in Catalogue.packaged() if entry.task in tasks}
    assert not [entry.id for entry in Catalogue.packaged() if "inds photos" in entry.brings]


def test_no_hash_is_made_up_and_no_two_files_share_one() -> None:
    hashes = [file.sha256 for entry in Catalogue.packaged() for build in entry.builds for file in build.files]
    hashes += [
        part.sha256
        for entry in Catalogue.packaged()
        for build in entry.builds
        if build.convert
        for part in build.parts
    ]
    assert not [each for each in hashes if looks_made_up(each)]


@pytest.mark.parametrize(
    "sha256", ["", "TODO", "0" * 64, "ab" * 32, "0123" * 16, "x" * 64, _REAL.upper(), _REAL[:-1], _REAL + "0"]
)
def test_a_made_up_hash_is_refused(sha256: str) -> None:
    with pytest.raises(Invalid, match="hash"):
        Catalogue.parse(_text(sha256=sha256))


def test_a_real_hash_is_taken() -> None:
    assert Catalogue.parse(_text()).get("one").files[0].sha256 == _REAL


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/" + "a1" * 20 + "/model.onnx",
        "https://example.org/main/model.onnx",
        "https://example.org/v1.2/model.onnx",
    ],
)
def test_an_address_without_a_revision_or_in_the_open_is_refused(url: str) -> None:
    with pytest.raises(Invalid, match="revision"):
        Catalogue.parse(_text(more=f', url = "{url}"'))


@pytest.mark.parametrize("text", ["[[model]]", "model = 3", "=", _text() + _text(), _text(bytes_=0)])
def test_a_broken_list_is_refused_with_words(text: str) -> None:
    with pytest.raises(Invalid, match="list of models"):
        Catalogue.parse(text)


def test_an_unknown_model_is_not_found() -> None:
    with pytest.raises(NotFound):
        Catalogue.packaged().get("nothing")


def test_only_hosts_of_addresses_are_asked() -> None:
    hosts = Catalogue.packaged().hosts()
    assert "raw.githubusercontent.com" in hosts
    assert all("/" not in host and host == host.lower() for host in hosts)


@pytest.mark.models
def test_the_weights_at_hand_are_those_of_the_list(models_dir: Path) -> None:
    """Every file of the folder of weights that the list speaks of is what the list says it is."""
    there = {(path.stat().st_size, sha256_of(path)) for path in models_dir.iterdir() if path.is_file()}
    for model_id in (
        "yunet-n",
        "yunet-2023mar",
        "reid-0095",
        "dlib-resnet",
        "face-mesh",
        "search-basic",
        "laion-aesthetic",
    ):
        for file in Catalogue.packaged().get(model_id).files:
            assert (file.bytes, file.sha256) in there, (model_id, file.name)
