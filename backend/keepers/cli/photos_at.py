"""The photos a person names by path, as the library knows them."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import click

from keepers.base.errors import NotFound
from keepers.catalog.located import Here
from keepers.cli.words import photos_and_films, shown
from keepers.library import Library


class PhotoPath(click.ParamType[Path]):
    """A file or a folder, which need not be there: the library may know it from before."""

    name = "photo"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The absolute path."""
        if str(value) == "":
            raise click.BadParameter("An empty name is no photo.", ctx, param)
        return Path(value).expanduser().absolute()


def photos_at(library: Library, paths: Sequence[Path]) -> list[Here]:
    """The photos at these paths, each once, in the order named. Raises NotFound for a path without any."""
    found: dict[int, Here] = {}
    for path in paths:
        here = library.located.at(path)
        if not here:
            raise NotFound(
                f"The library holds no photo at {shown(str(path))}. Add its folder first "
                "(keepers add FOLDER), or have it looked through again (keepers analyze). "
                "keepers show reads any file.",
                path=shown(str(path)),
            )
        for each in here:
            found.setdefault(each.asset_id, each)
    return list(found.values())


def counted(library: Library, ids: Collection[int]) -> str:
    """ "2 photos and 1 film": how many these are."""
    films = sum(asset.kind == "video" for asset in library.assets.by_ids(list(ids)))
    return photos_and_films(len(ids), films)
