"""`keepers export-library`: everything in a folder that needs no Keepers."""

from pathlib import Path
from typing import Any

import click

from keepers.archive.spec import LibraryExport
from keepers.cli.exits import EPILOG, FAILED, INCOMPLETE, OK
from keepers.cli.following import follow
from keepers.cli.opening import opened
from keepers.cli.options import Place, everywhere, pass_terminal
from keepers.cli.terminal import Terminal
from keepers.cli.words import count
from keepers.export.spec import Mode

_TOLD = 10


@click.command("export-library", epilog=EPILOG)
@click.argument("folder", metavar="DIR", type=Place())
@click.option("--copy", "mode", flag_value="copy", default=True, help="Copy byte for byte (usual).")
@click.option("--hardlink", "mode", flag_value="hardlink", help="Link instead: no space, same disk only.")
@click.option("--symlink", "mode", flag_value="symlink", help="Point to the originals instead.")
@everywhere
@pass_terminal
def command(terminal: Terminal, folder: Path, mode: Mode) -> int:
    """Put all of the library into DIR, for use without Keepers.

    Originals in the folders they were in, what belongs to them beside them, sidecars with everything known
    (captions, keywords, people, dates, places), a list for each album, and a manifest of it all. Nothing in
    the library is changed. Run it again and it goes on where it stopped.
    """
    spec = LibraryExport(folder.expanduser().absolute(), mode)
    with opened(terminal) as library:
        unread = library.look_queue.count()
        if unread:
            terminal.remark(f"{count(unread, 'file')} are not read yet: they are taken along as they are.")
        job_id = library.export_library(spec)
        followed = follow(library, terminal, [job_id], kinds=())
    job = followed.jobs[job_id]
    result: dict[str, Any] = job.result or {}
    if job.state == "failed":
        terminal.answer({"ok": False, "error": {"code": job.error_code, "message": job.error_message}})
        terminal.remark(job.error_message or "The export failed.")
        return FAILED
    terminal.answer({"ok": followed.code == OK, **result})
    followed.tell(terminal)
    if followed.code != OK:
        return followed.code
    done = "copied" if mode == "copy" else "linked"
    already = f", {result['already']:,} were there already" if result["already"] else ""
    terminal.say(f"{count(result['files'], 'file')} {done} to {result['dest']}{already}.")
    if not result["photos"]:
        terminal.say("There is no photo in this library yet. Add a folder: keepers add FOLDER")
    terminal.say(
        f"{result['photos']:,} photos and films in its manifest; {count(result['sidecars'], 'sidecar')} and "
        f"{count(result['albums'], 'list')} (albums, favourites, picks) written."
    )
    for problem in result["problems"][:_TOLD]:
        terminal.say(f"  {problem['path']}: {problem['message']}")
    if result["problem_count"] > _TOLD:
        more = result["problem_count"] - _TOLD
        terminal.say(f"  And {more:,} more: they stand at the end of manifest.json.")
    return INCOMPLETE if result["problem_count"] else OK
