"""What one run of the server hands to its routes."""

from keepers.library import Library
from keepers.web.folders import Folders
from keepers.web.full_pictures import FullPictures
from keepers.web.stream import Streams


class Session:
    """The open library, the folder handles given out so far, open event streams, and full-size pictures."""

    def __init__(self, library: Library, folders: Folders) -> None:
        self.library = library
        self.folders = folders
        self.streams = Streams(library.events, library.jobs, library.roots)
        self.full_pictures = FullPictures(library.thumbs / "full")

    def close(self) -> None:
        """End the streams and the process that converts pictures. The library stays open."""
        self.streams.close()
        self.full_pictures.close()
