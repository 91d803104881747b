"""Folders to choose from. Clients name them by handles the server made; a path is only ever shown."""

from typing import Literal

from pydantic import Field

from keepers.web.schemas.base import Answer, Ask

PlaceKind = Literal["home", "pictures", "desktop", "documents", "downloads", "volume", "computer"]


class Place(Answer):
    """A good place to begin."""

    handle: str
    name: str
    path: str
    kind: PlaceKind


class PlaceList(Answer):
    """Home first, then its well-known folders, volumes, and the whole computer last."""

    places: list[Place]


class FolderRef(Answer):
    """A folder on the way to this one."""

    handle: str
    name: str


class FolderEntry(Answer):
    """A folder inside this one."""

    handle: str
    name: str
    photos: bool = Field(description="A look at its first entries found a photo or a folder of photos.")
    readable: bool = Field(description="False: this computer does not let Keepers open it.")


class Folder(Answer):
    """One folder, and the folders in it by name."""

    handle: str
    name: str
    path: str
    parent: str | None
    crumbs: list[FolderRef] = Field(description="From the top of the disk down to this folder's parent.")
    folders: list[FolderEntry]
    more: bool = Field(description="There are more folders than are listed.")
    photo_count_here: int
    writable: bool


class CreateFolder(Ask):
    """Make a folder inside this one."""

    name: str = Field(min_length=1, max_length=200)
