"""What the tables of an iCloud export say."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.metadata.icloud import (
    IcloudDetails,
    IcloudPhoto,
    instant,
    is_details_name,
    read_details,
    read_members,
)

HEAD = "imgName,fileChecksum,favorite,hidden,deleted,originalCreationDate,viewCount,importDate\n"
DATE = '"Friday October 06,2023 12:11 PM GMT"'


def test_a_row() -> None:
    found = read_details((HEAD + f"IMG_1.HEIC,abc,yes,no,yes,{DATE},10,{DATE}").encode())
    ms = int(datetime(2023, 10, 6, 12, 11, tzinfo=UTC).timestamp() * 1000)
    assert found == IcloudDetails({"img_1.heic": IcloudPhoto(True, False, True, ms, ms, "abc")})


def test_an_empty_table_holds_nothing_and_that_is_no_fault() -> None:
    assert read_details(b"") == IcloudDetails()
    assert read_details(HEAD.encode()) == IcloudDetails()
    assert read_members(b"") == ()


def test_a_name_that_is_there_twice_keeps_what_both_rows_say() -> None:
    found = read_details((HEAD + f"a.jpg,x,yes,no,no,{DATE},1,\na.jpg,y,yes,yes,no,,1,\n").encode())
    assert found.photos["a.jpg"] == IcloudPhoto(favourite=True, deleted=False)
    assert [(each.code, each.detail) for each in found.left_out] == [("ambiguous", "a.jpg")]
    same = read_details((HEAD + f"a.jpg,x,yes,no,no,{DATE},1,\na.jpg,x,yes,no,no,{DATE},2,\n").encode())
    assert same.left_out == ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Friday October 06,2023 12:11 PM GMT", (2023, 10, 6, 12, 11)),
        ("Saturday January 1,2000 12:05 AM GMT", (2000, 1, 1, 0, 5)),
        ("October 06, 2023 5:11:30 PM UTC", (2023, 10, 6, 17, 11, 30)),
        ("Friday  October 06,2023\u202f12:11 PM GMT", (2023, 10, 6, 12, 11)),
        ("Friday Oct 06,1956 23:11 GMT", (1956, 10, 6, 23, 11)),
    ],
)
def test_dates(said: str, expected: tuple[int, ...]) -> None:
    moment = datetime(*expected, tzinfo=UTC)  # type: ignore[misc, arg-type]
    assert instant(said) == int(moment.timestamp() * 1000)


@pytest.mark.parametrize(
    "said",
    ["", "Friday October 32,2023 12:11 PM GMT", "Friday Foo 06,2023 12:11 PM GMT",
     "Friday October 06,2023 13:11 PM GMT",
     "Friday October 06,0000 12:11 PM GMT", "2023-10-06", "x" * 500, None],
)  # fmt: skip
def test_what_is_no_date(said: str | None) -> None:
    assert instant(said) is None


def test_albums() -> None:
    assert read_members("\ufeffimgName\r\na.jpg\r\n\r\nB, c.jpg\r\na.jpg\r\n".encode()) == ("a.jpg", "B")
    assert read_members(b'imgName\n"B, c.jpg"\n') == ("B, c.jpg",)
    assert read_members(b"Images\nx.jpg") == ("x.jpg",)


def test_names_of_tables() -> None:
    assert is_details_name("Photo Details.csv")
    assert is_details_name("Photo Details-12.csv")
    assert not is_details_name("Details.csv")
    assert not is_details_name("Photo Details.txt")


def test_a_field_without_end() -> None:
    found = read_details((HEAD + "a.jpg,x,yes,no,no,,1,\n" + 'b.jpg,"' + "x" * 200_000).encode())
    assert found.photos["a.jpg"].favourite
    assert [each.code for each in found.left_out] == ["cut_off"]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_an_answer(noise: bytes) -> None:
    assert isinstance(read_details(HEAD.encode() + noise), IcloudDetails)
    assert isinstance(read_members(noise), tuple)
