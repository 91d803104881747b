"""Changes written beside photos, read back, and put back byte for byte."""

from editing.conftest import House


def test_a_change_is_written_into_a_new_sidecar(house: House) -> None:
    before = (house.photos / "IMG_0.jpg").read_bytes()
    house.set("IMG_0.jpg", title="The lake", keywords=["sea", "Places|Lisbon"], rating=4)
    assert set(house.states("IMG_0.jpg").values()) == {"pending"}
    assert house.write() == {
        "written": 1, "back": 0, "unchanged": 0, "failed": 0, "beside": 0, "conflicts": 0
    }  # fmt: skip
    assert set(house.states("IMG_0.jpg").values()) == {"written"}
    assert (house.photos / "IMG_0.jpg").read_bytes() == before
    said = house.on_disk("IMG_0.jpg")
    assert (said["title"], said["rating"]) == ("The lake", 4)
    assert set(said["keywords"]) == {"sea", "Places|Lisbon"}
    assert house.names() == {"IMG_0.jpg", "IMG_0.jpg.xmp", "IMG_1.jpg", "IMG_2.jpg", "drawing.png"}
