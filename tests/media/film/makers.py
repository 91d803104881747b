"""Films made and described by others: FFmpeg makes them, exiftool writes into them and reads them again."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FFMPEG, EXIFTOOL = shutil.which("ffmpeg"), shutil.which("exiftool")
needs_ffmpeg = pytest.mark.skipif(FFMPEG is None, reason="FFmpeg is not installed (Debian: ffmpeg)")
needs_exiftool = pytest.mark.skipif(
    EXIFTOOL is None, reason="exiftool is not installed (Debian: libimage-exiftool-perl)"
)

#: How long films are, in ms, and what is in them.
LENGTH_MS = 2000
SIZE = (320, 240)
_PICTURES = f"testsrc2=size={SIZE[0]}x{SIZE[1]}:rate=25:duration={LENGTH_MS / 1000}"
_SOUND = f"sine=duration={LENGTH_MS / 1000}"


def made(path: Path, *options: str, words: dict[str, str] | None = None) -> Path:
    """A film of coloured bars with a tone at `path`, its container told by its ending."""
    assert FFMPEG is not None
    said = [part for name, text in (words or {}).items() for part in ("-metadata", f"{name}={text}")]
    command = [
        *(FFMPEG, "-hide_banner", "-loglevel", "error", "-y", "-f", "lavfi", "-i", _PICTURES),
        *("-f", "lavfi", "-i", _SOUND, "-pix_fmt", "yuv420p", *said, *options, str(path)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path


def packed(pictures: Path, path: Path) -> Path:
    """The film at `path` whose pictures are the stream at `pictures`, as they are."""
    assert FFMPEG is not None
    command = [FFMPEG, "-loglevel", "error", "-y", "-i", str(pictures), "-c", "copy", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return path


def read_by_ffprobe(path: Path) -> str:
    """The words FFmpeg finds in a film, a line each: 'TAG:COMMENT=Am See'."""
    command = ["ffprobe", "-v", "error", "-show_entries", "format_tags", str(path)]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()


def written(path: Path, *words: str) -> Path:
    """The film at `path` with what exiftool wrote into it: words as '-XMP-dc:Title=Am See'."""
    assert EXIFTOOL is not None
    command = [EXIFTOOL, "-q", "-overwrite_original", *words, str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return path


def read_by_exiftool(path: Path) -> dict[str, Any]:
    """What exiftool says of a film, numbers as numbers, by name without group."""
    assert EXIFTOOL is not None
    command = [EXIFTOOL, "-j", "-n", str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, timeout=60)
    found: dict[str, Any] = json.loads(answer.stdout)[0]
    return found
