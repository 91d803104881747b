"""What a stretch of the walk means for the catalogue: a rule over plain values, without disk or database."""

from collections.abc import Callable, Mapping, Sequence

from keepers.catalog.sightings import Batch, KnownFile, Sighting
from keepers.metadata.dates import CaptureTime


def unknown(seen: Sequence[Sighting], known: Mapping[bytes, KnownFile]) -> list[Sighting]:
    """The files seen at paths the catalogue has no row of."""
    return [each for each in seen if each.rel_path not in known]


def plan(
    seen: Sequence[Sighting],
    known: Mapping[bytes, KnownFile],
    origins: Mapping[bytes, Sequence[int]],
    guess: Callable[[Sighting], CaptureTime],
    *,
    apply_changes: bool,
) -> tuple[Batch, list[Sighting]]:
    """Sort files seen into unchanged, changed, moved and new; the second list is what to plan again later.

    `known` are rows by path; `origins` ids of files that left their own path, by the path where the same
    file was seen. Changed files are put off until the whole root was walked (`apply_changes`): a file that
    was renamed while another took its name must be found as moved first, or it would lose its row to it.
    """
    batch = Batch()
    later: list[Sighting] = []
    spoken_for: set[int] = set()
    for each in seen:
        row = known.get(each.rel_path)
        if row is None:
            origin = next(
                (file_id for file_id in origins.get(each.rel_path, ()) if file_id not in spoken_for), None
            )
            if origin is None:
                batch.new.append((each, guess(each)))
            else:
                spoken_for.add(origin)
                batch.moved.append((origin, each))
        elif (row.size, row.mtime_ns) == (each.size, each.mtime_ns):
            batch.unchanged.append(row.id)
        elif apply_changes:
            batch.changed.append((row.id, each, guess(each)))
        else:
            later.append(each)
    # A row that moves in this very batch is no longer the one that was known at its old path.
    moving = {file_id for file_id, _each in batch.moved}
    batch.unchanged = [file_id for file_id in batch.unchanged if file_id not in moving]
    return batch, later
