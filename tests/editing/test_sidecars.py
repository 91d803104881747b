"""Changes written beside photos, read back, and put back byte for byte."""

import os

import pytest

from editing.conftest import House

WRITTEN = {"written": 1, "back": 0, "unchanged": 0, "failed": 0, "beside": 0, "conflicts": 0}
FOREIGN = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmp:Rating="2" crs:Exposure2012="+0.35" photoshop:City="Lisbon"/>
</rdf:RDF></x:xmpmeta>
"""


def test_a_change_is_written_into_a_new_sidecar(house: House) -> None:
    before = (house.photos / "IMG_0.jpg").read_bytes()
    house.set("IMG_0.jpg", title="The lake", keywords=["sea", "Places|Lisbon"], rating=4)
    assert set(house.states("IMG_0.jpg").values()) == {"pending"}
    assert house.write() == WRITTEN
    assert set(house.states("IMG_0.jpg").values()) == {"written"}
    assert (house.photos / "IMG_0.jpg").read_bytes() == before
    said = house.on_disk("IMG_0.jpg")
    assert (said["title"], said["rating"]) == ("The lake", 4)
    assert set(said["keywords"]) == {"sea", "Places|Lisbon"}
    assert house.names() == {"IMG_0.jpg", "IMG_0.jpg.xmp", "IMG_1.jpg", "IMG_2.jpg", "drawing.png"}


def test_every_field_is_written_and_heard_the_same(house: House) -> None:
    house.set(
        "IMG_1.jpg",
        title="Öl & <Wasser>",
        caption="First line\nsecond “line” 👨‍👩‍👧",
        keywords=["A|B|C", "plain", "ünï"],
        people=[{"name": "Ana", "box": [0.1, 0.2, 0.3, 0.4]}, {"name": "Bo", "box": None}],
        rating=-1,
        label="Red",
        date={"time_ms": 1_500_000_000_000, "offset_min": 120},
        position=[38.7223, -9.1393],
        place={"city": "Lisboa", "country": "Portugal", "country_code": "PT"},
    )
    house.write()
    assert set(house.states("IMG_1.jpg").values()) == {"written"}
    heard = house.library.db.read(
        lambda connection: connection.execute(
            "SELECT json_extract(document, '$.fields.title') FROM said WHERE asset_id = ?",
            (house.asset("IMG_1.jpg"),),
        ).fetchone()[0]
    )
    assert heard == "Öl & <Wasser>"


def test_our_own_words_do_not_ask_what_belongs_together(house: House) -> None:
    house.scan()
    assert house.row("SELECT count(*) FROM files WHERE grouped = 0")[0] == 0
    house.set("IMG_0.jpg", title="Mine")
    house.write()
    assert house.row("SELECT count(*) FROM files WHERE grouped = 0")[0] == 0


def test_a_scan_after_a_write_finds_nothing_to_do(house: House) -> None:
    house.set(["IMG_0.jpg", "IMG_1.jpg", "drawing.png"], caption="Together")
    assert house.write()["written"] == 3
    house.scan()
    due = house.row(
        "SELECT count(look_due) AS look, count(hear_due) AS hear, count(write_due) AS write FROM files"
    )
    assert tuple(due) == (0, 0, 0)
    jobs = house.rows("SELECT kind, result FROM jobs ORDER BY id")
    assert sum(row["kind"] == "write" for row in jobs) == 1
    assert house.write() == {**WRITTEN, "written": 0}


def test_what_others_wrote_into_a_sidecar_stays(house: House) -> None:
    sidecar = house.photos / "IMG_0.jpg.xmp"
    sidecar.write_bytes(FOREIGN)
    house.scan()
    house.set("IMG_0.jpg", title="Mine")
    assert house.write() == WRITTEN
    content = sidecar.read_bytes()
    assert b"+0.35" in content
    assert b"Lisbon" in content
    assert house.on_disk("IMG_0.jpg")["rating"] == 2


def test_the_short_name_is_written_where_it_is_read(house: House) -> None:
    (house.photos / "IMG_0.xmp").write_bytes(FOREIGN)
    house.scan()
    house.set("IMG_0.jpg", title="Mine")
    house.write()
    assert "IMG_0.jpg.xmp" not in house.names()
    assert house.on_disk("IMG_0.jpg")["title"] == "Mine"


@pytest.mark.parametrize("before", [None, FOREIGN])
def test_undo_brings_the_former_bytes_back(house: House, before: bytes | None) -> None:
    sidecar = house.photos / "IMG_0.jpg.xmp"
    if before is not None:
        sidecar.write_bytes(before)
        house.scan()
    done = house.set("IMG_0.jpg", title="Mine", rating=5)
    house.write()
    assert done.operation is not None
    house.library.editing.undo(done.operation)
    assert house.write() == {**WRITTEN, "back": 1}
    assert (sidecar.read_bytes() if sidecar.exists() else None) == before
    assert house.edits("IMG_0.jpg") == {}
    house.library.editing.redo(done.operation)
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] == "Mine"
    assert set(house.states("IMG_0.jpg").values()) == {"written"}


def test_changes_are_undone_one_after_the_other(house: House) -> None:
    sidecar = house.photos / "IMG_0.jpg.xmp"
    operations, contents = [], []
    for title in ("One", "Two", "Three"):
        operations.append(house.set("IMG_0.jpg", title=title).operation)
        house.write()
        contents.append(sidecar.read_bytes())
    for operation, content in zip(reversed(operations), [*reversed(contents[:-1]), None], strict=True):
        assert operation is not None
        house.library.editing.undo(operation)
        assert house.write()["back"] == 1
        assert (sidecar.read_bytes() if sidecar.exists() else None) == content


def test_two_undone_at_once_go_back_both(house: House) -> None:
    operations = []
    for title in ("One", "Two"):
        operations.append(house.set("IMG_0.jpg", title=title).operation)
        house.write()
    for operation in reversed(operations):
        assert operation is not None
        house.library.editing.undo(operation)
    house.write()
    assert "IMG_0.jpg.xmp" not in house.names()
    assert house.edits("IMG_0.jpg") == {}


def test_undo_after_somebody_else_wrote_keeps_what_they_wrote(house: House) -> None:
    done = house.set("IMG_0.jpg", title="Mine")
    house.write()
    sidecar = house.photos / "IMG_0.jpg.xmp"
    theirs = sidecar.read_bytes().replace(b"</rdf:RDF>", b"<!-- theirs --></rdf:RDF>")
    sidecar.write_bytes(theirs)
    house.scan()
    assert done.operation is not None
    house.library.editing.undo(done.operation)
    house.write()
    assert b"theirs" in sidecar.read_bytes()
    assert house.on_disk("IMG_0.jpg")["title"] is None


def test_undo_before_it_was_written_writes_nothing(house: House) -> None:
    done = house.set("IMG_0.jpg", title="Mine")
    assert done.operation is not None
    house.library.editing.undo(done.operation)
    assert house.write()["written"] == 0
    assert "IMG_0.jpg.xmp" not in house.names()
    assert house.row("SELECT count(*) FROM files WHERE write_due IS NOT NULL")[0] == 0


def test_a_sidecar_deleted_by_hand_is_written_again(house: House) -> None:
    house.set("IMG_0.jpg", title="Mine", label="Red")
    house.write()
    (house.photos / "IMG_0.jpg.xmp").unlink()
    house.scan()
    assert set(house.states("IMG_0.jpg").values()) == {"written"}
    assert house.on_disk("IMG_0.jpg")["title"] == "Mine"
    assert house.on_disk("IMG_0.jpg")["label"] == "Red"


def test_rights_of_the_photo_are_those_of_its_sidecar(house: House) -> None:
    os.chmod(house.photos / "IMG_0.jpg", 0o640)
    house.scan()
    house.set("IMG_0.jpg", title="Mine")
    house.write()
    assert (house.photos / "IMG_0.jpg.xmp").stat().st_mode & 0o777 == 0o640


def test_library_mode_writes_nothing_until_it_is_left(house: House) -> None:
    house.library.editing.set_mode("library")
    house.set("IMG_0.jpg", title="Mine")
    house.set("IMG_1.jpg", title="Gone before")
    assert house.states("IMG_0.jpg") == {"title": "kept"}
    assert house.write()["written"] == 0
    assert house.names() == {"IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg", "drawing.png"}
    assert house.set("IMG_1.jpg", title=None).changed
    assert house.edits("IMG_1.jpg") == {}
    house.library.editing.set_mode("sidecar")
    house.work()
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] == "Mine"
    assert "IMG_1.jpg.xmp" not in house.names()


def test_pending_changes_are_kept_when_writing_is_left(house: House) -> None:
    house.set("IMG_0.jpg", title="Mine")
    house.library.editing.set_mode("library")
    assert house.states("IMG_0.jpg") == {"title": "kept"}
    assert house.write()["written"] == 0
