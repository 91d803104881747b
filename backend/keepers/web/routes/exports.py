"""Putting chosen photos into a folder of their own."""

from keepers.archive.layout import WRITTEN
from keepers.archive.spec import LibraryExport
from keepers.curation.reasons import Reason, sentences
from keepers.export.spec import ExportSpec
from keepers.web.routing import Resource
from keepers.web.schemas.exports import CaptionAsk, ExportAsk, LibraryExportAsk
from keepers.web.schemas.jobs import JobStarted
from keepers.web.session import Session

resource = Resource("exports")


@resource.post("/exports", status=201, errors=("invalid", "not_found", "already_there"))
def start_export(session: Session, body: ExportAsk) -> JobStarted:
    """Put photos into a new folder inside a folder, in the order of `ids`.

    Originals are not changed and nothing is overwritten.
    """
    return JobStarted(
        job_id=session.library.export(
            ExportSpec(
                ids=tuple(dict.fromkeys(body.ids)),
                dest=session.folders.inside(body.handle, body.name),
                mode=body.mode,
                gallery=body.gallery,
                companions=body.companions,
                title=body.name,
                captions={each.id: _caption(each) for each in body.reasons or ()},
            )
        )
    )


@resource.post("/exports/library", status=201, errors=("invalid", "not_found", "already_there"))
def start_library_export(session: Session, body: LibraryExportAsk) -> JobStarted:
    """Put the whole library into a new folder inside a folder, for use without Keepers.

    Into one of an earlier export of the library, what is new. Nothing in the library is changed.
    """
    dest = session.folders.inside(body.handle, body.name, WRITTEN)
    return JobStarted(job_id=session.library.export_library(LibraryExport(dest, body.mode)))


def _caption(asked: CaptionAsk) -> str:
    reasons = [
        Reason(each.code, {k: v for k, v in each.facts.items() if v is not None}) for each in asked.reasons
    ]
    return sentences(reasons)
