"""Disks that are away, folders that may not be written, full disks, raw files behind photos."""

import os
import sys
from pathlib import Path

import pytest

from editing.conftest import House, photo
from keepers.base.errors import DiskFull
from keepers.base.job_context import JobContext
from keepers.base.workers import Outcome, WorkerError
from keepers.catalog.file_writes import Begun
from keepers.catalog.file_written import FileWritten
from keepers.editing.placing import Seen, place
from keepers.editing.write import WriteTools, write
from keepers.library import Library
from media.films import film


def state(house: House) -> tuple[int, int, list[str]]:
    told = house.library.editing.state()
    return told.pending, told.failed, [each.code for each in told.unwritten]


def test_a_disk_that_is_away_is_written_when_it_is_back(house: House) -> None:
    house.set("IMG_0.jpg", title="Mine")
    house.photos.rename(house.photos.with_name("elsewhere"))
    house.library.check_roots()
    assert house.write()["written"] == 0
    assert state(house) == (1, 0, [])
    house.photos.with_name("elsewhere").rename(house.photos)
    house.library.check_roots()
    house.work()
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] == "Mine"
    assert state(house) == (0, 0, [])


def test_a_folder_that_may_not_be_written_keeps_the_change(house: House, ordinary_rights: None) -> None:
    house.photos.chmod(0o555)
    try:
        house.set("IMG_0.jpg", title="Mine")
        with house.library.events.subscribe() as told:
            assert house.write()["failed"] == 1
            ids = [
                event.data["ids"] for event in iter(lambda: told.next(0.0), None) if event.kind == "metadata"
            ]
        assert ids == [[house.asset("IMG_0.jpg")]], "whoever looks at the photo hears of it"
        assert state(house) == (1, 1, ["write_failed"])
        assert house.write()["failed"] == 0, "it is not tried again before somebody asks"
    finally:
        house.photos.chmod(0o755)
    house.library.editing.sync()
    house.work()
    assert house.on_disk("IMG_0.jpg")["title"] == "Mine"
    assert state(house) == (0, 0, [])


def test_a_full_disk_keeps_the_change_and_spares_the_rest(house: House) -> None:
    def full(begun: Begun, seen: Seen) -> os.stat_result | None:
        raise DiskFull("The disk is full.")

    house.set(["IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg"], title="Mine")

    class Full(Library):
        def handlers(self) -> dict:  # type: ignore[type-arg, override]
            tools = WriteTools(
                queue=self._write_queue, writes=self._writes, written=FileWritten(self.db, self.clock),
                edits=self.edits, jobs=self.jobs, events=self.events, clock=self.clock,
                catalog=self.db.path, thumbs=self.thumbs, preparers=self._preparers,
                lost_root=self._lost_root, place=full,
            )  # fmt: skip
            return {**super().handlers(), "write": lambda ctx: write(ctx, tools)}

    path = house.library.path
    house.library.close()
    with Full.open(path, workers=1) as library:
        again = House(library, house.photos)
        again.write()
        pending, failed, codes = state(again)
        assert pending == 3
        assert failed >= 1
        assert set(codes) == {"disk_full"}
        assert again.names() == {"IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg", "drawing.png"}
    with Library.open(path, workers=1) as library:
        again = House(library, house.photos)
        library.editing.sync()
        again.work()
        assert state(again) == (0, 0, [])
        assert again.on_disk("IMG_2.jpg")["title"] == "Mine"


def test_words_inside_a_photo_cannot_be_taken_away_beside_it(house: House) -> None:
    house.library.editing.set_mode("photo")
    house.set("IMG_0.jpg", title="Inside")
    house.write()
    house.library.editing.set_mode("sidecar")
    house.set("IMG_0.jpg", title=None, rating=3)
    house.write()
    assert house.on_disk("IMG_0.jpg")["rating"] == 3
    assert state(house) == (0, 1, ["needs_photo"])
    row = house.row("SELECT title FROM words WHERE asset_id = ?", house.asset("IMG_0.jpg"))
    assert row["title"] is None, "in the library it is gone"
    house.library.editing.set_mode("photo")
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] is None
    assert state(house) == (0, 0, [])


def test_a_raw_file_behind_a_photo_gets_its_words(house: House) -> None:
    raw = house.photos / "IMG_0.dng"
    raw.write_bytes(photo(house.photos / "scratch.tif", 30))
    (house.photos / "scratch.tif").unlink()
    house.scan()
    main, behind = house.asset("IMG_0.jpg"), house.asset("IMG_0.dng")
    house.library.db.write(
        lambda connection: connection.execute(
            "UPDATE assets SET main_id = ?, role = 'raw', evidence = 'test' WHERE id = ?", (main, behind)
        )
    )
    house.set("IMG_0.jpg", title="Both")
    assert house.write()["written"] == 2
    assert {"IMG_0.jpg.xmp", "IMG_0.xmp"} <= house.names()
    assert house.on_disk("IMG_0.dng")["title"] == "Both"
    assert house.states("IMG_0.jpg") == {"title": "written"}


def test_a_hidden_file_of_a_killed_run_is_used_up(house: House) -> None:
    house.set("IMG_0.jpg", title="Mine")
    house.write()
    (file_id,) = house.row("SELECT id FROM files WHERE name = 'IMG_0.jpg'")
    from keepers.editing.temporary import temporary_name

    left = house.photos / temporary_name(house.library.path / "catalog.db", file_id, "sidecar")
    left.write_bytes(b"half")
    house.set("IMG_0.jpg", title="Other")
    house.write()
    assert not left.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Platform: links need rights there")
def test_a_sidecar_that_is_a_link_is_left_alone(house: House, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.xmp"
    elsewhere.write_text("not ours")
    (house.photos / "IMG_0.jpg.xmp").symlink_to(elsewhere)
    house.set("IMG_0.jpg", title="Mine")
    assert house.write()["failed"] == 1
    assert elsewhere.read_text() == "not ours"
    assert state(house)[2] == ["is_link"]


def test_a_worker_that_dies_costs_its_file_only(house: House) -> None:
    house.set(["IMG_0.jpg", "IMG_1.jpg"], title="Mine")
    bad = house.row("SELECT id FROM files WHERE name = 'IMG_0.jpg'")["id"]

    class Dying:
        """The pool, but one file kills its process."""

        def __init__(self, pool: object) -> None:
            self.pool = pool

        def map(self, items, *, stop):  # type: ignore[no-untyped-def]
            for outcome in self.pool.map(items, stop=stop):  # type: ignore[attr-defined]
                if outcome.item["file_id"] == bad:
                    for act in outcome.result["acts"]:
                        Path(act["laid"]).unlink()
                    yield Outcome(outcome.item, None, WorkerError("worker_crashed", "It died."))
                else:
                    yield outcome

        def close(self) -> None:
            self.pool.close()  # type: ignore[attr-defined]

    library = house.library
    path = library.path
    library.close()

    class Hurt(Library):
        def _preparers(self):  # type: ignore[no-untyped-def, override]
            return Dying(super()._preparers())

    with Hurt.open(path, workers=1) as hurt:
        again = House(hurt, house.photos)
        result = again.write()
        assert (result["written"], result["failed"]) == (1, 1)
        assert state(again)[2] == ["worker_crashed"]


def test_a_cancelled_run_leaves_nothing_behind(house: House) -> None:
    path = house.library.path
    house.set(["IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg", "drawing.png"], title="Mine")
    house.library.close()

    class Cancelled(Library):
        def handlers(self) -> dict:  # type: ignore[type-arg, override]
            def cancelling(ctx: JobContext) -> object:
                def placing(begun: Begun, seen: Seen) -> os.stat_result | None:
                    standing = place(begun, seen)
                    self.jobs.cancel(ctx.job.id)
                    ctx.ask("cancel")
                    return standing

                tools = WriteTools(
                    queue=self._write_queue, writes=self._writes, written=FileWritten(self.db, self.clock),
                    edits=self.edits, jobs=self.jobs, events=self.events, clock=self.clock,
                    catalog=self.db.path, thumbs=self.thumbs, preparers=self._preparers,
                    lost_root=self._lost_root, place=placing,
                )  # fmt: skip
                return write(ctx, tools)

            return {"write": cancelling}

    with Cancelled.open(path, workers=1) as library:
        library.editing.write_soon(at_once=True)
        assert library.work_until_idle()
        again = House(library, house.photos)
        assert sum(name.endswith(".xmp") for name in again.names()) == 1
        assert not [name for name in again.names() if name.startswith(".")]
    with Library.open(path, workers=1) as library:
        again = House(library, house.photos)
        assert again.write()["written"] == 3


def test_a_film_gets_a_sidecar(house: House) -> None:
    film(house.photos / "clip.avi")
    house.scan()
    before = (house.photos / "clip.avi").read_bytes()
    house.library.editing.set_mode("photo")
    house.set("clip.avi", title="Waves", rating=5)
    result = house.write()
    assert (result["written"], result["beside"]) == (1, 1)
    assert (house.photos / "clip.avi").read_bytes() == before
    assert house.states("clip.avi") == {"title": "written", "rating": "written"}


def test_a_name_with_no_room_for_another_ending_gets_the_short_one(house: House) -> None:
    name = "é" * 125 + ".jpg"
    photo(house.photos / name, 21)
    house.scan()
    house.set([name, "IMG_0.jpg"], title="One")
    assert house.write()["failed"] == 0
    assert house.on_disk(name)["title"] == "One"
    assert ("é" * 125 + ".xmp") in house.names()
    assert house.states(name) == {"title": "written"}
