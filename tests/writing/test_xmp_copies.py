"""What other programs say a second time goes with the field, and nothing else does."""

import pytest

from keepers.metadata.fields import Field, Value
from keepers.metadata.xmp_tree import read_tree
from keepers.metadata.xmp_values import best, languages
from keepers.writing.sidecar import write_sidecar
from metadata.packets import packet
from writing.xmp_values import about


def alt(name: str, said: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{said}</rdf:li></rdf:Alt></{name}>'


_CAPTIONS = ("dc:description", "exif:UserComment", "tiff:ImageDescription")
#: A caption as digiKam writes it.
_DIGIKAM = packet(
    "".join(alt(name, "By the lake") for name in _CAPTIONS) + alt("dc:title", "Lake"),
    'acdsee:notes="By the lake" acdsee:caption="Lake" acdsee:rating="2" xmp:Rating="2" '
    'digiKam:ColorLabel="1" xmp:Label="Red"',
)


def said(existing: bytes, field: Field, value: Value, *names: str) -> list[str | None]:
    made = read_tree(write_sidecar(existing, {field: value}, about())).properties
    return [best(languages(made, name)) for name in names]


@pytest.mark.parametrize("value", ["Am See\nim Sommer", None])
def test_copies_of_a_caption_and_a_title_go_with_it(value: str | None) -> None:
    names = (*_CAPTIONS, "acdsee:notes")
    assert said(_DIGIKAM, "caption", value, *names) == [value] * 4
    title = value and "Am See"
    assert said(_DIGIKAM, "title", title, "dc:title", "acdsee:caption") == [title] * 2
    assert said(_DIGIKAM, "title", title, *names) == ["By the lake"] * 4


def test_what_says_something_else_is_no_copy() -> None:
    existing = packet(
        alt("dc:description", "By the lake") + alt("exif:UserComment", "steps: 20, seed: 7"),
        'tiff:ImageDescription="OLYMPUS DIGITAL CAMERA" acdsee:notes="call Ana"',
    )
    names = ("exif:UserComment", "tiff:ImageDescription", "acdsee:notes")
    kept: list[str | None] = ["steps: 20, seed: 7", "OLYMPUS DIGITAL CAMERA", "call Ana"]
    assert said(existing, "caption", "New", *names) == kept
    assert said(packet("", 'acdsee:notes="call Ana"'), "caption", "New", "acdsee:notes") == ["call Ana"]


@pytest.mark.parametrize(("rating", "theirs"), [(5, "5"), (-1, None), (None, None)])
def test_acdsees_stars_go_with_the_rating(rating: int | None, theirs: str | None) -> None:
    assert said(_DIGIKAM, "rating", rating, "acdsee:rating") == [theirs]
    assert said(packet(), "rating", rating, "acdsee:rating") == [None]


@pytest.mark.parametrize(
    ("label", "number"), [("Green", "4"), ("purple", "6"), ("Second choice", None), (None, None)]
)
def test_digikams_colour_goes_with_the_label(label: str | None, number: str | None) -> None:
    assert said(_DIGIKAM, "label", label, "digiKam:ColorLabel", "xmp:Label") == [number, label]
    # As digiKam writes it where there is no colour; it would go before the name.
    none = packet("", 'digiKam:ColorLabel="0"')
    assert said(none, "label", label, "digiKam:ColorLabel") == [number]
    assert said(packet(), "label", label, "digiKam:ColorLabel") == [None]
