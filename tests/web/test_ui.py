"""The pages: where they are, what they may do, and what is said when they were not built."""

import pytest

from keepers.web.ui import find_ui
from web.conftest import HOST, KEYS, UI_INDEX, Door

AT = f"/ui/{KEYS.media_key}"

# As browsers word it: HTML is not alone at the top.
_WHAT_CHROMIUM_SAYS = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"
)


def test_the_page_runs_only_its_own_scripts(door: Door) -> None:
    answer = door.client.get(f"{AT}/", headers={"Host": HOST})
    assert answer.get_data(as_text=True) == UI_INDEX
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "media-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert answer.headers["Cache-Control"] == "no-store"


def test_assets_are_kept_for_good(door: Door) -> None:
    answer = door.client.get(f"{AT}/assets/app-1234.js", headers={"Host": HOST})
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_address_without_its_slash_leads_to_the_page(door: Door) -> None:
    answer = door.client.get(AT, headers={"Host": HOST})
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith(f"{AT}/")
    assert "evil" not in answer.headers["Location"]


@pytest.mark.parametrize(
    "name",
    [
        "../beside.js",
        "%2e%2e/beside.js",
        "..%2fbeside.js",
        "assets/../../beside.js",
        "assets/notes.secret",
        "assets",
        "nothing.js",
        "..\\beside.js",
    ],
)
def test_nothing_else_of_the_disk_is_served(door: Door, name: str) -> None:
    answer = door.client.get(f"{AT}/{name}", headers={"Host": HOST})
    assert answer.status_code in {401, 404}
    assert b"not of the pages" not in answer.data


def test_without_built_pages_it_says_what_to_run(fresh: Door) -> None:
    answer = fresh.client.get(f"{AT}/", headers={"Host": HOST})
    assert answer.status_code == 503
    assert "npm start" in answer.get_data(as_text=True)
    assert "script-src" not in answer.headers["Content-Security-Policy"]


def test_found_pages_have_a_first_page() -> None:
    found = find_ui()
    assert found is None or (found / "index.html").is_file()


@pytest.mark.parametrize("path", ["/", "/ui/an-old-key-from-a-bookmark/", "/photos"])
def test_a_person_who_lost_the_way_reads_a_page(door: Door, path: str) -> None:
    answer = door.client.get(path, headers={"Host": HOST, "Accept": _WHAT_CHROMIUM_SAYS})
    assert answer.status_code == 401
    assert answer.content_type == "text/html; charset=utf-8"
    assert "Open" in answer.get_data(as_text=True)
