"""A real library of a few small photos that were looked at, to change words and dates in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from keepers.catalog.edit_rows import Applied
from keepers.catalog.edit_rule import Edit
from keepers.editing.change import Change
from keepers.library import Library
from keepers.metadata.beside import Finder
from keepers.metadata.dating import date_of
from keepers.metadata.embedded import read_embedded, witnesses_of
from keepers.metadata.fields import Field, Value, of_said
from keepers.metadata.said import reconcile
from keepers.metadata.witnesses import claims_of

NOON = datetime(2024, 8, 17, 12)  # noqa: DTZ001 - a wall clock


def photo(path: Path, seed: int, taken: datetime | None = NOON, **how: Any) -> bytes:
    """A small photo; the same seed gives the same pixels. Its bytes."""
    rng = np.random.default_rng(seed)
    small = rng.integers(0, 255, (6, 8, 3), np.uint8)
    image = Image.fromarray(small).resize((160, 120), Image.Resampling.NEAREST)
    exif = Image.Exif()
    if taken is not None:
        exif[0x010F] = "Maker"
        exif[0x0132] = exif.get_ifd(0x8769)[0x9003] = taken.strftime("%Y:%m:%d %H:%M:%S")
    stream = io.BytesIO()
    image.save(
        stream,
        {".jpg": "JPEG", ".png": "PNG", ".tif": "TIFF", ".webp": "WEBP"}[path.suffix],
        exif=exif,
        **how,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stream.getvalue())
    return stream.getvalue()


def fields_on_disk(path: Path) -> dict[Field, Value]:
    """What our readers take from a photo and what lies beside it."""
    data = path.read_bytes()
    witnesses = witnesses_of(read_embedded(data), Finder(path.parent).of(path.name))
    dated = date_of(claims_of(witnesses), path.name, path.stat().st_mtime_ns)
    return of_said(reconcile(witnesses), dated)


@dataclass
class House:
    """A library and the folder of its photos."""

    library: Library
    photos: Path

    def scan(self) -> None:
        """Scan everything, and do whatever is due then."""
        self.library.analyze()
        self.work()

    def work(self) -> None:
        assert self.library.work_until_idle()

    def asset(self, name: str) -> int:
        """The photo of the file that is called so."""
        row = self.library.db.read(
            lambda connection: connection.execute(
                "SELECT asset_id FROM files WHERE rel_path = ?", (name.encode(),)
            ).fetchone()
        )
        return int(row["asset_id"])

    def set(self, name: str | Sequence[str], **fields: Value) -> Applied:
        """Set fields of photos, by the names of their files."""
        names = [name] if isinstance(name, str) else list(name)
        changes = [Change(field, "set", value) for field, value in fields.items()]  # type: ignore[arg-type]
        return self.library.editing.apply([self.asset(each) for each in names], changes)

    def write(self) -> dict[str, Any]:
        """Write what is due; the result of the job."""
        job = self.library.editing.write_soon(at_once=True)
        self.work()
        done = self.library.jobs.get(job)
        assert done.state == "done", (done.error_code, done.error_message)
        assert done.result is not None
        return done.result

    def edits(self, name: str) -> dict[Field, Edit]:
        return self.library.edits.of(self.asset(name))

    def states(self, name: str) -> dict[Field, str]:
        return {field: edit.state for field, edit in self.edits(name).items()}

    def on_disk(self, name: str) -> dict[Field, Value]:
        return fields_on_disk(self.photos / name)

    def row(self, sql: str, *values: object) -> Any:
        return self.library.db.read(lambda connection: connection.execute(sql, values).fetchone())

    def rows(self, sql: str, *values: object) -> list[Any]:
        return self.library.db.read(lambda connection: connection.execute(sql, values).fetchall())

    def names(self) -> set[str]:
        """Every name in the folder, hidden ones too."""
        return {path.name for path in self.photos.iterdir()}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Three JPEGs and a PNG, looked at."""
    photos = tmp_path / "photos"
    for number in range(3):
        photo(photos / f"IMG_{number}.jpg", number, NOON.replace(hour=12 + number))
    photo(photos / "drawing.png", 9)
    with Library.open(tmp_path / "library", workers=1) as library:
        made = House(library, photos)
        library.add_root(photos)
        made.work()
        yield made
