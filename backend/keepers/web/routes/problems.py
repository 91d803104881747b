"""Files and folders that could not be read."""

from keepers.web.routing import Resource
from keepers.web.schemas.problems import (
    ProblemQuery,
    Retried,
    UnreadableFile,
    UnreadableFolder,
    UnreadableList,
)
from keepers.web.session import Session

resource = Resource("problems")


@resource.get("/problems", errors=("invalid",))
def list_problems(session: Session, query: ProblemQuery) -> UnreadableList:
    """List what could not be read, with reasons."""
    problems = session.library.problems
    # One more than asked tells whether there is a next page.
    rows = problems.list(query.after, query.limit + 1)
    page = rows[: query.limit]
    folders = problems.folders() if query.after == 0 else []
    return UnreadableList(
        problems=[
            UnreadableFile(
                file_id=row.file_id,
                asset_id=row.asset_id,
                name=row.name,
                folder=row.folder,
                root_label=row.root_label,
                code=row.code,
                seen_at=row.seen_at,
            )
            for row in page
        ],
        folders=[
            UnreadableFolder(root_label=row.root_label, folder=row.folder, code=row.code, seen_at=row.seen_at)
            for row in folders
        ],
        next=page[-1].file_id if len(rows) > query.limit else None,
        total=problems.count(),
    )


@resource.post("/problems/retry")
def retry_problems(session: Session) -> Retried:
    """Try every unreadable file once more."""
    return Retried(retried=session.library.retry_problems())
