"""Models tried in worker processes: is a file fit for use, does another processor answer as the CPU does."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from keepers.base.job_context import Progress
from keepers.base.workers import WorkerError, WorkerPool
from keepers.models.active import ActiveModel
from keepers.models.catalogue import ModelEntry
from keepers.models.errors import ModelUnfit
from keepers.models.models import Models
from keepers.models.providers import CPU, RUNTIME_NAMES, Verdict, Verdicts

_SIDE: Final = 640

#: Opens a pool of processes for models/golden.py.
Examiners = Callable[[], WorkerPool]


def fitting(ctx: Progress, examiners: Examiners, copy: Path, called: str, like: ModelEntry) -> int:
    """The size of what a file says of a picture, tried as a model like `like`. Raises ModelUnfit."""
    side = like.preprocessing.get("side", _SIDE)
    item = {"do": "fit", "path": str(copy), "name": called, "task": like.task, "side": side}
    return int(_examined(ctx, examiners, [item])[0]["dims"])


def compare(ctx: Progress, models: Models, examiners: Examiners, provider: str) -> dict[str, Any]:
    """Compare the models in use on that processor with the CPU, and keep what is found.

    {same: [ids], different: [ids], verdicts: {key: {same, detail}}}.
    """
    found: dict[str, Verdict] = {}
    same: set[str] = set()
    different: set[str] = set()
    if provider != CPU:
        items = [item for one in models.all_active().values() for item in _items(one, provider)]
        for item, result in zip(items, _examined(ctx, examiners, items), strict=True):
            verdict = Verdict(bool(result["same"]), str(result["detail"]))
            # Of a model of several files each has to be the same.
            if item["key"] not in found or found[item["key"]].same:
                found[item["key"]] = verdict
            (same if verdict.same else different).add(item["id"])
        Verdicts(models.store).keep(provider, found)
        models.announce([])
    return {
        "same": sorted(same - different),
        "different": sorted(different),
        "verdicts": {key: asdict(each) for key, each in found.items()},
    }


def _items(one: ActiveModel, provider: str) -> list[dict[str, Any]]:
    said = one.entry.preprocessing
    side = int(said.get("side", said.get("crop", _SIDE)))
    asked = {"do": "compare", "provider": RUNTIME_NAMES[provider], "side": side, "key": one.key, "id": one.id}
    return [asked | {"path": str(one.folder / name)} for name in one.files if name.endswith(".onnx")]


def _examined(ctx: Progress, examiners: Examiners, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What worker processes say of each item, in order; what they refuse is raised."""
    results: dict[str, dict[str, Any]] = {}
    ctx.progress(done=0, total=len(items))
    with examiners() as pool:
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
