"""One photo as the picking rules see it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of one photo. None means it was not measured.

    time_ms: wall clock at the camera; time_sure: False when it is only the file's date. Sub-scores: 0..1,
    higher is better. dhash: 64 bits, unsigned. colour: 48 bytes, a 4x4 grid of L, a, b (row by row, each
    0..255). blank: hardly any detail, so the hash says nothing. stack_id: the stack it belongs to.
    """

    id: int
    time_ms: int
    time_sure: bool = True
    sharpness: float | None = None
    light: float | None = None
    composition: float | None = None
    dhash: int | None = None
    colour: bytes | None = None
    blank: bool = False
    stack_id: int | None = None
