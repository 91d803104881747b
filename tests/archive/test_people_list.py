"""Who people are goes along: names, birthdays, and what was decided about which face."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.running import draw
from keepers.archive.spec import LibraryExport
from keepers.catalog.whole_people import WholePeople
from keepers.library import Library

PEOPLE = """
INSERT INTO persons (id, kind, name, folded, memorial, birthday, decided, made_at) VALUES
  (1, 'person', 'Ana', 'ana', 0, '1984-03-02', 1, 1),
  (2, 'dog', 'Bruno', 'bruno', 1, NULL, 1, 1),
  (3, 'person', '', '', 0, NULL, 0, 1);
INSERT INTO faces (id, asset_id, source, x, y, w, h, verdict, found_at) VALUES
  (1, 1, 'found', 0.1, 0.2, 0.3, 0.4, NULL, 1), (2, 1, 'found', 0.5, 0.2, 0.3, 0.4, 'not_face', 1),
  (3, 2, 'drawn', 0.123456789, 0, 0.3, 0.4, NULL, 1), (4, 2, 'found', 0.6, 0, 0.3, 0.4, NULL, 1);
INSERT INTO face_decisions VALUES
  (1, 1, 'is', 'person', 1), (3, 2, 'is', 'name', 1), (4, 1, 'is_not', 'person', 1);
UPDATE persons SET cover_face_id = 3 WHERE id = 2;
INSERT INTO face_people VALUES (4, 3, 'grouped', 0.5);
INSERT INTO face_pairs VALUES (3, 4, 'different', 1);
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    for number in range(2):
        draw(tmp_path / "Photos" / f"DSC{number}.jpg", number)
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(tmp_path / "Photos")
        library.work_until_idle()
        yield library


def _export(library: Library, dest: Path) -> None:
    job = library.export_library(LibraryExport(dest, "hardlink"))
    library.work_until_idle()
    assert library.jobs.get(job).state == "done"


def test_people_and_what_was_decided_of_faces(library: Library, tmp_path: Path) -> None:
    dest = tmp_path / "Everything"
    _export(library, dest)
    assert not (dest / "people.json").exists()
    for each in filter(str.strip, PEOPLE.split(";")):
        library.db.write(lambda connection, each=each: connection.execute(each))
    names = {asset_id: library.assets.files(asset_id)[0].name for asset_id in (1, 2)}
    _export(library, dest)
    told = json.loads((dest / "people.json").read_text("utf-8"))
    assert (told["format"], told["version"]) == ("keepers-people", 1)
    one, two = f"Photos/Photos/{names[1]}", f"Photos/Photos/{names[2]}"
    assert (dest / one).is_file()
    assert told["people"] == [
        {
            "name": "Ana", "kind": "person", "birthday": "1984-03-02", "memorial": False, "hidden": "shown",
            "cover": None,
            "faces": [{"file": one, "box": [0.1, 0.2, 0.3, 0.4], "by": "person"}],
            "not": [{"file": two, "box": [0.6, 0, 0.3, 0.4], "by": "person"}],
        },
        {
            "name": "Bruno", "kind": "dog", "birthday": None, "memorial": True, "hidden": "shown",
            "cover": {"file": two, "box": [0.12346, 0, 0.3, 0.4]},
            "faces": [{"file": two, "box": [0.12346, 0, 0.3, 0.4], "by": "name"}], "not": [],
        },
    ]  # fmt: skip
    assert told["verdicts"] == [{"file": one, "box": [0.5, 0.2, 0.3, 0.4], "verdict": "not_face"}]
    assert [each["verdict"] for each in told["pairs"]] == ["different"]
    library.forgetting.all()
    _export(library, dest)
    assert json.loads((dest / "people.json").read_text("utf-8"))["people"] == []


def test_people_come_page_by_page(library: Library) -> None:
    library.db.write(
        lambda connection: (
            connection.executemany(
                "INSERT INTO persons (name, folded, made_at) VALUES (?, ?, 1)",
                [(f"N{number}", f"n{number}") for number in range(5)],
            ).rowcount
        )
    )
    whole = WholePeople(library.db)
    first = whole.persons(0, 3)
    assert [each.name for each in [*first, *whole.persons(first[-1].id, 3)]] == [f"N{at}" for at in range(5)]
