"""What people change of photos: words, people, ratings, dates, places."""

from collections.abc import Iterable

from keepers.catalog.edit_rows import Applied, Skipped
from keepers.editing.change import Change
from keepers.web.routing import Resource
from keepers.web.schemas.metadata import (
    AppliedDto,
    ConflictDto,
    ConflictList,
    ConflictsQuery,
    EditAsk,
    KeywordDto,
    KeywordList,
    KeywordsQuery,
    MetadataState,
    OperationDto,
    OperationList,
    OperationsQuery,
    ResolveAsk,
    SkippedPhoto,
    SyncStarted,
    TurnedDto,
    UnwrittenFile,
)
from keepers.web.session import Session

resource = Resource("metadata")


@resource.post("/metadata/edits", errors=("invalid",))
def edit_metadata(session: Session, body: EditAsk) -> AppliedDto:
    """Change photos.

    It counts at once; files are written behind. Where one change makes no sense none is made.
    """
    changes = [Change(each.field, each.action, each.value) for each in body.changes]
    return applied_dto(session.library.editing.apply(body.ids, changes))


@resource.get("/metadata/operations")
def list_operations(session: Session, query: OperationsQuery) -> OperationList:
    """List what was changed, newest first."""
    return OperationList(
        operations=[
            OperationDto.model_validate(
                {
                    "id": each.id,
                    "kind": each.kind,
                    "made_at": each.made_at,
                    "undone_at": each.undone_at,
                    "photos": each.photos,
                    "fields": list(each.fields),
                }
            )
            for each in session.library.editing.history(query.limit, query.before)
        ]
    )


@resource.post("/metadata/operations/{operation_id}/undo", errors=("not_found", "refused"))
def undo_operation(session: Session, operation_id: int) -> TurnedDto:
    """Take a change back.

    Photos that were changed otherwise since stay as they are. Files that nobody touched since get their
    former bytes again.
    """
    return _turned(session.library.editing.undo(operation_id))


@resource.post("/metadata/operations/{operation_id}/redo", errors=("not_found", "refused"))
def redo_operation(session: Session, operation_id: int) -> TurnedDto:
    """Make a change again that was taken back."""
    return _turned(session.library.editing.redo(operation_id))


@resource.get("/metadata/conflicts")
def list_conflicts(session: Session, query: ConflictsQuery) -> ConflictList:
    """List fields that a person and another program both changed."""
    editing = session.library.editing
    return ConflictList(
        conflicts=[
            ConflictDto(
                asset_id=each.asset_id,
                name=each.name,
                field=each.field,
                mine=each.mine,
                theirs=each.theirs,
                base=each.base,
                edited_at=each.edited_at,
            )
            for each in editing.conflicts((query.after_id, query.after_field), query.limit)
        ],
        total=editing.state().conflicts,
    )


@resource.post("/metadata/conflicts/resolve", errors=("not_found",))
def resolve_conflict(session: Session, body: ResolveAsk) -> AppliedDto:
    """Choose between what a person and what another program wrote. It can be taken back."""
    return applied_dto(session.library.editing.resolve(body.asset_id, body.field, body.take))


@resource.get("/metadata/state")
def metadata_state(session: Session) -> MetadataState:
    """Tell what waits to be written, and what could not be."""
    state = session.library.editing.state()
    return MetadataState(
        mode=state.mode,
        pending=state.pending,
        conflicts=state.conflicts,
        failed=state.failed,
        unwritten=[
            UnwrittenFile(
                asset_id=each.asset_id,
                name=each.name,
                root_label=each.root_label,
                code=each.code,
                at=each.at,
            )
            for each in state.unwritten
        ],
    )


@resource.post("/metadata/sync")
def sync_metadata(session: Session) -> SyncStarted:
    """Have everything written that waits, also where that failed before."""
    return SyncStarted(job=session.library.editing.sync())


@resource.get("/keywords")
def list_keywords(session: Session, query: KeywordsQuery) -> KeywordList:
    """List keywords in use of which a part of the path begins so."""
    return KeywordList(
        keywords=[
            KeywordDto(keyword=each.keyword, count=each.count)
            for each in session.library.keywords.beginning(query.prefix, query.limit)
        ]
    )


def applied_dto(applied: Applied) -> AppliedDto:
    """What an operation did."""
    return AppliedDto(
        operation=applied.operation, changed=len(applied.changed), skipped=_skipped(applied.skipped)
    )


def _turned(applied: Applied) -> TurnedDto:
    return TurnedDto(changed=len(applied.changed), skipped=_skipped(applied.skipped))


def _skipped(skipped: Iterable[Skipped]) -> list[SkippedPhoto]:
    return [SkippedPhoto(id=each.asset_id, code=each.code) for each in skipped]
