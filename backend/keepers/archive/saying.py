"""What a sidecar in the export says of a photo: everything that counts. Pure."""

from typing import Any, Final

from keepers.catalog.whole import WholePhoto
from keepers.metadata.fields import NOT_GIVEN, PLACE_PARTS, Field, Value
from keepers.writing.about import About

_TURNED: Final = (5, 6, 7, 8)
# Said by the photo itself in a way that every program reads.
_INSIDE: Final = ("exif:", "xmp:", "iptc:", "film:")


def fields_of(photo: WholePhoto) -> dict[Field, Value]:
    """Every field that counts and says something, as plain values."""
    words, asset = photo.words, photo.asset
    given = asset.capture_source not in NOT_GIVEN
    found: dict[Field, Value] = {
        "title": words.title,
        "caption": words.caption,
        "keywords": words.keywords or None,
        "people": words.people or None,
        "rating": words.rating,
        "label": words.label,
        "date": {"time_ms": asset.capture_time, "offset_min": asset.capture_offset_min} if given else None,
        "position": None if asset.latitude is None else [asset.latitude, asset.longitude],
        "place": words.place and {part: words.place.get(part) for part in PLACE_PARTS},
    }
    return {field: value for field, value in found.items() if value is not None}


def needs_sidecar(photo: WholePhoto) -> bool:
    """Whether something counts that the photo itself does not say: what people or services added."""
    if photo.edited:
        return True
    facts = photo.said.document["facts"] if photo.said is not None else {}
    outside = [name for name, fact in facts.items() if not str(fact.get("source", "")).startswith(_INSIDE)]
    return bool(outside) or photo.asset.capture_source in ("takeout", "icloud", "sidecar")


def taken_away(photo: WholePhoto) -> dict[Field, Value]:
    """The fields a person cleared: the sidecar must not go on saying them."""
    counts = fields_of(photo)
    return {field: None for field in photo.edited if field not in counts}  # type: ignore[misc]


def about(photo: WholePhoto, software: str) -> About:
    """What a writer has to know of it.

    The time is that of the last change: the same words make the same sidecar, whenever they are exported.
    """
    asset = photo.asset
    document: dict[str, Any] = dict(photo.said.document) if photo.said is not None else {}
    turned = (document.get("facts", {}).get("orientation") or {}).get("value", 1)
    orientation = turned if isinstance(turned, int) and 1 <= turned <= 8 else 1
    width, height = asset.width or 1, asset.height or 1
    if orientation in _TURNED:
        width, height = height, width
    heard = photo.said.heard_at if photo.said is not None else asset.added_at
    return About(width, height, orientation, max(photo.edited_at, heard), software)
