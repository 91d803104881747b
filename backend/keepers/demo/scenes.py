"""What the invented family photographed: framings of the sample pictures, and the days they were made on."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

Box = tuple[float, float, float, float]

# Framings: name -> (sample picture, left, top, right, bottom as shares of it). They overlap little enough
# that two of them are two photos, and none shows another's whole subject at the same size.
FRAMINGS: Final[dict[str, tuple[str, Box]]] = {
    "pagoda-view": ("pagoda", (0.0, 0.0, 1.0, 1.0)),
    "pagoda-tall": ("pagoda", (0.24, 0.0, 0.66, 0.86)),
    "pagoda-roof": ("pagoda", (0.26, 0.06, 0.60, 0.42)),
    "pagoda-base": ("pagoda", (0.20, 0.52, 0.72, 1.0)),
    "pagoda-lake": ("pagoda", (0.52, 0.26, 1.0, 0.86)),
    "pagoda-garden": ("pagoda", (0.0, 0.40, 0.44, 1.0)),
    "dahlia": ("dahlia", (0.0, 0.0, 1.0, 1.0)),
    "dahlia-near": ("dahlia", (0.22, 0.08, 0.74, 0.88)),
    "dahlia-heart": ("dahlia", (0.36, 0.26, 0.64, 0.66)),
    "dahlia-tall": ("dahlia", (0.30, 0.0, 0.68, 1.0)),
    "coffee": ("coffee", (0.0, 0.0, 1.0, 1.0)),
    "coffee-cup": ("coffee", (0.26, 0.0, 0.76, 0.62)),
    "coffee-spoon": ("coffee", (0.44, 0.34, 0.86, 0.98)),
    "coffee-table": ("coffee", (0.0, 0.20, 0.42, 1.0)),
    "cat": ("cat", (0.0, 0.0, 1.0, 1.0)),
    "cat-eyes": ("cat", (0.20, 0.16, 0.84, 0.60)),
    "cat-nose": ("cat", (0.36, 0.22, 0.80, 1.0)),
    "cat-ear": ("cat", (0.02, 0.0, 0.46, 0.72)),
    "astronaut": ("astronaut", (0.0, 0.0, 1.0, 1.0)),
    "astronaut-face": ("astronaut", (0.22, 0.0, 0.66, 0.46)),
    "astronaut-shuttle": ("astronaut", (0.56, 0.02, 1.0, 0.60)),
    "astronaut-helmet": ("astronaut", (0.50, 0.50, 1.0, 1.0)),
    "astronaut-patch": ("astronaut", (0.10, 0.52, 0.56, 1.0)),
    "rocket": ("rocket", (0.0, 0.0, 1.0, 1.0)),
    "rocket-tall": ("rocket", (0.34, 0.12, 0.72, 1.0)),
    "rocket-lights": ("rocket", (0.46, 0.58, 1.0, 1.0)),
    "rocket-tower": ("rocket", (0.0, 0.0, 0.30, 1.0)),
    "stars": ("stars", (0.0, 0.0, 1.0, 1.0)),
    "stars-east": ("stars", (0.48, 0.04, 1.0, 0.48)),
    "stars-west": ("stars", (0.0, 0.50, 0.46, 1.0)),
    "stars-south": ("stars", (0.50, 0.52, 1.0, 1.0)),
    "camera": ("camera", (0.0, 0.0, 1.0, 1.0)),
    "camera-face": ("camera", (0.10, 0.08, 0.70, 0.52)),
    "camera-legs": ("camera", (0.30, 0.30, 0.86, 1.0)),
    "coins": ("coins", (0.0, 0.0, 1.0, 1.0)),
    "coins-row": ("coins", (0.02, 0.44, 0.72, 0.86)),
    "brick": ("brick", (0.0, 0.0, 1.0, 0.70)),
    "gravel": ("gravel", (0.10, 0.10, 0.90, 0.75)),
}


@dataclass(frozen=True)
class Place:
    """Somewhere the family was: degrees north and east, minutes east of UTC in the season they were there."""

    name: str
    latitude: float
    longitude: float
    offset_min: int


HOME: Final = Place("Zürich", 47.3769, 8.5417, 60)
BEIJING: Final = Place("Summer Palace, Beijing", 39.9990, 116.2755, 480)
CAPE: Final = Place("Cape Canaveral", 28.5729, -80.6490, -240)
LONDON: Final = Place("London", 51.5194, -0.1270, 0)
LISBON: Final = Place("Lisbon", 38.7139, -9.1394, 60)
LAKE: Final = Place("Lago Maggiore", 45.9330, 8.6250, 120)


@dataclass(frozen=True)
class Day:
    """One day with photos: when it began, where, with what, and the framings seen, each with its mood.

    A framing may be followed by "/mood" and begin with "~" for a mirrored view.
    """

    start: dt.datetime
    place: Place
    camera: str
    views: tuple[str, ...]


PHONE: Final = "Pixel 7"
COMPACT: Final = "DMC-TZ10"
MIRRORLESS: Final = "X-T30"


def _at(year: int, month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the wall clock at the camera


DAYS: Final = (
    Day(_at(2022, 2, 13, 10), HOME, COMPACT, ("cat", "coffee-table/winter")),
    Day(_at(2022, 5, 21, 9, 40), BEIJING, COMPACT, ("pagoda-view", "pagoda-tall", "~pagoda-lake/haze")),
    Day(_at(2022, 5, 22, 17, 5), BEIJING, COMPACT, ("pagoda-roof/golden", "pagoda-garden", "coffee-cup")),
    Day(_at(2022, 5, 23, 11, 20), BEIJING, COMPACT, ("pagoda-base", "~pagoda-view/dusk")),
    Day(_at(2022, 8, 6, 22, 30), LAKE, MIRRORLESS, ("stars", "stars-east")),
    Day(_at(2022, 9, 17, 15, 10), HOME, PHONE, ("dahlia", "dahlia-heart")),
    Day(_at(2022, 12, 24, 16), HOME, PHONE, ("~cat-eyes/golden", "coffee/golden")),
    Day(_at(2023, 1, 29, 11), HOME, PHONE, ("cat-nose/winter", "brick")),
    Day(_at(2023, 3, 11, 14, 15), CAPE, MIRRORLESS, ("astronaut", "astronaut-shuttle", "astronaut-helmet")),
    Day(_at(2023, 3, 12, 5, 50), CAPE, MIRRORLESS, ("rocket", "rocket-tall", "rocket-lights")),
    Day(_at(2023, 3, 13, 12), CAPE, PHONE, ("~astronaut-face", "coffee-spoon", "~rocket/golden")),
    Day(_at(2023, 6, 4, 9, 30), HOME, PHONE, ("~dahlia-tall", "~cat-ear")),
    Day(_at(2023, 7, 22, 23, 5), LAKE, MIRRORLESS, ("stars-west", "stars-south")),
    Day(_at(2023, 10, 7, 13, 30), LONDON, COMPACT, ("camera", "camera-face", "coins")),
    Day(_at(2023, 10, 8, 11, 45), LONDON, COMPACT, ("~camera-legs", "coins-row/golden", "~coffee/film")),
    Day(_at(2023, 12, 31, 19), HOME, PHONE, ("~coffee-cup/dusk", "cat/film")),
    Day(_at(2024, 2, 18, 12, 10), HOME, PHONE, ("~cat/winter", "gravel/film")),
    Day(_at(2024, 4, 14, 8, 50), LISBON, PHONE, ("coffee", "~brick/golden", "~dahlia-near")),
    Day(_at(2024, 4, 15, 18, 40), LISBON, PHONE, ("~coffee-table/golden", "dahlia/dusk", "~camera/film")),
    Day(_at(2024, 4, 16, 10, 15), LISBON, PHONE, ("cat-eyes", "~coffee-spoon/winter")),
    Day(_at(2024, 6, 29, 20, 30), LAKE, MIRRORLESS, ("~pagoda-tall/dusk", "pagoda-lake", "~stars/film")),
    Day(_at(2024, 8, 17, 15, 20), HOME, MIRRORLESS, ("dahlia-near", "~dahlia", "dahlia-tall/golden")),
    Day(_at(2024, 9, 8, 10, 5), HOME, PHONE, ("~cat-nose", "~astronaut/film")),
    Day(_at(2024, 11, 2, 16, 45), HOME, PHONE, ("cat-ear/golden", "coffee-cup/film")),
)

# Moments held on to: (framing, index of its day, number of frames). One frame of each is sharp.
BURSTS: Final = (
    ("~pagoda-roof", 1, 5),
    ("~pagoda-base/haze", 3, 4),
    ("~dahlia-heart/haze", 5, 5),
    ("astronaut-face", 8, 6),
    ("~rocket-tall/dusk", 9, 4),
    ("camera-legs", 13, 4),
    ("dahlia-heart/golden", 21, 5),
    ("~cat-eyes/film", 22, 5),
)

# Photos that went wrong: (framing, index of its day).
BLURRED: Final = (
    ("~pagoda-garden", 2), ("~astronaut-shuttle", 8), ("~coins", 13),
    ("~dahlia-tall/winter", 11), ("~coffee-spoon/film", 18), ("astronaut-patch/dusk", 10),
)  # fmt: skip
TOO_DARK: Final = (("~astronaut-helmet", 10), ("~camera-face", 14), ("coffee-table", 15), ("~pagoda-lake", 3))
TOO_BRIGHT: Final = (
    ("~dahlia-near/haze", 17),
    ("astronaut-patch", 8),
    ("~cat-ear/winter", 16),
    ("gravel", 20),
)

# Copies that were sent or saved again: (position among the good singles, how).
COPIES: Final = (
    (2, "smaller"), (5, "resaved"), (11, "smaller"), (16, "resaved"),
    (21, "smaller"), (27, "resaved"), (37, "smaller"), (44, "resaved"),
)  # fmt: skip
