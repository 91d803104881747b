"""What is known of a photo in words, field by field, and what of it a person changed."""

from typing import Any, Final

from keepers.catalog.located import Here
from keepers.cli.field_words import in_words, unsure_of
from keepers.cli.words import shown
from keepers.library import Library
from keepers.metadata.fields import Field

_STATES: Final = {
    "kept": "yours, kept in Keepers only",
    "pending": "yours, not yet written",
    "written": "yours",
    "conflict": "yours; another program wrote something else",
}


def document_of(library: Library, here: Here) -> dict[str, Any]:
    """Every field of a photo, and what of it a person changed: what --json says."""
    words = library.words.of(here.asset_id)
    asset = library.assets.get(here.asset_id)
    position = None if asset.latitude is None else [asset.latitude, asset.longitude]
    values: dict[Field, Any] = {
        "title": words.title,
        "caption": words.caption,
        "keywords": words.keywords or None,
        "people": words.people or None,
        "rating": words.rating,
        "label": words.label,
        "date": {"time_ms": asset.capture_time, "offset_min": asset.capture_offset_min},
        "position": position,
        "place": words.place,
    }
    edits = library.edits.of(here.asset_id)
    return {
        "id": here.asset_id,
        "path": shown(here.path),
        "fields": values,
        "date_unsure": unsure_of(asset.capture_code),
        "edits": {
            field: {"state": edit.state, "theirs": edit.theirs, "base": edit.base}
            for field, edit in edits.items()
        },
    }


def row_of(field: Field, document: dict[str, Any]) -> tuple[str, str]:
    """A field in words, and whose it is."""
    edit = document["edits"].get(field)
    state = _STATES[edit["state"]] if edit else ""
    if field == "date" and not edit:
        state = document["date_unsure"] or ""
    if edit and edit["state"] == "conflict":
        state += f": {in_words(field, edit['theirs']) or 'nothing'}"
    return in_words(field, document["fields"][field]), state
