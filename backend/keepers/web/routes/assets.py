"""One photo, and what a person decides about photos."""

from typing import Literal, cast

from keepers.catalog.assets import Asset
from keepers.catalog.companions import Parts
from keepers.catalog.edit_rule import Edit
from keepers.catalog.effective import PERSON
from keepers.catalog.file_writes import Unwritten
from keepers.catalog.files import FileRow
from keepers.catalog.measures import Measures
from keepers.catalog.said import SaidRow
from keepers.catalog.stacks import Stack
from keepers.curation.reasons import Reason as CurationReason
from keepers.curation.reasons import faults, qualities
from keepers.curation.score import NORMAL_WEIGHTS, score
from keepers.editing.unwritten import sentence
from keepers.metadata.date_reasons import REASONS
from keepers.web.place_names import place_name
from keepers.web.routing import Resource
from keepers.web.said_words import fact_dtos
from keepers.web.schemas.assets import (
    AssetDto,
    Changed,
    FileDto,
    MeasuresDto,
    PartDto,
    SetFavourite,
    StackDto,
    Zone,
)
from keepers.web.schemas.base import Reason
from keepers.web.schemas.places import LanguageQuery, PlaceNameDto
from keepers.web.schemas.said import BesideDto, EditDto, PersonDto, PlaceDto, SaidDto, WriteProblemDto
from keepers.web.session import Session
from keepers.web.shown import base64_or_none, judged, reason_dto, version_of

resource = Resource("assets")


@resource.get("/assets/{asset_id}", errors=("not_found",))
def get_asset(session: Session, asset_id: int, query: LanguageQuery) -> AssetDto:
    """Tell everything that is known of one photo."""
    library = session.library
    asset = library.assets.get(asset_id)
    files = library.assets.files(asset_id)
    measures = library.measures.get(asset_id)
    stack = library.stacks.of_asset(asset_id)
    decided = library.decisions.of(asset_id)
    problem = library.problems.of_asset(asset_id)
    parts = library.assets.parts_of([asset_id])[asset_id]
    words = library.words.of(asset_id)
    said = library.said.of(asset_id)
    return AssetDto(
        id=asset.id,
        name=files[0].name if files else "",
        version=version_of(asset.hash_hex),
        kind=cast(Literal["photo", "video"], asset.kind),
        format=asset.format,
        width=asset.width,
        height=asset.height,
        duration_ms=asset.duration_ms,
        placeholder=base64_or_none(asset.placeholder),
        capture_time=asset.capture_time,
        capture_offset_min=asset.capture_offset_min,
        capture_zone=_zone(asset, said),
        capture_source=asset.capture_source,
        capture_code=asset.capture_code,
        capture_confidence=_confidence(asset.capture_code),
        capture_precision=cast(
            Literal["second", "day", "month", "year"], asset.capture_precision or "second"
        ),
        camera=asset.camera,
        lens=asset.lens,
        iso=asset.iso,
        exposure_s=asset.exposure_s,
        f_number=asset.f_number,
        focal_mm=asset.focal_mm,
        latitude=asset.latitude,
        longitude=asset.longitude,
        altitude_m=asset.altitude_m,
        direction_deg=asset.direction_deg,
        title=words.title,
        caption=words.caption,
        rating=words.rating,
        label=words.label,
        keywords=words.keywords,
        people=[PersonDto(**person) for person in words.people],
        place=PlaceDto(**words.place) if words.place else None,
        place_name=_place_name(session, asset, query.lang),
        albums=said.document["albums"] if said is not None else [],
        edits={field: _edit(edit) for field, edit in library.edits.of(asset_id).items()},
        write_problem=_write_problem(library.editing.unwritten(asset_id)),
        animated=asset.animated,
        motion=asset.motion_offset is not None,
        favourite=decided.favourite,
        pick=decided.pick,
        present=asset.present,
        looked=asset.content_hash is not None,
        measures=_measures(asset, measures) if measures else None,
        reasons=_reasons(asset, measures, stack),
        stack=_stack(stack) if stack else None,
        files=[_file(row) for row in files],
        parts=_parts(parts),
        live_id=parts.live_id,
        main_id=asset.main_id,
        problem=problem.code if problem else None,
    )


@resource.get("/assets/{asset_id}/said", errors=("not_found",))
def get_said(session: Session, asset_id: int) -> SaidDto:
    """Tell who says what of one photo: its files, and those beside them."""
    library = session.library
    row = library.said.of(library.assets.get(asset_id).id)
    if row is None:
        return SaidDto(facts=[], beside=[])
    beside = [BesideDto(kind=kind, name=name) for kind, name in row.document["beside"]]
    return SaidDto(facts=fact_dtos(row.document), beside=beside)


@resource.put("/assets/favourite")
def set_favourite(session: Session, body: SetFavourite) -> Changed:
    """Make photos favourites, or not.

    Answers with those whose state was another before; unknown ids are passed over.
    """
    previous = session.library.decisions.set_favourite(body.ids, body.value)
    changed = [asset_id for asset_id, was in previous.items() if was != body.value]
    if changed:
        session.library.events.publish("decisions", {"ids": changed})
    return Changed(changed=changed)


def _confidence(code: str | None) -> Literal["certain", "likely", "unsure"]:
    """How sure the time is; unsure until the photo was read."""
    return cast(Literal["certain", "likely", "unsure"], REASONS[code][0] if code in REASONS else "unsure")


def _zone(asset: Asset, said: SaidRow | None) -> Zone | None:
    if asset.capture_offset_min is None:
        return None
    if asset.capture_source == PERSON:
        return "said"
    # Until it was heard there is its name alone, and the clock of the computer.
    return cast(Zone | None, said.document["capture"]["zone"]) if said is not None else "computer"


def _write_problem(found: Unwritten | None) -> WriteProblemDto | None:
    if found is None:
        return None
    return WriteProblemDto(code=found.code, message=sentence(found.code), at=found.at)


def _edit(edit: Edit) -> EditDto:
    return EditDto(state=edit.state, theirs=edit.theirs, base=edit.base)


def _measures(asset: Asset, measures: Measures) -> MeasuresDto:
    return MeasuresDto(
        score=score(judged(asset, measures)),
        sharpness=measures.sharpness,
        light=measures.exposure,
        composition=measures.composition,
        noise=measures.noise,
        brightness=measures.brightness,
        contrast=measures.contrast,
        clip_low=measures.clip_low,
        clip_high=measures.clip_high,
        colourfulness=measures.colourfulness,
        tilt_deg=measures.tilt_deg,
        blank=measures.blank,
    )


def _reasons(asset: Asset, measures: Measures | None, stack: Stack | None) -> list[Reason]:
    if measures is None:
        return []
    photo = judged(asset, measures)
    found = [*qualities(photo, NORMAL_WEIGHTS), *faults(photo, NORMAL_WEIGHTS)]
    if stack is not None and stack.best == asset.id and len(stack.members) > 1:
        found.insert(0, CurationReason("best_of_stack", {"n": len(stack.members)}))
    return [reason_dto(reason) for reason in found]


def _stack(stack: Stack) -> StackDto:
    return StackDto(
        id=stack.id,
        kind=cast(Literal["burst", "look_alike"], stack.kind),
        best=stack.best,
        members=list(stack.members),
    )


def _file(row: FileRow) -> FileDto:
    return FileDto(
        id=row.id,
        root_id=row.root_id,
        root_label=row.root_label,
        root_online=row.root_online,
        rel_path=row.shown_path,
        size=row.size,
        modified_at=row.modified_at,
        present=row.present,
    )


def _place_name(session: Session, asset: Asset, language: str) -> PlaceNameDto | None:
    if asset.latitude is None or asset.longitude is None:
        return None
    place = session.atlas.place_at(asset.latitude, asset.longitude, language)
    return place_name(place) if place is not None else None


def _parts(parts: Parts) -> list[PartDto]:
    """The best file of each companion, then the files beside."""
    pictures = [
        PartDto(
            asset_id=each.asset_id,
            role=each.role,
            name=each.files[0].name if each.files else "",
            evidence=each.evidence or None,
            kind=cast(Literal["photo", "video"], each.kind),
            size=each.files[0].size if each.files else 0,
            root_online=bool(each.files) and each.files[0].root_online,
            present=bool(each.files) and each.files[0].present,
        )
        for each in parts.companions
    ]
    beside = [
        PartDto(
            asset_id=None,
            role=each.kind,
            name=each.name,
            evidence=None,
            kind="side",
            size=each.size,
            root_online=each.root_online,
            present=each.present,
        )
        for each in parts.side_files
    ]
    return pictures + beside
