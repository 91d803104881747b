"""Milliseconds of CPU to read all that a JPEG says: EXIF, XMP and IPTC out of bytes in memory.

The JPEGs are those of KEEPERS_PHOTOS_DIR/formats: cameras, phones, Photoshop, digiKam, Picasa. Of each the
quickest of some readings counts; all three blocks are in few of them, so those are told apart.
CPU time, not wall time.
"""

import os
import statistics
import sys
import time
from pathlib import Path

from report import arguments, publish

from keepers.media import formats
from keepers.metadata.blocks import find_blocks
from keepers.metadata.dating import date_of
from keepers.metadata.embedded import read_embedded
from keepers.metadata.said import reconcile
from keepers.metadata.witnesses import Witnesses, claims_of

_ROUNDS = 15


def jpegs(folder: Path) -> dict[str, bytes]:
    """The bytes of every JPEG that is not broken on purpose."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.parent.name != "broken":
            data = path.read_bytes()
            if formats.sniff(data[: formats.HEAD_BYTES]) == "jpeg":
                found[str(path.relative_to(folder))] = data
    return found


def _understood(data: bytes) -> None:
    said = read_embedded(data)
    witnesses = Witnesses(said.exif, said.xmp, said.iptc, said.iptc_digest, size=said.size)
    reconcile(witnesses)
    date_of(claims_of(witnesses), "IMG_1.jpg", 0, now_ms=0)


def figures(files: dict[str, bytes]) -> dict[str, float]:
    """Means over the files, and the slowest of them."""
    read = dict.fromkeys(files, float("inf"))
    understood = dict(read)
    for _ in range(_ROUNDS):
        for name, data in files.items():
            begun = time.process_time_ns()
            read_embedded(data)
            between = time.process_time_ns()
            _understood(data)
            ended = time.process_time_ns()
            read[name] = min(read[name], (between - begun) / 1e6)
            understood[name] = min(understood[name], (ended - between) / 1e6)
    blocks = {name: find_blocks(data) for name, data in files.items()}
    full = [name for name, found in blocks.items() if found.exif and found.xmp and found.iptc]
    return {
        "files": len(files),
        "read_ms": statistics.mean(read.values()),
        "files_with_all_blocks": len(full),
        "read_all_blocks_ms": statistics.mean(read[name] for name in full),
        "slowest_ms": max(read.values()),
        "understood_all_blocks_ms": statistics.mean(understood[name] for name in full),
    }


def main() -> None:
    """Measure, print, compare."""
    options = arguments(__doc__).parse_args()
    folder = os.environ.get("KEEPERS_PHOTOS_DIR")
    if not folder:
        sys.exit("Set KEEPERS_PHOTOS_DIR to the folder of labelled photos.")
    publish("metadata", {"jpegs": figures(jpegs(Path(folder) / "formats"))}, options)


if __name__ == "__main__":
    main()
