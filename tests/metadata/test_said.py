"""What the sources say together."""

from hashlib import md5

import pytest

from keepers.metadata.dates import Stamp
from keepers.metadata.exif import Exif
from keepers.metadata.exif_basics import Metadata
from keepers.metadata.icloud import IcloudPhoto
from keepers.metadata.iptc import Iptc
from keepers.metadata.regions import Box, Region
from keepers.metadata.said import Said, reconcile
from keepers.metadata.takeout import TakeoutPhoto
from keepers.metadata.witnesses import Witnesses, claims_of
from keepers.metadata.xmp import Xmp, read_xmp
from metadata.packets import bag, packet, regions

NOTED = md5(b"as Photoshop left it", usedforsecurity=False).digest()


def xmp(inside: str = "", attributes: str = "") -> Xmp:
    return read_xmp(packet(inside, attributes))


def values(said: Said) -> dict[str, object]:
    return {
        name: getattr(said, name).value
        for name in ("title", "description", "keywords", "creators", "rights", "city", "state", "rating")
        if getattr(said, name) is not None
    }


def test_the_order_within_one_photo() -> None:
    said = reconcile(
        Witnesses(
            Exif(description="exif", artists=("exif",), windows_title="windows", rating=1),
            xmp("<dc:title>xmp</dc:title><dc:description>xmp</dc:description><dc:rights>xmp</dc:rights>"),
            Iptc(title="iptc", description="iptc", keywords=("iptc",), city="iptc", rights="iptc"),
        )
    )
    assert values(said) == {
        "title": "xmp", "description": "exif", "keywords": ("iptc",), "creators": ("exif",), "rights": "xmp",
        "city": "iptc", "rating": 1,
    }  # fmt: skip


def test_photoshops_note_tells_that_iptc_was_changed_later() -> None:
    written = xmp("<dc:title>xmp</dc:title>", 'photoshop:City="xmp"')
    changed = Witnesses(
        xmp=written, iptc=Iptc(title="iptc", city="iptc", digest=b"x" * 16), iptc_digest=NOTED
    )
    in_line = Witnesses(xmp=written, iptc=Iptc(title="iptc", city="iptc", digest=NOTED), iptc_digest=NOTED)
    assert values(reconcile(changed)) == {"title": "iptc", "city": "iptc"}
    assert values(reconcile(in_line)) == {"title": "xmp", "city": "xmp"}


@pytest.mark.parametrize(("inside", "beside", "expected"), [
    ("2024-01-02T00:00:00Z", "2024-01-01T00:00:00Z", "embedded"),
    ("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", "beside"),
    # An hour later on the wall, an hour earlier in the world.
    ("2024-01-01T13:00:00+02:00", "2024-01-01T12:00:00+00:00", "beside"),
    (None, "2024-01-01T00:00:00Z", "beside"),
    ("2024-01-01T00:00:00Z", None, "beside"),
    ("0000-00-00T00:00:00Z", "2024-01-01T00:00:00Z", "beside"),
])  # fmt: skip
def test_a_sidecar_goes_first_unless_the_photo_was_changed_later(
    inside: str | None, beside: str | None, expected: str
) -> None:
    def one(title: str, changed: str | None) -> Xmp:
        return xmp(f"<dc:title>{title}</dc:title>", f'xmp:MetadataDate="{changed}"' if changed else "")

    said = reconcile(Witnesses(xmp=one("embedded", inside), sidecar=one("beside", beside)))
    assert values(said) == {"title": expected}


def test_stars_of_windows_and_rejected_photos() -> None:
    for percent, stars in ((0, 0), (1, 1), (12, 1), (25, 2), (50, 3), (75, 4), (87, 4), (88, 5), (99, 5)):
        assert values(reconcile(Witnesses(Exif(rating_percent=percent)))) == {"rating": stars}
        assert values(reconcile(Witnesses(xmp=xmp(attributes=f'MicrosoftPhoto:Rating="{percent}"')))) == {
            "rating": stars
        }
    assert values(reconcile(Witnesses(xmp=xmp(attributes='xmp:Rating="-1"')))) == {"rating": -1}


def test_people_of_all_sources_are_told_once() -> None:
    face = Box(0.1, 0.1, 0.2, 0.2)
    embedded = xmp(
        regions([Region("Face", face, "ANA"), Region("Face", Box(0.6, 0.1, 0.2, 0.2), "Bo")], (100, 100))
        + bag("Iptc4xmpExt:PersonInImage", ["Bo", "Cleo"])
    )
    sidecar = xmp(
        regions([Region("Face", Box(0.11, 0.1, 0.2, 0.2), "Ana"), Region("Pet", face, "Rex")], (100, 100))
        + bag("digiKam:TagsList", ["People/Dov", "Places/Lake"])
    )
    said = reconcile(Witnesses(xmp=embedded, sidecar=sidecar, takeout=TakeoutPhoto(people=("ana", "Eva"))))
    assert [person.name for person in said.people] == ["Ana", "Bo", "Dov", "Cleo", "Eva"]
    assert said.people[0].sources == ("sidecar:mwg-rs", "takeout:people")
    assert said.people[0].box is not None
    assert said.people[0].box.x == pytest.approx(0.11)
    assert [person.box is None for person in said.people] == [False, False, True, True, True]
    assert [(region.kind, region.name) for region in said.regions] == [
        ("person", "Ana"),
        ("pet", "Rex"),
        ("person", "Bo"),
    ]


def test_faces_are_turned_as_the_photo_is_shown() -> None:
    stored = xmp(regions([Region("Face", Box(0, 0, 0.2, 0.1), "Ana")], (400, 300)))
    said = reconcile(Witnesses(Exif(basics=Metadata(orientation=6)), stored, size=(400, 300)))
    box = said.people[0].box
    assert box is not None
    assert (box.x, box.y, box.width, box.height) == pytest.approx((0.9, 0, 0.1, 0.2))


def test_what_the_services_say() -> None:
    takeout = TakeoutPhoto(
        description="typed later", favourite=True, latitude=1.0, longitude=2.0, altitude_m=3.0
    )
    said = reconcile(Witnesses(Exif(description="camera's"), takeout=takeout, albums=("Lake",)))
    assert values(said)["description"] == "typed later"
    assert said.description is not None
    assert (said.description.why, said.description.others) == (
        "service_later", (("exif:ImageDescription", "camera's"),),
    )  # fmt: skip
    assert said.position is not None
    assert (said.position.value, said.position.source) == ((1.0, 2.0), "takeout:geoData")
    assert said.favourite is not None
    assert said.favourite.value
    assert said.albums == ("Lake",)
    heart = reconcile(Witnesses(icloud=IcloudPhoto(favourite=True))).favourite
    assert heart is not None
    assert heart.source == "icloud:favorite"


def test_the_cameras_place_goes_before_a_guess_of_the_service() -> None:
    camera = Exif(basics=Metadata(latitude=10.0, longitude=20.0))
    said = reconcile(Witnesses(camera, takeout=TakeoutPhoto(latitude=1.0, longitude=2.0)))
    assert said.position is not None
    assert (said.position.value, said.position.why) == ((10.0, 20.0), "first")


def test_what_is_claimed_of_the_time() -> None:
    claims = claims_of(
        Witnesses(
            Exif(make="EPSON", file_source="print_scanner"),
            xmp(attributes='photoshop:DateCreated="1956" exif:GPSTimeStamp="2023-11-15T12:30:00Z"'),
            Iptc(created=Stamp("1957"), digest=b"x" * 16),
            NOTED,
            xmp(attributes='exif:DateTimeOriginal="1958"'),
            TakeoutPhoto(taken_ms=7, latitude=1.0, longitude=2.0),
            IcloudPhoto(original_ms=8),
        )
    )
    assert (claims.sidecar, claims.xmp_created, claims.iptc_created) == (
        Stamp("1958"),
        Stamp("1956"),
        Stamp("1957"),
    )
    assert (claims.iptc_first, claims.scanned, claims.takeout_ms, claims.icloud_ms) == (True, True, 7, 8)
    assert (claims.latitude, claims.longitude) == (1.0, 2.0)
    assert claims.exif.gps == Stamp("2023-11-15 12:30:00Z")


def test_nothing_said_is_nothing_believed() -> None:
    assert reconcile(Witnesses()) == Said()
