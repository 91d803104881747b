"""Work on models that a person asks for: put in line as jobs 'models', done by models/work.py."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from keepers.base.errors import FileUnreadable, Invalid, NotFound, Refused
from keepers.base.files import open_regular
from keepers.base.jobs import JobQueue
from keepers.models.catalogue import Catalogue
from keepers.models.own import OwnModel
from keepers.models.store import ModelStore

KIND: Final = "models"
STARTER: Final = "starter"

_LIVE: Final = ("queued", "running", "paused")


class ModelOrders:
    """What can be asked for: each order is a job, done one after another, resumed after a restart."""

    def __init__(self, catalogue: Catalogue, store: ModelStore, jobs: JobQueue) -> None:
        self.catalogue = catalogue
        self.store = store
        self._jobs = jobs

    def install(self, ids: Sequence[str] | str, from_dir: Path | None = None) -> int:
        """Have models of the list installed, or with "starter" the starter models; the job's id.

        With `from_dir` from the files of that folder only, known by their content. Raises NotFound, Invalid.
        """
        args: dict[str, Any] = {"do": "install"}
        if ids == STARTER:
            args["set"] = STARTER
        else:
            wanted = [ids] if isinstance(ids, str) else list(dict.fromkeys(ids))
            args["ids"] = [self.catalogue.get(model_id).id for model_id in wanted]
            if not wanted:
                raise Invalid("Say which models.")
        if from_dir is not None:
            if not from_dir.is_dir():
                raise NotFound(f"There is no folder {from_dir}.", path=str(from_dir))
            args["from"] = str(from_dir.resolve())
        return self._order(args)

    def verify(self, ids: Sequence[str] | None = None) -> int:
        """Have installed models read again, all of them without `ids`; the job's id. Raises NotFound."""
        there = {one.id for one in self.store.installed()}
        wanted = sorted(there) if ids is None else list(dict.fromkeys(ids))
        for model_id in wanted:
            if model_id not in there:
                raise NotFound(f"{model_id[:80]} is not installed, or not whole.", id=model_id[:80])
        return self._order({"do": "verify", "ids": wanted})

    def import_file(self, path: Path, own: OwnModel | None = None) -> int:
        """Have a model taken from a file that a person chose; the job's id.

        It is known by its content; with `own` it may be one that the list does not know, and is marked as
        theirs. Raises FileUnreadable, and Refused where the list has no file of that size.
        """
        size = _size(path)
        if own is not None:
            own.check(self.catalogue)
        elif not self.catalogue.of_size(size):
            raise Refused(
                f"{path.name} is none of the files Keepers knows, so it was left alone. Check that it was "
                "copied whole. A model of your own can be added by saying how it is to be used.",
                name=path.name,
            )
        said = None if own is None else asdict(own)
        return self._order({"do": "import", "path": str(path.resolve()), "own": said})

    def check_provider(self, provider: str) -> int:
        """Have the models in use compared on that processor with the CPU; the job's id."""
        return self._order({"do": "check", "provider": provider})

    def job_id(self) -> int | None:
        """The work on models that goes on, else the one that waits longest; None when there is none."""
        live = [job for job in self._jobs.list(_LIVE) if job.kind == KIND]
        live.sort(key=lambda job: (job.state != "running", job.id))
        return live[0].id if live else None

    def cancel_starter(self) -> None:
        """Give up fetching the starter models, if that is going on."""
        for job in self._jobs.list(_LIVE):
            if job.kind == KIND and job.args.get("set") == STARTER:
                self._jobs.cancel(job.id)

    def retry_starter(self) -> None:
        """Begin anew the newest try at the starter models, if it failed."""
        for job in self._jobs.list(("done", "failed", "cancelled", *_LIVE)):
            if job.kind == KIND and job.args.get("set") == STARTER:
                if job.state == "failed":
                    self._jobs.retry(job.id)
                return

    def _order(self, args: dict[str, Any]) -> int:
        """Put it in line, unless the very same is already waiting or going on."""
        for job in self._jobs.list(_LIVE):
            if job.kind == KIND and job.args == args and job.request is None and job.state != "paused":
                return job.id
        # Photos go first.
        key = f"{KIND}:{json.dumps(args, sort_keys=True)}"
        return self._jobs.enqueue(KIND, args, dedup_key=key, priority=-1)


def _size(path: Path) -> int:
    with open_regular(path) as stream:
        size = stream.seek(0, 2)
    if size == 0:
        raise FileUnreadable("truncated", f"{path.name} is empty.", path=str(path))
    return size
