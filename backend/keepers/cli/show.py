"""`keepers show`: everything a file says, and what the files beside it say of it."""

import os
from pathlib import Path
from typing import Any

import click

from keepers.base.errors import FileUnreadable
from keepers.cli import show_faces
from keepers.cli.exits import EPILOG, FAILED, OK
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.show_document import document
from keepers.cli.show_rows import groups
from keepers.cli.terminal import Terminal
from keepers.cli.words import shown
from keepers.media.reading import Everything, read_everything
from keepers.metadata.beside import Finder


class _File(click.ParamType[Path]):
    """A file that is there."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if str(value) == "":
            raise click.BadParameter("An empty name is no file.", ctx, param)
        path = Path(os.fsdecode(value) if isinstance(value, str | bytes | Path) else str(value)).expanduser()
        said = shown(str(path))
        if path.is_dir():
            raise click.BadParameter(f"{said} is a folder. Name the files in it.", ctx, param)
        if not path.exists():
            raise click.BadParameter(
                f"There is no file {said}. Check the path and that its disk is connected.", ctx, param
            )
        return path


@click.command("show", epilog=EPILOG)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_File())
@click.option("--sources", is_flag=True, help="Say of each line who says so, why, and what others say.")
@everywhere
@pass_terminal
def command(terminal: Terminal, files: tuple[Path, ...], sources: bool) -> int:
    """Show everything that is known of each FILE: when, where, who, in whose words, taken with what.

    Reads EXIF, XMP and IPTC in the photo, the words in a film, an XMP sidecar beside it, the JSON of a Google
    Takeout and the tables of an iCloud export. Where your library holds the photo, its faces are named too.
    None is needed, and nothing is changed. Exits with 1 when a file cannot be read.
    """
    finders: dict[Path, Finder] = {}
    documents: list[dict[str, Any]] = []
    failed = 0
    faces = show_faces.faces_known(terminal, files)
    for path in files:
        try:
            # A folder is looked through once, however many of its files are asked for.
            finder = finders.get(path.parent) or finders.setdefault(path.parent, Finder(path.parent))
            found = read_everything(path, finder)
        except FileUnreadable as error:
            failed += 1
            documents.append({"path": str(path), "error": {"code": error.code, "message": error.message}})
            if not terminal.as_json:
                terminal.failure(error.code, f"{path}: {error.message}")
            continue
        known = faces.get(path, [])
        documents.append({"path": str(path), **document(found), "faces": show_faces.document(known)})
        _tell(terminal, path, found, sources)
        if known:
            terminal.table(("Faces", ""), show_faces.rows(known))
    terminal.answer({"ok": not failed, "files": documents})
    return FAILED if failed else OK


def _tell(terminal: Terminal, path: Path, found: Everything, sources: bool) -> None:
    terminal.say(str(path))
    for title, rows in groups(found):
        if not rows:
            continue
        if sources:
            terminal.table((title, "", "from"), [(row.field, row.value, row.source) for row in rows])
        else:
            terminal.table((title, ""), [(row.field, row.value) for row in rows])
    for missing in found.left_out:
        terminal.say(f"  {missing.words[:1].upper()}{missing.words[1:]}")
    if found.left_out:
        terminal.say()
