"""What packets say, field by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.dates import Stamp
from keepers.metadata.xmp import Place, Xmp, read_xmp
from keepers.metadata.xmp_kinds import Motion, Panorama
from keepers.metadata.xmp_values import as_number
from metadata.packets import bag, packet


def said(inside: str = "", attributes: str = "") -> Xmp:
    return read_xmp(packet(inside, attributes))


def test_texts_in_several_languages_with_the_default_first() -> None:
    found = said(
        '<dc:title><rdf:Alt><rdf:li xml:lang="de-CH">Blau</rdf:li><rdf:li xml:lang="x-default">Blue</rdf:li>'
        "</rdf:Alt></dc:title><dc:description>plain</dc:description>"
    )
    assert list(found.title.items()) == [("x-default", "Blue"), ("de-ch", "Blau")]
    assert found.description == {"x-default": "plain"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3", 3.0),
        ("-1", -1.0),
        ("0", 0.0),
        ("4.5", 4.5),
        ("6", None),
        ("-2", None),
        ("many", None),
        ("1e400", None),
    ],
)
def test_ratings_within_their_range(written: str, expected: float | None) -> None:
    assert said(attributes=f'xmp:Rating="{written}"').rating == expected


@given(
    st.floats(-90, 90).map(lambda value: round(value, 5)),
    st.floats(-180, 180).map(lambda value: round(value, 5)),
    st.integers(0, 4),
)
def test_places_in_every_spelling(latitude: float, longitude: float, spelling: int) -> None:
    def spelt(name: str, value: float, sides: str) -> str:
        side, size = sides[value < 0], abs(value)
        minutes = size % 1 * 60
        if spelling == 0:
            return f'exif:GPS{name}="{int(size)},{minutes:.9f}{side}"'
        if spelling == 1:
            return f'exif:GPS{name}="{int(size)},{int(minutes)},{minutes % 1 * 60:.8f}{side}"'
        if spelling == 2:
            return f'exif:GPS{name}="{size}" exif:GPS{name}Ref="{side}"'
        if spelling == 3:
            return f'exif:GPS{name}="{size} {side}"'
        return f'exif:GPS{name}="{value}"'

    found = said(
        attributes=spelt("Latitude", latitude, "NS") + " " + spelt("Longitude", longitude, "EW")
    ).position
    if latitude == 0 and longitude == 0:
        assert found.latitude is None
        return
    assert found.latitude == pytest.approx(latitude, abs=1e-6)
    assert found.longitude == pytest.approx(longitude, abs=1e-6)


@pytest.mark.parametrize(
    "attributes",
    [
        'exif:GPSLatitude="91N" exif:GPSLongitude="5E"',
        'exif:GPSLatitude="45,75N" exif:GPSLongitude="5E"',
        'exif:GPSLatitude="45N" exif:GPSLongitude="180,1E"',
        'exif:GPSLatitude="45N"',
        'exif:GPSLatitude="0N" exif:GPSLongitude="0E"',
        'exif:GPSLatitude="NaN" exif:GPSLongitude="inf"',
        'exif:GPSLatitude="" exif:GPSLongitude=","',
    ],
)
def test_places_that_are_none(attributes: str) -> None:
    position = said(attributes=attributes).position
    assert (position.latitude, position.longitude) == (None, None)


def test_height_direction_and_how_exact() -> None:
    found = said(
        attributes='exif:GPSAltitude="12345/100" exif:GPSAltitudeRef="1" exif:GPSImgDirection="360" '
        'exif:GPSImgDirectionRef="M" exif:GPSHPositioningError="5" exif:GPSSpeed="10" exif:GPSSpeedRef="N"'
    ).position
    assert (found.altitude_m, found.direction_deg, found.direction_from) == (-123.45, 0.0, "magnetic")
    assert (found.accuracy_m, found.speed_kmh) == (5.0, 18.52)
    assert said(attributes='exif:GPSAltitude="1/0" exif:GPSImgDirection="361"').position.altitude_m is None


def test_places_in_words_old_fields_first() -> None:
    created = (
        '<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<Iptc4xmpExt:City>Rome</Iptc4xmpExt:City><Iptc4xmpExt:CountryName>Italy</Iptc4xmpExt:CountryName>"
        "</rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>"
    )
    found = said(created, 'photoshop:City="Roma" Iptc4xmpCore:CountryCode="IT" Iptc4xmpCore:Location="Forum"')
    assert found.place == Place("Forum", "Roma", None, "Italy", "IT")


def test_times_as_they_are_written() -> None:
    found = said(
        attributes='photoshop:DateCreated="1956" exif:DateTimeOriginal="2019-05-21T10:45:52.25+02:00" '
        'xmp:CreateDate="2019-05-21T10:45Z"'
    ).times
    assert found.created == Stamp("1956")
    assert found.original == Stamp("2019-05-21 10:45:52.25+02:00")
    assert found.digitized == Stamp("2019-05-21 10:45Z")


def test_whose_copy_it_is() -> None:
    history = (
        "<xmpMM:History><rdf:Seq><rdf:li stEvt:action='derived'/><rdf:li stEvt:action='saved' "
        "stEvt:when='2020-01-01T00:00:00Z' stEvt:softwareAgent='Program 1'/></rdf:Seq></xmpMM:History>"
    )
    found = said(
        history + '<xmpMM:DerivedFrom stRef:documentID="parent"/>', 'xmpMM:DocumentID="child"'
    ).lineage
    assert found.is_copy
    assert (found.document_id, found.derived_from) == ("child", "parent")
    assert [(step.action, step.program) for step in found.history] == [
        ("derived", None),
        ("saved", "Program 1"),
    ]
    own = said(attributes='xmpMM:DocumentID="a" xmpMM:OriginalDocumentID="a"').lineage
    assert not own.is_copy
    assert said(attributes='xmpMM:DocumentID="a" xmpMM:OriginalDocumentID="b"').lineage.is_copy


def container(*items: tuple[str, int, int]) -> str:
    entries = "".join(
        f'<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="{semantic}" Item:Length="{length}" '
        f'Item:Padding="{padding}"/></rdf:li>'
        for semantic, length, padding in items
    )
    return f"<Container:Directory><rdf:Seq>{entries}</rdf:Seq></Container:Directory>"


def test_a_motion_photo_says_where_its_film_begins() -> None:
    inside = container(("Primary", 0, 0), ("GainMap", 400, 0), ("MotionPhoto", 5000, 8))
    found = said(inside, 'GCamera:MotionPhoto="1" GCamera:MotionPhotoPresentationTimestampUs="-1"')
    assert found.motion == Motion(5008, None)
    assert found.gain_map
    # The gain map behind the film lies between it and the end of the file.
    turned = container(("MotionPhoto", 5000, 0), ("GainMap", 400, 0))
    assert said(turned, 'GCamera:MotionPhoto="1"').motion == Motion(5400)
    older = (
        'GCamera:MicroVideo="1" GCamera:MicroVideoOffset="1234" GCamera:MicroVideoPresentationTimestampUs="7"'
    )
    assert said(attributes=older).motion == Motion(1234, 7)
    assert said(inside, 'GCamera:MotionPhoto="0"').motion is None


def test_panoramas_and_gain_maps() -> None:
    found = said(attributes='GPano:ProjectionType="equirectangular" GPano:FullPanoWidthPixels="8000"')
    assert found.panorama == Panorama("equirectangular", 8000)
    assert said(attributes='hdrgm:Version="1.0"').gain_map
    assert not said().gain_map


def test_both_spellings_of_microsofts_namespace() -> None:
    for uri in (b"http://ns.microsoft.com/photo/1.0", b"http://ns.microsoft.com/photo/1.0/"):
        data = packet(attributes='MicrosoftPhoto:Rating="75"').replace(
            b'http://ns.microsoft.com/photo/1.0"', uri + b'"'
        )
        assert read_xmp(data).rating_percent == 75


def test_the_rest_of_a_long_packet_adds_and_does_not_replace() -> None:
    found = read_xmp(
        packet(attributes='xmp:Rating="3"'),
        packet(bag("dc:subject", ["a"]), 'xmp:Rating="5" xmp:Label="Red"'),
    )
    assert (found.rating, found.label, found.keywords.flat) == (3.0, "Red", ("a",))
    damaged = read_xmp(packet(attributes='xmp:Rating="3"'), b"<broken")
    assert (damaged.rating, [each.code for each in damaged.left_out]) == (3.0, ["not_xml"])


def test_names_in_any_script_and_of_any_length() -> None:
    names = ["שלום", "e\u0301", "👩‍👩‍👧", "x" * 5000, "a\u202eb"]
    found = said(bag("Iptc4xmpExt:PersonInImage", names)).marked.persons
    assert found[0] == "שלום"
    assert found[1] == "e\u0301"
    assert max(map(len, found)) == 320
    # What turns the writing round could make one name look like another.
    assert "ab" in found


@given(st.binary(max_size=200))
def test_any_bytes_give_an_answer(noise: bytes) -> None:
    assert isinstance(read_xmp(noise, noise), Xmp)


@pytest.mark.parametrize(
    ("spelt", "number"), [(".5", 0.5), ("-.25", -0.25), ("5.", 5.0), (".", None), ("1/.5", None)]
)
def test_numbers_without_a_digit_before_or_behind_the_point(spelt: str, number: float | None) -> None:
    assert as_number(spelt) == number
