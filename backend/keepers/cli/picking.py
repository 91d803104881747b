"""Choosing the best photos and putting them into a folder, shared by `pick` and `run`."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from keepers.catalog.assets import Asset
from keepers.catalog.files import FileRow
from keepers.cli.exits import FAILED, INCOMPLETE, OK
from keepers.cli.following import follow
from keepers.cli.options import Place
from keepers.cli.terminal import Terminal
from keepers.cli.words import count, shown
from keepers.curation.curate import choose_from
from keepers.curation.reasons import sentences
from keepers.curation.selection import Pick, PickParams, Selection, Shortfall, check
from keepers.export.spec import ExportSpec, Mode
from keepers.library import Library

_HELP: Final = {
    "add_photos": "Add more folders, or ask for fewer.",
    "raise_per_day": "Allow more a day with --per-day, or leave that limit out.",
    "allow_stacks": "Leave out --one-per-stack to allow look-alikes.",
}


@dataclass(frozen=True)
class Wish:
    """What is to be chosen, and what is to become of it."""

    best: int
    out: Path | None
    mode: Mode
    gallery: bool
    alone: bool
    per_day: int | None
    one_per_stack: bool

    @property
    def params(self) -> PickParams:
        """The wish as the rule of choosing takes it. Raises Invalid."""
        params = PickParams(self.best, per_day=self.per_day, one_per_stack=self.one_per_stack)
        check(params)
        return params


def picking_options(*, out_required: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that make a Wish."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(
            (
                click.option(
                    "--best", metavar="N", type=int, default=50, show_default=True, help="How many."
                ),
                click.option(
                    "--out",
                    metavar="DIR",
                    type=Place(),
                    required=out_required,
                    help="The folder to put them into. It is made; nothing in it is ever replaced.",
                ),
                click.option(
                    "--copy", "mode", flag_value="copy", default=True, help="Copy byte for byte (usual)."
                ),
                click.option(
                    "--hardlink",
                    "mode",
                    flag_value="hardlink",
                    help="Link instead: takes no space, same disk only.",
                ),
                click.option(
                    "--symlink", "mode", flag_value="symlink", help="Point to the originals instead."
                ),
                click.option(
                    "--gallery",
                    is_flag=True,
                    help="Also write gallery.html, one page to look at and to pass on.",
                ),
                click.option(
                    "--alone",
                    is_flag=True,
                    help="Leave out what belongs to the photos: raw files, films, originals, sidecars.",
                ),
                click.option("--per-day", metavar="N", type=int, help="At most N from one day."),
                click.option("--one-per-stack", is_flag=True, help="Never two that look alike."),
            )
        ):
            command = option(command)
        return command

    return decorate


def pick_and_export(
    library: Library, terminal: Terminal, wish: Wish, scope: str, extra: dict[str, Any] | None = None
) -> int:
    """Choose from the scope, show it, export it; the exit code. `extra` goes into the JSON document."""
    if wish.gallery and wish.out is None:
        raise click.UsageError("A gallery needs a folder to be written to: add --out DIR.")
    selection = choose_from(library.measures, scope, wish.params)
    ids = [pick.id for pick in selection.picks]
    assets = {asset.id: asset for asset in library.assets.by_ids(ids)}
    files = library.assets.files_of(ids)
    shortfall = selection.shortfall and _shortfall(selection.shortfall, selection, library, scope)
    document: dict[str, Any] = {
        "ok": True,
        **(extra or {}),
        "scope": scope,
        "asked": selection.asked,
        "picks": [
            _as_json(rank, pick, assets[pick.id], files.get(pick.id, []))
            for rank, pick in enumerate(selection.picks, start=1)
        ],
        "shortfall": selection.shortfall
        and {
            "code": selection.shortfall.code,
            "missing": selection.shortfall.count,
            "facts": dict(selection.shortfall.facts),
            "message": shortfall,
        },
        "export": None,
    }
    _show(terminal, selection, assets, files)
    if shortfall:
        terminal.say(shortfall)
    code = OK
    if wish.out is not None and selection.picks:
        code = _export(library, terminal, wish, selection, document)
    terminal.answer(document)
    return code


def _export(
    library: Library, terminal: Terminal, wish: Wish, selection: Selection, document: dict[str, Any]
) -> int:
    out = Path(os.path.abspath(wish.out.expanduser())) if wish.out is not None else Path()
    spec = ExportSpec(
        ids=tuple(pick.id for pick in selection.picks),
        dest=out,
        mode=wish.mode,
        gallery=wish.gallery,
        companions=not wish.alone,
        title=f"The best {len(selection.picks)}",
        captions={pick.id: sentences(pick.reasons) for pick in selection.picks},
    )
    job_id = library.export(spec)
    followed = follow(library, terminal, [job_id], kinds=())
    job = followed.jobs[job_id]
    if job.state == "failed":
        document["ok"] = False
        document["error"] = {"code": job.error_code, "message": job.error_message, "facts": {}}
        terminal.remark(job.error_message or "The export failed.")
        return FAILED
    result = job.result or {}
    document["export"] = {"mode": wish.mode, **result}
    followed.tell(terminal)
    if followed.code != OK:
        return followed.code
    done = {"copy": "copied", "hardlink": "linked", "symlink": "linked"}[wish.mode]
    already = f", {result['already']:,} were there already" if result.get("already") else ""
    terminal.say(f"{count(result.get('exported', 0), 'photo')} {done} to {out}{already}.")
    if result.get("along"):
        terminal.say(f"Along with them went {count(result['along'], 'file')} of theirs.")
    if result.get("gallery"):
        terminal.say(f"The gallery: {out / str(result['gallery'])}")
    for problem in result.get("problems", []):
        terminal.say(f"  {problem['name']}: {problem['message']}")
    return INCOMPLETE if result.get("problems") else OK


def _show(
    terminal: Terminal, selection: Selection, assets: dict[int, Asset], files: dict[int, list[FileRow]]
) -> None:
    rows = [
        (str(rank), _name(files.get(pick.id, [])), _when(assets[pick.id]), sentences(pick.reasons))
        for rank, pick in enumerate(selection.picks, start=1)
    ]
    if rows:
        terminal.table(("", "Photo", "Taken", "Why"), rows, right=(0,))


def _name(files: Sequence[FileRow]) -> str:
    if not files:
        return ""
    folder, _, name = files[0].shown_path.rpartition(os.sep)
    return f"{Path(folder).name}/{name}" if folder else name


def _when(asset: Asset) -> str:
    taken = _taken(asset)
    return taken.strftime("%Y-%m-%d %H:%M") if taken is not None else ""


def _taken(asset: Asset) -> datetime | None:
    try:
        # The wall clock at the camera, counted as if it were UTC.
        return datetime.fromtimestamp(asset.capture_time / 1000, UTC).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):
        return None


def _as_json(rank: int, pick: Pick, asset: Asset, files: Sequence[FileRow]) -> dict[str, Any]:
    taken = _taken(asset)
    return {
        "rank": rank,
        "id": pick.id,
        "path": shown(files[0].path) if files else None,
        "taken": taken.isoformat(timespec="milliseconds") if taken is not None else None,
        "score": pick.score,
        "reasons": [{"code": reason.code, "facts": dict(reason.facts)} for reason in pick.reasons],
        "why": sentences(pick.reasons),
        "beat": list(pick.beat),
    }


def _shortfall(shortfall: Shortfall, selection: Selection, library: Library, scope: str) -> str:
    """In words why there are fewer than asked, and what helps."""
    found = len(selection.picks)
    facts = shortfall.facts
    if int(facts.get("candidates", 0)) == 0:
        return f"There is nothing to choose from. {_why_empty(library, scope)}"
    head = f"{found:,} of the {selection.asked:,} you asked for: "
    helps = _HELP.get(str(facts.get("help")), "")
    if shortfall.code == "per_day":
        return f"{head}{count(int(facts['day_full']), 'photo')} stood back for the limit a day. {helps}"
    if shortfall.code == "one_per_stack":
        return f"{head}{count(int(facts['same_stack']), 'photo')} look like one that was picked. {helps}"
    left_out = int(facts.get("left_out", 0))
    without = f", {left_out:,} of them left out by you" if left_out else ""
    return f"{head}there are only {count(int(facts['candidates']), 'photo')}{without}. {helps}"


def _why_empty(library: Library, scope: str) -> str:
    status = library.status()
    if status.roots == 0:
        return f"The library at {library.path} has no folder yet: keepers add FOLDER"
    if status.unlooked:
        return f"{count(status.unlooked, 'photo')} are not read yet: keepers analyze"
    if status.problems and scope == "library":
        return f"None of the {count(status.problems, 'file')} found could be read: keepers analyze says why"
    return "No photo was found in that part of the library."
