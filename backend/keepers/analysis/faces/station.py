"""The models of faces in one worker process, opened when the first picture needs them."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import cv2

from keepers.analysis.faces.chosen import FaceModels
from keepers.analysis.faces.finder import FaceFinder, FaceModelUnusable
from keepers.base.errors import Invalid
from keepers.base.inference import errors
from keepers.media.decode import Decoded

# What one odd picture may raise within the libraries that look at it, or an odd answer of a model: one of a
# person's own may say something in another shape than was promised.
_ODD: Final[tuple[type[Exception], ...]] = (cv2.error, Invalid, ArithmeticError, LookupError, ValueError)
_log = logging.getLogger(__name__)


class FaceStation:
    """Holds the finder of a process."""

    def __init__(self) -> None:
        self._models: FaceModels | None = None
        self._finder: FaceFinder | None = None

    def prepare(self, models: Mapping[str, Any] | None) -> None:
        """Say which models are to be used: `FaceModels.as_dict()`, or None for no faces."""
        self._models = FaceModels.from_dict(models) if models else None
        self._finder = None

    @property
    def finder(self) -> FaceFinder | None:
        """The finder; None where there is no model. Raises FaceModelUnusable."""
        if self._finder is None and self._models is not None:
            self._finder = FaceFinder(self._models)
        return self._finder

    def beside_the_look(
        self, decoded: Decoded, content_hash_hex: str, crops: Path
    ) -> list[dict[str, Any]] | None:
        """The faces of a picture that is being looked at; None where it cannot be told.

        A look never fails for its faces: the job that searches for them tells why, and tries again. Raises
        DiskFull or WriteFailed.
        """
        try:
            finder = self.finder
            if finder is None:
                return None
            return finder.find(
                decoded.rgb,
                decoded.height,
                content_hash_hex,
                crops,
                way_up_known=way_up_known(decoded),
            )
        except FaceModelUnusable as error:
            _log.warning("No faces are looked for: %s", error.message)
            self._models = None
        except (*_ODD, *errors()):
            _log.warning("Faces of %s could not be looked for", content_hash_hex, exc_info=True)
        return None


def way_up_known(decoded: Decoded) -> bool:
    """Whether the file said how the camera was held: one that names no camera says nothing of it."""
    return decoded.metadata.camera is not None or decoded.metadata.orientation != 1
