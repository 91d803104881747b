"""Lines over pipes."""

import json
import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.desktop.pipes import MOST_LINE_BYTES, LineTooLong, Voice, lines, parsed


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    source, target = os.pipe()
    yield source, target
    for fd in (source, target):
        try:
            os.close(fd)
        except OSError:
            continue


def _through(pieces: list[bytes]) -> list[bytes]:
    source, target = os.pipe()

    def write() -> None:
        for piece in pieces:
            os.write(target, piece)
        os.close(target)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        return list(lines(source))
    finally:
        os.close(source)
        writer.join()


@given(st.lists(st.binary(max_size=200).map(lambda data: data.replace(b"\n", b" ")), max_size=9), st.data())
def test_lines_come_whole_however_they_are_cut(said: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(line + b"\n" for line in said)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=5)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert _through([piece for piece in pieces if piece] + [b"cut off by the en"]) == said


def test_a_line_of_the_most_that_it_may_hold_comes_through() -> None:
    assert _through([b"x" * MOST_LINE_BYTES + b"\n"]) == [b"x" * MOST_LINE_BYTES]


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_longer_one_does_not(end: bytes) -> None:
    with pytest.raises(LineTooLong):
        _through([b"x" * (MOST_LINE_BYTES + 1) + end])


@pytest.mark.parametrize("line", [b"", b"1", b"null", b"[]", b"{", b"\xff", b"[" * 60_000])
def test_what_is_no_object_is_none(line: bytes) -> None:
    assert parsed(line) is None


def test_many_threads_say_whole_lines(pipe: tuple[int, int]) -> None:
    source, target = pipe
    voice = Voice(target, on_gone=lambda: None)
    long = "å" * 20_000

    def speak(name: int) -> None:
        for number in range(5):
            voice.say("word", name=name, number=number, long=long)

    speakers = [threading.Thread(target=speak, args=(name,)) for name in range(4)]
    for speaker in speakers:
        speaker.start()
    heard = []
    for line in lines(source):
        heard.append(json.loads(line))
        if len(heard) == 20:
            break
    for speaker in speakers:
        speaker.join()
    assert {(each["name"], each["number"]) for each in heard} == {(a, b) for a in range(4) for b in range(5)}
    assert all(each["long"] == long for each in heard)


def test_bytes_of_names_that_are_no_text_do_not_break_a_line(pipe: tuple[int, int]) -> None:
    source, target = pipe
    Voice(target, on_gone=lambda: None).say("ready", library=os.fsdecode(b"/caf\xe9"))
    assert json.loads(next(lines(source))) == {"event": "ready", "library": "/caf?"}


def test_nobody_listening_is_told_once(pipe: tuple[int, int]) -> None:
    source, target = pipe
    os.close(source)
    gone: list[bool] = []
    voice = Voice(target, on_gone=lambda: gone.append(True))
    voice.say("one")
    voice.say("two")
    assert gone == [True]
