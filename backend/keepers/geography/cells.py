"""The earth in cells of half a degree, row by row from the south pole, each from 180° west on. Pure."""

from typing import Final

SIDE_DEGREES: Final = 0.5
ROWS: Final = 360
COLUMNS: Final = 720


def row_of(latitude: float) -> int:
    """The row of a latitude in degrees, -90..90; the north pole is in the last."""
    return min(ROWS - 1, max(0, int((latitude + 90) / SIDE_DEGREES)))


def column_of(longitude: float) -> int:
    """The column of a longitude in degrees; what lies past 180 goes on at the other side."""
    return int((longitude + 180) % 360 / SIDE_DEGREES) % COLUMNS


def cell_of(latitude: float, longitude: float) -> int:
    """Number of the cell, 0..259,199."""
    return row_of(latitude) * COLUMNS + column_of(longitude)
