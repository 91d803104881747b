"""What the JSON of a Google Takeout says of a photo, or of an album. Pure; any bytes give an answer."""

import json
import math
from dataclasses import dataclass
from typing import Any

from keepers.metadata.exif_values import cleaned
from keepers.metadata.left_out import LeftOut, left_out
from keepers.metadata.xmp_values import once, one_line

#: Bytes of one JSON; those of albums with long stories have a tenth.
MAX_JSON_BYTES = 1 << 20
_MAX_SECONDS = 1 << 40
_PART = "takeout"


@dataclass(frozen=True)
class TakeoutPhoto:
    """Instants in ms since 1970, UTC; degrees and metres. `place_from`: geoData or geoDataExif."""

    title: str | None = None
    description: str | None = None
    taken_ms: int | None = None
    created_ms: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude_m: float | None = None
    place_from: str | None = None
    people: tuple[str, ...] = ()
    favourite: bool = False
    archived: bool = False
    trashed: bool = False
    from_partner: bool = False
    url: str | None = None


@dataclass(frozen=True)
class TakeoutAlbum:
    """An album: its folder's files are in it. `title` may be empty: Google calls such albums untitled."""

    title: str
    description: str | None = None
    date_ms: int | None = None


def read_takeout(data: bytes) -> TakeoutPhoto | TakeoutAlbum | LeftOut:
    """What a JSON says; why it says nothing, where it is none or of something else.

    Told by what is in it, so that the language of the account does not matter. Codes: too_large, empty,
    not_json, incomplete.
    """
    if len(data) > MAX_JSON_BYTES:
        return left_out(_PART, "too_large", f"{len(data):,} bytes")
    if not data.strip():
        return left_out(_PART, "empty")
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return left_out(_PART, "not_json", str(error))
    found = _understood(said) if isinstance(said, dict) else None
    return found or left_out(_PART, "incomplete", "neither a photo nor an album")


def _understood(said: dict[str, Any]) -> TakeoutPhoto | TakeoutAlbum | None:
    if isinstance(said.get("albumData"), dict):
        # How albums were written until 2020.
        said = {"date": {}, **said["albumData"]}
    if "photoTakenTime" in said or "url" in said or "creationTime" in said:
        return _photo(said)
    if "title" in said and ({"date", "access", "description", "geoData"} & said.keys()):
        return TakeoutAlbum(
            _line(said.get("title")) or "", _words(said.get("description")), _ms(said.get("date"))
        )
    return None


def _photo(said: dict[str, Any]) -> TakeoutPhoto:
    latitude, longitude, altitude, source = None, None, None, None
    for name in ("geoData", "geoDataExif"):
        place = said.get(name)
        if isinstance(place, dict):
            latitude, longitude = _within(place.get("latitude"), 90), _within(place.get("longitude"), 180)
            # Google writes 0, 0 where it knows no place.
            if latitude is not None and longitude is not None and (latitude or longitude):
                # Its nought is "not known" as often as the sea.
                altitude, source = _within(place.get("altitude"), 100_000) or None, name
                break
        latitude = longitude = None
    people = said.get("people")
    named = [one.get("name") for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    origin = said.get("googlePhotosOrigin")
    return TakeoutPhoto(
        title=_line(said.get("title")),
        description=_words(said.get("description")),
        taken_ms=_ms(said.get("photoTakenTime")),
        created_ms=_ms(said.get("creationTime")),
        latitude=latitude,
        longitude=longitude,
        altitude_m=altitude,
        place_from=source,
        people=once(name for name in named if isinstance(name, str)),
        favourite=said.get("favorited") is True,
        archived=said.get("archived") is True,
        trashed=said.get("trashed") is True,
        from_partner=isinstance(origin, dict) and "fromPartnerSharing" in origin,
        url=_line(said.get("url")),
    )


def _ms(value: Any) -> int | None:
    """Milliseconds of {"timestamp": "seconds"}."""
    seconds = value.get("timestamp") if isinstance(value, dict) else None
    try:
        found = int(seconds) if isinstance(seconds, str | int) and not isinstance(seconds, bool) else None
    except ValueError:
        return None
    return found * 1000 if found is not None and abs(found) < _MAX_SECONDS else None


def _within(value: Any, limit: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # A whole number of a thousand digits is no float at all.
    number = float(value) if abs(value) <= limit else math.nan
    return number if math.isfinite(number) else None


def _line(value: Any) -> str | None:
    return one_line(value) if isinstance(value, str) else None


def _words(value: Any) -> str | None:
    return cleaned(value) if isinstance(value, str) else None
