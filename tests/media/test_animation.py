"""Pictures that move are told from those that merely could."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from keepers.media.animation import is_animated
from keepers.media.formats import sniff
from media.pictures import quadrants

KINDS = ("GIF", "PNG", "WEBP")


def moving(kind: str, pictures: int, size: tuple[int, int] = (40, 30)) -> bytes:
    """A file of so many pictures, each turned a little further."""
    first = quadrants(*size)
    frames = [first.rotate(90 * number) for number in range(pictures)]
    out = io.BytesIO()
    first.save(out, kind, save_all=True, append_images=frames[1:], duration=100, loop=0)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pictures", [1, 2, 5])
def test_as_pillow_counts(kind: str, pictures: int) -> None:
    data = moving(kind, pictures)
    with Image.open(io.BytesIO(data)) as image:
        counted = getattr(image, "n_frames", 1)
    assert counted == pictures
    assert is_animated(data, sniff(data) or "") == (pictures > 1)


def test_a_large_first_picture_and_tables_of_colours_are_stepped_over() -> None:
    assert is_animated(moving("GIF", 2, (700, 500)), "gif")


def test_a_png_with_one_picture_to_show() -> None:
    data = moving("PNG", 2)
    at = data.index(b"acTL") + 4
    assert not is_animated(data[:at] + (1).to_bytes(4, "big") + data[at + 4 :], "png")


def test_other_formats_do_not_move() -> None:
    assert not is_animated(b"\xff\xd8\xff\xe0", "jpeg")


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_bytes_give_an_answer(kind: str, data: st.DataObject) -> None:
    whole = moving(kind, 3)
    at = data.draw(st.integers(0, len(whole)))
    assert is_animated(whole[:at] + data.draw(st.binary(max_size=200)), kind.lower()) in (True, False)
