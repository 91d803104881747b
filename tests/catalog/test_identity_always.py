"""Whatever happens to files, in whatever order: the catalogue stays true and no decision is lost."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.conftest import Shelf, content
from keepers.base.clock import FixedClock
from keepers.base.database import Database
from keepers.base.migrations import migrate, packaged_steps
from keepers.catalog.sightings import Batch
from keepers.catalog.stacks import StackPlan, Stacks
from keepers.catalog.timeline import Timeline

NAMES = ["a.jpg", "b.jpg", "c.jpg"]
PICTURES = ["sea", "hill", "town"]

steps = st.lists(
    st.one_of(
        st.tuples(st.just("look"), st.sampled_from(NAMES), st.sampled_from(PICTURES)),
        st.tuples(st.just("change"), st.sampled_from(NAMES), st.just("")),
        st.tuples(st.just("fail"), st.sampled_from(NAMES), st.just("")),
        st.tuples(st.just("gone"), st.sampled_from(NAMES), st.just("")),
        st.tuples(st.just("back"), st.sampled_from(NAMES), st.just("")),
        st.tuples(st.just("favourite"), st.sampled_from(NAMES), st.just("")),
        st.tuples(st.just("stack"), st.sampled_from(NAMES), st.just("")),
    ),
    max_size=25,
)


def play(shelf: Shelf, step: tuple[str, str, str]) -> None:
    what, name, picture = step
    if what == "look":
        shelf.look(name, picture)
    elif what == "change":
        shelf.change(name)
    elif what == "fail":
        shelf.fail(name)
    elif what == "gone":
        shelf.sightings.mark_gone([shelf.files[name]])
    elif what == "back":
        shelf.sightings.record(shelf.root_id, 9, Batch(unchanged=[shelf.files[name]]))
    elif what == "stack":
        ids = dict.fromkeys(shelf.asset_of(each).id for each in [name, *NAMES])
        Stacks(shelf.db).swap([StackPlan("burst", tuple(ids))])
    else:
        shelf.decisions.set_favourite([shelf.asset_of(name).id], True)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_the_catalogue_stays_true(story: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.db"
        migrate(path, packaged_steps(), Path(folder) / "backups")
        shelf = Shelf(Database(path), FixedClock())
        try:
            for name in NAMES:
                shelf.sight(name)
            favoured = False
            for step in story:
                play(shelf, step)
                favoured = favoured or step[0] == "favourite"
                check(shelf, favoured)
        finally:
            shelf.db.close()


def shown_tiles(shelf: Shelf) -> set[int]:
    """The photos that have a tile, reckoned from the facts: members stand behind a best that shows."""
    rows = shelf.db.read(
        lambda connection: [row["id"] for row in connection.execute("SELECT id FROM assets ORDER BY id")]
    )
    everything = {asset.id: asset for asset in shelf.assets.by_ids(rows)}
    tiles = {asset.id for asset in everything.values() if asset.present and asset.visible}
    for stack in Stacks(shelf.db).all():
        if stack.best in tiles:
            tiles -= set(stack.members) - {stack.best}
    return tiles


def check(shelf: Shelf, favoured: bool) -> None:
    hashes = {content(picture) for picture in PICTURES}
    for name in NAMES:
        asset = shelf.asset_of(name)
        files = shelf.assets.files(asset.id)
        for file in files:
            if file.content_hash is not None:
                assert file.content_hash == asset.content_hash, "a file read is with the picture of its bytes"
        assert asset.content_hash is None or asset.content_hash in hashes
        assert asset.present == any(file.present for file in files)
        unreadable = {row.file_id for row in shelf.problems.list()}
        there = [file for file in files if file.present]
        assert asset.visible == (not there or any(file.id not in unreadable for file in there))
    tiles, opened = Timeline(shelf.db).buckets(), Timeline(shelf.db).buckets(stacks=False)
    assert sum(bucket.count for bucket in tiles) == len(shown_tiles(shelf))
    assert sum(bucket.count for bucket in opened) == shelf.assets.count()
    for bucket in tiles:
        assert len(Timeline(shelf.db).month(bucket.month).ids) == bucket.count
    assert bool(shelf.decisions.favourites()) == favoured, "a favourite never goes by itself"
