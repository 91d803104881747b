"""Choosing the best photos of a part of the library."""

import base64

from keepers.curation.curate import candidate_columns, choose_from
from keepers.curation.picks import PickParams
from keepers.curation.score import Sliders
from keepers.web.routing import Resource
from keepers.web.schemas.assets import Decision, PreviousVerdicts, SetVerdict, Verdict
from keepers.web.schemas.picks import (
    CandidatesDto,
    CandidatesQuery,
    PickAsk,
    PickDto,
    ScopeDto,
    ScopeList,
    SelectionDto,
    ShortfallDto,
)
from keepers.web.session import Session
from keepers.web.shown import base64_or_none, reason_dto

resource = Resource("picks")

_64_BITS = (1 << 64) - 1
_VERDICTS: dict[str | None, Verdict | None] = {"in": "in", "out": "out", None: None}


@resource.get("/picks/scopes")
def list_scopes(session: Session) -> ScopeList:
    """List the parts of the library that hold photos."""
    return ScopeList(
        scopes=[
            ScopeDto.model_validate(
                {
                    "scope": str(each.scope),
                    "label_kind": each.scope.kind,
                    "value": each.scope.value,
                    "label": each.label,
                    "count": each.count,
                }
            )
            for each in session.library.scopes.counts()
        ]
    )


@resource.get("/picks/candidates", errors=("invalid",))
def get_candidates(session: Session, query: CandidatesQuery) -> CandidatesDto:
    """Give every measured photo of a scope as columns, for re-ranking in the client."""
    columns = candidate_columns(session.library.measures, query.scope)
    return CandidatesDto(
        scope=query.scope,
        ids=columns.ids,
        times=columns.times,
        time_sure=columns.time_sure,
        sharpness=columns.sharpness,
        light=columns.light,
        composition=columns.composition,
        dhash=[f"{each & _64_BITS:016x}" for each in columns.dhash],
        colour=base64.b64encode(b"".join(columns.colour)).decode("ascii"),
        blank=columns.blank,
        stack_ids=[each or None for each in columns.stack_ids],
        ratios=columns.ratios,
        placeholders=[base64_or_none(each) for each in columns.placeholders],
        picks=[_VERDICTS.get(each) for each in columns.picks],
        favourites=columns.favourites,
    )


@resource.put("/picks/decisions")
def set_verdict(session: Session, body: SetVerdict) -> PreviousVerdicts:
    """Lock photos in or out of picks, or leave them open.

    Answers with what was decided before; unknown ids are passed over.
    """
    previous = session.library.decisions.set_pick(body.ids, body.verdict)
    changed = [asset_id for asset_id, was in previous.items() if was != body.verdict]
    if changed:
        session.library.events.publish("decisions", {"ids": changed})
    return PreviousVerdicts(previous=[Decision(id=key, verdict=was) for key, was in previous.items()])


@resource.post("/picks", errors=("invalid",))
def choose_picks(session: Session, body: PickAsk) -> SelectionDto:
    """Choose the best photos of a scope: the same rule that clients re-rank with."""
    asked = body.params
    selection = choose_from(
        session.library.measures,
        body.scope,
        PickParams(
            n=asked.n,
            sliders=Sliders(
                sharpness=asked.sliders.sharpness,
                light=asked.sliders.light,
                composition=asked.sliders.composition,
            ),
            variety=asked.variety,
            per_day=asked.per_day,
            balance_months=asked.balance_months,
            one_per_stack=asked.one_per_stack,
        ),
    )
    shortfall = selection.shortfall
    return SelectionDto(
        picks=[
            PickDto(
                id=pick.id,
                score=pick.score,
                reasons=[reason_dto(reason) for reason in pick.reasons],
                beat=pick.beat,
            )
            for pick in selection.picks
        ],
        asked=selection.asked,
        shortfall=ShortfallDto(code=shortfall.code, facts=dict(shortfall.facts), count=shortfall.count)
        if shortfall
        else None,
    )
