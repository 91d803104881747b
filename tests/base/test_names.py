import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keepers.base.files import free_name, name_key, numbered_name, safe_name

_ANY_NAME = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=st.characters(), min_size=200, max_size=400),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["CON", "con", "Lpt1", "nul", "aux ", "COM¹", ".", "..", " ", "a" * 254, "é" * 140]),
        st.sampled_from(["", ".", " ", ". .", ".jpg", ".JPG", ".tar.gz", "." + "x" * 40]),
        st.text(max_size=4),
    ),
    # What os.fsdecode makes of bytes that are no UTF-8.
    st.binary(max_size=300).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
)


@given(_ANY_NAME)
@example("a\u202egpj.exe")
@example("CON.tar.gz")
@example("e\u200e\u0301")
@example("." * 300)
@example("nul ." + "x" * 300)
@example("a\xa0. ")
@example("a" * 253 + "\xa0" + "b" * 9)
def test_a_safe_name_is_one_every_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 255
    assert not set(safe) & set('<>:"/\\|?*')
    assert all(unicodedata.category(character) not in {"Cc", "Cs"} for character in safe)
    assert safe == safe.strip()
    assert not safe.endswith(".")
    assert unicodedata.is_normalized("NFC", safe)
    assert safe.split(".")[0].rstrip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "COM¹", "LPT1"}


@given(_ANY_NAME)
@example("e\u200e\u0301")
@example("AUX" + "é" * 140)
def test_a_safe_name_is_left_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe


@given(_ANY_NAME, st.integers(2, 10**6))
def test_numbered_names_differ_and_fit(name: str, number: int) -> None:
    safe = safe_name(name)
    numbered = numbered_name(safe, number)
    assert numbered != safe
    assert f" ({number})" in numbered
    assert len(numbered.encode()) <= 255
    assert numbered_name(safe, number + 1) != numbered


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("IMG_0001.JPG", "IMG_0001.JPG"),
        ("Été à Paris 🏖️.jpg", "Été à Paris 🏖️.jpg"),
        ("e\u0301.jpg", "é.jpg"),
        ("12:30 / lunch?.jpg", "12_30 _ lunch_.jpg"),
        ("con.jpg", "_con.jpg"),
        ("Com1", "_Com1"),
        ("console.jpg", "console.jpg"),
        ("name. . ", "name"),
        (" .. ", "unnamed"),
        ("", "unnamed"),
        (".hidden", ".hidden"),
        ("caf\udce9.jpg", "caf_.jpg"),
        ("a" * 300 + ".jpeg", "a" * 250 + ".jpeg"),
        ("é" * 200 + ".jpg", "é" * 125 + ".jpg"),
    ],
)
def test_examples(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_number_goes_before_the_suffix() -> None:
    assert numbered_name("name.jpg", 1) == "name.jpg"
    assert numbered_name("name.jpg", 2) == "name (2).jpg"
    assert numbered_name("name", 3) == "name (3)"
    assert numbered_name(".hidden", 2) == ".hidden (2)"
    assert numbered_name("a" * 251 + ".jpg", 2) == "a" * 247 + " (2).jpg"


def test_a_free_name_is_neither_there_nor_taken(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    (tmp_path / "a (2).jpg").symlink_to(tmp_path / "nowhere")
    assert free_name(tmp_path, "a.jpg") == "a (3).jpg"
    assert free_name(tmp_path, "a.jpg", {name_key("A (3).JPG")}) == "a (4).jpg"
    assert free_name(tmp_path, "b.jpg") == "b.jpg"
    assert name_key("STRASSE e\u0301") == name_key("straße É")
