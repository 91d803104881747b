"""Why metadata cannot be written into a file, or not safely: stable reasons, a sentence each for people."""

from keepers.base.errors import KeepersError

#: Reasons are stable; the words are for people.
REASONS = {
    "unsupported": "Keepers cannot write metadata into files of this format. Keep it in a sidecar instead.",
    "too_large": "The metadata in it takes more room than Keepers changes safely, so it was left as it is.",
    "too_many": "There is more metadata in it than any program writes, so it was left as it is.",
    "too_deep": "Its metadata is nested deeper than any program writes, so it was left as it is.",
    "entities": "Its metadata defines entities of its own, as attacks do, so it was left as it is.",
    "broken": "Its metadata is damaged or is none, so it was left as it is: a change might lose the rest.",
    "no_room": "The format has no room for as much metadata. Keep it in a sidecar instead.",
    "extended_xmp": "Its metadata is in several parts that cannot be joined, so it was left as it is.",
    "linked": "It holds pictures that are found by where they lie, which a change would move.",
    "changed": "The file was changed since, so it cannot be put back as it was before.",
    "verify_failed": "What was written did not read back as it should, so nothing was changed.",
}


class Unwritable(KeepersError):  # noqa: N818 - a sentence, read where it is raised
    """Metadata was not written. `reason`: a key of REASONS; `detail`: what exactly, for logs and tests."""

    code = "unwritable"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(REASONS[reason], reason=reason, detail=detail)
        self.reason = reason
        self.detail = detail
