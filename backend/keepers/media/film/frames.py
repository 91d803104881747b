"""One picture out of a film, to stand for it: by the FFmpeg that comes with OpenCV, within bounds.

FFmpeg is told to read files only and to take no playlist for a film: such a one names other places.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Read by OpenCV when the first film is opened; nothing that FFmpeg mutters is of use to anybody here.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
os.environ.setdefault(
    "OPENCV_FFMPEG_CAPTURE_OPTIONS",
    "protocol_whitelist;file|format_whitelist;mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo",
)

import cv2
import numpy as np
from numpy.typing import NDArray

from keepers.media.decode import scaled
from keepers.media.limits import check_size
from keepers.media.problems import problem

Pixels = NDArray[np.uint8]

# Where a picture is looked for, in ms; of a shorter film, at the middle.
_PLACES_MS: Final = (1000, 3000, 6000, 12_000)
# Tones of a picture with something on it lie further apart, and are brighter, than this (of 255).
_CONTENT: Final = 8.0
_DARK: Final = 12.0
# Pictures behind a place that may be missing before it is given up.
_TRIES: Final = 4


@dataclass(frozen=True)
class Poster:
    """`rgb`: uint8 H x W x 3, upright. `width`, `height`: of the whole, upright, pixels square.

    `duration_ms`: as it was given, else as the frames tell it; None: not known.
    """

    rgb: Pixels
    width: int
    height: int
    duration_ms: int | None


def poster(path: Path, long_side: int, duration_ms: int | None) -> Poster:
    """The first picture with something on it, from about a second on, its long side at most `long_side`.

    Raises FileUnreadable: unsupported (no picture in it that can be unpacked), broken, too_large.
    """
    with _opened(path) as film:
        width, height = film.get(cv2.CAP_PROP_FRAME_WIDTH), film.get(cv2.CAP_PROP_FRAME_HEIGHT)
        check_size(max(1, int(width)), max(1, int(height)), "RGB")
        length = duration_ms or _duration(film)
        best: Pixels | None = None
        for at in _places(length):
            frame = _frame(film, at)
            if frame is not None and (best is None or _content(frame) > _content(best)):
                best = frame
            if best is not None and _content(best) >= _CONTENT and best.mean() >= _DARK:
                break
        if best is None:
            best = _first(path)
        if best is None:
            raise problem("broken", detail="no picture of the film could be unpacked")
        squeeze = _squeeze(film)
    tall, stored = best.shape[:2]
    wide = max(1, round(stored * squeeze))
    small = scaled(np.asarray(cv2.cvtColor(best, cv2.COLOR_BGR2RGB), np.uint8), long_side)
    if wide != stored:
        part = min(1.0, long_side / max(wide, tall))
        size = (max(1, round(wide * part)), max(1, round(tall * part)))
        small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), np.uint8)
    return Poster(small, wide, tall, length)


@contextmanager
def _opened(path: Path) -> Iterator[cv2.VideoCapture]:
    descriptor = None
    name = os.fspath(path)
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        # A name that is no text cannot be handed to OpenCV; the open file can.
        if sys.platform == "win32":
            raise problem("unsupported", detail="the name of the film is no text") from None
        descriptor = os.open(path, os.O_RDONLY)
        name = f"/dev/fd/{descriptor}"
    film = cv2.VideoCapture()
    try:
        # One thread: the processes are the parallelism, and each thread holds pictures of its own.
        if not film.open(name, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1]):
            raise problem("unsupported", detail="no picture of the film could be found")
        yield film
    except cv2.error as error:
        raise problem("broken", detail=str(error)[:200]) from error
    finally:
        film.release()
        if descriptor is not None:
            os.close(descriptor)


def _duration(film: cv2.VideoCapture) -> int | None:
    frames, rate = film.get(cv2.CAP_PROP_FRAME_COUNT), film.get(cv2.CAP_PROP_FPS)
    if not (0 < frames < 1e9 and 0 < rate < 100_000):
        return None
    return round(frames / rate * 1000)


def _places(length_ms: int | None) -> Iterator[int]:
    """Where to look, the best first; the beginning last, which every film has."""
    for at in _PLACES_MS:
        if length_ms is None or at < length_ms * 0.9:
            yield at
    if length_ms is not None and length_ms <= _PLACES_MS[0]:
        yield length_ms // 2
    yield 0


def _frame(film: cv2.VideoCapture, at_ms: int) -> Pixels | None:
    film.set(cv2.CAP_PROP_POS_MSEC, at_ms)
    for _ in range(_TRIES):
        done, frame = film.read()
        if done and frame.ndim == 3 and frame.shape[2] == 3:
            return np.asarray(frame, np.uint8)
    return None


def _first(path: Path) -> Pixels | None:
    """The picture a film begins with, for those in which no place can be looked up."""
    with _opened(path) as film:
        done, frame = film.read()
        return np.asarray(frame, np.uint8) if done and frame.ndim == 3 else None


def _content(frame: Pixels) -> float:
    """How much is to be seen, 0..127: how far the tones of a small copy lie apart."""
    small = cv2.resize(frame, (64, 64), interpolation=cv2.INTER_AREA)
    return float(np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.float32).std())


def _squeeze(film: cv2.VideoCapture) -> float:
    """How much wider a picture is shown than it is stored: camcorders squeeze 1920 into 1440."""
    across, down = film.get(cv2.CAP_PROP_SAR_NUM), film.get(cv2.CAP_PROP_SAR_DEN)
    if across <= 0 or down <= 0 or not 0.25 <= across / down <= 4:
        return 1.0
    turned = int(film.get(cv2.CAP_PROP_ORIENTATION_META)) % 180 == 90
    return down / across if turned else across / down
