"""Folders to choose from."""

from keepers.web.routing import Resource
from keepers.web.schemas.folders import CreateFolder, Folder, PlaceList
from keepers.web.session import Session

resource = Resource("folders")


@resource.get("/folders")
def list_places(session: Session) -> PlaceList:
    """Name good places to begin."""
    return session.folders.places()


@resource.get("/folders/{handle}", errors=("not_found", "not_a_folder", "folder_unreadable"))
def open_folder(session: Session, handle: str) -> Folder:
    """List the folders inside a folder; hidden ones are left out."""
    return session.folders.open(handle)


@resource.post(
    "/folders/{handle}/create",
    status=201,
    errors=("not_found", "already_there", "invalid", "write_failed", "disk_full"),
)
def create_folder(session: Session, handle: str, body: CreateFolder) -> Folder:
    """Make a new, empty folder inside a folder."""
    return session.folders.create(handle, body.name)
