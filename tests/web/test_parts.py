"""What belongs to a photo, over the API."""

from typing import Any

from companions.makers import jpeg, raw
from web.conftest import Door


def shown(door: Door) -> list[int]:
    return [
        asset_id
        for month in door.get("/timeline/buckets")["months"]
        for asset_id in door.get(f"/timeline/buckets/{month}")["ids"]
    ]


def grouped(door: Door) -> Any:
    """A photo with a raw file and a sidecar of each; what is told of the photo."""
    for path in door.photos.rglob("*"):
        if path.is_file():
            path.unlink()
    (door.photos / "IMG_1.JPG").write_bytes(jpeg())
    (door.photos / "IMG_1.DNG").write_bytes(raw())
    (door.photos / "IMG_1.JPG.xmp").write_bytes(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    door.library.add_root(door.photos)
    assert door.library.work_until_idle()
    return door.asset("IMG_1.JPG")


def test_a_photo_tells_its_parts_and_a_part_its_photo(fresh: Door) -> None:
    told = grouped(fresh)
    raw_part, sidecar = told["parts"]
    assert shown(fresh) == [told["id"]]
    assert (told["main_id"], told["live_id"]) == (None, None)
    assert raw_part == {
        "asset_id": raw_part["asset_id"],
        "role": "raw",
        "name": "IMG_1.DNG",
        "evidence": "same_shot",
        "kind": "photo",
        "size": len(raw()),
        "root_online": True,
        "present": True,
    }
    assert (sidecar["asset_id"], sidecar["role"], sidecar["name"]) == (None, "xmp", "IMG_1.JPG.xmp")
    assert (sidecar["kind"], sidecar["evidence"], sidecar["size"]) == ("side", None, 37)
    part = fresh.get(f"/assets/{raw_part['asset_id']}")
    assert (part["name"], part["main_id"], part["parts"]) == ("IMG_1.DNG", told["id"], [])
    assert fresh.media(f"{raw_part['asset_id']}/256").status_code == 200


def test_a_part_that_is_gone_is_told_as_gone(fresh: Door) -> None:
    told = grouped(fresh)
    (fresh.photos / "IMG_1.DNG").unlink()
    (fresh.photos / "IMG_1.JPG.xmp").unlink()
    fresh.library.analyze()
    assert fresh.library.work_until_idle()
    parts = fresh.get(f"/assets/{told['id']}")["parts"]
    assert {(part["name"], part["present"]) for part in parts} >= {("IMG_1.DNG", False)}
    assert all(not part["present"] for part in parts)
