"""What was heard, and what counts of it: copies put together, people's changes over files, hearts once."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.conftest import NOON, Shelf, content, document
from keepers.catalog.effective import refresh_effective
from keepers.catalog.findings import Look
from keepers.catalog.heard import Heard, record_heard
from keepers.catalog.said import MOST_BYTES, SaidRows, encoded
from keepers.catalog.said_copies import merged
from keepers.catalog.timeline import Timeline
from keepers.catalog.words import WordRows

FAR = 1_000_000_000_000  # 9 September 2001


def fact(value: Any, source: str, why: str = "only") -> dict[str, Any]:
    return {"value": value, "source": source, "why": why, "others": []}


def hear(shelf: Shelf, name: str, said: dict[str, Any]) -> set[int]:
    file_id, asset_id = shelf.files[name], shelf.asset_of(name).id
    return shelf.db.write(
        lambda connection: record_heard(connection, asset_id, Heard(file_id, said), shelf.clock.now_ms())
    )


def edit(shelf: Shelf, name: str, **fields: Any) -> set[int]:
    """Have a person's changes stand, as `edits` keeps them; ... takes one away."""
    asset_id = shelf.asset_of(name).id

    def write(connection: Any) -> set[int]:
        for field, value in fields.items():
            connection.execute("DELETE FROM edits WHERE asset_id = ? AND field = ?", (asset_id, field))
            if value is not ...:
                connection.execute(
                    "INSERT INTO edits (asset_id, field, value, base, state, edited_at)"
                    " VALUES (?, ?, ?, 'null', 'kept', 1)",
                    (asset_id, field, json.dumps(value)),
                )
        return refresh_effective(connection, [asset_id])

    return shelf.db.write(write)


def test_what_files_say_counts_until_a_person_says_otherwise_and_again_after(shelf: Shelf) -> None:
    shelf.add("a.jpg")
    asset_id, words = shelf.asset_of("a.jpg").id, WordRows(shelf.db)
    place = {"sublocation": None, "city": "Lisbon", "state": None, "country": None, "country_code": None}
    ana = {"name": "Ana", "box": [0.1, 0.2, 0.3, 0.4]}
    said = {
        "title": "T", "caption": "C", "keywords": ["Places|Lisbon", "beach"], "people": [ana], "rating": 3,
        "label": "Red", "position": [38.7, -9.1], "place": place,
    }  # fmt: skip
    facts = {
        "altitude_m": fact(12.5, "exif:GPSAltitude"),
        "direction_deg": fact(90.0, "exif:GPSImgDirection"),
    }
    hear(shelf, "a.jpg", document(NOON, fields=said, facts=facts))
    before = words.of(asset_id)
    assert (before.title, before.caption, before.rating, before.label) == ("T", "C", 3, "Red")
    assert (before.keywords, before.people, before.place) == (["Places|Lisbon", "beach"], [ana], place)
    asset = shelf.asset_of("a.jpg")
    assert (asset.latitude, asset.longitude, asset.altitude_m, asset.direction_deg) == (
        38.7,
        -9.1,
        12.5,
        90.0,
    )

    edit(
        shelf,
        "a.jpg",
        title="Mine",
        keywords=["b", "a"],
        people=None,
        rating=None,
        position=[1.5, 2.5],
        place=None,
    )
    now = words.of(asset_id)
    assert (now.title, now.caption, now.rating, now.keywords) == ("Mine", "C", None, ["b", "a"])
    assert (now.people, now.place) == ([], None)
    asset = shelf.asset_of("a.jpg")
    assert (asset.latitude, asset.longitude, asset.altitude_m, asset.direction_deg) == (1.5, 2.5, None, 90.0)

    edit(shelf, "a.jpg", title=..., keywords=..., people=..., rating=..., position=..., place=...)
    assert words.of(asset_id) == before
    assert shelf.asset_of("a.jpg").altitude_m == 12.5


def test_a_date_of_a_person_moves_the_photo_and_taken_away_the_name_tells(shelf: Shelf) -> None:
    shelf.add("IMG_20190521_104552.jpg")
    name, timeline = "IMG_20190521_104552.jpg", Timeline(shelf.db)
    assert edit(shelf, name, date={"time_ms": FAR, "offset_min": 120}) == {202408, 200109}
    asset = shelf.asset_of(name)
    assert (asset.capture_time, asset.capture_offset_min, asset.capture_source) == (FAR, 120, "person")
    assert (asset.capture_code, asset.capture_precision) == ("person", "second")
    assert [bucket.month for bucket in timeline.buckets()] == [200109]
    assert edit(shelf, name, date=None) == {200109, 201905}
    assert shelf.asset_of(name).capture_code == "name"
    assert edit(shelf, name, date=...) == {201905, 202408}
    assert shelf.asset_of(name).capture_source == "exif_original"
    assert edit(shelf, name, title="x") == set(), "nothing moved"


def test_a_persons_word_outlives_a_new_look(shelf: Shelf) -> None:
    shelf.add("a.jpg")
    edit(shelf, "a.jpg", caption="Mine", date={"time_ms": FAR, "offset_min": None})
    shelf.look("a.jpg", "picture of a.jpg", NOON + 5)
    asset = shelf.asset_of("a.jpg")
    assert (asset.capture_time, WordRows(shelf.db).of(asset.id).caption) == (FAR, "Mine")


def test_a_photo_that_was_never_heard_keeps_what_it_has(shelf: Shelf) -> None:
    """As in a library of before: its time is what an older reader found, and nobody heard it yet."""
    shelf.add("a.jpg")
    asset_id = shelf.asset_of("a.jpg").id
    shelf.db.write(lambda connection: connection.execute("DELETE FROM said"))
    edit(shelf, "a.jpg", caption="Mine")
    assert shelf.asset_of("a.jpg").capture_source == "exif_original"
    assert WordRows(shelf.db).of(asset_id).caption == "Mine"
    edit(shelf, "a.jpg", date={"time_ms": FAR, "offset_min": None})
    edit(shelf, "a.jpg", date=...)
    assert shelf.asset_of("a.jpg").capture_source == "file_modified"


def test_a_heart_is_said_once(shelf: Shelf) -> None:
    shelf.add("a.jpg")
    asset_id = shelf.asset_of("a.jpg").id
    hear(shelf, "a.jpg", document(NOON, favourite=True))
    assert shelf.decisions.favourites() == {asset_id}
    shelf.decisions.set_favourite([asset_id], False)
    hear(shelf, "a.jpg", document(NOON, favourite=True, albums=["new"]))
    assert shelf.decisions.favourites() == set()
    hear(shelf, "a.jpg", document(NOON))
    hear(shelf, "a.jpg", document(NOON, favourite=True))
    assert shelf.decisions.favourites() == {asset_id}, "it was taken back there, and given again"


def test_copies_say_together_what_each_says(shelf: Shelf) -> None:
    for name, time in (("year/a.jpg", NOON), ("album/a.jpg", NOON + 1)):
        shelf.sight(name, time)
    said = {
        "year/a.jpg": document(
            NOON, albums=["Year"], fields={"caption": "own"}, facts={"description": fact("own", "exif:x")}
        ),
        "album/a.jpg": document(
            NOON, albums=["Album"], favourite=True, fields={"caption": "of Google"},
            facts={"description": fact("of Google", "takeout:description")},
        ),
    }  # fmt: skip
    for name, heard in said.items():
        shelf.look(name, "same")
        hear(shelf, name, heard)
    asset_id = shelf.asset_of("year/a.jpg").id
    together = SaidRows(shelf.db).of(asset_id)
    assert together is not None
    assert sorted(together.document["albums"]) == ["Album", "Year"]
    assert together.fields["caption"] == "of Google"
    assert shelf.decisions.favourites() == {asset_id}

    shelf.sightings.mark_gone([shelf.files["album/a.jpg"]])
    alone = SaidRows(shelf.db).of(asset_id)
    assert alone is not None
    assert (alone.document["albums"], alone.fields["caption"]) == (["Year"], "own")
    assert WordRows(shelf.db).of(asset_id).caption == "own"


def test_a_copy_that_became_another_picture_says_no_more_for_the_first(shelf: Shelf) -> None:
    for name in ("a.jpg", "b.jpg"):
        shelf.sight(name)
        shelf.look(name, "same")
    hear(shelf, "b.jpg", document(NOON, albums=["B"]))
    hear(shelf, "a.jpg", document(NOON, albums=["A"]))
    asset_id = shelf.asset_of("a.jpg").id
    shelf.change("b.jpg")
    shelf.look("b.jpg", "edited", NOON + 1)
    assert shelf.asset_of("b.jpg").id != asset_id
    hear(shelf, "a.jpg", document(NOON, albums=["A"]))
    row = SaidRows(shelf.db).of(asset_id)
    assert row is not None
    assert row.document["albums"] == ["A"]
    kept = shelf.db.read(
        lambda connection: connection.execute("SELECT count(*) FROM said_copies").fetchone()[0]
    )
    assert kept <= 1


sources = st.sampled_from(
    ["sidecar:dc:title", "takeout:title", "icloud:title", "exif:XPTitle", "xmp:dc:title"]
)


times = st.sampled_from(["exif_original", "takeout", "file_name"])


@given(st.lists(st.tuples(sources, st.sampled_from("AB"), times), min_size=1, max_size=4))
def test_copies_in_any_number_make_one_document_by_the_same_order(said: list[tuple[str, str, str]]) -> None:
    documents = [
        document(
            NOON + at, time, fields={"title": title}, facts={"title": fact(title, source)}, albums=[title]
        )
        for at, (source, title, time) in enumerate(said)
    ]
    one = merged(documents)
    assert one.keys() == documents[0].keys()
    assert one["fields"]["title"] in {title for _source, title, _time in said}
    groups = [source.partition(":")[0] for source, *_rest in said]
    believed = one["facts"]["title"]["source"].partition(":")[0]
    if "sidecar" in groups:
        assert believed == "sidecar"
    elif {"takeout", "icloud"} & set(groups):
        assert believed in ("takeout", "icloud")
    assert set(one["albums"]) == {title for _source, title, _time in said}
    if "exif_original" in {time for *_rest, time in said}:
        assert one["capture"]["source"] == "exif_original"
    assert merged([one]) == one


def test_a_document_too_long_loses_what_matters_least(shelf: Shelf) -> None:
    others = [[f"xmp:{at}", "x" * 5000] for at in range(100)]
    long = document(
        NOON, fields={"caption": "c" * 20_000}, albums=["A"],
        facts={
            "description": {**fact("c" * 20_000, "exif:x"), "others": others}, "rating": fact(3, "xmp:Rating")
        },
        regions=[{"kind": "other", "name": "n" * 600, "box": [0, 0, 1, 1], "source": "s"}] * 500,
    )  # fmt: skip
    kept = json.loads(encoded(long))
    assert len(encoded(long).encode()) <= MOST_BYTES
    assert kept["fields"] == long["fields"]
    assert kept["facts"]["rating"]["value"] == 3
    assert kept["albums"] == ["A"]
    shelf.add("a.jpg")
    hear(shelf, "a.jpg", long)
    assert WordRows(shelf.db).of(shelf.asset_of("a.jpg").id).caption == "c" * 20_000


@pytest.mark.parametrize("gone", ["vanished", "unreadable"])
def test_what_belongs_to_a_photo_hides_behind_it_as_long_as_that_shows(shelf: Shelf, gone: str) -> None:
    for name in ("main.jpg", "raw.cr2"):
        shelf.add(name)
    main, raw = (shelf.asset_of(name).id for name in ("main.jpg", "raw.cr2"))
    shelf.db.write(
        lambda connection: connection.execute(
            "UPDATE assets SET main_id = ?, role = 'raw' WHERE id = ?", (main, raw)
        )
    )
    shelf.look("raw.cr2", "picture of raw.cr2")
    assert (shelf.assets.get(raw).visible, shelf.assets.get(main).visible) == (False, True)
    assert Timeline(shelf.db).month(202408).ids == [main]
    if gone == "vanished":
        shelf.sightings.mark_gone([shelf.files["main.jpg"]])
    else:
        shelf.fail("main.jpg")
    assert Timeline(shelf.db).month(202408).ids == [raw], "behind nothing, it stands for itself"
    shelf.look("main.jpg", "picture of main.jpg")
    assert Timeline(shelf.db).month(202408).ids == [main]


def test_more_said_while_a_photo_is_looked_at_is_still_due(shelf: Shelf) -> None:
    file_id = shelf.sight("a.jpg")
    read = Look(
        file_id,
        content("a"),
        100,
        NOON,
        {},
        {"dhash": 1, "phash": 1, "colour": b"", "blank": 0},
        document(NOON),
        None,
    )
    shelf.db.write(lambda connection: connection.execute("UPDATE files SET hear_due = 5"))
    shelf.identity.record([read], [], 1)

    def due() -> int | None:
        row = shelf.db.read(lambda connection: connection.execute("SELECT hear_due FROM files").fetchone())
        return row["hear_due"]  # type: ignore[no-any-return]

    assert due() == 5
    shelf.identity.record([replace(read, hear_due=5)], [], 1)
    assert due() is None


def test_what_was_changed_of_a_photo_that_turns_out_a_copy_counts_for_what_it_is(shelf: Shelf) -> None:
    shelf.add("a.jpg")
    kept = shelf.asset_of("a.jpg").id
    hear(shelf, "a.jpg", document(NOON, fields={"caption": "of the file"}))
    shelf.sight("b.jpg")
    edit(shelf, "b.jpg", caption="Mine", date={"time_ms": FAR, "offset_min": None})
    unread = shelf.asset_of("b.jpg").id
    shelf.look("b.jpg", "picture of a.jpg")
    assert shelf.asset_of("b.jpg").id == kept != unread
    assert WordRows(shelf.db).of(kept).caption == "Mine"
    assert shelf.assets.get(kept).capture_source == "person"
    rows = shelf.db.read(
        lambda connection: connection.execute(
            "SELECT field, base FROM edits WHERE asset_id = ?", (kept,)
        ).fetchall()
    )
    assert {row["field"]: json.loads(row["base"]) for row in rows}["caption"] == "of the file"


def test_a_name_used_again_is_another_photo_though_a_person_gave_the_first_a_date(shelf: Shelf) -> None:
    shelf.sight("DSC_0001.JPG")
    shelf.look("DSC_0001.JPG", "first", NOON, dhash=0)
    first = shelf.asset_of("DSC_0001.JPG").id
    edit(shelf, "DSC_0001.JPG", date={"time_ms": FAR, "offset_min": None})
    shelf.change("DSC_0001.JPG")
    shelf.look("DSC_0001.JPG", "second", NOON + 86_400_000, dhash=-1)
    second = shelf.asset_of("DSC_0001.JPG")
    assert second.id != first
    assert second.capture_source == "exif_original"
