"""Every field of every photo survives the loss of the catalogue: written, forgotten, imported, equal.

The libraries are generated: each orientation and format with values of every field, drawn from what is hard
about them. exiftool, an independent reader, has to read the same out of the files.
"""

import json
import os
import random
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from PIL import Image

from keepers.catalog.edit_rows import Mode
from keepers.editing.change import Change
from keepers.library import Library
from keepers.metadata.fields import FIELDS, Field, Value, normal, same
from writing.exiftool import EXIFTOOL, needs_exiftool
from writing.xmp_values import HARD, NOW_MS

_SUFFIXES: Final = (".jpg", ".png", ".webp", ".tif")
_WORDS: Final = (*HARD, "Am See", "лес", "海", "Ωmega", "It's", "naïve", "a" * 80)


def _texts(rng: random.Random, most: int) -> list[str]:
    return [text for text in rng.sample(_WORDS, rng.randint(1, most)) if normal("title", text)]


def _text(rng: random.Random) -> str:
    return rng.choice(_texts(rng, 4) or ["plain"])


def _box(rng: random.Random) -> list[float]:
    width, height = rng.uniform(0.05, 0.5), rng.uniform(0.05, 0.5)
    return [rng.uniform(0, 1 - width), rng.uniform(0, 1 - height), width, height]


def _keyword(rng: random.Random) -> str:
    return "|".join(_text(rng) for _ in range(rng.randint(1, 3)))


def _drawn(rng: random.Random) -> dict[Field, Value]:
    """A value for every field."""
    keywords = [_keyword(rng) for _ in range(rng.randint(1, 4))]
    values: dict[Field, Value] = {
        "title": _text(rng),
        "caption": "\n".join(_texts(rng, 3)) or "plain",
        "keywords": [each for each in keywords if not each.strip().casefold().startswith("people|")],
        "people": [{"name": _text(rng), "box": rng.choice([None, _box(rng)])} for _ in range(3)],
        "rating": rng.choice([-1, 1, 2, 3, 4, 5]),
        "label": _text(rng),
        "date": {
            "time_ms": rng.randrange(-4_000_000_000, NOW_MS // 1000) * 1000 + 1000,
            "offset_min": rng.choice([None, 0, 60, -210, 345, 720]),
        },
        "position": [rng.uniform(-89, 89), rng.uniform(-179, 179)],
        "place": {
            "sublocation": _text(rng), "city": _text(rng), "state": None, "country": _text(rng),
            "country_code": rng.choice(["PT", "DE", None]),
        },
    }  # fmt: skip
    return {field: normal(field, value) for field, value in values.items()}


def _photos(folder: Path) -> dict[str, int]:
    """A photo of each format and orientation; orientation by name."""
    folder.mkdir()
    made = {}
    for at, (suffix, orientation) in enumerate((s, o) for s in _SUFFIXES for o in range(1, 9)):
        pixels = np.random.default_rng(at).integers(0, 255, (6, 8, 3), np.uint8)
        exif = Image.Exif()
        exif[0x0112] = orientation
        name = f"photo{at:02}{suffix}"
        image = Image.fromarray(pixels).resize((96, 72), Image.Resampling.NEAREST)
        image.save(folder / name, exif=exif)
        made[name] = orientation
    return made


def _fields(library: Library, photo: Path) -> dict[Field, Value]:
    """What counts of the photo at this path."""
    asset_id = library.located.at(photo)[0].asset_id
    words, asset = library.words.of(asset_id), library.assets.get(asset_id)
    position = None if asset.latitude is None else [asset.latitude, asset.longitude]
    return {
        "title": words.title,
        "caption": words.caption,
        "keywords": words.keywords or None,
        "people": words.people or None,
        "rating": words.rating,
        "label": words.label,
        "date": {"time_ms": asset.capture_time, "offset_min": asset.capture_offset_min},
        "position": normal("position", position),
        "place": words.place,
    }


def _written(folder: Path, library_at: Path, mode: Mode, seed: int) -> dict[str, dict[Field, Value]]:
    """Give every photo values and have them written; they are told by name."""
    rng = random.Random(seed)
    given = {}
    with Library.open(library_at, workers=2) as library:
        library.add_root(folder)
        library.work_until_idle()
        library.editing.set_mode(mode)
        for photo in sorted(folder.iterdir()):
            given[photo.name] = _drawn(rng)
            asset_id = library.located.at(photo)[0].asset_id
            changes = [Change(field, "set", value) for field, value in given[photo.name].items()]
            library.editing.apply([asset_id], changes)
        library.editing.sync()
        library.work_until_idle()
        state = library.editing.state()
        assert (state.pending, state.conflicts) == (0, 0)
    return given


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", ["sidecar", "photo"])
def test_the_catalogue_is_lost_and_nothing_with_it(tmp_path: Path, mode: Mode) -> None:
    folder = tmp_path / "photos"
    _photos(folder)
    given = _written(folder, tmp_path / "library", mode, seed=len(mode))
    sidecars = [path.name for path in folder.iterdir() if path.suffix == ".xmp"]
    assert len(sidecars) == (len(given) if mode == "sidecar" else 0)
    with Library.open(tmp_path / "another", workers=2) as library:
        library.add_root(folder)
        library.work_until_idle()
        for name, values in given.items():
            found = _fields(library, folder / name)
            for field in FIELDS:
                expected = values[field]
                if field == "date" and expected["offset_min"] is None:
                    # The zone of the place is known now, where nobody had said one.
                    assert found["date"]["time_ms"] == expected["time_ms"], (name, field)
                else:
                    assert same(field, found[field], expected), (name, field, found[field], expected)


def _by_exiftool(folder: Path, suffix: str) -> dict[str, dict[str, Any]]:
    names = sorted(each for each in os.listdir(folder) if each.endswith(suffix))
    done = subprocess.run(
        [EXIFTOOL or "", "-j", "-struct", "-n", "-charset", "iptc=UTF8", *names],
        cwd=folder, capture_output=True, timeout=110, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout, parse_int=str, parse_float=float)
    return {Path(each["SourceFile"]).name.removesuffix(".xmp"): each for each in found}


def _listed(value: object) -> list[str]:
    return [] if value is None else [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _agrees(tags: Mapping[str, Any], values: Mapping[Field, Value]) -> None:
    assert str(tags.get("Title")).split() == values["title"].split()
    assert str(tags.get("Description")).split() == values["caption"].split()
    leaves = {keyword.rpartition("|")[2] for keyword in values["keywords"] or ()}
    assert leaves <= set(_listed(tags.get("Subject")))
    assert {person["name"] for person in values["people"]} == set(_listed(tags.get("PersonInImage")))
    regions = (tags.get("RegionInfo") or {}).get("RegionList", [])
    marked = {person["name"] for person in values["people"] if person["box"]}
    assert {str(region["Name"]) for region in regions} == marked
    assert int(tags["Rating"]) == values["rating"]
    assert str(tags["Label"]) == values["label"]
    assert float(tags["GPSLatitude"]) == pytest.approx(values["position"][0], abs=1e-5)
    assert float(tags["GPSLongitude"]) == pytest.approx(values["position"][1], abs=1e-5)
    assert str(tags["City"]) == values["place"]["city"]


@needs_exiftool
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("mode", "suffixes"), [("sidecar", (".xmp",)), ("photo", _SUFFIXES)])
def test_another_program_reads_the_same(tmp_path: Path, mode: Mode, suffixes: tuple[str, ...]) -> None:
    folder = tmp_path / "photos"
    _photos(folder)
    given = _written(folder, tmp_path / "library", mode, seed=7)
    read = {name: tags for suffix in suffixes for name, tags in _by_exiftool(folder, suffix).items()}
    assert read.keys() == given.keys()
    for name, values in given.items():
        _agrees(read[name], values)
