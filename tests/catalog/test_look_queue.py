"""What is due, in which order."""

from catalog.conftest import NOON, Shelf


def test_newest_pictures_come_first_over_all_roots(shelf: Shelf) -> None:
    other = shelf.roots.add("/card", "card").id
    shelf.sight("old.jpg", NOON - 10)
    shelf.sight("new.jpg", NOON)
    shelf.sight("between.jpg", NOON - 5, root_id=other)
    assert [due.name for due in shelf.queue.page(10)] == ["new.jpg", "between.jpg", "old.jpg"]
    assert [due.path for due in shelf.queue.page(1, {shelf.files["new.jpg"]})] == ["/card/between.jpg"]
    assert shelf.queue.count() == 3


def test_offline_roots_wait(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    assert shelf.roots.set_offline(shelf.root_id, "root_missing")
    assert not shelf.roots.set_offline(shelf.root_id, "root_missing"), "told once"
    assert shelf.queue.page(10) == []
    assert shelf.queue.count() == 0
    shelf.roots.set_online(shelf.root_id)
    assert shelf.queue.count() == 1


def test_a_newer_reader_wants_everything_again(shelf: Shelf) -> None:
    shelf.add("read.jpg")
    shelf.sight("broken.jpg")
    shelf.fail("broken.jpg")
    assert shelf.queue.require(1) == 1, "a file without result is due, what was read at this version is not"
    shelf.fail("broken.jpg")
    assert shelf.queue.require(2) == 2
    assert sorted(due.name for due in shelf.queue.page(10)) == ["broken.jpg", "read.jpg"]


def test_an_undecodable_name_leads_to_its_file(shelf: Shelf) -> None:
    name = b"caf\xe9.jpg".decode("utf-8", "surrogateescape")
    shelf.sight("plain.jpg")
    shelf.db.write(lambda connection: connection.execute("UPDATE files SET rel_path = ?", (b"caf\xe9.jpg",)))
    assert shelf.queue.page(1)[0].path == f"/photos/{name}"
    file = shelf.assets.files(shelf.asset_of("plain.jpg").id)[0]
    assert file.path == f"/photos/{name}"
    assert file.shown_path == "caf\ufffd.jpg"


def test_a_picture_is_read_again_by_a_file_within_reach(shelf: Shelf) -> None:
    away = shelf.roots.add("/card", "card").id
    shelf.sight("card.jpg", root_id=away)
    shelf.look("card.jpg", "sea")
    asset_id = shelf.asset_of("card.jpg").id
    shelf.roots.set_offline(away, "root_missing")
    assert not shelf.queue.again(asset_id)
    here = shelf.sight("here.jpg")
    shelf.look("here.jpg", "sea")
    assert shelf.queue.again(asset_id)
    assert not shelf.queue.again(asset_id)
    assert [due.file_id for due in shelf.queue.page(10)] == [here]
    shelf.look("here.jpg", "sea")
    shelf.fail("here.jpg")
    assert not shelf.queue.again(asset_id)
