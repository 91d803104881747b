"""The same things as the rooms below know them, as they are said over the API."""

import base64
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final

from keepers.base.errors import NotFound
from keepers.base.job import Job
from keepers.base.jobs import JobQueue
from keepers.catalog.assets import Asset
from keepers.catalog.measures import Measures
from keepers.catalog.roots import Roots
from keepers.curation.candidate import Candidate
from keepers.curation.reasons import Reason as CurationReason
from keepers.web.schemas.base import Reason
from keepers.web.schemas.jobs import JobDto

_VERSION_DIGITS: Final = 16
_REMEMBERED: Final = 500


def shown(path: str) -> str:
    """A path for people: bytes that are no text are replaced."""
    return path.encode("utf-8", "replace").decode("utf-8")


def base64_or_none(raw: bytes | None) -> str | None:
    """Bytes as text; None stays None."""
    return None if raw is None else base64.b64encode(raw).decode("ascii")


def version_of(hash_hex: str | None) -> str | None:
    """What tells one content of a media address from another."""
    return None if hash_hex is None else hash_hex[:_VERSION_DIGITS]


def reason_dto(reason: CurationReason) -> Reason:
    """A reason of curation."""
    return Reason(code=reason.code, facts=dict(reason.facts))


def job_dto(job: Job, roots: Roots) -> JobDto:
    """A job, with what may be shown of its arguments."""
    return JobDto.model_validate({**job.public(), "args_public": args_public(job.kind, job.args, roots)})


def args_public(kind: str, args: Mapping[str, Any], roots: Roots) -> dict[str, Any]:
    """What may be shown of a job's arguments: no paths."""
    if kind == "scan":
        return {"root_id": args.get("root_id"), "root_label": _label(args.get("root_id"), roots)}
    if kind == "export":
        ids = args.get("ids") or ()
        return {
            "count": len(ids),
            "name": args.get("title") or "",
            "mode": args.get("mode"),
            "gallery": bool(args.get("gallery")),
        }
    if kind == "export_library":
        return {"name": PurePath(str(args.get("dest") or "")).name, "mode": args.get("mode")}
    if kind == "models":
        return {name: args[name] for name in ("do", "set", "ids") if name in args}
    return {}


class PublicArgs:
    """What may be shown of the arguments of jobs, remembered: a running job is announced many times."""

    def __init__(self, jobs: JobQueue, roots: Roots) -> None:
        self._jobs = jobs
        self._roots = roots
        self._known: dict[int, dict[str, Any]] = {}

    def of(self, job_id: int) -> dict[str, Any]:
        """Of the job with this id; nothing of one that was cleared away."""
        known = self._known.get(job_id)
        if known is None:
            try:
                job = self._jobs.get(job_id)
            except NotFound:
                return {}
            known = args_public(job.kind, job.args, self._roots)
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[job_id] = known
        return known


def _label(root_id: object, roots: Roots) -> str | None:
    if not isinstance(root_id, int):
        return None
    try:
        return roots.get(root_id).label
    except NotFound:
        return None


def judged(asset: Asset, measures: Measures) -> Candidate:
    """One photo as scores and reasons read it."""
    return Candidate(
        id=asset.id,
        time_ms=asset.capture_time,
        sharpness=measures.sharpness,
        light=measures.exposure,
        composition=measures.composition,
        colour=measures.colour,
        blank=measures.blank,
    )
