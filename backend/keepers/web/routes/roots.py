"""The folders a person chose."""

from collections.abc import Mapping
from typing import Literal, cast

from keepers.catalog.roots import Root
from keepers.web.routing import Resource
from keepers.web.schemas.jobs import JobStarted
from keepers.web.schemas.roots import AddRoot, RootDto, RootList, RootPatch
from keepers.web.session import Session
from keepers.web.shown import shown

resource = Resource("roots")


@resource.get("/roots")
def list_roots(session: Session) -> RootList:
    """List the chosen folders, oldest first."""
    library = session.library
    counts = library.roots.asset_counts()
    return RootList(roots=[_root(root, counts) for root in library.roots.all()])


@resource.post(
    "/roots",
    status=201,
    errors=(
        "not_found",
        "not_a_folder",
        "folder_unreadable",
        "folder_inside_another",
        "folder_contains_another",
        "folder_is_library",
    ),
)
def add_root(session: Session, body: AddRoot) -> RootDto:
    """Take a folder into the library.

    Nothing in it is changed; its photos are looked for at once.
    """
    library = session.library
    root = library.add_root(session.folders.path(body.handle))
    return _root(root, library.roots.asset_counts())


@resource.patch("/roots/{root_id}", errors=("not_found", "refused", "database_busy", "disk_full"))
def change_root(session: Session, root_id: int, body: RootPatch) -> RootDto:
    """Have faces looked for in a folder, or not.

    Switched off, those that were found in photos that lie nowhere else are forgotten for good.
    """
    library = session.library
    if body.faces:
        library.forgetting.let_in(root_id)
    else:
        library.forgetting.keep_out(root_id)
    return _root(library.roots.get(root_id), library.roots.asset_counts())


@resource.post("/roots/{root_id}/rescan", errors=("not_found",))
def rescan_root(session: Session, root_id: int) -> JobStarted:
    """Look through a folder again."""
    return JobStarted(job_id=session.library.rescan(root_id))


def _root(root: Root, counts: Mapping[int, int]) -> RootDto:
    return RootDto(
        id=root.id,
        label=root.label,
        path=shown(root.path),
        state=cast(Literal["online", "offline"], root.state),
        offline_reason=root.offline_reason,
        assets=counts.get(root.id, 0),
        added_at=root.added_at,
        scanned_at=root.scanned_at,
        faces=root.faces,
    )
