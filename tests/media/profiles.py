"""Colour profiles written byte by byte, and what their colours are in sRGB, worked out from the definitions.

Matrices are of ICC's D50, as the spaces' standards give their primaries, adapted by Bradford's.
"""

import struct
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Curve = Callable[[Floats], Floats]

_D50 = np.array([0.9642, 1.0, 0.8249])
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_D65, _D50_XY = (0.3127, 0.3290), (0.3457, 0.3585)


def _xyz(x: float, y: float) -> Floats:
    return np.array([x / y, 1.0, (1 - x - y) / y])


def _matrix(primaries: tuple[tuple[float, float], ...], white: tuple[float, float]) -> Floats:
    columns = np.stack([_xyz(*each) for each in primaries], axis=1)
    native = columns * np.linalg.solve(columns, _xyz(*white))
    scale = (_BRADFORD @ _D50) / (_BRADFORD @ _xyz(*white))
    adapted: Floats = np.linalg.inv(_BRADFORD) @ np.diag(scale) @ _BRADFORD @ native
    return adapted


def srgb_decode(values: Floats) -> Floats:
    return np.asarray(np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4))


def srgb_encode(linear: Floats) -> Floats:
    held = np.clip(linear, 0, 1)
    return np.asarray(np.where(held <= 0.0031308, held * 12.92, 1.055 * held ** (1 / 2.4) - 0.055))


SRGB = _matrix(((0.64, 0.33), (0.30, 0.60), (0.15, 0.06)), _D65)
#: Matrix to XYZ, exponent of the curve (0: that of sRGB).
SPACES: dict[str, tuple[Floats, float]] = {
    "Display P3": (_matrix(((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)), _D65), 0.0),
    "Adobe RGB (1998)": (_matrix(((0.64, 0.33), (0.21, 0.71), (0.15, 0.06)), _D65), 563 / 256),
    "ProPhoto RGB": (_matrix(((0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001)), _D50_XY), 1.8),
    "sRGB, linear": (SRGB, 1.0),
}


def in_srgb(colour: tuple[int, ...], space: str) -> tuple[int, ...]:
    """The colour of 8 bits in sRGB that a colour of a space is, held within what sRGB has."""
    matrix, gamma = SPACES[space]
    values: Floats = np.array(colour, np.float64) / 255
    linear = values**gamma if gamma else srgb_decode(values)
    mixed = np.linalg.solve(SRGB, matrix @ linear)
    return tuple(int(part) for part in np.round(srgb_encode(np.asarray(mixed, np.float64)) * 255))


def rgb_profile(space: str) -> bytes:
    """The profile of a space, as cameras and programs embed it."""
    matrix, gamma = SPACES[space]
    tags = {b"desc": _description(space), b"wtpt": _point(_D50)}
    for at, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ")):
        tags[name] = _point(matrix[:, at])
    for name in (b"rTRC", b"gTRC", b"bTRC"):
        tags[name] = _curve(gamma)
    return _profile(b"RGB ", tags)


def grey_profile(gamma: float) -> bytes:
    """A profile of grey with a plain curve."""
    return _profile(b"GRAY", {b"desc": _description("Grey"), b"wtpt": _point(_D50), b"kTRC": _curve(gamma)})


def _point(xyz: Floats) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">iii", *(round(float(each) * 65536) for each in xyz))


def _curve(gamma: float) -> bytes:
    if gamma == 1:
        return b"curv" + bytes(4) + struct.pack(">I", 0)
    if gamma:
        return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))
    steps = np.round(srgb_decode(np.linspace(0, 1, 1024)) * 65535).astype(">u2")
    return b"curv" + bytes(4) + struct.pack(">I", len(steps)) + steps.tobytes()


def _description(name: str) -> bytes:
    text = name.encode() + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(78)


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    at = 128 + 4 + 12 * len(tags)
    table, content = b"", b""
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(content), len(data))
        content += data + bytes(-len(data) % 4)
    whole = at + len(content)
    head = struct.pack(">I4sI4s4s4s", whole, b"lcms", 0x02100000, b"mntr", space, b"XYZ ")
    head += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += struct.pack(">iii", *(round(each * 65536) for each in _D50))
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + content
