"""What searches find, written: ids are kept, decided faces never vanish, the same search changes nothing."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.conftest import Shelf, content
from keepers.base.clock import FixedClock
from keepers.base.database import Database
from keepers.base.migrations import migrate, packaged_steps
from keepers.catalog.face_queue import FaceQueue, Told
from keepers.catalog.face_rows import FoundFace, Searched, record_faces

WORD = "yunet@1+mesh@1+1+reid@1"
SEARCH = "yunet@1+mesh@1+1"

Box = tuple[float, float, float, float]


def face(box: Box, vector: bytes | None = b"\x00<\x00\x00", **more: Any) -> FoundFace:
    told = dict(zip(("x", "y", "w", "h"), box, strict=True))
    return FoundFace.of(
        {**told, "score": 0.9, "quality": 0.8, "crop": f"crop{box}", "vector": vector, **more}
    )


def search(
    *boxes: Box, pixels: str = "sea", embedder: str | None = "reid@1", sure: float | None = 0.6
) -> Searched:
    return Searched(content(pixels), WORD, embedder, sure, [face(box) for box in boxes])


def rows(shelf: Shelf, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return shelf.db.read(lambda connection: [tuple(row) for row in connection.execute(sql, values)])


def write(shelf: Shelf, sql: str, *values: Any) -> None:
    shelf.db.write(lambda connection: connection.execute(sql, values).rowcount)


def record(shelf: Shelf, asset_id: int, what: Searched) -> set[int]:
    return shelf.db.write(lambda connection: record_faces(connection, asset_id, what, 7))


def everything(shelf: Shelf) -> list[list[tuple[Any, ...]]]:
    tables = ("faces", "face_vectors", "face_searches", "face_decisions")
    return [rows(shelf, f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]  # noqa: S608 - of ours


@contextmanager
def a_shelf() -> Iterator[Shelf]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.db"
        migrate(path, packaged_steps(), Path(folder) / "backups")
        shelf = Shelf(Database(path), FixedClock())
        try:
            yield shelf
        finally:
            shelf.db.close()


@pytest.fixture
def photo(shelf: Shelf) -> int:
    return shelf.add("a.jpg")


def test_the_same_search_changes_nothing(shelf: Shelf, photo: int) -> None:
    first = record(shelf, photo, search((0.1, 0.1, 0.2, 0.2), (0.6, 0.1, 0.2, 0.2)))
    assert len(first) == 2
    before = everything(shelf)
    assert record(shelf, photo, search((0.6, 0.1, 0.2, 0.2), (0.1, 0.1, 0.2, 0.2))) == set()
    assert everything(shelf) == before


def test_faces_keep_their_ids_and_take_their_new_measures(shelf: Shelf, photo: int) -> None:
    (known,) = record(shelf, photo, search((0.1, 0.1, 0.2, 0.2)))
    again = Searched(content("sea"), WORD, "reid@1", 0.6, [face((0.11, 0.1, 0.2, 0.2), smile=0.9)])
    assert record(shelf, photo, again) == {known}
    assert rows(shelf, "SELECT id, x, smile, found_at FROM faces") == [(known, 0.11, 0.9, 7)]


def test_who_is_not_found_any_more_goes_unless_something_was_said(shelf: Shelf, photo: int) -> None:
    boxes = [(0.1, 0.1, 0.1, 0.1), (0.3, 0.1, 0.1, 0.1), (0.5, 0.1, 0.1, 0.1), (0.7, 0.1, 0.1, 0.1)]
    record(shelf, photo, search(*boxes))
    one, two, three, four = (row[0] for row in rows(shelf, "SELECT id FROM faces ORDER BY x"))
    write(shelf, "INSERT INTO persons (id, made_at) VALUES (1, 0)")
    write(shelf, "INSERT INTO face_decisions VALUES (?, 1, 'is', 'person', 0)", one)
    write(shelf, "UPDATE faces SET verdict = 'not_face' WHERE id = ?", two)
    write(shelf, "INSERT INTO face_pairs VALUES (?, ?, 'same', 0)", three, four)
    write(shelf, "DELETE FROM face_pairs WHERE face_a = ?", three)
    assert record(shelf, photo, search()) == {one, two, three, four}
    assert rows(shelf, "SELECT id, gone FROM faces ORDER BY id") == [(one, 1), (two, 1)]
    assert rows(shelf, "SELECT face_id FROM face_decisions") == [(one,)]
    # And back again.
    assert one in record(shelf, photo, search(boxes[0]))
    assert rows(shelf, "SELECT gone FROM faces WHERE id = ?", one) == [(0,)]


def test_what_a_person_drew_stays_where_it_is_and_takes_what_was_found_there(
    shelf: Shelf, photo: int
) -> None:
    write(
        shelf,
        "INSERT INTO faces (id, asset_id, source, x, y, w, h, found_at, verdict)"
        " VALUES (9, ?, 'drawn', .1, .1, .3, .3, 0, 'face'), (8, ?, 'said', .7, .7, .1, .1, 0, NULL)",
        photo,
        photo,
    )
    assert record(shelf, photo, search((0.19, 0.18, 0.12, 0.15))) == {9}
    assert rows(shelf, "SELECT id, source, x, w, score, gone FROM faces ORDER BY id") == [
        (8, "said", 0.7, 0.1, None, 0),
        (9, "drawn", 0.1, 0.3, 0.9, 0),
    ]
    assert rows(shelf, "SELECT face_id, model FROM face_vectors") == [(9, "reid@1")]
    before = everything(shelf)
    assert record(shelf, photo, search((0.19, 0.18, 0.12, 0.15))) == set()
    assert everything(shelf) == before


def test_a_box_that_was_taken_away_stays_away(shelf: Shelf, photo: int) -> None:
    write(
        shelf,
        "INSERT INTO faces (id, asset_id, source, x, y, w, h, found_at, verdict, gone)"
        " VALUES (9, ?, 'drawn', .1, .1, .2, .2, 0, 'not_face', 1)",
        photo,
    )
    record(shelf, photo, search((0.1, 0.1, 0.2, 0.2)))
    assert rows(shelf, "SELECT id, gone, verdict FROM faces") == [(9, 1, "not_face")]


def test_vectors_of_the_model_before_stay_until_the_pixels_are_others(shelf: Shelf, photo: int) -> None:
    record(shelf, photo, search((0.1, 0.1, 0.2, 0.2)))
    record(shelf, photo, search((0.1, 0.1, 0.2, 0.2), embedder="dlib@1"))
    assert rows(shelf, "SELECT model FROM face_vectors ORDER BY 1") == [("dlib@1",), ("reid@1",)]
    record(shelf, photo, search((0.1, 0.1, 0.2, 0.2), pixels="hill", embedder="dlib@1"))
    assert rows(shelf, "SELECT model FROM face_vectors") == [("dlib@1",)]


def test_without_an_embedder_faces_are_found_without_vectors(shelf: Shelf, photo: int) -> None:
    assert len(record(shelf, photo, search((0.1, 0.1, 0.2, 0.2), embedder=None, sure=None))) == 1
    assert rows(shelf, "SELECT * FROM face_vectors") == []


places = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(lambda at: (at[0] / 10, at[1] / 10, 0.15, 0.15))
steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("search"), st.lists(places, max_size=5, unique=True), st.sampled_from(["sea", "hill"])
        ),
        st.tuples(st.just("name"), st.integers(0, 5), st.none()),
        st.tuples(st.just("judge"), st.integers(0, 5), st.sampled_from(["face", "not_face"])),
        st.tuples(st.just("draw"), places, st.none()),
        st.tuples(st.just("switch"), st.sampled_from(["reid@1", "dlib@1"]), st.none()),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_whatever_happens_no_decision_is_lost(story: list[tuple[str, Any, Any]]) -> None:
    with a_shelf() as shelf:
        photo = shelf.add("a.jpg")
        write(shelf, "INSERT INTO persons (id, made_at) VALUES (1, 0)")
        embedder = "reid@1"
        decided: dict[int, str] = {}
        for what, first, second in story:
            known = [row[0] for row in rows(shelf, "SELECT id FROM faces ORDER BY id")]
            if what == "search":
                made = search(*first, pixels=second, embedder=embedder)
                record(shelf, photo, made)
                before = everything(shelf)
                assert record(shelf, photo, made) == set()
                assert everything(shelf) == before
                assert_all_shown(shelf, made)
            elif what == "switch":
                embedder = first
            elif what == "draw":
                write(
                    shelf,
                    "INSERT INTO faces (asset_id, source, x, y, w, h, found_at)"
                    " VALUES (?, 'drawn', ?, ?, ?, ?, 0)",
                    photo,
                    *first,
                )
                decided[rows(shelf, "SELECT max(id) FROM faces")[0][0]] = "drawn"
            elif known and what == "name":
                chosen = known[first % len(known)]
                write(shelf, "INSERT OR IGNORE INTO face_decisions VALUES (?, 1, 'is', 'person', 0)", chosen)
                decided[chosen] = "is"
            elif known:
                chosen = known[first % len(known)]
                write(shelf, "UPDATE faces SET verdict = ? WHERE id = ?", second, chosen)
                decided.setdefault(chosen, "verdict")
            now = {row[0] for row in rows(shelf, "SELECT id FROM faces")}
            assert decided.keys() <= now, "a decided face never vanishes"


def assert_all_shown(shelf: Shelf, made: Searched) -> None:
    """Each face that was found has one row, and every other row that shows was drawn."""
    there = rows(shelf, "SELECT count(*) FROM faces WHERE gone = 0 AND source = 'found'")[0][0]
    away = rows(shelf, "SELECT count(*) FROM faces WHERE source = 'drawn' OR verdict = 'not_face'")[0][0]
    assert there <= len(made.found) <= there + away
    vectors = rows(shelf, "SELECT count(*) FROM face_vectors WHERE model = ?", made.embedder)[0][0]
    assert vectors >= len(made.found)


def test_what_is_due_is_what_is_missing(shelf: Shelf) -> None:
    queue = FaceQueue(shelf.db, shelf.clock)
    old, new = shelf.add("old.jpg", 1_000_000), shelf.add("new.jpg", 2_000_000_000)
    shelf.sight("unread.jpg")
    assert queue.due(SEARCH, "reid@1") == [(new, "search"), (old, "search")]
    assert [each.asset_id for each in queue.photos(queue.due(SEARCH, "reid@1"), "reid@1")] == [new, old]
    told = Told(
        new, content("picture of new.jpg"), search((0.1, 0.1, 0.2, 0.2), pixels="picture of new.jpg"), []
    )
    assert queue.record([told], WORD, "reid@1") == {new}
    failed = Told(old, content("picture of old.jpg"), None, [], code="file_timeout")
    assert queue.record([failed], WORD, "reid@1") == set()
    assert queue.due(SEARCH, "reid@1") == []
    # Another embedder: only whoever has a face is embedded again, and only where it can be read.
    assert queue.due(SEARCH, "dlib@1") == [(new, "embed")]
    # Another detector: all of them are searched.
    assert queue.due("yunet@2+mesh@1+1", "reid@1") == [(new, "search"), (old, "search")]
    # A folder in which no faces are looked for.
    write(shelf, "UPDATE roots SET faces = 0")
    assert queue.due("yunet@2+mesh@1+1", "reid@1") == []
    assert queue.photos([(new, "search")], "reid@1") == []


def test_a_photo_that_became_another_meanwhile_takes_nothing(shelf: Shelf) -> None:
    queue = FaceQueue(shelf.db, shelf.clock)
    photo = shelf.add("a.jpg")
    told = Told(photo, content("something else"), search((0.1, 0.1, 0.2, 0.2)), [])
    assert queue.record([told], WORD, "reid@1") == set()
    assert rows(shelf, "SELECT * FROM faces") == []
    assert queue.due(SEARCH, "reid@1") == [(photo, "search")]


def test_a_drawn_face_waits_for_its_vector_and_an_offline_photo_has_its_thumbnail(shelf: Shelf) -> None:
    queue = FaceQueue(shelf.db, shelf.clock)
    photo = shelf.add("a.jpg")
    pixels = "picture of a.jpg"
    queue.record([Told(photo, content(pixels), search(pixels=pixels), [])], WORD, "reid@1")
    assert queue.due(SEARCH, "reid@1") == []
    write(
        shelf,
        "INSERT INTO faces (id, asset_id, source, x, y, w, h, found_at)"
        " VALUES (5, ?, 'drawn', .1, .1, .2, .2, 0)",
        photo,
    )
    due = queue.due(SEARCH, "reid@1")
    assert due == [(photo, "embed")]
    (one,) = queue.photos(due, "reid@1")
    assert one.path is not None
    assert [(place.face_id, place.box, place.points) for place in one.places] == [
        (5, (0.1, 0.1, 0.2, 0.2), None)
    ]
    shelf.roots.set_offline(shelf.root_id, "root_missing")
    (one,) = queue.photos(due, "reid@1")
    assert one.path is None
    assert queue.record(
        [Told(photo, content(pixels), None, [(5, face((0.1, 0.1, 0.2, 0.2)))])], WORD, "reid@1"
    ) == {photo}
    assert queue.due(SEARCH, "reid@1") == []


def test_old_vectors_go_only_where_there_are_new_ones(shelf: Shelf, photo: int) -> None:
    queue = FaceQueue(shelf.db, shelf.clock)
    record(shelf, photo, search((0.1, 0.1, 0.2, 0.2), (0.6, 0.1, 0.2, 0.2)))
    first = rows(shelf, "SELECT min(id) FROM faces")[0][0]
    write(shelf, "INSERT INTO face_vectors VALUES (?, 'dlib@1', x'0000')", first)
    assert queue.drop_older("dlib@1") == 1
    assert rows(shelf, "SELECT model FROM face_vectors ORDER BY 1") == [("dlib@1",), ("reid@1",)]
    assert len(queue.crops()) == 2
