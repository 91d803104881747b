"""`keepers dates`: dates that are wrong or unsure, repaired with a preview."""

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Literal

import click

from keepers.base.errors import Invalid
from keepers.cli.exits import EPILOG, OK
from keepers.cli.field_words import date_of, moment
from keepers.cli.metadata_writing import written
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.photos_at import PhotoPath, photos_at
from keepers.cli.terminal import Terminal
from keepers.cli.verb_group import VerbGroup
from keepers.cli.words import count, shown
from keepers.editing.dates import DateOp, FromName, FromNeighbours, Plan, Planned, SetTime, SetZone, Shift
from keepers.library import Library
from keepers.metadata.date_reasons import REASONS

_SHOWN: Final = 20
_LENGTH: Final = re.compile(
    r"(?P<sign>[+-])(?:(?P<days>\d{1,5})d)?(?:(?P<hours>\d{1,6})h)?(?:(?P<minutes>\d{1,7})m)?(?:(?P<seconds>\d{1,9})s)?"
)
_SKIPPED: Final = {
    "same": "the date is that already",
    "out_of_range": "the date would leave the years photos were taken in",
    "zone_unknown": "nothing tells the zone of the clock; --keep-clock takes it as it is",
    "no_date_in_name": "no date in the name",
    "no_neighbours": "no photo with a sure date beside it",
    "not_found": "no longer in the library",
}


@click.group("dates", cls=VerbGroup, epilog=EPILOG, subcommand_metavar="VERB ...")
@everywhere
def command() -> None:
    """Find photos whose date is unsure, and repair dates, many at once."""


@command.command("unsure", epilog=EPILOG, short_help="List the photos whose date is unsure, and why.")
@click.argument("photos", metavar="[PHOTO]...", nargs=-1, type=PhotoPath())
@everywhere
@pass_terminal
def unsure(terminal: Terminal, photos: tuple[Path, ...]) -> int:
    """List the photos whose date is unsure, and why: scans, copies from messengers, files without a date."""
    with opened(terminal) as library:
        rows = _rows(library, photos)
        found = [each for each in rows if _is_unsure(each["code"])]
        unread = library.look_queue.count()
    terminal.answer({"ok": True, "photos": found, "unread": unread})
    if unread:
        terminal.say(f"{count(unread, 'file')} still to be read, dates too: keepers analyze")
    if not rows:
        terminal.say("There is no photo in this library yet. Add a folder: keepers add FOLDER")
    if not found:
        if rows:
            terminal.say("Every date is sure enough.")
        return OK
    terminal.table(
        ("Photo", "Date", "Why it is unsure"),
        [(each["name"], each["date"], _why(each["code"])) for each in found],
    )
    terminal.say("Repair them with: keepers dates repair PHOTO... (--help shows how)")
    return OK


@command.command("repair", epilog=EPILOG, short_help="Repair dates, with a preview.")
@click.argument("photos", metavar="[PHOTO]...", nargs=-1, type=PhotoPath())
@click.option("--unsure", "only_unsure", is_flag=True, help="Only those whose date is unsure.")
@click.option("--shift", metavar="LENGTH", help="Set the clock forward or back: +1h, -2d3h15m, +90s.")
@click.option("--zone", metavar="ZONE", help="They were taken in this zone: Europe/Lisbon.")
@click.option(
    "--keep-clock", is_flag=True, help="With --zone: the clock was right, only its zone was not known."
)
@click.option("--from-name", is_flag=True, help="Take the date in the file's name.")
@click.option(
    "--from-neighbours", is_flag=True, help="Take the date from the photos around it in its folder."
)
@click.option("--set", "at", metavar="WHEN", help="Give all of them this date: 2024-08-17T14:03.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@everywhere
@pass_terminal
def repair(
    terminal: Terminal,
    photos: tuple[Path, ...],
    only_unsure: bool,
    shift: str | None,
    zone: str | None,
    keep_clock: bool,
    from_name: bool,
    from_neighbours: bool,
    at: str | None,
    dry_run: bool,
    yes: bool,
) -> int:
    """Repair the dates of each PHOTO, of all photos in a folder, or with --unsure of the whole library.

    Shows what would become of each before it is done. It can be taken back: keepers metadata undo.
    """
    op = _op(shift, zone, "clock" if keep_clock else "instant", from_name, from_neighbours, at)
    if keep_clock and zone is None:
        raise click.UsageError("--keep-clock goes with --zone.")
    if not photos and not only_unsure:
        raise click.UsageError(
            "Name photos or folders, or add --unsure for every unsure date in the library."
        )
    with opened(terminal) as library:
        rows = [each for each in _rows(library, photos) if not only_unsure or _is_unsure(each["code"])]
        ids = [each["id"] for each in rows]
        plan = library.editing.plan_dates(ids, op)
        document: dict[str, Any] = {"ok": True, **_as_json(plan), "applied": False}
        _show(terminal, plan)
        if not plan.planned or dry_run or not (yes or _asked(terminal, len(plan.planned))):
            terminal.answer(document)
            if plan.planned and not terminal.as_json:
                terminal.say("Nothing was changed." + ("" if dry_run else " Add --yes to do it."))
            return OK
        applied = library.editing.apply_dates(ids, op)
        terminal.say(f"{count(len(applied.changed), 'date')} repaired.")
        if applied.operation is not None:
            terminal.remark(f"Take it back with: keepers metadata undo {applied.operation}")
        document |= {"applied": True, "operation": applied.operation}
        return written(library, terminal, document, applied.changed)


def length_of(text: str) -> int:
    """A length of time in ms, with its sign: "+1h", "-2d3h15m". Raises Invalid."""
    found = _LENGTH.fullmatch(text.strip())
    parts = (
        {}
        if found is None
        else {name: int(part) for name, part in found.groupdict("0").items() if name != "sign"}
    )
    if found is None or not any(parts.values()):
        raise Invalid(
            f'"{text}" is no length of time. Write a sign, then days, hours, minutes, seconds: '
            "+1h, -2d3h15m.",
            shift=text,
        )
    whole = round(timedelta(**parts) / timedelta(milliseconds=1))
    return -whole if found["sign"] == "-" else whole


def _op(
    shift: str | None,
    zone: str | None,
    keep: Literal["instant", "clock"],
    from_name: bool,
    from_neighbours: bool,
    at: str | None,
) -> DateOp:
    given = [
        name
        for name, there in (
            ("--shift", shift is not None),
            ("--zone", zone is not None),
            ("--from-name", from_name),
            ("--from-neighbours", from_neighbours),
            ("--set", at is not None),
        )
        if there
    ]
    if len(given) != 1:
        raise click.UsageError(
            "Say how, in one way: --shift, --zone, --from-name, --from-neighbours or --set."
            if not given
            else f"One way at a time, not {' and '.join(given)}."
        )
    if shift is not None:
        return Shift(length_of(shift))
    if zone is not None:
        return SetZone(zone, keep)
    if at is not None:
        date = date_of(at)
        return SetTime(date["time_ms"], date["offset_min"])
    return FromName() if from_name else FromNeighbours()


def _rows(library: Library, photos: Sequence[Path]) -> list[dict[str, Any]]:
    here = photos_at(library, photos) if photos else library.located.everywhere()
    at = {each.asset_id: each for each in here}
    return [
        {
            "id": asset.id,
            "name": at[asset.id].name,
            "path": shown(at[asset.id].path),
            "date": moment(asset.capture_time, asset.capture_offset_min),
            "code": asset.capture_code,
        }
        for asset in library.assets.by_ids(list(at))
    ]


def _is_unsure(code: str | None) -> bool:
    return code is not None and REASONS[code][0] == "unsure"


def _why(code: str | None) -> str:
    return REASONS[code][1] if code is not None else ""


def _asked(terminal: Terminal, many: int) -> bool:
    """Ask, where somebody is there to answer."""
    if terminal.as_json or not terminal.listens:
        return False
    return click.confirm(f"Change {count(many, 'date')}?", default=False, err=True)


def _show(terminal: Terminal, plan: Plan) -> None:
    if plan.planned:
        rows = [(each.name, _before(each), _after(each)) for each in plan.planned[:_SHOWN]]
        terminal.table(("Photo", "Now", "Then"), rows)
        if len(plan.planned) > _SHOWN:
            terminal.say(f"And {len(plan.planned) - _SHOWN:,} more.")
    for code in dict.fromkeys(each.code for each in plan.skipped):
        those = [each.name for each in plan.skipped if each.code == code]
        more = f" and {len(those) - 3:,} more" if len(those) > 3 else ""
        left = "Left as it is" if len(those) == 1 else "Left as they are"
        terminal.say(f"{left}, {_SKIPPED.get(code, code)}: {', '.join(those[:3])}{more}.")
    if not plan.planned:
        terminal.say("No date would become another.")


def _before(each: Planned) -> str:
    return moment(each.before.time_ms, each.before.offset_min)


def _after(each: Planned) -> str:
    return moment(each.after.time_ms, each.after.offset_min)


def _as_json(plan: Plan) -> dict[str, Any]:
    return {
        "changes": [
            {
                "id": each.asset_id,
                "name": each.name,
                "before": _before(each),
                "after": _after(each),
                "reason": each.reason,
                "facts": dict(each.facts),
            }
            for each in plan.planned
        ],
        "skipped": [{"id": each.asset_id, "name": each.name, "code": each.code} for each in plan.skipped],
    }
