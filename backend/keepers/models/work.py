"""The act of job 'models': installing, verifying, taking in files, and comparing processors."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from keepers.base.clock import Clock
from keepers.base.job import Job
from keepers.base.job_context import Progress
from keepers.base.library_lock import LibraryLock
from keepers.base.network import Network
from keepers.base.packages import PackageFetcher
from keepers.base.workers import WorkerError, WorkerPool
from keepers.models.errors import ModelUnfit
from keepers.models.from_file import FromFile
from keepers.models.install import Installation, Outcome
from keepers.models.models import Models
from keepers.models.orders import STARTER
from keepers.models.own import OwnModel
from keepers.models.providers import CPU, RUNTIME_NAMES, Verdict, Verdicts
from keepers.models.sources import Folder, Sources
from keepers.models.starter import tried

_SIDE: Final = 640
_LOOK_S: Final = 0.5


class Context(Progress, Protocol):
    """A job's context."""

    job: Job


@dataclass(frozen=True)
class ModelTools:
    """What the job works with. `folders` are looked into before anything is fetched; `examiners` is a pool
    of processes for models/golden.py.
    """

    models: Models
    network: Network
    packages: PackageFetcher
    folders: tuple[Path, ...]
    clock: Clock
    examiners: Callable[[], WorkerPool]


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
            "check": lambda: _check(ctx, tools, str(args["provider"])),
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
        side = like.preprocessing.get("side", _SIDE)
        item = {"do": "fit", "path": str(copy), "name": path.name, "task": like.task, "side": side}
        return int(_examined(tools, [item], ctx)[0]["dims"])

    return taking.own(path, own, like, examine)


def _check(ctx: Context, tools: ModelTools, provider: str) -> dict[str, Any]:
    found: dict[str, Verdict] = {}
    same: set[str] = set()
    different: set[str] = set()
    if provider != CPU:
        items: list[dict[str, Any]] = []
        for one in tools.models.all_active().values():
            side = int(one.entry.preprocessing.get("side", one.entry.preprocessing.get("crop", _SIDE)))
            items += [
                {
                    "do": "compare",
                    "path": str(one.folder / name),
                    "provider": RUNTIME_NAMES[provider],
                    "side": side,
                    "key": one.key,
                    "id": one.id,
                }
                for name in one.files
                if name.endswith(".onnx")
            ]
        for item, result in zip(items, _examined(tools, items, ctx), strict=True):
            verdict = Verdict(bool(result["same"]), str(result["detail"]))
            # Of a model of several files each has to be the same.
            if item["key"] not in found or found[item["key"]].same:
                found[item["key"]] = verdict
            (same if verdict.same else different).add(item["id"])
        Verdicts(tools.models.store).keep(provider, found)
        tools.models.announce([])
    return {
        "same": sorted(same - different),
        "different": sorted(different),
        "verdicts": {key: asdict(each) for key, each in found.items()},
    }


def _examined(tools: ModelTools, items: list[dict[str, Any]], ctx: Context) -> list[dict[str, Any]]:
    """What worker processes say of each item, in order; what they refuse is raised."""
    results: dict[str, dict[str, Any]] = {}
    ctx.progress(done=0, total=len(items))
    with tools.examiners() as pool:
        for outcome in pool.map(items):
            ctx.checkpoint()
            key = outcome.item["path"]
            if outcome.result is not None:
                results[key] = outcome.result
            elif outcome.item["do"] == "compare":
                # A driver that brings down its process is one more that is not used.
                results[key] = {"same": False, "detail": "It failed, so the CPU is used."}
            else:
                raise _unfit(outcome.error, str(outcome.item["name"]))
            ctx.progress(done=len(results))
    return [results[item["path"]] for item in items]


def _unfit(error: WorkerError | None, name: str) -> ModelUnfit:
    """What a worker process said, or what became of it, as a sentence about a model."""
    if error is not None and error.code == ModelUnfit.code:
        return ModelUnfit(error.message, name=name)
    code = "" if error is None else error.code
    why = {
        "file_timeout": "took too long to answer",
        "out_of_memory": "needs more memory than Keepers allows a model",
        "worker_crashed": "brought down the process it was tried in, twice",
    }.get(code, "could not be tried")
    return ModelUnfit(f"{name} {why}, so it was left alone. Nothing was installed.", name=name, reason=code)
