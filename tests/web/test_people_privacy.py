"""Forgetting faces: what is gone cannot be found in any file of the library again."""

from pathlib import Path

import pytest

from keepers.base.errors import Refused
from keepers.people.forgetting import Forgetting
from web.conftest import Door
from web.face_rows import PutFace, put_face, put_person


@pytest.fixture
def own(fresh: Door) -> Door:
    fresh.library.add_root(fresh.photos)
    fresh.library.work_until_idle()
    return fresh


def _everything(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file())


def _put_two(door: Door) -> list[PutFace]:
    person = put_person(door.library)
    photos = [door.asset(name)["id"] for name in ("august 0.jpg", "august 1.jpg")]
    return [
        put_face(door.library, photo, seed, near=1, person=person) for seed, photo in enumerate(photos, 11)
    ]


def test_what_is_forgotten_is_in_no_file_of_the_library(own: Door) -> None:
    library = own.library
    faces = _put_two(own)
    library.daily_backup.make_if_due()
    # One that went by itself before is still in the file, and has to go as well.
    library.db.write(lambda connection: connection.execute("DELETE FROM faces WHERE id = ?", (faces[1].id,)))
    before = _everything(library.path)
    assert all(each.vector in before for each in faces)
    assert len([*library.path.glob("backups/*.db")]) == 1
    assert own.post("/people/forget-all", {"confirm": "forget"}) == {
        "faces": 1, "people": 1, "pictures": 2, "copies_left": []
    }  # fmt: skip
    after = _everything(library.path)
    assert not any(each.vector in after or each.stem.encode() in after for each in faces)
    assert not [each for each in library.face_crops.rglob("*") if each.is_file()]
    assert [root["faces"] for root in own.get("/roots")["roots"]] == [False]
    assert own.asset("august 0.jpg")["looked"] is True
    assert library.jobs.all_paused is False


def test_the_word_has_to_be_said(own: Door) -> None:
    _put_two(own)
    for body in ({}, {"confirm": "yes"}, {"confirm": True}):
        assert own.refused("POST", "/people/forget-all", body) == (400, "invalid")
    assert _count(own, "faces") == 2


def test_nothing_is_forgotten_while_faces_are_being_found(own: Door) -> None:
    library = own.library
    _put_two(own)
    library.jobs.enqueue("faces")
    library.db.write(
        lambda connection: connection.execute(
            "UPDATE jobs SET state = 'running', lease_until = ? WHERE kind = 'faces'",
            (library.clock.now_ms() + 60_000,),
        )
    )
    backups = library.path / "backups"
    hasty = Forgetting(
        library.db, library.jobs, library.events, library.clock, library.face_crops, backups, rest_s=0
    )
    with pytest.raises(Refused):
        hasty.all()
    assert _count(own, "faces") == 2
    assert library.jobs.all_paused is False


def test_a_backup_that_cannot_be_read_is_named(own: Door) -> None:
    _put_two(own)
    torn = own.library.path / "backups" / "catalog-daily-20200101T000000000.db"
    torn.write_bytes(b"no database at all" * 100)
    gone = own.post("/people/forget-all", {"confirm": "forget"})
    assert gone["copies_left"] == [torn.name]


def test_faces_are_kept_out_of_one_folder(own: Door, tmp_path: Path) -> None:
    library = own.library
    root = own.get("/roots")["roots"][0]
    assert root["faces"] is True
    other = tmp_path / "home" / "Others"
    other.mkdir()
    for name in ("august 1.jpg", "august 2.jpg"):
        (other / name).write_bytes((own.photos / name).read_bytes())
    library.add_root(other)
    library.work_until_idle()
    person, both = put_person(library), put_person(library)
    here = put_face(library, own.asset("august 0.jpg")["id"], 21, person=person)
    twice = own.asset("august 1.jpg")
    kept = put_face(library, twice["id"], 22, person=both)
    assert len(twice["files"]) == 2
    answer = own.ask("PATCH", f"/api/v1/roots/{root['id']}", {"faces": False})
    assert answer.get_json()["faces"] is False
    assert _count(own, "faces") == 1
    assert _count(own, "persons") == 1
    told = _everything(library.path)
    assert here.vector not in told
    assert kept.vector in told
    assert own.media(f"face/{here.id}").status_code == 404
    assert own.media(f"face/{kept.id}").status_code == 200
    answer = own.ask("PATCH", f"/api/v1/roots/{root['id']}", {"faces": True})
    assert answer.get_json()["faces"] is True
    assert "faces" in [each.kind for each in library.jobs.list(states=("queued",))]
    assert own.refused("PATCH", "/roots/999", {"faces": False}) == (404, "not_found")


def _count(door: Door, table: str) -> int:
    return door.library.db.read(
        lambda connection: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
    )


def test_backups_keep_the_faces_of_other_folders(own: Door, tmp_path: Path) -> None:
    library = own.library
    other = tmp_path / "home" / "Others"
    other.mkdir()
    (own.photos / "august 3.jpg").rename(other / "elsewhere.jpg")
    second = library.add_root(other)
    library.rescan(1)
    library.work_until_idle()
    here = put_face(library, own.asset("august 0.jpg")["id"], 31)
    there = put_face(library, own.asset("elsewhere.jpg")["id"], 32)
    library.daily_backup.make_if_due()
    library.forgetting.keep_out(second.id)
    backups = _everything(library.path / "backups")
    assert here.vector in backups
    assert there.vector not in backups


def test_names_that_stand_in_photos_make_nobody_until_faces_are_let_in(own: Door) -> None:
    library = own.library
    photo = own.asset("august 0.jpg")["id"]
    own.post("/people/forget-all", {"confirm": "forget"})
    change = {"field": "people", "value": [{"name": "Ana", "box": [0.1, 0.1, 0.2, 0.2]}]}
    own.post("/metadata/edits", {"ids": [photo], "changes": [change]})
    library.people.group_soon(at_once=True)
    library.work_until_idle()
    assert own.get("/people")["people"] == []
    assert own.get(f"/assets/{photo}/faces")["faces"] == []
    assert own.asset("august 0.jpg")["people"][0]["name"] == "Ana"
    root = own.get("/roots")["roots"][0]["id"]
    assert own.ask("PATCH", f"/api/v1/roots/{root}", {"faces": True}).status_code == 200
    library.work_until_idle()
    assert [each["name"] for each in own.get("/people")["people"]] == ["Ana"]
    assert own.get(f"/assets/{photo}/faces")["faces"][0]["source"] == "said"
