"""Good places on this computer to begin looking for photos."""

import os
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from keepers.web.schemas.folders import PlaceKind


@dataclass(frozen=True)
class LocalPlace:
    """A folder with the role it has on this computer."""

    kind: PlaceKind
    path: Path


def local_places() -> list[LocalPlace]:
    """Home, its well-known folders, volumes, the whole computer: those that are there, each once."""
    named: list[tuple[PlaceKind, Path]] = [
        ("home", Path.home()),
        ("pictures", platformdirs.user_pictures_path()),
        ("desktop", platformdirs.user_desktop_path()),
        ("documents", platformdirs.user_documents_path()),
        ("downloads", platformdirs.user_downloads_path()),
        *(("volume", path) for path in _volumes()),
    ]
    if sys.platform != "win32":
        named.append(("computer", Path("/")))
    seen: set[Path] = set()
    places = []
    for kind, path in named:
        if path not in seen and os.path.isdir(path):
            seen.add(path)
            places.append(LocalPlace(kind, path))
    return places


def _volumes() -> Iterator[Path]:
    if sys.platform == "win32":
        yield from (
            Path(f"{letter}:\\") for letter in string.ascii_uppercase if os.path.exists(f"{letter}:\\")
        )
    elif sys.platform == "darwin":
        yield from (path for path in _inside(Path("/Volumes")) if not path.is_symlink())
    else:
        user = Path.home().name
        for above in (f"/media/{user}", f"/run/media/{user}", "/media", "/mnt"):
            yield from (path for path in _inside(Path(above)) if os.path.ismount(path))


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []
