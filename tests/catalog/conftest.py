"""A real, migrated catalogue with one root, and short ways to put photos into it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from keepers.base.clock import FixedClock
from keepers.base.database import Database
from keepers.base.migrations import migrate, packaged_steps
from keepers.catalog.assets import Asset, Assets
from keepers.catalog.decisions import Decisions
from keepers.catalog.findings import Failure, Look
from keepers.catalog.identity import Identity, Recorded
from keepers.catalog.look_queue import LookQueue
from keepers.catalog.problems import Problems
from keepers.catalog.roots import Roots
from keepers.catalog.sightings import Batch, Sighting, Sightings
from keepers.metadata.dates import CaptureTime
from keepers.metadata.fields import FIELDS, NOT_GIVEN

NOON = 1_723_896_000_000  # 17 August 2024, 12:00


def content(text: str) -> bytes:
    """The hash of a picture called `text`."""
    return hashlib.sha256(text.encode()).digest()


def document(
    time_ms: int, source: str = "exif_original", offset_min: int | None = None, **more: Any
) -> dict[str, Any]:
    """What a file says that tells its time alone; `more`: parts of the document."""
    given = source not in NOT_GIVEN
    date = {"time_ms": time_ms, "offset_min": offset_min} if given else None
    return {
        "facts": {},
        "people": [],
        "regions": [],
        "albums": [],
        "favourite": False,
        "capture": {
            "time_ms": time_ms,
            "offset_min": offset_min,
            "source": source,
            "code": "camera" if given else "file",
            "precision": "second",
            "zone": None,
            "others": [],
        },
        "gear": {},
        "evidence": {},
        "motion": None,
        "animated": False,
        "panorama": None,
        "beside": [],
        **more,
        "fields": {**dict.fromkeys(FIELDS), "date": date, **more.get("fields", {})},
    }


@dataclass
class Shelf:
    db: Database
    clock: FixedClock
    root_id: int = 1
    files: dict[str, int] = field(default_factory=dict)
    inodes: int = 0

    def __post_init__(self) -> None:
        self.assets = Assets(self.db)
        self.roots = Roots(self.db, self.clock)
        self.sightings = Sightings(self.db, self.clock)
        self.identity = Identity(self.db, self.clock)
        self.decisions = Decisions(self.db, self.clock)
        self.problems = Problems(self.db)
        self.queue = LookQueue(self.db)
        self.root_id = self.roots.add("/photos", "photos").id

    def sight(self, name: str, time_ms: int = NOON, root_id: int | None = None) -> int:
        """Have a new file seen; its file id."""
        self.inodes += 1
        root = root_id or self.root_id
        path = name.encode()
        seen = Sighting(path, 100, time_ms * 1_000_000, 1, self.inodes)
        self.sightings.record(root, 1, Batch(new=[(seen, CaptureTime(time_ms, None, "file_modified"))]))
        self.files[name] = self.sightings.known(root, [path])[path].id
        return self.files[name]

    def look(
        self,
        name: str,
        picture: str,
        time_ms: int = NOON,
        source: str = "exif_original",
        *,
        sharpness: float = 0.5,
        dhash: int = 1,
        version: int = 1,
    ) -> Recorded:
        """Have a file read that holds `picture`."""
        result = Look(
            file_id=self.files[name],
            content_hash=content(picture),
            size=100,
            mtime_ns=time_ms * 1_000_000,
            described={"format": "jpeg", "width": 400, "height": 300, "placeholder": bytes(36)},
            measured={
                "sharpness": sharpness,
                "exposure": 0.5,
                "composition": None,
                "dhash": dhash,
                "phash": -2,
                "colour": bytes(48),
                "blank": 0,
            },
            said=document(time_ms, source),
            hear_due=self._hear_due(name),
        )
        return self.identity.record([result], [], version)

    def _hear_due(self, name: str) -> int | None:
        row = self.db.read(
            lambda connection: connection.execute(
                "SELECT hear_due FROM files WHERE id = ?", (self.files[name],)
            ).fetchone()
        )
        return row["hear_due"] if row else None

    def fail(self, name: str, code: str = "truncated") -> Recorded:
        return self.identity.record([], [Failure(self.files[name], code)], 1)

    def change(self, name: str) -> None:
        """Have a scan notice that a file changed."""
        seen = Sighting(name.encode(), 101, 1, 1, 1000 + self.files[name])
        guess = CaptureTime(NOON, None, "file_modified")
        self.sightings.record(self.root_id, 2, Batch(changed=[(self.files[name], seen, guess)]))

    def add(self, name: str, time_ms: int = NOON, **looks: float) -> int:
        """A photo seen and read; its asset id."""
        self.sight(name, time_ms)
        self.look(name, f"picture of {name}", time_ms, **looks)  # type: ignore[arg-type]
        return self.asset_of(name).id

    def asset_of(self, name: str) -> Asset:
        file_id = self.files[name]
        asset_id = self.db.read(
            lambda connection: connection.execute(
                "SELECT asset_id FROM files WHERE id = ?", (file_id,)
            ).fetchone()[0]
        )
        return self.assets.get(asset_id)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    path = tmp_path / "catalog.db"
    migrate(path, packaged_steps(), tmp_path / "backups")
    database = Database(path)
    yield Shelf(database, FixedClock())
    database.close()
