"""What no file that may be written into can say: it counts all the same, is told, and waits for nothing."""

import json

import pytest

from editing.conftest import House, photo
from keepers.editing.change import Change
from keepers.metadata.fields import Field, Value

ANA, BO = {"name": "Ana", "box": [0.1, 0.1, 0.2, 0.2]}, {"name": "Bo", "box": None}
SHARED = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" xmp:Rating="2" crs:Exposure2012="+0.35"/>
</rdf:RDF></x:xmpmeta>
"""


def inside(house: House, name: str, **fields: Value) -> None:
    """Have a photo itself say this, as another program would have written it: no change is known of it."""
    house.library.editing.set_mode("photo")
    house.set(name, **fields)
    house.write()
    house.library.editing.set_mode("sidecar")

    def forget(connection) -> None:  # type: ignore[no-untyped-def]
        for table in ("edits", "file_writes", "operations"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - named above

    house.library.db.write(forget)


def codes(house: House) -> list[str]:
    return [each.code for each in house.library.editing.state().unwritten]


def counted(house: House, name: str) -> Value:
    words = dict(house.row("SELECT * FROM words WHERE asset_id = ?", house.asset(name)) or {})
    keywords = house.rows("SELECT keyword FROM keywords WHERE asset_id = ?", house.asset(name))
    return {
        **words,
        "people": json.loads(words.get("people", "[]")),
        "keywords": [each[0] for each in keywords],
    }


@pytest.mark.parametrize(
    ("field", "said", "wanted"),
    [
        ("caption", "Inside", None),
        ("keywords", ["a", "b"], None),
        ("people", [ANA, BO], None),
        ("people", [ANA, BO], [BO]),
    ],
)
def test_what_is_taken_away_counts_and_other_words_are_written(
    house: House, field: Field, said: Value, wanted: Value
) -> None:
    inside(house, "IMG_0.jpg", **{field: said})
    before = (house.photos / "IMG_0.jpg").read_bytes()
    done = house.set("IMG_0.jpg", title="Beside", **{field: wanted})
    house.write()
    assert house.states("IMG_0.jpg") == {"title": "written", field: "kept"}
    assert house.on_disk("IMG_0.jpg")["title"] == "Beside"
    assert house.library.editing.state().pending == 0
    assert codes(house) == ["needs_photo"]
    assert (house.photos / "IMG_0.jpg").read_bytes() == before
    house.scan()
    assert house.states("IMG_0.jpg") == {"title": "written", field: "kept"}
    assert (counted(house, "IMG_0.jpg")[field] or None) == wanted
    assert house.row("SELECT count(write_due) FROM files")[0] == 0, "nothing is tried again and again"
    house.library.editing.sync()
    house.work()
    assert codes(house) == ["needs_photo"]
    assert done.operation is not None
    house.library.editing.undo(done.operation)
    house.write()
    assert house.edits("IMG_0.jpg") == {}
    assert codes(house) == []
    assert "IMG_0.jpg.xmp" not in house.names()


def test_into_the_photos_takes_it_away_there(house: House) -> None:
    inside(house, "IMG_0.jpg", people=[ANA, BO], place={"city": "Lisbon", "country": "Portugal"})
    house.set("IMG_0.jpg", people=[BO], place={"city": "Porto"})
    house.write()
    house.library.editing.set_mode("photo")
    house.write()
    assert set(house.states("IMG_0.jpg").values()) == {"written"}
    said = house.on_disk("IMG_0.jpg")
    assert said["people"] == [BO]
    assert {part: name for part, name in said["place"].items() if name} == {"city": "Porto"}
    assert codes(house) == []


def test_a_later_change_does_not_forget_what_cannot_be_said(house: House) -> None:
    inside(house, "IMG_0.jpg", caption="Inside")
    house.set("IMG_0.jpg", caption=None)
    house.write()
    assert "IMG_0.jpg.xmp" not in house.names(), "a sidecar that says nothing is none"
    house.set("IMG_0.jpg", title="Later")
    house.write()
    assert house.states("IMG_0.jpg") == {"caption": "kept", "title": "written"}
    assert codes(house) == ["needs_photo"]


def test_a_date_that_is_taken_away_leaves_what_devices_say(house: House) -> None:
    from subprocess import run

    run(
        [
            "exiftool",
            "-q",
            "-overwrite_original",
            "-EXIF:CreateDate=2020:01:01 10:00:00",
            house.photos / "IMG_0.jpg",
        ],
        check=True,
    )
    house.scan()
    house.library.editing.set_mode("photo")
    house.set("IMG_0.jpg", date=None)
    house.write()
    assert house.states("IMG_0.jpg") == {"date": "kept"}
    assert codes(house) == ["said_elsewhere"]
    date = house.on_disk("IMG_0.jpg")["date"]
    assert date["time_ms"] == 1_577_872_800_000, "when it was digitised stays"
    house.scan()
    assert house.states("IMG_0.jpg") == {"date": "kept"}


def test_a_caption_that_a_service_says_otherwise_goes_beside_the_photo(house: House) -> None:
    (house.photos / "IMG_0.jpg.json").write_text(
        json.dumps(
            {"title": "IMG_0.jpg", "description": "Google", "photoTakenTime": {"timestamp": "1723896000"}}
        )
    )
    house.scan()
    house.library.editing.set_mode("photo")
    house.set("IMG_0.jpg", caption="Mine")
    house.write()
    assert house.states("IMG_0.jpg") == {"caption": "written"}
    assert house.on_disk("IMG_0.jpg")["caption"] == "Mine"


def test_a_sidecar_for_two_pictures_is_not_changed_for_one(house: House) -> None:
    photo(house.photos / "pair.jpg", 20)
    photo(house.photos / "pair.png", 21)
    (house.photos / "pair.xmp").write_bytes(SHARED)
    house.scan()
    done = house.set("pair.jpg", title="The one")
    house.write()
    assert (house.photos / "pair.xmp").read_bytes() == SHARED
    assert house.on_disk("pair.png")["title"] is None
    said = house.on_disk("pair.jpg")
    assert (said["title"], said["rating"]) == ("The one", 2)
    assert b"+0.35" in (house.photos / "pair.jpg.xmp").read_bytes()
    assert done.operation is not None
    house.library.editing.undo(done.operation)
    house.write()
    assert "pair.jpg.xmp" not in house.names()


def test_a_newer_sidecar_does_not_bring_up_older_words_in_it(house: House) -> None:
    inside(house, "IMG_0.jpg", rating=4)
    (house.photos / "IMG_0.jpg.xmp").write_bytes(
        SHARED.replace(b"xmp:Rating", b'xmp:MetadataDate="2001-01-01T00:00:00Z" xmp:Rating')
    )
    house.scan()
    assert counted(house, "IMG_0.jpg")["rating"] == 4, "the photo was changed later"
    house.set("IMG_0.jpg", title="Beside")
    house.write()
    assert house.on_disk("IMG_0.jpg")["rating"] == 4
    assert house.states("IMG_0.jpg") == {"title": "written"}


def test_adding_to_people_keeps_those_who_are_there(house: House) -> None:
    inside(house, "IMG_0.jpg", people=[ANA])
    house.library.editing.apply([house.asset("IMG_0.jpg")], [Change("people", "add", [BO])])
    house.write()
    assert house.states("IMG_0.jpg") == {"people": "written"}
