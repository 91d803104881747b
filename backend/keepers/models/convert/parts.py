"""What the project itself brings to a conversion: graphs without weights, and the matrix of labels.

`scripts/models/make.py` makes the file and says of what; docs/models-conversion.md tells why it is there.
"""

import zipfile
from importlib.resources import as_file, files
from typing import Literal

Part = Literal["dlib-resnet.graph", "image.graph", "text.tail", "labels.json", "label-matrix.f16"]


def part(name: Part) -> bytes:
    """One of them."""
    with (
        as_file(files("keepers.models.convert") / "data" / "parts.zip") as path,
        zipfile.ZipFile(path) as archive,
    ):
        return archive.read(name)
