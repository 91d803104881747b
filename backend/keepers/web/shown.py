"""The same things as the rooms below know them, as they are said over the API."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from keepers.base.errors import NotFound
from keepers.base.job import Job
from keepers.catalog.measures import Measures
from keepers.catalog.roots import Roots
from keepers.curation.reasons import Reason as CurationReason
from keepers.web.schemas.base import Reason
from keepers.web.schemas.jobs import JobDto

_VERSION_DIGITS: Final = 16


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
    return {}


def _label(root_id: object, roots: Roots) -> str | None:
    if not isinstance(root_id, int):
        return None
    try:
        return roots.get(root_id).label
    except NotFound:
        return None


@dataclass(frozen=True, slots=True)
class Judged:
    """The measures of one photo as scores and reasons read them."""

    sharpness: float | None
    light: float | None
    composition: float | None
    blank: bool
    colour: bytes | None

    @classmethod
    def of(cls, measures: Measures) -> "Judged":
        """The part of `measures` that is judged."""
        return cls(
            measures.sharpness, measures.exposure, measures.composition, measures.blank, measures.colour
        )
