"""What has to be known of a picture, and of the moment, to write metadata about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """`width`, `height`: pixels as stored, before any turning. `orientation`: EXIF's, 1-8.

    `now_ms`: milliseconds since 1970 in UTC, written as the time of the change. Where a sidecar has to go
    before a photo whose own words claim to be changed later, pass that later time. `software`: name and
    version of the program that writes, "Keepers 1.0".
    """

    width: int
    height: int
    orientation: int
    now_ms: int
    software: str
