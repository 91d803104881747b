"""The list of everything, for people, for spreadsheets and for programs: written as photos come, not held."""

import csv
import io
import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from keepers.archive.saying import fields_of
from keepers.base.temporaries import Temporary
from keepers.catalog.files import readable
from keepers.catalog.whole import WholePhoto

FORMAT: Final = "keepers-library"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS: Final = (
    "file", "taken", "title", "caption", "keywords", "people", "rating", "label", "latitude", "longitude",
    "city", "country", "favourite", "pick", "albums", "missing",
)  # fmt: skip


def shown(path: str) -> str:
    """A path for people: what is no text is replaced."""
    return readable(os.fsencode(path))


def taken(photo: WholePhoto) -> str:
    """When it was taken, as the clock there said, with its zone where known: 2024-08-17T14:03:09+01:00."""
    moment = _EPOCH + timedelta(milliseconds=photo.asset.capture_time)
    said = moment.strftime("%Y-%m-%dT%H:%M:%S")
    offset = photo.asset.capture_offset_min
    if offset is None:
        return said
    hours, minutes = divmod(abs(offset), 60)
    return f"{said}{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


def albums_of(photo: WholePhoto) -> list[str]:
    """The albums that services said it is in."""
    return list(photo.said.document.get("albums", [])) if photo.said is not None else []


def entry(photo: WholePhoto, places: Mapping[int, str], hashes: Mapping[str, str]) -> dict[str, Any]:
    """One photo for the manifest. `places`: where each file went, by its id; those left out are missing.

    `hashes`: BLAKE3 of what lies there, by place.
    """

    def put(file_id: int, name: str, size: int, role: str) -> dict[str, Any]:
        place = places.get(file_id)
        said: dict[str, Any] = {"path": shown(place) if place else None, "name": name, "bytes": size}
        if role:
            said["role"] = role
        if place is not None:
            said["blake3"] = hashes.get(place)
        return said

    files = [put(row.id, row.name, row.size, "") for row in photo.files]
    for companion in photo.parts.companions:
        files += [put(row.id, row.name, row.size, companion.role) for row in companion.files]
    return {
        "files": files,
        "kind": photo.asset.kind,
        "taken": taken(photo),
        "taken_from": photo.asset.capture_source,
        "camera": photo.asset.camera,
        "lens": photo.asset.lens,
        **{name: value for name, value in fields_of(photo).items() if name != "date"},
        "favourite": photo.decided.favourite,
        "pick": photo.decided.pick,
        "albums": albums_of(photo),
        "changed_by_you": list(photo.edited),
    }


class ManifestWriter:
    """manifest.json and photos.csv, written photo by photo into two temporary files."""

    def __init__(self, json_file: Temporary, csv_file: Temporary, head: Mapping[str, Any]) -> None:
        self._json, self._csv = json_file, csv_file
        body = json.dumps({"format": FORMAT, "version": 1, **head}, indent=1, ensure_ascii=False)
        self._json.write(f'{body[:-2]},\n "photos": [\n'.encode())
        self._first = True
        # Spreadsheets take a file for UTF-8 by its mark.
        self._csv.write(b"\xef\xbb\xbf")
        self._row(_COLUMNS)

    def photo(self, document: Mapping[str, Any]) -> None:
        """Add one photo, as `entry` made it."""
        text = json.dumps(document, ensure_ascii=False)
        self._json.write(f"{'  ' if self._first else ', '}{text}\n".encode("utf-8", "replace"))
        self._first = False
        first = document["files"][0] if document["files"] else {}
        position = document.get("position") or ("", "")
        place = document.get("place") or {}
        self._row(
            (
                first.get("path") or first.get("name") or "",
                document["taken"],
                document.get("title") or "",
                document.get("caption") or "",
                "; ".join(document.get("keywords") or ()),
                "; ".join(person["name"] for person in document.get("people") or ()),
                document.get("rating") or "",
                document.get("label") or "",
                *position,
                place.get("city") or "",
                place.get("country") or "",
                "yes" if document["favourite"] else "",
                document["pick"] or "",
                "; ".join(document["albums"]),
                "" if first.get("path") else "yes",
            )
        )

    def end(self, tail: Mapping[str, Any]) -> None:
        """Close the list; `tail` comes behind it: what could not be taken along."""
        body = json.dumps(dict(tail), indent=1, ensure_ascii=False)
        self._json.write(f" ],{body[1:]}\n".encode("utf-8", "replace"))

    def _row(self, cells: Sequence[object]) -> None:
        text = io.StringIO()
        csv.writer(text).writerow([harmless(str(cell)) for cell in cells])
        self._csv.write(text.getvalue().encode("utf-8", "replace"))


def album_table(rows: Sequence[tuple[str, str, str]]) -> bytes:
    """An album's photos as a table: file, when it was taken, caption; by time."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("file", "taken", "caption"))
    for row in sorted(rows, key=lambda each: (each[1], each[0])):
        writer.writerow(map(harmless, row))
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: captions come from anywhere."""
    dangerous = cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not _is_number(cell)
    return f"'{cell}" if dangerous else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
