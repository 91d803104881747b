"""The act of job 'models': installing, verifying, taking in files, and comparing processors."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from keepers.base.clock import Clock
from keepers.base.job import Job
from keepers.base.job_context import Progress
from keepers.base.library_lock import LibraryLock
from keepers.base.network import Network
from keepers.base.packages import PackageFetcher
from keepers.models.errors import ModelUnfit
from keepers.models.examining import Examiners, compare, fitting
from keepers.models.from_file import FromFile
from keepers.models.install import Installation, Outcome
from keepers.models.models import Models
from keepers.models.orders import STARTER
from keepers.models.own import OwnModel
from keepers.models.sources import Folder, Sources
from keepers.models.starter import tried

_LOOK_S: Final = 0.5


class Context(Progress, Protocol):
    """A job's context."""

    job: Job


@dataclass(frozen=True)
class ModelTools:
    """What the job works with. `folders` are looked into before anything is fetched."""

    models: Models
    network: Network
    packages: PackageFetcher
    folders: tuple[Path, ...]
    clock: Clock
    examiners: Examiners


def work(ctx: Context, tools: ModelTools) -> dict[str, Any]:
    """Do what the job was asked for; its result, by what was asked:

    install {installed, already, missing: [{id, task, code, message}]}; verify {checked, damaged: [{id,
    files}]}; import {installed, waiting_for: [{id, files}]}; check {same: [ids], different: [ids]}.
    """
    store = tools.models.store
    store.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = LibraryLock(store.path / ".lock")
    _wait_for(lock, ctx)
    try:
        store.settle()
        args = ctx.job.args
        acts: dict[str, Callable[[], dict[str, Any]]] = {
            "install": lambda: _install(ctx, tools),
            "verify": lambda: _verify(ctx, tools, [*args["ids"]]),
            "import": lambda: _import(ctx, tools),
            "check": lambda: compare(ctx, tools.models, tools.examiners, str(args["provider"])),
        }
        return acts[args["do"]]()
    finally:
        lock.release()


def _wait_for(lock: LibraryLock, ctx: Context) -> None:
    """Take the lock of the store: all libraries of the account have one store."""
    while not lock.try_acquire():
        ctx.progress(note="Another Keepers is installing models")
        ctx.checkpoint()
        time.sleep(_LOOK_S)


def _install(ctx: Context, tools: ModelTools) -> dict[str, Any]:
    args, models = ctx.job.args, tools.models
    if args.get("set") == STARTER:
        there = {one.id for one in models.store.installed()}
        wanted = tried(models.catalogue, there, better="from" in args)
    else:
        wanted = [[models.catalogue.get(model_id)] for model_id in args["ids"]]
    outcome = _installation(ctx, tools, args.get("from")).run(wanted, by_hand="from" in args)
    _judge(outcome, ctx.job, starter=args.get("set") == STARTER)
    return outcome.told()


def _judge(outcome: Outcome, job: Job, *, starter: bool) -> None:
    """Raise where it is to be tried again, or where nothing came of it."""
    errors = [error for _, error in outcome.missing]
    achieved = bool(outcome.installed or outcome.already)
    again = next((error for error in errors if error.retry), None)
    # Of the starter models each that came is a gain: the others are told and need no second try at once.
    if again is not None and not (starter and achieved) and job.attempts < job.max_attempts:
        raise again
    if errors and not achieved:
        raise again or errors[0]


def _installation(ctx: Context, tools: ModelTools, only_from: str | None) -> Installation:
    models = tools.models
    places = tools.folders if only_from is None else (Path(only_from),)
    sources = Sources(
        folders=[Folder(path) for path in places],
        network=tools.network,
        packages=tools.packages,
        only_folders=only_from is not None,
        may_fetch=models.may_fetch,
    )
    return Installation(ctx, models.store, sources, models.use_context, tools.clock.now_ms(), models.announce)


def _verify(ctx: Context, tools: ModelTools, ids: list[str]) -> dict[str, Any]:
    store = tools.models.store
    found = [one for each in ids if (one := store.get(each)) is not None]
    ctx.progress(done=0, total=sum(one.bytes for one in found))
    done, damaged = 0, []

    def more(count: int) -> None:
        nonlocal done
        done += count
        ctx.progress(done=done)
        ctx.checkpoint()

    for one in found:
        ctx.progress(note=tools.models.entry(one.id).title)
        if wrong := store.verify(one.id, more):
            damaged.append({"id": one.id, "files": wrong})
            store.reject(one.id)
            tools.models.announce([one.id])
    gone = [{"id": each, "files": []} for each in ids if each not in {one.id for one in found}]
    return {"checked": len(found), "damaged": [*damaged, *gone]}


def _import(ctx: Context, tools: ModelTools) -> dict[str, Any]:
    path, said = Path(ctx.job.args["path"]), ctx.job.args["own"]
    taking = FromFile(
        ctx, tools.models, lambda folder: _installation(ctx, tools, str(folder)), tools.clock.now_ms()
    )
    known = taking.known(path)
    if known is not None:
        return known
    if said is None:
        raise ModelUnfit(
            f"{path.name} is none of the files Keepers knows, so it was left alone. Check that it was copied "
            "whole. A model of your own can be added by saying how it is to be used.",
            name=path.name,
        )
    own = OwnModel(**said)
    like = own.check(tools.models.catalogue)

    def examine(copy: Path) -> int:
        return fitting(ctx, tools.examiners, copy, path.name, like)

    return taking.own(path, own, like, examine)
