"""What detectors' outputs mean: a face put into the maps by hand comes out where it was put."""

import numpy as np
import pytest

from keepers.analysis.faces import centerface, yunet


def yunet_outputs(width: int, height: int) -> dict[str, np.ndarray]:
    sizes = {"cls": 1, "obj": 1, "bbox": 4, "kps": 10}
    return {
        f"{name}_{stride}": np.zeros((1, (width // stride) * (height // stride), last), np.float32)
        for stride in (8, 16, 32)
        for name, last in sizes.items()
    }


@pytest.mark.parametrize("stride", [8, 16, 32])
def test_yunet(stride: int) -> None:
    width, height = 640, 416
    outputs = yunet_outputs(width, height)
    column, row = 7, 5
    cell = row * (width // stride) + column
    outputs[f"cls_{stride}"][0, cell] = 0.9
    outputs[f"obj_{stride}"][0, cell] = 1.3  # clipped to one
    outputs[f"bbox_{stride}"][0, cell] = (0.5, 0.25, np.log(3), np.log(4))
    outputs[f"kps_{stride}"][0, cell] = range(10)
    found = yunet.decoded(outputs, (height, width), 0.6)
    assert len(found) == 1
    assert np.isclose(found.scores[0], np.sqrt(0.9))
    x, y = (column + 0.5) * stride, (row + 0.25) * stride
    assert np.allclose(found.boxes[0], (x - 1.5 * stride, y - 2 * stride, x + 1.5 * stride, y + 2 * stride))
    assert np.allclose(
        found.points[0], [((column + 2 * i) * stride, (row + 2 * i + 1) * stride) for i in range(5)]
    )
    assert len(yunet.decoded(outputs, (height, width), 0.96)) == 0


def test_centerface() -> None:
    rows, columns = 40, 56
    heat, scale, offset = (
        np.zeros((rows, columns)),
        np.zeros((2, rows, columns)),
        np.zeros((2, rows, columns)),
    )
    points = np.zeros((10, rows, columns))
    x, y = 20, 11
    heat[y, x], scale[:, y, x], offset[:, y, x] = 0.8, np.log((25, 20)), (0.1, 0.2)
    points[:, y, x] = (0.4, 0.3, 0.4, 0.7, 0.6, 0.5, 0.8, 0.35, 0.8, 0.65)
    found = centerface.decoded(*(each.astype(np.float32) for each in (heat, scale, offset, points)), 0.5)
    left, top = 4 * (x + 0.2 + 0.5) - 40, 4 * (y + 0.1 + 0.5) - 50
    assert len(found) == 1
    assert np.allclose(found.boxes[0], (left, top, left + 80, top + 100), atol=1e-3)
    assert np.allclose(found.points[0][0], (left + 0.3 * 80, top + 0.4 * 100), atol=1e-3)
    assert np.allclose(found.points[0][4], (left + 0.65 * 80, top + 0.8 * 100), atol=1e-3)


def test_wild_outputs_make_no_endless_box() -> None:
    outputs = yunet_outputs(64, 64)
    for values in outputs.values():
        values[:] = 1e30
    found = yunet.decoded(outputs, (64, 64), 0.6)
    assert len(found)
    for values in outputs.values():
        values[:] = np.nan
    assert len(yunet.decoded(outputs, (64, 64), 0.6)) == 0
