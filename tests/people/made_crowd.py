"""Thousands of faces made of numbers, of people who are known."""

import numpy as np

from keepers.people.faces import Faces
from people.made_faces import faces_of


def made_crowd(
    n: int, people: int, noise: float, poor: float = 0.1, seed: int = 0
) -> tuple[Faces, list[str]]:
    """n faces of so many people, in photos of one to four of them, and who each is.

    Two pictures of a person are 1 / (1 + noise ** 2) alike, give or take .06; those of different people 0. A
    share of them is poor in quality, and half as much like the person.
    """
    rng = np.random.default_rng(seed)
    dims = 256
    centres = rng.normal(size=(people, dims)) / np.sqrt(dims)
    photos, who = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    at = photo = 0
    while at < n:
        together = rng.choice(people, min(int(rng.integers(1, 5)), n - at, people), replace=False)
        photos[at : at + len(together)], who[at : at + len(together)] = photo, together
        at, photo = at + len(together), photo + 1
    bad = rng.random(n) < poor
    spread = np.where(bad, 2 * noise, noise)[:, None]
    vectors = centres[who] + rng.normal(size=(n, dims)) * spread / np.sqrt(dims)
    faces = faces_of(
        vectors,
        photos=photos,
        years=rng.integers(30, 50, n),
        quality=np.where(bad, 0.1, 0.8),
    )
    return faces, [str(each) for each in who.tolist()]
