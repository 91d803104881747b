"""What one run of the server hands to its routes."""

from functools import cached_property
from typing import TYPE_CHECKING

from keepers.library import Library
from keepers.web.folders import Folders
from keepers.web.full_pictures import FullPictures
from keepers.web.stream import Streams

if TYPE_CHECKING:
    from keepers.geography.atlas import Atlas


class Session:
    """The open library, the folder handles given out so far, open event streams, and full-size pictures."""

    def __init__(self, library: Library, folders: Folders) -> None:
        self.library = library
        self.folders = folders
        self.streams = Streams(library.events, library.jobs, library.roots)
        self.full_pictures = FullPictures(library.thumbs / "full")

    @cached_property
    def atlas(self) -> "Atlas":
        """Names of places, and places of names."""
        from keepers.geography.atlas import Atlas  # noqa: PLC0415 - numpy, only once a place is asked for

        return Atlas()

    def close(self) -> None:
        """End the streams and the process that converts pictures. The library stays open."""
        self.streams.close()
        self.full_pictures.close()
