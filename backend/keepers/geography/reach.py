"""How far a city reaches from its middle. Pure.

A city's area grows about as its people do. Measured at cities of all continents (Berlin 17 km, Lisbon 6.6 km,
London 27 km, a village of 1,000 less than one).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_KM: Final = 0.0092
_LEAST_KM: Final = 0.8


def reach_km(population: int) -> float:
    """Kilometres from the middle of a city of so many people to its edge."""
    return float(reaches_km(np.array([population]))[0])


def reaches_km(populations: NDArray[np.integer]) -> NDArray[np.float64]:
    """The same of many."""
    return np.asarray(np.maximum(_LEAST_KM, _KM * np.sqrt(populations)), dtype=np.float64)
