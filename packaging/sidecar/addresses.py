"""No library in the frozen folder may know where to report to: looks for addresses that do nothing else.

    python addresses.py FOLDER

Ends with 1 and a sentence for each file that holds one. What Keepers itself asks the internet for goes
through base/network.py and is written down; a library that brings its own uploader would go past that.
"""

import mmap
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

# ONNX Runtime from 1.29 on carries the first two, and uses them unless told not to.
REPORTING: Final = (
    b"events.data.microsoft.com",
    b"/OneCollector/",
    b"in.applicationinsights.azure.com",
    b"google-analytics.com",
    b"ingest.sentry.io",
    b"api.segment.io",
    b"app.posthog.com",
    b"huggingface.co/api/telemetry",
)


def reports_to(path: Path) -> list[str]:
    """The addresses of REPORTING that a file holds."""
    if path.stat().st_size == 0:
        return []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return [address.decode() for address in REPORTING if data.find(address) >= 0]


def found(folder: Path) -> Iterator[str]:
    """One sentence for each file that holds such an address."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            for address in reports_to(path):
                yield f"{path.relative_to(folder)} knows how to report to {address}."


def main() -> int:
    """Look, and say what was found."""
    wrong = list(found(Path(sys.argv[1])))
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
