"""One act on people within a transaction: every row it changes is remembered before and after."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from keepers.base.errors import NotFound
from keepers.catalog.person_names import contradicted, folded, names_by_faces, photos_naming
from keepers.metadata.regions import Box, overlap

#: The tables of which rows are remembered, and what their rows are known by; each hangs on those above it.
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "persons": ("id",),
    "faces": ("id",),
    "face_decisions": ("face_id", "person_id"),
    "face_pairs": ("face_a", "face_b"),
    "face_people": ("face_id",),
}

# A face, and what another program marks of it: the head, or head and shoulders.
_ABOUT: Final = 0.15

Row = dict[str, Any]
Key = tuple[int, ...]


@dataclass
class RowChange:
    """One row, from what it was to what it became; None: none."""

    subject: str
    key: Key
    before: Row | None
    after: Row | None


@dataclass
class Renamed:
    """A name that was taken back or became another ("" for none), and the photos it stands in."""

    before: str
    after: str
    photos: frozenset[int]


@dataclass
class Act:
    """What acts read and change. `named`: who was named in photos by faces before anything was changed.

    `denied`: photo, folded name and box of faces of which was said whose they are not. `to_see`: a face is to
    be looked at, for nobody knows what it looks like where it is now.
    """

    connection: sqlite3.Connection
    now: int
    changes: dict[tuple[str, Key], RowChange] = field(default_factory=dict)
    named: dict[int, dict[str, Any]] = field(default_factory=dict)
    renamed: list[Renamed] = field(default_factory=list)
    denied: list[tuple[int, str, Box]] = field(default_factory=list)
    to_see: bool = False

    def row(self, subject: str, *key: int) -> Row | None:
        """A row as it is now."""
        where = " AND ".join(f"{column} = ?" for column in KEYS[subject])
        found = self.connection.execute(f"SELECT * FROM {subject} WHERE {where}", key).fetchone()  # noqa: S608
        return dict(found) if found is not None else None

    def put(self, subject: str, key: Key, after: Row | None) -> None:
        """Have a row be this from now on; None: it goes."""
        before = self.row(subject, *key)
        if before == after:
            return
        self._note(subject, key, before, after)
        where = " AND ".join(f"{column} = ?" for column in KEYS[subject])
        if after is None:
            self.connection.execute(f"DELETE FROM {subject} WHERE {where}", key)  # noqa: S608
        elif before is None:
            self.connection.execute(
                f"INSERT INTO {subject} ({', '.join(after)})"  # noqa: S608 - columns of ours
                f" VALUES ({', '.join('?' * len(after))})",
                tuple(after.values()),
            )
        else:
            others = {column: value for column, value in after.items() if before.get(column) != value}
            self.connection.execute(
                f"UPDATE {subject} SET {', '.join(f'{column} = ?' for column in others)} WHERE {where}",  # noqa: S608
                (*others.values(), *key),
            )
        known = self.changes.get((subject, key))
        if known is not None:
            known.after = after
        else:
            self.changes[subject, key] = RowChange(subject, key, before, after)

    def change(self, subject: str, key: Key, **values: Any) -> None:
        """Set columns of a row that is there."""
        before = self.row(subject, *key)
        if before is not None:
            self.put(subject, key, {**before, **values})

    def insert(self, subject: str, values: Row) -> int:
        """Put in a row that gets its own id; the id."""
        cursor = self.connection.execute(
            f"INSERT INTO {subject} ({', '.join(values)})"  # noqa: S608 - columns of ours
            f" VALUES ({', '.join('?' * len(values))}) RETURNING id",
            tuple(values.values()),
        )
        made = int(cursor.fetchone()["id"])
        self.changes[subject, (made,)] = RowChange(subject, (made,), None, self.row(subject, made))
        return made

    def person(self, person_id: int) -> Row:
        """A person's row. Raises NotFound."""
        row = self.row("persons", person_id)
        if row is None:
            raise NotFound(
                "This person is not there any more: they were brought together with another.",
                person_id=person_id,
            )
        return row

    def face(self, face_id: int) -> Row:
        """A face's row. Raises NotFound."""
        row = self.row("faces", face_id)
        if row is None:
            raise NotFound("This face is not there any more: its photo was looked at anew.", face_id=face_id)
        return row

    def see_anew(self, face_id: int) -> None:
        """Forget what a face looked like where it was, for it is elsewhere now."""
        self.change("faces", (face_id,), points=None, crop=None)
        self.connection.execute("DELETE FROM face_vectors WHERE face_id = ?", (face_id,))
        self.to_see = True

    def note_photos(self, asset_ids: Iterable[int]) -> None:
        """Remember who is named in photos, before something is changed about it."""
        unknown = set(asset_ids) - self.named.keys()
        if unknown:
            found = names_by_faces(self.connection, unknown)
            self.named |= {each: found.get(each, {}) for each in unknown}

    def mind_photos(self, asset_ids: Sequence[int]) -> None:
        """Have names leave photos, to which they just came back, where something else was decided since."""
        self.note_photos(asset_ids)
        self.denied += contradicted(self.connection, asset_ids)

    def photos_of(self, person_id: int) -> set[int]:
        """The photos in which a face was decided to be this person's."""
        rows = self.connection.execute(
            "SELECT DISTINCT f.asset_id FROM face_decisions d JOIN faces f ON f.id = d.face_id"
            " WHERE d.person_id = ? AND d.verdict = 'is'",
            (person_id,),
        )
        return {row["asset_id"] for row in rows}

    def rename_in_photos(self, before: str, after: str) -> None:
        """Have what stands as one name in photos become another; "": go."""
        if before and before != after:
            photos = frozenset(photos_naming(self.connection, before))
            self.note_photos(photos)
            self.renamed.append(Renamed(before, after, photos))

    def _note(self, subject: str, key: Key, before: Row | None, after: Row | None) -> None:
        """Remember who is named in the photos this row is about, before it changes."""
        if subject in ("faces", "face_decisions"):
            face = self.row("faces", key[0])
            self.note_photos({face["asset_id"]} if face is not None else ())
        if subject == "persons" and (before or {}).get("name") != (after or {}).get("name"):
            self.note_photos(self.photos_of(key[0]))

    def wishes(self) -> dict[int, "Wish"]:
        """What is to become of the names in each photo this touched."""
        now = names_by_faces(self.connection, self.named)
        denied: dict[int, list[tuple[str, Box]]] = {}
        for photo, name, box in self.denied:
            denied.setdefault(photo, []).append((name, box))
        return {
            asset_id: Wish(
                before,
                now.get(asset_id, {}),
                tuple(each for each in self.renamed if asset_id in each.photos),
                tuple(denied.get(asset_id, ())),
            )
            for asset_id, before in self.named.items()
        }


@dataclass(frozen=True)
class Wish:
    """Who was named by faces of a photo, who is, which names became others, which places are not theirs."""

    before: Mapping[str, Any]
    now: Mapping[str, Any]
    renamed: tuple[Renamed, ...]
    denied: tuple[tuple[str, Box], ...]

    def of(self, people: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
        """The field `people` that follows from the one that counts. What others wrote there stays."""
        entries = {folded(each["name"]): each for each in people or []}
        for each in self.renamed:
            entry = entries.pop(folded(each.before), None)
            if entry is not None and each.after:
                entries.setdefault(folded(each.after), {**entry, "name": each.after})
        for gone in self.before.keys() - self.now.keys():
            entries.pop(gone, None)
        for key, box in self.denied:
            entry = entries.get(key)
            if entry is not None and entry["box"] is not None and overlap(box, Box(*entry["box"])) >= _ABOUT:
                del entries[key]
        for key, entry in self.now.items():
            if key not in entries or self.before.get(key) != entry:
                entries[key] = entry
        return list(entries.values()) or None


def to_json(row: Row | None) -> str | None:
    """A row as an operation remembers it."""
    if row is None:
        return None
    return json.dumps(
        {name: {"hex": value.hex()} if isinstance(value, bytes) else value for name, value in row.items()},
        ensure_ascii=False,
    )


def from_json(text: str | None) -> Row | None:
    """What `to_json` wrote."""
    if text is None:
        return None
    row: Row = json.loads(text)
    return {
        name: bytes.fromhex(value["hex"]) if isinstance(value, dict) else value for name, value in row.items()
    }
