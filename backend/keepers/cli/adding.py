"""Adding a folder, shared by the verbs that do."""

import os
from pathlib import Path
from typing import Final

import click

from keepers.catalog.roots import Root
from keepers.cli.following import Followed
from keepers.cli.words import shown
from keepers.ingest.adding import FolderInsideAnother
from keepers.library import Library


class _Folder(click.ParamType[Path]):
    """A folder that is there."""

    name = "folder"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if str(value) == "":
            raise click.BadParameter("An empty name is no folder.", ctx, param)
        path = Path(os.fsdecode(value) if isinstance(value, str | bytes | Path) else str(value)).expanduser()
        if path.is_dir():
            return path
        said = shown(str(path))
        if path.exists():
            raise click.BadParameter(f"{said} is a file. Give the folder it lies in.", ctx, param)
        raise click.BadParameter(
            f"There is no folder {said}. Check the path and that its disk is connected.", ctx, param
        )


FOLDER: Final = _Folder()


def add_folder(library: Library, folder: Path) -> tuple[Root, int]:
    """Add the folder (or find it anew); its root and the id of the scan. Raises as Library.add_root does."""
    try:
        root = library.add_root(folder)
    except FolderInsideAnother as error:
        inside = folder.resolve()
        around = next(root for root in library.roots.all() if inside.is_relative_to(root.path))
        raise FolderInsideAnother(
            f"{error.message} New ones are found by: keepers analyze. "
            f"The best of {around.label}: keepers pick --scope root:{around.id}",
            **error.facts,
        ) from error
    # The scan that adding asked for is the one that is found here, by its key.
    return root, library.rescan(root.id)


def counts(followed: Followed, scan: int) -> dict[str, int]:
    """What the scan counted."""
    result = followed.jobs[scan].result if scan in followed.jobs else None
    return {key: value for key, value in (result or {}).items() if isinstance(value, int)}
