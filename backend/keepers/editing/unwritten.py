"""Why what a person changed is not in a file: a sentence each for stable codes."""

from typing import Final

from keepers.media import problems
from keepers.writing.errors import REASONS

_TRY_AGAIN: Final = "It is tried again when the photo is changed once more."

SENTENCES: Final[dict[str, str]] = {
    **REASONS,
    "write_failed": "The disk did not take it. Check that its folder may be written to.",
    "permission_denied": "Its file or folder may not be changed. Check its permissions.",
    "disk_full": "The disk is full. Make room, then try again.",
    "read_failed": "The disk could not deliver the file. Check the drive and its cable.",
    "read_only": "Its sidecar is marked as not to be changed, so it was left as it is.",
    "is_link": "Its sidecar only points to another file, so it was left as it is.",
    "worker_crashed": "Opening it made the writer fail, so it was left as it is.",
    "file_timeout": "It took too long and was stopped. " + _TRY_AGAIN,
    "overtaken": "Another program changed the file at the same moment. " + _TRY_AGAIN,
    "says_otherwise": "It says something else than when it was last read. " + _TRY_AGAIN,
    "wished_otherwise": "It was changed again meanwhile. " + _TRY_AGAIN,
    "needs_photo": "The photo itself still says what it said, for other programs. "
    "Choose “into the photos” to change it there.",
    "said_elsewhere": "Something that Keepers does not write into still says what it said: "
    "the photo itself, a service’s file beside it, or a device’s clock.",
}


def sentence(code: str) -> str:
    """What to tell people of a code."""
    known = SENTENCES.get(code)
    if known is not None:
        return known
    return problems.sentence(code) if code in problems.CODES else f"It could not be written ({code})."
