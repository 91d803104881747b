"""The sample pictures the demo is cut from, and where installed packages keep them."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from keepers.base.errors import KeepersError


class SamplesMissing(KeepersError):  # noqa: N818 - named for what is wrong, like its siblings
    """The packages that ship the sample pictures are not installed."""

    code = "samples_missing"


@dataclass(frozen=True)
class Source:
    """One sample picture: the package that ships it, its place inside, and who is to be thanked."""

    package: str
    place: str
    credit: str


# Only pictures whose terms are stated: public domain, CC0 or CC BY.
SOURCES: Final = {
    "astronaut": Source("skimage", "data/astronaut.png", "Eileen Collins. NASA, public domain"),
    "brick": Source("skimage", "data/brick.png", "CC0Textures, CC0"),
    "camera": Source("skimage", "data/camera.png", "Lav Varshney, CC0"),
    "cat": Source("skimage", "data/chelsea.png", "Stéfan van der Walt, CC0"),
    "coffee": Source("skimage", "data/coffee.png", "Rachel Michetti, courtesy of Pikolo Espresso Bar, CC0"),
    "coins": Source("skimage", "data/coins.png", "Brooklyn Museum, no known copyright restrictions"),
    "gravel": Source("skimage", "data/gravel.png", "CC0Textures, CC0"),
    "stars": Source(
        "skimage", "data/hubble_deep_field.jpg", "NASA, Hubble eXtreme Deep Field, public domain"
    ),
    "rocket": Source("skimage", "data/rocket.jpg", "SpaceX, public domain"),
    "pagoda": Source("sklearn", "datasets/images/china.jpg", "danielbuechele, CC BY 2.0"),
    "dahlia": Source("sklearn", "datasets/images/flower.jpg", "vultilion, CC BY 2.0"),
}


def locate() -> dict[str, Path]:
    """Where each sample picture lies on this computer, found without importing its package.

    Raises SamplesMissing, naming the command that brings what is missing.
    """
    found: dict[str, Path] = {}
    missing: set[str] = set()
    for name, source in SOURCES.items():
        spec = importlib.util.find_spec(source.package)
        folder = Path(spec.origin).parent if spec is not None and spec.origin else None
        if folder is None or not (folder / source.place).is_file():
            missing.add("scikit-image" if source.package == "skimage" else "scikit-learn")
            continue
        found[name] = folder / source.place
    if missing:
        names = " and ".join(sorted(missing))
        raise SamplesMissing(
            f"The demo is cut from sample pictures that {names} bring, and they are not installed. "
            'Install them with: pip install "keepers[demo]"',
            missing=sorted(missing),
        )
    return found
