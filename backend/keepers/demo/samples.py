"""The sample pictures the demo is made of: where they lie on this machine, and whose they are.

They come inside scikit-image and scikit-learn, which are looked up without being imported; the installed app
brings these pictures alone, beside this module. Only pictures with clear terms are used; NOTICE.md repeats
these credits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from keepers.base.errors import KeepersError


class SamplesMissing(KeepersError):  # noqa: N818 - named for what is wrong, like its siblings
    """The packages that ship the sample pictures are not installed."""

    code = "demo_samples_missing"


@dataclass(frozen=True)
class Sample:
    """One sample picture: the package and file it comes in, what it shows, and its credit."""

    name: str
    package: str
    file: str
    shows: str
    credit: str


_SKIMAGE = ("skimage", "data")
_SKLEARN = ("sklearn", "datasets/images")


def _skimage(name: str, file: str, shows: str, credit: str) -> Sample:
    return Sample(name, _SKIMAGE[0], f"{_SKIMAGE[1]}/{file}", shows, credit)


def _sklearn(name: str, file: str, shows: str, credit: str) -> Sample:
    return Sample(name, _SKLEARN[0], f"{_SKLEARN[1]}/{file}", shows, credit)


SAMPLES: Final = (
    _skimage(
        "astronaut",
        "astronaut.png",
        "the astronaut Eileen Collins",
        "NASA, Great Images in NASA; public domain",
    ),
    _skimage("cat", "chelsea.png", "Chelsea the cat", "Stefan van der Walt; CC0 1.0"),
    _skimage("coffee", "coffee.png", "a cup of coffee", "Rachel Michetti, Pikolo Espresso Bar; CC0 1.0"),
    _skimage("camera", "camera.png", "a man with a camera", "Lav Varshney; CC0 1.0"),
    _skimage("rocket", "rocket.jpg", "a Falcon 9 before launch", "SpaceX; public domain"),
    _skimage("stars", "hubble_deep_field.jpg", "the Hubble eXtreme Deep Field", "NASA; public domain"),
    _skimage(
        "coins",
        "coins.png",
        "Greek coins from Pompeii",
        "Brooklyn Museum; no known copyright restrictions",
    ),
    _skimage("brick", "brick.png", "a brick wall", "CC0 Textures (Bricks25); CC0 1.0"),
    _skimage("gravel", "gravel.png", "gravel", "CC0 Textures (Gravel04); CC0 1.0"),
    _skimage("grass", "grass.png", "grass", "linolafett, DeviantArt; CC0 1.0"),
    _sklearn(
        "palace",
        "china.jpg",
        "the Summer Palace in Beijing",
        "danielbuechele, flickr.com/photos/danielbuechele/6061409035; CC BY 2.0, changed",
    ),
    _sklearn(
        "dahlia",
        "flower.jpg",
        "a dahlia",
        "vultilion, flickr.com/photos/vultilion/6056698931 (scikit-learn's own note names danielbuechele); "
        "CC BY 2.0, changed",
    ),
)

# Filled when the app is frozen; there is no such folder in a checkout.
_BROUGHT: Final = Path(__file__).with_name("pictures")
_COMMAND: Final = "pip install scikit-image scikit-learn"


def find_samples() -> dict[str, Path]:
    """The file of each sample by its name. Raises SamplesMissing, saying what brings them."""
    found: dict[str, Path] = {}
    missing: set[str] = set()
    for sample in SAMPLES:
        file = next((place for place in _places(sample) if place.is_file()), None)
        if file is None:
            missing.add({"skimage": "scikit-image", "sklearn": "scikit-learn"}[sample.package])
        else:
            found[sample.name] = file
    if missing:
        names = " and ".join(sorted(missing))
        raise SamplesMissing(
            f"The demo photos are made of sample pictures that come with {names}, which "
            f"{'are' if len(missing) > 1 else 'is'} not here. `npm start` brings them; elsewhere: {_COMMAND}",
            packages=sorted(missing),
            command=_COMMAND,
        )
    return found


def credits_text() -> str:
    """What CREDITS.txt beside the demo photos says."""
    lines = [f"{sample.shows[0].upper()}{sample.shows[1:]}: {sample.credit}" for sample in SAMPLES]
    head = (
        "These photos were made for trying Keepers. Most are cut from sample pictures that scikit-image and "
        "scikit-learn ship, changed in crop, tone and sharpness; the landscapes were drawn by Keepers. "
        "Dates, places and cameras in them are invented.\n"
    )
    return "\n".join([head, *lines, "", "CC BY 2.0: https://creativecommons.org/licenses/by/2.0/", ""])


def _places(sample: Sample) -> Iterator[Path]:
    yield _BROUGHT / Path(sample.file).name
    folder = _folder(sample.package)
    if folder is not None:
        yield folder / sample.file


def _folder(package: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))
