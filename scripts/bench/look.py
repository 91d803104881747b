"""CPU seconds to look at a 12 megapixel JPEG, step by step, and how many reduced decodes that is.

The floor is the cheapest decode that still gives a 1008 pixel picture: OpenCV at a quarter of the size.
Photos are made from the sample pictures of scikit-learn, their detail and noise set so that file and
thumbnail are about as large as those of a phone, or given by name: `look.py --photo IMG_1.JPG`. CPU time, not
wall time: other work on the machine costs it little more than warm caches.
"""

import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from blake3 import blake3
from numpy.typing import NDArray
from PIL import Image
from report import arguments, publish

from keepers.analysis.measures import measure
from keepers.analysis.worker import look_at, prepare
from keepers.media.decode import decode_once, scaled
from keepers.media.thumbnails import SETTINGS, encoded
from keepers.metadata.exif_basics import read_metadata

_WIDTH, _HEIGHT = 4032, 3024
_NOISE = 4.5
_DETAIL = 0.35
_QUALITY = 94
_ROUNDS = 7


def photos(folder: Path, count: int) -> list[Path]:
    """Write `count` 12 megapixel JPEGs: enlarged sample pictures, finer copies of themselves as detail."""
    from sklearn.datasets import load_sample_images  # noqa: PLC0415 - not needed for given photos

    samples = load_sample_images().images
    made = []
    for number in range(count):
        sample = np.roll(samples[number % len(samples)], number * 37, axis=1)
        made.append(jpeg(folder / f"photo-{number}.jpg", grown(sample, number)))
    return made


def jpeg(path: Path, pixels: NDArray[np.uint8]) -> Path:
    """Write a picture as a phone would; its path."""
    Image.fromarray(pixels).save(path, quality=_QUALITY, exif=_exif(), subsampling="4:2:0")
    return path


def grown(sample: NDArray[np.uint8], seed: int, finer: float = _DETAIL) -> NDArray[np.uint8]:
    """A 12 megapixel picture of a small one; `finer`: how strong the smaller copies of itself in it are."""
    rng = np.random.default_rng(seed)
    base = cv2.resize(sample, (_WIDTH, _HEIGHT), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    detail = cv2.resize(sample, (_WIDTH // 2, _HEIGHT // 2), interpolation=cv2.INTER_LANCZOS4).astype(
        np.float32
    )
    detail = np.tile(detail - cv2.GaussianBlur(detail, (0, 0), 8), (2, 2, 1))
    noise = rng.normal(0, _NOISE, (_HEIGHT, _WIDTH, 1)).astype(np.float32)
    grown: NDArray[np.uint8] = np.clip(base + finer * detail + noise, 0, 255).astype(np.uint8)
    return grown


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Keepers", "Bench", 1
    detail = exif.get_ifd(0x8769)
    detail[0x9003], detail[0x9011], detail[0x8827] = "2024:06:01 12:00:00", "+02:00", 100
    return exif


def _cpu_ms(step: Callable[[], object]) -> float:
    """The least CPU milliseconds of several rounds: what is above it is other work on the machine."""
    spent = []
    for _ in range(_ROUNDS):
        begin = time.process_time()
        step()
        spent.append(time.process_time() - begin)
    return min(spent) * 1000


def one(path: Path, thumbs: Path) -> dict[str, Any]:
    """Every figure of one photo, in CPU milliseconds."""
    data = path.read_bytes()
    array = np.frombuffer(data, np.uint8)
    decoded = decode_once(data)
    small = scaled(decoded.rgb, 256)
    rounds = iter(range(10_000))

    def whole() -> None:
        folder = thumbs / f"{path.stem}-{next(rounds)}"
        folder.mkdir()
        look_at({"path": str(path), "file_id": 1, "name": path.name, "mtime_ns": 0, "thumbs": str(folder)})

    def draft() -> None:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", (image.width // 4, image.height // 4))
            image.load()

    with Image.open(io.BytesIO(data)) as opened:
        steps = {
            "read": _cpu_ms(path.read_bytes),
            "hash": _cpu_ms(lambda: blake3(data).digest()),
            "metadata": _cpu_ms(lambda: read_metadata(opened, "jpeg")),
            "decode": _cpu_ms(lambda: decode_once(data)),
            "shrink_to_256": _cpu_ms(lambda: scaled(decoded.rgb, 256)),
            "webp_1024": _cpu_ms(lambda: encoded(decoded.rgb, *SETTINGS[1024])),
            "webp_256": _cpu_ms(lambda: encoded(small, *SETTINGS[256])),
            "measures": _cpu_ms(lambda: measure(decoded.rgb, small)),
        }
    floors = {
        "opencv_quarter": _cpu_ms(lambda: cv2.imdecode(array, cv2.IMREAD_REDUCED_COLOR_4)),
        "opencv_half": _cpu_ms(lambda: cv2.imdecode(array, cv2.IMREAD_REDUCED_COLOR_2)),
        "pillow_draft_quarter": _cpu_ms(draft),
        "opencv_full": _cpu_ms(lambda: cv2.imdecode(array, cv2.IMREAD_COLOR)),
    }
    total = _cpu_ms(whole)
    return {
        "megabytes": len(data) / 1e6,
        "thumbnail_1024_kb": len(encoded(decoded.rgb, *SETTINGS[1024])) / 1e3,
        "look_ms": total,
        "steps_ms": steps,
        "floors_ms": floors,
        "ratio_to": {name: total / floor for name, floor in floors.items()},
    }


def main() -> None:
    """Measure, print, compare."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=3, help="how many photos to make")
    parser.add_argument("--photo", type=Path, nargs="*", default=[], help="measure these JPEGs instead")
    options = parser.parse_args()
    prepare({})
    with tempfile.TemporaryDirectory(prefix="keepers-bench-") as folder:
        paths = options.photo or photos(Path(folder), options.count)
        each = {path.name: one(path, Path(folder)) for path in paths}
    found = list(each.values())
    publish(
        "look",
        {
            "cpu_seconds_per_photo": statistics.median(photo["look_ms"] for photo in found) / 1000,
            "ratio_to_reduced_decode": statistics.median(
                photo["ratio_to"]["opencv_quarter"] for photo in found
            ),
            "ratio_to_half_decode": statistics.median(photo["ratio_to"]["opencv_half"] for photo in found),
            "budget": {"cpu_seconds_per_photo": 0.15, "ratio_to_reduced_decode": 1.8},
            "photos": each,
        },
        options,
    )


if __name__ == "__main__":
    main()
