"""What a film says about itself: how long, how large, when and where. Its pictures are not touched."""

from collections.abc import Callable
from datetime import tzinfo
from typing import BinaryIO, Final

from keepers.media.film.boxes import read_boxes
from keepers.media.film.matroska import read_matroska
from keepers.media.film.riff import read_riff
from keepers.media.film.said import FilmSaid
from keepers.metadata import capture_names
from keepers.metadata.dates import CaptureTime, from_name, latest_ms, local, offset_from_gps, read_stamp
from keepers.metadata.wall_clock import wall_ms

#: The source of a capture time that a film's container gave.
SOURCE: Final = "film"

_READERS: Final[dict[str, Callable[[BinaryIO, int], FilmSaid]]] = {
    "mp4": read_boxes,
    "mov": read_boxes,
    "3gp": read_boxes,
    "mkv": read_matroska,
    "webm": read_matroska,
    "avi": read_riff,
}
# 1990: no camera wrote these containers before. A clock that was never set begins in 1904 or 1970.
_EARLIEST_MS: Final = 631_152_000_000


def read_film(stream: BinaryIO, length: int, format_name: str) -> FilmSaid:
    """What the container of a film of `length` bytes says; nothing where its kind says nothing.

    `format_name`: as `formats.sniff` tells it. OSError comes through.
    """
    reader = _READERS.get(format_name)
    return reader(stream, length) if reader else FilmSaid()


def film_time(
    said: FilmSaid, name: str, mtime_ns: int, *, now_ms: int | None = None, zone: tzinfo | None = None
) -> CaptureTime:
    """When a film was taken: what somebody wrote, else the device's clock in UTC, else as for a photo's name.

    The zone of an instant is the one that explains the wall clock in the name (VID_20240714_183005), else
    the computer's (`zone`).
    """
    written = read_stamp(said.taken, now_ms=now_ms)
    if written is not None and written.time_ms >= _EARLIEST_MS and written.precision == "second":
        return CaptureTime(written.time_ms, written.offset_min, SOURCE)
    made, latest = said.made_utc_ms, latest_ms(now_ms)
    if made is None or not _EARLIEST_MS <= made <= latest:
        return from_name(name, mtime_ns, now_ms=now_ms, zone=zone)
    named = capture_names.find(name, latest)
    if named is not None and not named.utc and not named.date_only:
        wall = wall_ms(named.wall)
        # Some devices write down when a film ended: the name has the beginning of it.
        for began in (made, made - (said.duration_ms or 0)):
            offset = offset_from_gps(wall, began)
            if offset is not None:
                return CaptureTime(wall, offset, SOURCE)
    return CaptureTime(*local(made, zone), SOURCE)
