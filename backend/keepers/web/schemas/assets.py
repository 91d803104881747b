"""One photo, and what a person decides about photos."""

from typing import Literal

from pydantic import Field

from keepers.web.schemas.base import Answer, Ask, Reason
from keepers.web.schemas.places import PlaceNameDto
from keepers.web.schemas.said import EditDto, PersonDto, PlaceDto, WriteProblemDto

Verdict = Literal["in", "out"]
#: How the offset of a time is known (metadata/zoned.py).
Zone = Literal["said", "agreed", "satellites", "place", "computer"]
MOST_IDS = 20_000


class MeasuresDto(Answer):
    """What pixels said. sharpness, light, composition and score are 0..1, null when not measured."""

    score: float | None
    sharpness: float | None
    light: float | None
    composition: float | None
    noise: float | None
    brightness: float | None
    contrast: float | None
    clip_low: float | None
    clip_high: float | None
    colourfulness: float | None
    tilt_deg: float | None
    blank: bool


class StackDto(Answer):
    """The stack a photo belongs to; members best first."""

    id: int
    kind: Literal["burst", "look_alike"]
    best: int
    members: list[int]


class FileDto(Answer):
    """Where the bytes lie; `rel_path` is for people."""

    id: int
    root_id: int
    root_label: str
    root_online: bool
    rel_path: str
    size: int
    modified_at: int
    present: bool


class PartDto(Answer):
    """A file that belongs to a photo and goes where it goes: another picture or film of it, or a file beside.

    `asset_id` is null for a file beside, whose role is its kind: xmp, takeout, icloud, aae or thm. `evidence`
    is why it belongs here, by a stable code (docs/metadata.md).
    """

    asset_id: int | None
    role: str = Field(
        description="raw, live, original, edited or rendered; xmp, takeout, icloud, aae or thm."
    )
    name: str
    evidence: str | None
    kind: Literal["photo", "video", "side"]
    size: int
    root_online: bool
    present: bool


class AssetDto(Answer):
    """One photo with everything that is known of it."""

    id: int
    name: str
    version: str | None = Field(description="For ?v= in media addresses.")
    kind: Literal["photo", "video"]
    format: str | None
    width: int | None
    height: int | None
    duration_ms: int | None = Field(description="Of a film, where known.")
    placeholder: str | None
    capture_time: int = Field(description="Wall clock at the camera in ms, counted as if it were UTC.")
    capture_offset_min: int | None
    capture_zone: Zone | None = Field(
        description="How the offset is known; computer: merely this computer's, for nobody said another."
    )
    capture_source: str
    capture_code: str | None = Field(description="Why the time is believed (metadata/date_reasons.py).")
    capture_confidence: Literal["certain", "likely", "unsure"]
    capture_precision: Literal["second", "day", "month", "year"]
    camera: str | None
    lens: str | None
    iso: int | None
    exposure_s: float | None
    f_number: float | None
    focal_mm: float | None
    latitude: float | None
    longitude: float | None
    altitude_m: float | None
    direction_deg: float | None = Field(description="Where the camera looked, clockwise from north.")
    title: str | None
    caption: str | None
    rating: int | None = Field(description="-1 rejected, 1 to 5.")
    label: str | None
    keywords: list[str] = Field(description='A path is written with "|".')
    people: list[PersonDto]
    place: PlaceDto | None
    place_name: PlaceNameDto | None = Field(description="Of where it was taken, worked out, never written.")
    albums: list[str] = Field(description="Of the services it comes from.")
    edits: dict[str, EditDto] = Field(description="What a person changed, by field.")
    write_problem: WriteProblemDto | None = Field(
        description="The last that went wrong with writing it; null where nothing did."
    )
    animated: bool = Field(description="A GIF, PNG or WebP that moves.")
    motion: bool = Field(description="There is a film in the photo: /media/{key}/motion/{id}.")
    favourite: bool
    pick: Verdict | None
    present: bool
    looked: bool
    measures: MeasuresDto | None
    reasons: list[Reason] = Field(description="What is good about it, or what is clearly wrong with it.")
    stack: StackDto | None
    files: list[FileDto]
    parts: list[PartDto] = Field(description="What belongs to it and goes where it goes.")
    live_id: int | None = Field(description="The film of this Live Photo: an asset to ask /media for.")
    main_id: int | None = Field(description="The photo this one belongs to and hides behind.")
    problem: str | None = Field(description="Code of why its file could not be read.")


class SetFavourite(Ask):
    """Make photos favourites, or not."""

    ids: list[int] = Field(min_length=1, max_length=MOST_IDS)
    value: bool


class Changed(Answer):
    """The photos whose state was another before: setting these back undoes it."""

    changed: list[int]


class SetVerdict(Ask):
    """Lock photos in or out of picks, or leave them open (null)."""

    ids: list[int] = Field(min_length=1, max_length=MOST_IDS)
    verdict: Verdict | None


class Decision(Answer):
    """What was decided about one photo."""

    id: int
    verdict: Verdict | None


class PreviousVerdicts(Answer):
    """What was decided before, for undo."""

    previous: list[Decision]
