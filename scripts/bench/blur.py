"""Does the sharp picture win? Sharpness over labelled real photos (KEEPERS_PHOTOS_DIR).

In each scene of blur/ the sharp frame must come first. AUC: how often any sharp frame beats any blurred one
of any scene. quality/ holds one scene at falling quality, neardup/bridge one photo blurred and sharpened.
"""

import csv
import os
import sys
from pathlib import Path
from typing import Any

from report import arguments, publish

from keepers.analysis.measures import Measures, measure
from keepers.media.decode import decode_once, scaled

_EXACT = 4


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV with a header line and no quoting."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def measured(path: Path) -> Measures:
    """What a look at this file measures."""
    decoded = decode_once(path.read_bytes())
    return measure(decoded.rgb, scaled(decoded.rgb, 256))


def sharpness(path: Path) -> float:
    """0..1; 0 where nothing could be measured."""
    return measured(path).sharpness or 0.0


def blur(photos: Path) -> dict[str, Any]:
    """Wins per scene, and the AUC over all pictures."""
    scenes: dict[str, dict[str, float]] = {}
    for row in rows(photos / "blur/labels.tsv"):
        scenes.setdefault(row["scene"], {})[row["state"]] = round(sharpness(photos / row["path"]), _EXACT)
    sharp = [states["sharp"] for states in scenes.values()]
    soft = [value for states in scenes.values() for state, value in states.items() if state != "sharp"]
    pairs = [(a > b) + 0.5 * (a == b) for a in sharp for b in soft]
    return {
        "wins": sum(states["sharp"] == max(states.values()) for states in scenes.values()),
        "scenes": len(scenes),
        "auc": round(sum(pairs) / len(pairs), _EXACT),
        "smallest_lead": round(
            min(
                states["sharp"] - max(v for s, v in states.items() if s != "sharp")
                for states in scenes.values()
            ),
            _EXACT,
        ),
        "by_scene": scenes,
    }


def one_scene(folder: Path) -> dict[str, float]:
    """Sharpness of every picture of a folder, by name."""
    return {path.stem: round(sharpness(path), _EXACT) for path in sorted(folder.iterdir()) if path.is_file()}


def main() -> None:
    """Measure, print, compare."""
    options = arguments(__doc__).parse_args()
    folder = os.environ.get("KEEPERS_PHOTOS_DIR")
    if not folder:
        sys.exit("Set KEEPERS_PHOTOS_DIR to the folder of labelled photos.")
    photos = Path(folder)
    publish(
        "blur",
        {
            "blur": blur(photos),
            "quality": one_scene(photos / "quality/live"),
            "edited": one_scene(photos / "neardup/bridge"),
        },
        options,
    )


if __name__ == "__main__":
    main()
