"""What the bytes of a picture or film tell of where they come from: evidence of what belongs together. Pure.

Taken from the file itself and from nothing beside it: what a person or a program wrote into a sidecar later
does not change which shot it is.
"""

from dataclasses import dataclass

from keepers.metadata.dates import read_stamp
from keepers.metadata.embedded import Embedded
from keepers.metadata.film_words import FilmWords
from keepers.metadata.xmp_kinds import Lineage


@dataclass(frozen=True)
class Evidence:
    """None: not said. `content_id`: a Live Photo's picture and film share it; `burst_id`: all of a burst do.

    `document_id`, `original_document_id`, `derived_from`: XMP's lineage. `image_id`: EXIF's ImageUniqueID.
    `taken_ms`: what the camera's clock said, in ms as if UTC, `taken_offset_min`: its zone.
    """

    content_id: str | None = None
    burst_id: str | None = None
    document_id: str | None = None
    original_document_id: str | None = None
    derived_from: str | None = None
    image_id: str | None = None
    taken_ms: int | None = None
    taken_offset_min: int | None = None


def evidence_of(embedded: Embedded) -> Evidence:
    """The evidence in a picture."""
    exif = embedded.exif
    lineage = embedded.xmp.lineage if embedded.xmp else Lineage()
    taken = read_stamp(exif.basics.times.original)
    to_the_second = taken is not None and taken.precision == "second"
    return Evidence(
        content_id=exif.content_id,
        burst_id=exif.burst_id,
        document_id=lineage.document_id,
        original_document_id=lineage.original_id,
        derived_from=lineage.derived_from,
        image_id=exif.image_id,
        taken_ms=taken.time_ms if taken and to_the_second else None,
        taken_offset_min=taken.offset_min if taken and to_the_second else None,
    )


def evidence_of_film(said: FilmWords) -> Evidence:
    """The evidence in a film: its clock counts in UTC, or says its zone."""
    taken = read_stamp(said.taken)
    if taken is not None and taken.precision == "second":
        return Evidence(said.content_id, taken_ms=taken.time_ms, taken_offset_min=taken.offset_min)
    in_utc = None if said.made_utc_ms is None else 0
    return Evidence(said.content_id, taken_ms=said.made_utc_ms, taken_offset_min=in_utc)
