"""What the process does that makes full-size JPEGs. Never imported by the server itself."""

from pathlib import Path
from typing import Any

import cv2

from keepers.base.errors import WriteFailed
from keepers.base.files import unreadable, write_atomic
from keepers.media.decode import decode_once
from keepers.media.limits import MAX_FILE_BYTES
from keepers.media.problems import problem

_LONGEST_SIDE = 12_000
_QUALITY = 92


def prepare(init_args: dict[str, Any]) -> None:  # noqa: ARG001 - the shape every worker module has
    """Called once in a new worker."""
    cv2.setNumThreads(1)
    cv2.ocl.setUseOpenCL(False)


def make(item: dict[str, Any]) -> dict[str, Any]:
    """Turn the picture in `source` into an upright sRGB JPEG at `target`, its long side at most 12,000.

    Raises FileUnreadable with the codes of media/problems.py, WriteFailed, DiskFull.
    """
    source = Path(item["source"])
    try:
        if source.stat().st_size > MAX_FILE_BYTES:
            raise problem("too_large")
        data = source.read_bytes()
    except OSError as error:
        raise unreadable(error, source) from error
    decoded = decode_once(data, _LONGEST_SIDE, source.name)
    done, jpeg = cv2.imencode(
        ".jpg", cv2.cvtColor(decoded.rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
    )
    if not done:
        raise WriteFailed("The picture could not be turned into one that browsers show.")
    write_atomic(Path(item["target"]), jpeg.tobytes())
    return {}
