from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.export.gallery import GalleryPhoto, length_in_words, pages, span_in_words

JULY = 1_719_792_000_000
DAY = 86_400_000
HOSTILE = [
    '"><script>alert(1)</script>.jpg',
    "' onerror='alert(1)'.jpg",
    "</style><img src=http://evil.example/x>.jpg",
    "--><svg/onload=alert(1)>.jpg",
    "&amp;&lt;&#x3c;.jpg",
    "line\nbreak\x00\x1b[31m.jpg",
    "\u202egpj.exe",
    "caf\udce9.jpg",
    "javascript:alert(1)",
    "😀 مرحبا.jpg",
]
VOID = {"meta", "link", "img", "path"}


class Page(HTMLParser):
    """What a browser would make of the page: tags with attributes, text by tag, and whether tags balance."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data.strip()))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def text_of(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


def photo(name: str = "a.jpg", time_ms: int | None = JULY, **values: object) -> GalleryPhoto:
    usual: dict[str, object] = {"ratio": 1.5, "caption": "Sharp.", "picture": lambda: b"RIFF"}
    return GalleryPhoto(name, time_ms, **(usual | values))  # type: ignore[arg-type]


def page(title: str, *photos: GalleryPhoto) -> Page:
    return Page(b"".join(pages(title, photos)).decode("utf-8"))


def check_is_harmless(made: Page, count: int) -> None:
    assert made.open == []
    assert len(made.of("script")) == 1
    assert len(made.of("style")) == 1
    assert len([tag for tag in made.of("button") if tag.get("class") == "tile"]) == count
    for tag, attributes in made.tags:
        assert tag in {
            *("html", "head", "meta", "title", "link", "style", "body", "header", "h1", "h2", "p", "main"),
            *(
                "section",
                "ul",
                "li",
                "button",
                "img",
                "span",
                "b",
                "footer",
                "dialog",
                "svg",
                "path",
                "script",
            ),
        }
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "href"):
            assert attributes.get(name, "data:").startswith("data:")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_titles_and_captions_stay_words(text: str) -> None:
    made = page(text, photo(text, caption=text), photo(text, None, caption=text, picture=lambda: None))
    check_is_harmless(made, 2)
    shown = text.encode("utf-8", "replace").decode().strip()
    if "\x00" not in shown:
        assert made.text_of("h1") == [shown]
        assert shown in made.of("button")[0]["aria-label"]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5), st.text())
def test_no_text_ever_becomes_a_tag(photos: list[tuple[str, str]], title: str) -> None:
    made = page(title, *[photo(name, caption=caption) for name, caption in photos])
    check_is_harmless(made, len(photos))


def test_the_page_asks_nobody_for_anything() -> None:
    text = b"".join(pages("Best", [photo()])).decode()
    assert "http" not in text.replace("http-equiv", "")
    assert "@import" not in text
    policy = Page(text).of("meta")[1]["content"]
    assert "default-src 'none'" in policy
    assert "img-src data:;" in policy
    assert "script-src 'sha256-" in policy


def test_every_photo_has_a_name_for_those_who_hear_it() -> None:
    made = page("Best", photo("sea.jpg"), photo("hill.jpg", JULY + DAY, caption=""))
    labels = [tag["aria-label"] for tag in made.of("button")[:2]]
    assert labels == ["Photo 1 of 2. sea.jpg. 1 July 2024. Sharp.", "Photo 2 of 2. hill.jpg. 2 July 2024"]
    assert [tag["aria-label"] for tag in made.of("button")[2:]] == ["Close", "Previous photo", "Next photo"]
    assert all("alt" in image for image in made.of("img"))
    assert made.of("html") == [{"lang": "en"}]


def test_a_film_shows_its_picture_with_a_mark_its_length_and_its_name() -> None:
    made = page("Kept", photo("a.jpg"), photo("b.mp4", film_ms=64_400), photo("c.avi", film_ms=0))
    check_is_harmless(made, 3)
    labels = [tile["aria-label"] for tile in made.of("button") if tile.get("class") == "tile"]
    assert labels[1].startswith("Film 2 of 3. b.mp4. 1:04. ")
    assert labels[2].startswith("Film 3 of 3. c.avi. ")
    assert [tile["class"] for tile in made.of("span") if tile.get("class") == "film"] == ["film"] * 2
    assert "1:04" in made.text_of("span")
    assert "Film: b.mp4" in made.text_of("span")
    assert made.text_of("p")[0].startswith("1 photo and 2 films, ")


@pytest.mark.parametrize(
    ("film_ms", "words"),
    [(0, ""), (400, "0:00"), (7_000, "0:07"), (59_600, "1:00"), (754_000, "12:34"), (3_723_000, "1:02:03")],
)
def test_lengths_read_as_people_write_them(film_ms: int, words: str) -> None:
    assert length_in_words(film_ms) == words


def test_photos_stand_in_the_order_of_time_undated_last() -> None:
    made = page(
        "Best", photo("c", None), photo("b", JULY), photo("a", JULY - 400 * DAY), photo("z", JULY - DAY)
    )
    assert made.text_of("h2") == []  # a heading a photo would be more headings than photos
    order = [tag["aria-label"].split(". ")[1] for tag in made.of("button")[:4]]
    assert order == ["a", "z", "b", "c"]


def test_years_that_fill_rows_have_headings() -> None:
    times = [*(JULY - DAY * n for n in range(5)), *(JULY - DAY * (400 + n) for n in range(5)), None, None]
    made = page("Best", *(photo(f"{n}.jpg", time) for n, time in enumerate(times)))
    assert made.text_of("h2") == ["2023", "2024", "Without a date"]


def test_one_year_needs_no_heading_and_no_title_gets_a_plain_one() -> None:
    made = page("  ", photo())
    assert made.text_of("h2") == []
    assert made.text_of("h1") == ["Photos"]


def test_a_photo_without_a_picture_shows_its_name() -> None:
    made = page("Best", photo("later.jpg", picture=lambda: None))
    assert "later.jpg" in made.text_of("span")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (JULY, JULY, "1 July 2024"),
        (JULY, JULY + 3 * DAY, "1 to 4 July 2024"),
        (JULY, JULY + 40 * DAY, "1 July to 10 August 2024"),
        (JULY - 300 * DAY, JULY, "5 September 2023 to 1 July 2024"),
        (-DAY, -DAY, "31 December 1969"),
    ],
)
def test_spans_read_as_people_write_them(first: int, last: int, words: str) -> None:
    assert span_in_words(first, last) == words


@given(st.floats(0.001, 1000))
def test_no_photo_breaks_the_rows(ratio: float) -> None:
    style = page("Best", photo(ratio=ratio)).of("li")[0]["style"]
    assert 0.5 <= float(style.removeprefix("--r:")) <= 3.0
