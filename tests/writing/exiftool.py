"""What exiftool reads of packets: an independent reader, of which we share no line."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

EXIFTOOL = shutil.which("exiftool")
needs_exiftool = pytest.mark.skipif(
    EXIFTOOL is None, reason="exiftool is not installed (Debian: libimage-exiftool-perl)"
)
# What is of the file, of exiftool itself, or made up from other tags.
_NOT_SAID = ("SourceFile", "ExifTool:", "System:", "File:", "Composite:")


def read_by_exiftool(folder: Path, packets: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """The tags of each packet by '<group>:<name>', structures whole, numbers as texts; one call for all."""
    for name, packet in packets.items():
        (folder / f"{name}.xmp").write_bytes(packet)
    asked = [EXIFTOOL or "", "-j", "-G1", "-struct", "-n", "-charset", "filename=UTF8", "-ext", "xmp", "."]
    done = subprocess.run(asked, cwd=folder, capture_output=True, timeout=110, check=False)
    # A text that looks like a number is one in exiftool's JSON, whatever it is meant as.
    found = json.loads(done.stdout, parse_int=str, parse_float=str)
    assert len(found) == len(packets), done.stderr.decode()
    said = {}
    for tags in found:
        name = Path(tags["SourceFile"]).stem
        assert "ExifTool:Error" not in tags, (name, tags)
        said[name] = {key: value for key, value in tags.items() if not key.startswith(_NOT_SAID)}
    return said
