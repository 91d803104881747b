"""The rule of the window's first line."""

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.standin import MEDIA_KEY, TOKEN, hello
from keepers.base.errors import KeepersError
from keepers.desktop.hello import BadHello, Hello, ProtocolUnknown, hello_of

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)


def test_a_whole_hello_is_understood() -> None:
    said = hello("/photos/library", port=41234, alongside=True, new="words")
    assert hello_of(said) == Hello(
        TOKEN, MEDIA_KEY, "/photos/library", 41234, ("tauri://localhost",), alongside=True
    )


def test_what_need_not_be_said_has_its_usual_value() -> None:
    assert hello_of({"protocol": 1, "token": TOKEN, "media_key": MEDIA_KEY}) == Hello(TOKEN, MEDIA_KEY)


def test_keys_are_in_no_text_of_it() -> None:
    assert TOKEN not in repr(hello_of(hello(None)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"protocol": None},
        {"protocol": True},
        {"protocol": "1"},
        {"token": None},
        {"token": "t" * 42},
        {"token": "t" * 42 + "/"},
        {"token": "t" * 43 + "\n"},
        {"media_key": TOKEN},
        {"library": "relative"},
        {"library": ""},
        {"library": "/a\0b"},
        {"library": "/" + "a" * 5000},
        {"library": "/half \ud83d"},
        {"port": -1},
        {"port": 65536},
        {"port": True},
        {"port": "80"},
        {"origins": "tauri://localhost"},
        {"origins": ["*"]},
        {"origins": ["null"]},
        {"origins": ["http://*.example"]},
        {"origins": ["http://localhost/"]},
        {"origins": ["http://localhost\n"]},
        {"origins": ["tauri://localhost"] * 9},
        {"alongside": "yes"},
    ],
    ids=str,
)
def test_what_is_not_exact_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadHello):
        hello_of(hello(None) | wrong)


@given(st.integers().filter(lambda number: number != 1), st.dictionaries(st.text(max_size=9), _JSON))
def test_another_protocol_is_recognised_whatever_else_it_says(number: int, rest: dict[str, Any]) -> None:
    with pytest.raises(ProtocolUnknown):
        hello_of(rest | {"protocol": number})


@given(st.sampled_from(["protocol", "token", "media_key", "library", "port", "origins", "alongside"]), _JSON)
def test_anything_in_any_place_is_a_hello_or_refused(name: str, value: Any) -> None:
    try:
        got = hello_of(hello(None) | {name: value})
    except KeepersError as error:
        assert error.code in {"bad_hello", "protocol_unknown"}  # noqa: PT017
        return
    assert set(got.token) <= set(string.ascii_letters + string.digits + "-_")
    assert 0 <= got.port <= 65535
    assert got.library is None or got.library.startswith("/") or ":" in got.library
