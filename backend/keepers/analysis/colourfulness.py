"""Colourfulness after Hasler and Suesstrunk (2003): 0 for grey, about 30 moderate, above 80 extreme."""

import cv2
import numpy as np
from numpy.typing import NDArray


def measure(small: NDArray[np.uint8]) -> float:
    """Measure an RGB picture (H x W x 3; a small one is enough)."""
    red, green, blue = (channel.astype(np.float32) for channel in cv2.split(small))
    red_green = red - green
    yellow_blue = (red + green) / 2 - blue
    spread = float(np.hypot(red_green.std(), yellow_blue.std()))
    mean = float(np.hypot(red_green.mean(), yellow_blue.mean()))
    return spread + 0.3 * mean
