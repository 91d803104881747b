"""Which folders can become roots: a rule over paths, so that no photo is ever found twice or half."""

import os
from collections.abc import Sequence
from pathlib import Path

from keepers.base.errors import Invalid, Refused
from keepers.catalog.roots import Root


class NotAFolder(Invalid):
    """There is no folder at this path."""

    code = "not_a_folder"


class FolderUnreadable(Refused):
    """The folder is there and may not be opened."""

    code = "folder_unreadable"


class FolderInsideAnother(Refused):
    """The folder lies in a root, so its photos are in the library already."""

    code = "folder_inside_another"


class FolderContainsAnother(Refused):
    """A root lies in the folder: its photos would be found twice."""

    code = "folder_contains_another"


class FolderIsLibrary(Refused):
    """The folder belongs to the library itself."""

    code = "folder_is_library"


def existing_folder(path: Path) -> Path:
    """`path` absolute with links resolved. Raises NotAFolder or FolderUnreadable."""
    try:
        resolved = path.expanduser().resolve(strict=True)
        with os.scandir(resolved):
            return resolved
    except PermissionError as error:
        raise FolderUnreadable(
            f"Keepers may not open {_shown(path)}. Allow it to read this folder, then add it again.",
            path=_shown(path),
        ) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise NotAFolder(
            f"There is no folder at {_shown(path)}. Check the path and that its disk is connected.",
            path=_shown(path),
        ) from error


def check_new_root(folder: Path, roots: Sequence[Root], library: Path) -> Root | None:
    """The root this folder already is, None when it can be added.

    `folder` and `library` are absolute with links resolved. Raises FolderIsLibrary, FolderInsideAnother,
    FolderContainsAnother.
    """
    if _within(folder, library):
        raise FolderIsLibrary(
            f"{_shown(folder)} is where Keepers keeps its own data. Choose a folder with photos.",
            path=_shown(folder),
        )
    for root in roots:
        other = Path(root.path)
        inside, around = _within(folder, other), _within(other, folder)
        if inside and around:
            return root
        if inside:
            raise FolderInsideAnother(
                f"{_shown(folder)} lies in {_shown(other)}, so its photos are in the library already.",
                path=_shown(folder),
                other=_shown(other),
            )
        if around:
            raise FolderContainsAnother(
                f"{_shown(folder)} contains {_shown(other)}, which is in the library already. "
                "Choose a folder beside it.",
                path=_shown(folder),
                other=_shown(other),
            )
    return None


def new_label(folder: Path, taken: Sequence[str]) -> str:
    """A short name for the folder that no other root has."""
    name = _shown(Path(folder.name)) if folder.name else _shown(folder)
    parent = _shown(Path(folder.parent.name))
    for label in (name, f"{name} ({parent})" if parent not in {"", "."} else name, _shown(folder)):
        if label not in taken:
            return label
    return _shown(folder)


def _within(path: Path, folder: Path) -> bool:
    return Path(os.path.normcase(path)).is_relative_to(os.path.normcase(folder))


def _shown(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode("utf-8")
