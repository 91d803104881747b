"""Whose faces the library knows in a photo: what `keepers show` adds to what the files say."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from keepers.base.errors import KeepersError
from keepers.base.migrations import packaged_steps, version_of
from keepers.catalog.person_faces import FaceRow
from keepers.cli.opening import library_path, opened
from keepers.cli.terminal import Terminal
from keepers.cli.words import shown


def faces_known(terminal: Terminal, paths: Iterable[Path]) -> Mapping[Path, list[FaceRow]]:
    """The faces in these photos, as far as the library holds them; {} where there is none.

    A library is neither made nor brought up to date for it; one that cannot be opened is told in passing.
    """
    place = library_path(terminal)
    catalog, steps = place / "catalog.db", packaged_steps()
    try:
        if not catalog.is_file() or version_of(catalog, steps) != len(steps):
            return {}
        with opened(terminal, place) as library:
            return {
                path: [
                    face
                    for here in library.located.at(path.absolute())
                    for face in library.people.faces_of_asset(here.asset_id).faces
                    if not face.gone and face.verdict != "not_face"
                ]
                for path in paths
            }
    except KeepersError as error:
        terminal.remark(f"Who is in it is not told: {error.message}")
        return {}


def rows(faces: Iterable[FaceRow]) -> list[tuple[str, str]]:
    """Faces from left to right as lines: who, and where in the picture."""
    return [(_who(face), _where(face.box)) for face in faces]


def document(faces: Iterable[FaceRow]) -> list[dict[str, Any]]:
    """Faces as JSON; `box` is left, top, width, height, parts of the upright picture."""
    return [
        {
            "id": face.id,
            "person": face.person_id,
            "name": face.name,
            "kind": face.kind,
            "box": [round(side, 4) for side in face.box],
            "source": face.source,
            "how": face.how,
            "likeness": None if face.likeness is None else round(face.likeness, 3),
        }
        for face in faces
    ]


def _who(face: FaceRow) -> str:
    if face.person_id is None:
        return f"face {face.id}, nobody yet"
    if not face.name:
        return f"somebody without a name (#{face.person_id})"
    said = "" if face.how == "decided" else ", by likeness"
    return f"{shown(face.name)} (#{face.person_id}){said}"


def _where(box: tuple[float, float, float, float]) -> str:
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    across = "left" if x < 1 / 3 else "right" if x > 2 / 3 else "middle"
    down = "top" if y < 1 / 3 else "bottom" if y > 2 / 3 else "middle"
    place = "middle" if across == down else f"{down} {across}" if down != "middle" else across
    return f"{place}, {box[3]:.0%} of the height"
