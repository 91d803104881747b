"""What is said of one file, as plain JSON: the document that `catalog.said` keeps. Pure."""

from dataclasses import fields
from typing import Any

from keepers.catalog.capture import source_of
from keepers.media.motion import MotionFilm
from keepers.metadata.beside import Beside
from keepers.metadata.dating import Dated
from keepers.metadata.exif_basics import camera_name
from keepers.metadata.facts import Fact
from keepers.metadata.fields import of_said
from keepers.metadata.regions import Box
from keepers.metadata.said import Said
from keepers.metadata.witnesses import Witnesses


def document_of(
    witnesses: Witnesses,
    said: Said,
    dated: Dated,
    beside: Beside,
    *,
    film: MotionFilm | None = None,
    animated: bool = False,
) -> dict[str, Any]:
    """The document; `film`: that of a motion photo. `animated`: a picture that moves."""
    facts = {each.name: fact for each in fields(said) if isinstance(fact := getattr(said, each.name), Fact)}
    return {
        "fields": dict(of_said(said, dated)),
        "facts": {name: _fact(fact) for name, fact in facts.items()},
        "people": [
            {"name": person.name, "box": _box(person.box), "sources": list(person.sources)}
            for person in said.people
        ],
        "regions": [
            {
                "kind": region.kind,
                "name": region.name,
                "description": region.description,
                "box": _box(region.box),
                "source": region.source,
            }
            for region in said.regions
        ],
        "albums": list(said.albums),
        "favourite": bool(said.favourite and said.favourite.value),
        "capture": _capture(dated),
        "gear": _gear(witnesses, said),
        "evidence": _evidence(witnesses, said),
        "motion": {"offset": film.offset, "bytes": film.length} if film is not None else None,
        "animated": animated,
        "panorama": _panorama(said),
        "beside": [list(each) for each in beside.files],
    }


def _fact(fact: Fact[Any]) -> dict[str, Any]:
    return {
        "value": fact.value,
        "source": fact.source,
        "why": fact.why,
        "others": [list(each) for each in fact.others],
    }


def _box(box: Box | None) -> list[float] | None:
    return [round(each, 6) for each in (box.x, box.y, box.width, box.height)] if box else None


def _capture(dated: Dated) -> dict[str, Any]:
    return {
        "time_ms": dated.time.time_ms,
        "offset_min": dated.time.offset_min,
        "source": source_of(dated),
        "code": dated.code,
        "precision": dated.precision,
        "zone": dated.zone,
        "others": [
            [source, moment.time_ms, moment.offset_min, moment.precision] for source, moment in dated.others
        ],
    }


def _gear(witnesses: Witnesses, said: Said) -> dict[str, Any]:
    basics = witnesses.exif.basics
    make, model = (fact.value if fact else None for fact in (said.make, said.model))
    return {
        "camera": camera_name(make, model) or basics.camera,
        "lens": said.lens.value if said.lens else None,
        "iso": basics.iso,
        "exposure_s": basics.exposure_s,
        "f_number": basics.f_number,
        "focal_mm": basics.focal_mm,
    }


def _evidence(witnesses: Witnesses, said: Said) -> dict[str, str | None]:
    return {
        "content_id": (witnesses.film.content_id if witnesses.film else None) or witnesses.exif.content_id,
        "burst_id": witnesses.exif.burst_id,
        "document_id": said.lineage.document_id,
        "original_document_id": said.lineage.original_id,
        "derived_from": said.lineage.derived_from,
        "image_id": witnesses.exif.image_id,
    }


def _panorama(said: Said) -> dict[str, Any] | None:
    if said.panorama is None:
        return None
    return {
        "projection": said.panorama.projection,
        "full_width": said.panorama.full_width,
        "full_height": said.panorama.full_height,
    }
