"""Three years of a family that never was: where they went, with which camera, and what they saw."""

from dataclasses import dataclass
from typing import Final

from keepers.demo.scenes import Shot, burst, copied, cut, ridges, sea, spoiled, starry


@dataclass(frozen=True)
class Outing:
    """One day: `day` ISO, `start` and `end` in hours, `place` (latitude, longitude) where it was noted."""

    day: str
    hours: tuple[float, float]
    folder: str
    camera: str
    shots: tuple[Shot, ...]
    place: tuple[float, float] | None = None


_DOLOMITES: Final = (46.5405, 12.1357)
_BEIJING: Final = (39.9996, 116.2755)
_ALGARVE: Final = (37.0806, -8.6702)
_CANAVERAL: Final = (28.5721, -80.6480)
_LISBON: Final = (38.7139, -9.1335)

OUTINGS: Final = (
    # 2022
    Outing("2022-03-20", (9.2, 9.9), "2022/Home", "phone", (
        cut("coffee", (0.0, 0.0, 1.0, 1.0), "fresh"),
        cut("cat", (0.0, 0.0, 1.0, 1.0), "day"),
    )),
    Outing("2022-05-07", (15.0, 16.4), "2022/Home", "phone", (
        cut("grass", (0.05, 0.1, 0.75, 0.5), "meadow"),
        cut("dahlia", (0.0, 0.0, 1.0, 1.0), "day"),
        spoiled(cut("dahlia", (0.03, 0.1, 0.35, 0.6), "fresh"), "blurred"),
    )),
    Outing("2022-06-11", (10.3, 12.0), "2022/Botanical garden", "canon", (
        burst(cut("dahlia", (0.22, 0.12, 0.52, 0.62), "golden", flip=True), 4),
        cut("dahlia", (0.35, 0.02, 0.34, 0.76), "fresh", turn=-4),
        cut("dahlia", (0.5, 0.35, 0.5, 0.5), "evening"),
    )),
    Outing("2022-07-23", (5.6, 11.5), "2022/Dolomites", "canon", (
        ridges("dawn", 3),
        copied(ridges("dawn", 21), "sent"),
        burst(ridges("noon", 4), 4),
        ridges("noon", 31),
    ), _DOLOMITES),
    Outing("2022-07-24", (7.0, 22.4), "2022/Dolomites", "canon", (
        ridges("fog", 7),
        spoiled(ridges("noon", 45), "bright"),
        copied(ridges("sunset", 5), "resaved"),
        ridges("blue_hour", 6),
        starry((0.0, 0.0, 0.72, 0.55), 2),
    ), _DOLOMITES),
    Outing("2022-09-04", (14.0, 15.0), "2022/Museum", "phone", (
        cut("coins", (0.0, 0.0, 1.0, 1.0), "sepia"),
        cut("coins", (0.36, 0.02, 0.62, 0.36), "sand"),
        spoiled(cut("coins", (0.02, 0.42, 0.5, 0.5), "sepia"), "dark"),
    )),
    Outing("2022-10-15", (16.2, 17.6), "2022/Home", "phone", (
        cut("brick", (0.1, 0.05, 0.8, 0.55), "terracotta"),
        cut("cat", (0.5, 0.02, 0.48, 0.75), "autumn"),
        cut("gravel", (0.0, 0.2, 0.9, 0.6), "sand"),
    )),
    Outing("2022-12-24", (16.4, 20.5), "2022/Christmas", "canon", (
        burst(cut("cat", (0.12, 0.03, 0.76, 0.78), "film"), 4),
        cut("coffee", (0.22, 0.0, 0.5, 0.62), "golden", flip=True),
        spoiled(cut("cat", (0.02, 0.35, 0.5, 0.6), "evening", flip=True), "dark"),
    )),
    # 2023
    Outing("2023-01-08", (11.0, 13.2), "2023/Snow", "canon", (
        ridges("snow", 8),
        copied(ridges("snow", 17), "resaved"),
        spoiled(ridges("snow", 28), "bright"),
    )),
    Outing("2023-02-26", (13.0, 14.0), "2023/Home", "phone", (
        cut("cat", (0.55, 0.1, 0.34, 0.45), "noir"),
        cut("coffee", (0.5, 0.45, 0.5, 0.55), "noir"),
    )),
    Outing("2023-04-08", (9.0, 12.5), "2023/Beijing", "sony", (
        copied(cut("palace", (0.0, 0.0, 1.0, 1.0), "day"), "sent"),
        cut("palace", (0.22, 0.02, 0.36, 0.8), "fresh"),
        burst(cut("palace", (0.2, 0.06, 0.52, 0.5), "golden", turn=1.5), 4),
        spoiled(cut("palace", (0.55, 0.1, 0.45, 0.6), "day"), "blurred"),
    ), _BEIJING),
    Outing("2023-04-09", (15.5, 19.5), "2023/Beijing", "sony", (
        cut("palace", (0.52, 0.3, 0.48, 0.42), "film"),
        cut("palace", (0.24, 0.5, 0.36, 0.36), "autumn"),
        cut("palace", (0.0, 0.55, 0.6, 0.45), "evening", flip=True),
        copied(cut("palace", (0.3, 0.04, 0.3, 0.3), "dusk", flip=True), "resaved"),
    ), _BEIJING),
    Outing("2023-04-10", (10.0, 11.5), "2023/Beijing", "sony", (
        cut("coins", (0.62, 0.3, 0.38, 0.66), "sand", flip=True),
        spoiled(cut("palace", (0.1, 0.2, 0.62, 0.62), "winter", flip=True), "dark"),
    ), _BEIJING),
    Outing("2023-06-18", (15.0, 17.0), "2023/Father and his camera", "sony", (
        cut("camera", (0.0, 0.0, 1.0, 1.0), "silver"),
        burst(cut("camera", (0.08, 0.06, 0.7, 0.52), "noir"), 4),
        cut("camera", (0.0, 0.1, 0.56, 0.88), "sepia", flip=True),
        cut("camera", (0.5, 0.26, 0.5, 0.34), "film"),
    )),
    Outing("2023-07-15", (11.0, 20.9), "2023/Algarve", "pixel", (
        sea("noon", 12),
        sea("noon", 33),
        burst(sea("sunset", 10), 5),
        copied(sea("sunset", 41), "sent"),
    ), _ALGARVE),
    Outing("2023-07-16", (6.2, 21.4), "2023/Algarve", "pixel", (
        sea("dawn", 9),
        sea("fog", 14),
        spoiled(sea("noon", 52), "bright"),
        spoiled(sea("sunset", 63), "blurred"),
        sea("blue_hour", 13),
    ), _ALGARVE),
    Outing("2023-08-12", (22.2, 23.8), "2023/Shooting stars", "sony", (
        starry((0.25, 0.35, 0.7, 0.6), 4),
        spoiled(starry((0.1, 0.5, 0.6, 0.5), 11), "blurred"),
    )),
    Outing("2023-10-29", (8.4, 16.8), "2023/Autumn walk", "canon", (
        ridges("autumn", 9),
        ridges("autumn", 16),
        ridges("fog", 22),
        cut("grass", (0.2, 0.3, 0.8, 0.6), "autumn", turn=8),
    )),
    Outing("2023-11-19", (12.1, 13.0), "2023/Home", "phone", (
        cut("cat", (0.3, 0.3, 0.5, 0.7), "golden", turn=6),
        cut("cat", (0.02, 0.08, 0.42, 0.85), "faded"),
    )),
    # 2024
    Outing("2024-02-10", (6.4, 12.0), "2024/Florida", "pixel", (
        sea("dawn", 71),
        cut("astronaut", (0.0, 0.0, 1.0, 1.0), "day"),
        burst(cut("astronaut", (0.16, 0.0, 0.6, 0.56), "film"), 5),
        copied(cut("astronaut", (0.5, 0.02, 0.5, 0.62), "day"), "resaved"),
        cut("astronaut", (0.14, 0.42, 0.5, 0.4), "faded"),
    ), _CANAVERAL),
    Outing("2024-02-11", (17.6, 18.9), "2024/Florida", "sony", (
        copied(cut("rocket", (0.0, 0.0, 1.0, 1.0), "day"), "sent"),
        cut("rocket", (0.34, 0.08, 0.34, 0.92), "day"),
        burst(cut("rocket", (0.25, 0.25, 0.52, 0.55), "dusk"), 4),
        cut("rocket", (0.1, 0.62, 0.52, 0.38), "golden"),
        cut("rocket", (0.0, 0.0, 0.38, 0.8), "evening"),
        spoiled(cut("rocket", (0.4, 0.3, 0.6, 0.6), "dusk", flip=True), "blurred"),
    ), _CANAVERAL),
    Outing("2024-05-05", (10.0, 11.3), "2024/Garden", "pixel", (
        cut("dahlia", (0.28, 0.2, 0.24, 0.3), "day", turn=12),
        burst(cut("dahlia", (0.12, 0.25, 0.7, 0.7), "film", turn=-7), 4),
        cut("grass", (0.0, 0.45, 0.5, 0.55), "meadow", turn=-15),
    )),
    Outing("2024-06-22", (8.3, 9.0), "2024/Home", "pixel", (
        cut("coffee", (0.42, 0.42, 0.4, 0.45), "film"),
        cut("cat", (0.2, 0.16, 0.46, 0.46), "fresh", flip=True),
        copied(cut("cat", (0.4, 0.0, 0.6, 0.95), "winter", flip=True), "sent"),
    )),
    Outing("2024-08-03", (9.5, 21.3), "2024/Lisbon", "pixel", (
        cut("coffee", (0.12, 0.1, 0.6, 0.82), "golden", turn=-8),
        cut("brick", (0.0, 0.35, 0.6, 0.65), "terracotta", flip=True),
        sea("dawn", 95),
        sea("blue_hour", 87),
    ), _LISBON),
    Outing("2024-09-14", (18.0, 18.4), "2024/Home", "phone", (
        cut("cat", (0.1, 0.5, 0.6, 0.5), "film"),
        spoiled(cut("coffee", (0.02, 0.3, 0.5, 0.65), "day"), "bright"),
    )),
    Outing("2024-10-20", (8.0, 18.5), "2024/Autumn walk", "canon", (
        ridges("fog", 51),
        ridges("autumn", 62),
        ridges("blue_hour", 73),
        starry((0.3, 0.0, 0.7, 0.5), 19),
    )),
    Outing("2024-12-25", (10.0, 17.0), "2024/Christmas", "canon", (
        cut("cat", (0.28, 0.0, 0.72, 1.0), "evening", turn=-3),
        cut("coffee", (0.3, 0.05, 0.34, 0.8), "winter"),
        copied(cut("astronaut", (0.5, 0.55, 0.5, 0.45), "noir"), "resaved"),
    )),
)  # fmt: skip
