"""Repairing the dates of photos."""

from typing import Final

from keepers.editing.dates import DateOp, FromName, FromNeighbours, SetTime, SetZone, Shift, When
from keepers.web.routes.metadata import applied_dto
from keepers.web.routing import Resource
from keepers.web.schemas.base import Reason
from keepers.web.schemas.dates import (
    DateOpAsk,
    DatesAsk,
    DatesPlan,
    NameOp,
    NeighboursOp,
    PlannedDate,
    SetOp,
    ShiftOp,
    SkippedDate,
    WhenDto,
    ZoneOp,
)
from keepers.web.schemas.metadata import AppliedDto
from keepers.web.session import Session

resource = Resource("dates")

_SHOWN: Final = 200


@resource.post("/dates/plan", errors=("invalid",))
def plan_dates(session: Session, body: DatesAsk) -> DatesPlan:
    """Tell what repairing dates would do. Nothing is changed."""
    plan = session.library.editing.plan_dates(body.ids, _op(body.op))
    return DatesPlan(
        changes=[
            PlannedDate(
                id=each.asset_id,
                name=each.name,
                before=_when(each.before),
                after=_when(each.after),
                reason=Reason(code=each.reason, facts=each.facts),
            )
            for each in plan.planned[:_SHOWN]
        ],
        total=len(plan.planned),
        skipped=[
            SkippedDate(id=each.asset_id, name=each.name, code=each.code) for each in plan.skipped[:_SHOWN]
        ],
        skipped_total=len(plan.skipped),
    )


@resource.post("/dates/apply", errors=("invalid",))
def apply_dates(session: Session, body: DatesAsk) -> AppliedDto:
    """Repair dates, just as the plan says. It can be taken back."""
    return applied_dto(session.library.editing.apply_dates(body.ids, _op(body.op)))


def _op(asked: DateOpAsk) -> DateOp:
    match asked:
        case ShiftOp(ms=ms):
            return Shift(ms)
        case ZoneOp(zone=zone, keep=keep):
            return SetZone(zone, keep)
        case NameOp():
            return FromName()
        case NeighboursOp():
            return FromNeighbours()
        case SetOp(time_ms=time_ms, offset_min=offset_min):
            return SetTime(time_ms, offset_min)


def _when(when: When) -> WhenDto:
    return WhenDto(time_ms=when.time_ms, offset_min=when.offset_min)
