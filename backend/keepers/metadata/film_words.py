"""What a film says in words: when, where, by what device, and what somebody wrote of it. Pure."""

from dataclasses import dataclass

from keepers.metadata.dates import Stamp


@dataclass(frozen=True, kw_only=True)
class FilmWords:
    """None or (): not said. Degrees are WGS 84, north and east positive; metres above the sea.

    `taken`: a wall clock somebody wrote, mostly with its zone. `made_utc_ms`: when the file was made, by the
    device's clock in UTC; `duration_ms` tells when it was begun where that is when it was ended.
    `rating`: 1 to 5. `content_id`: what a Live Photo's picture and film have in common.
    """

    taken: Stamp | None = None
    made_utc_ms: int | None = None
    duration_ms: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude_m: float | None = None
    make: str | None = None
    model: str | None = None
    software: str | None = None
    title: str | None = None
    caption: str | None = None
    keywords: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    rights: str | None = None
    rating: int | None = None
    content_id: str | None = None
