"""Which files an export puts where: each name is decided, and in the receipt, before the first is written."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from keepers.base.errors import FileUnreadable, KeepersError
from keepers.base.files import hash_file, name_key, safe_name
from keepers.catalog.assets import Asset
from keepers.catalog.companions import Parts
from keepers.catalog.files import FileRow
from keepers.export.originals import Original, find_original, is_there
from keepers.export.receipt import Entry, Receipt
from keepers.export.together import Part, names_together, number_of, parts_to_export


class Catalogue(Protocol):
    """What an export asks of the catalogue."""

    def by_ids(self, ids: list[int]) -> list[Asset]:
        """The pictures with these ids."""
        ...

    def files_of(self, ids: list[int]) -> dict[int, list[FileRow]]:
        """Their files, the best first."""
        ...

    def parts_of(self, ids: list[int]) -> dict[int, Parts]:
        """What belongs to them."""
        ...


@dataclass(slots=True)
class Planned:
    """One file to put, or one that is there already (no `original`).

    `role`: '' for the photo itself. `replaces`: what we put there earlier is not what it is now.
    """

    asset: Asset
    original: Original | None
    entry: Entry | None
    name: str
    role: str = ""
    replaces: bool = False


@dataclass
class Plan:
    """Everything to put, photo by photo, each followed by what goes along; and what cannot be had."""

    files: list[Planned] = field(default_factory=list)
    already: int = 0
    problems: list[tuple[int, str, KeepersError]] = field(default_factory=list)


class Planner:
    """Plans one export into `folder`, in which `reserved` names are ours."""

    def __init__(
        self, folder: Path, receipt: Receipt, mode: str, reserved: tuple[str, ...], companions: bool
    ) -> None:
        self._folder = folder
        self._receipt = receipt
        self._mode = mode
        self._companions = companions
        self._taken = {name_key(name) for name in (*receipt.names(), *reserved)}
        self._asked: set[str] = set()
        self._coming: set[str] = set()
        self._plan = Plan()

    def plan(self, ids: list[int], catalogue: Catalogue, checkpoint: Callable[[], None]) -> Plan:
        """The plan for these photos in this order; the receipt knows every name of it."""
        known = {asset.id: asset for asset in catalogue.by_ids(ids)}
        self._asked = {asset.hash_hex for asset in known.values() if asset.hash_hex}
        files = catalogue.files_of(ids)
        parts: Mapping[int, Parts] = catalogue.parts_of(ids) if self._companions else {}
        for asset_id in ids:
            checkpoint()
            rows = files.get(asset_id, [])
            if asset_id not in known:
                gone = FileUnreadable("no_file", "This photo is no longer in the library.")
                self._plan.problems.append((asset_id, rows[0].name if rows else f"{asset_id}", gone))
            else:
                self._photo(known[asset_id], rows, parts.get(asset_id, Parts()))
        return self._plan

    def _photo(self, asset: Asset, rows: list[FileRow], parts: Parts) -> None:
        name = rows[0].name if rows else f"{asset.id}"
        entry = self._receipt.find(asset.hash_hex or "", self._mode)
        original, row = None, rows[0] if rows else None
        if entry is not None and is_there(self._folder, entry.name, entry.hash, self._mode):
            entry.done = True
            self._plan.already += 1
        else:
            try:
                original = find_original(rows)
            except FileUnreadable as error:
                self._plan.problems.append((asset.id, name, error))
                return
            row = next((each for each in rows if Path(each.path) == original.path), row)
            if entry is None:
                entry = Entry("", asset.hash_hex or "", original.size, self._mode, str(original.path))
                self._receipt.files.append(entry)
            entry.origin, entry.size, entry.done = str(original.path), original.size, False
        wanted = safe_name(Path(row.path).name) if row is not None else entry.name
        along = [part for part in parts_to_export(row, parts) if self._may_come(asset, part)] if row else []
        keeps_name = original is None or (entry.name and not self._lies_there(entry.name))
        number = number_of(wanted, entry.name) or 1 if keeps_name else None
        names = names_together(wanted, along, self._is_free, number)
        if not keeps_name:
            entry.name = names[0]
            self._taken.add(name_key(entry.name))
        self._plan.files.append(Planned(asset, original, entry, name))
        for part, given in zip(along, names[1:], strict=True):
            self._part(asset, part, given, entry)

    def _may_come(self, asset: Asset, part: Part) -> bool:
        """Whether a part can be had and does not come already: for itself, or with another photo."""
        if part.original is None:
            if part.obstacle is not None:
                self._plan.problems.append((asset.id, part.name, part.obstacle))
            return False
        key = part.hash_hex or str(part.original.path)
        if key in self._asked or key in self._coming:
            return False
        self._coming.add(key)
        return True

    def _part(self, asset: Asset, part: Part, given: str, main: Entry) -> None:
        assert part.original is not None  # noqa: S101 - `_may_come` lets nothing else through
        origin = str(part.original.path)
        entry = (
            self._receipt.find(part.hash_hex, self._mode)
            if part.hash_hex
            else self._receipt.find_beside(origin, main.name, self._mode)
        )
        ours = entry is not None and is_there(self._folder, entry.name, entry.hash, self._mode)
        if entry is not None and ours and self._is_unchanged(entry, part):
            entry.done = True
            self._plan.files.append(Planned(asset, None, entry, part.name, part.role))
            return
        if entry is None:
            entry = Entry("", part.hash_hex, part.original.size, self._mode, origin)
            self._receipt.files.append(entry)
        if not entry.name or (self._lies_there(entry.name) and not ours):
            entry.name = given
        entry.origin, entry.size, entry.done = origin, part.original.size, False
        entry.role, entry.goes_with = part.role, main.name
        self._taken.add(name_key(entry.name))
        self._plan.files.append(Planned(asset, part.original, entry, part.name, part.role, replaces=ours))

    def _is_unchanged(self, entry: Entry, part: Part) -> bool:
        """Whether what we put there is what lies beside the photo now."""
        if part.hash_hex or part.original is None:
            return True
        try:
            return hash_file(part.original.path).hex() == entry.hash
        except FileUnreadable:
            return True

    def _lies_there(self, name: str) -> bool:
        return os.path.lexists(self._folder / name)

    def _is_free(self, name: str) -> bool:
        return name_key(name) not in self._taken and not self._lies_there(name)
