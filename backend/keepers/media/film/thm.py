"""The small picture old cameras put beside a film (X.THM): it stands for a film no frame of which opens."""

from pathlib import Path
from typing import Final

from keepers.base.errors import FileUnreadable
from keepers.media.decode import decode_once
from keepers.media.film.frames import Poster
from keepers.media.film.said import FilmSaid
from keepers.metadata.beside import MAX_THM_BYTES

_ENDINGS: Final = (".THM", ".thm", ".Thm")


def picture_beside(path: Path, said: FilmSaid, long_side: int) -> Poster | None:
    """The picture beside the film at `path`, as its poster; None where there is none that opens.

    Its size is the film's own where the container says it: the small picture has black bars.
    """
    for ending in _ENDINGS:
        try:
            with path.with_suffix(ending).open("rb") as stream:
                data = stream.read(MAX_THM_BYTES + 1)
            decoded = decode_once(data, long_side) if len(data) <= MAX_THM_BYTES else None
        except (OSError, FileUnreadable):
            continue
        if decoded is not None:
            width, height = said.width or decoded.width, said.height or decoded.height
            if said.turn in (90, 270):
                width, height = height, width
            return Poster(decoded.rgb, width, height, said.duration_ms)
    return None
