"""Every address and method there is, asked without the right to."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from keepers.web.app import create_app
from keepers.web.guard import Guard
from keepers.web.keys import Keys
from web.conftest import HOST, KEYS, PORT, Door

TOKEN = {"X-Keepers-Token": KEYS.token}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")


def addresses(app: Flask, media_key: str) -> Iterator[str]:
    """Every rule of the application with something put into it, and some that no rule knows."""
    # A number where nothing else is known: most arguments are one.
    values = {
        "key": media_key,
        "size": 256,
        "name": "index.html",
        "handle": "handle",
        "month": 202408,
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            adapter = app.url_map.bind(HOST)
            yield adapter.build(rule.endpoint, {name: values.get(name, 1) for name in rule.arguments})
    yield from (
        "/",
        "/favicon.ico",
        "/api/v1/nothing",
        "/api",
        "//api/v1/status",
        "/API/v1/status",
        "/%2e%2e/x",
    )


def everything(door: Door, media_key: str = KEYS.media_key) -> list[tuple[str, str]]:
    return list(itertools.product(METHODS, sorted(set(addresses(door.app, media_key)))))


def ask(door: Door, method: str, path: str, headers: dict[str, str]) -> TestResponse:
    answer = door.client.open(path, method=method, headers=headers)
    answer.close()
    return answer


def test_walk_covers_the_whole_map(door: Door) -> None:
    assert len(set(addresses(door.app, KEYS.media_key))) > 30


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        "localhost:1",
        f"127.0.0.1:{PORT}, {HOST}",
        "",
        f"0.0.0.0:{PORT}",
        f"[::1]:{PORT}",
    ],
)
def test_another_host_is_misdirected_everywhere(door: Door, host: str) -> None:
    for method, path in everything(door):
        answer = ask(door, method, path, TOKEN | {"Host": host})
        assert answer.status_code == 421, (method, path)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        f"https://127.0.0.1:{PORT}",
        "http://127.0.0.1",
        f"http://{HOST}.evil.example",
        "tauri://localhost",
        "http://localhost:5173",
    ],
)
def test_another_origin_is_refused_everywhere(door: Door, origin: str) -> None:
    for method, path in everything(door):
        answer = ask(door, method, path, TOKEN | {"Host": HOST, "Origin": origin})
        assert answer.status_code == 403, (method, path)
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_from_another_site_is_refused_everywhere(door: Door, site: str) -> None:
    for method, path in everything(door):
        answer = ask(door, method, path, TOKEN | {"Host": HOST, "Sec-Fetch-Site": site})
        assert answer.status_code == 403, (method, path)


def test_without_a_secret_nothing_is_answered(door: Door) -> None:
    for method, path in everything(door, "wrong" * 8):
        answer = ask(door, method, path, {"Host": HOST})
        assert answer.status_code == 401, (method, path)


@pytest.mark.parametrize("token", ["", "wrong", KEYS.token + "x", KEYS.token[:-1], KEYS.media_key, "ü" * 40])
def test_a_wrong_token_is_refused_everywhere(door: Door, token: str) -> None:
    for method, path in everything(door, "wrong" * 8):
        answer = ask(door, method, path, {"Host": HOST, "X-Keepers-Token": token})
        assert answer.status_code == 401, (method, path)


def test_the_token_does_not_stand_in_for_the_media_key(door: Door) -> None:
    assert ask(door, "GET", f"/media/{KEYS.token}/1/256", TOKEN | {"Host": HOST}).status_code == 401
    assert ask(door, "GET", f"/ui/{KEYS.token}/", TOKEN | {"Host": HOST}).status_code == 401


def test_a_key_in_the_address_only_reads(door: Door) -> None:
    for method, path in everything(door):
        if path.startswith(("/media", "/ui")) and method not in {"GET", "HEAD"}:
            assert ask(door, method, path, {"Host": HOST}).status_code == 405, (method, path)


def test_with_the_token_the_errors_are_told(door: Door) -> None:
    assert door.refused("GET", "/nothing") == (404, "not_found")
    assert door.refused("DELETE", "/status") == (405, "method_not_allowed")


def test_every_answer_is_marked(door: Door) -> None:
    for path in addresses(door.app, KEYS.media_key):
        if path.endswith("/events"):
            continue
        answer = ask(door, "GET", path, TOKEN | {"Host": HOST})
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers


def test_no_setting_opens_the_door(door: Door) -> None:
    before = dict(door.app.config)
    try:
        door.app.config.update(TESTING=True, DEBUG=True, PROPAGATE_EXCEPTIONS=False)
        assert ask(door, "GET", "/api/v1/status", {"Host": HOST}).status_code == 401
        assert ask(door, "GET", "/api/v1/status", TOKEN | {"Host": "evil.example"}).status_code == 421
    finally:
        door.app.config.update(before)


@pytest.mark.parametrize("origins", [("*",), ("null",), ("http://*.example",)])
def test_origins_are_exact(origins: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="exact"):
        Guard(KEYS, PORT, origins)


@pytest.mark.parametrize(
    ("token", "media_key"), [("", "m" * 40), ("t" * 40, "m"), ("same" * 10, "same" * 10)]
)
def test_keys_are_long_and_different(token: str, media_key: str) -> None:
    with pytest.raises(ValueError, match="16"):
        Keys(token=token, media_key=media_key)


def test_keys_do_not_show_in_messages() -> None:
    keys = Keys.new()
    assert keys.token not in repr(keys)
    assert keys.media_key not in repr(keys)


class TestTheDesktopWindow:
    """A page of another, exactly known origin."""

    WINDOW = "tauri://localhost"

    @pytest.fixture
    def window(self, door: Door, ui_dir: Path) -> Iterator[Door]:
        app = create_app(door.library, KEYS, port=PORT, ui_dir=ui_dir, origins=(self.WINDOW,))
        yield Door(app, app.test_client(), door.library, door.photos)
        app.extensions["keepers"].close()

    def test_may_read_answers_with_the_token(self, window: Door) -> None:
        answer = window.ask("GET", "/api/v1/status", Origin=self.WINDOW, Sec_Fetch_Site="cross-site")
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == self.WINDOW
        assert "Origin" in answer.headers["Vary"]

    def test_needs_the_token_all_the_same(self, window: Door) -> None:
        for method, path in everything(window, "wrong" * 8):
            answer = ask(window, method, path, {"Host": HOST, "Origin": self.WINDOW})
            assert answer.status_code == 401, (method, path)

    def test_gets_its_preflight_answered(self, window: Door) -> None:
        asked = {"Host": HOST, "Access-Control-Request-Method": "PUT"}
        answer = ask(window, "OPTIONS", "/api/v1/assets/favourite", asked | {"Origin": self.WINDOW})
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == self.WINDOW
        assert "X-Keepers-Token" in answer.headers["Access-Control-Allow-Headers"]
        assert "*" not in "".join(answer.headers.values())

    def test_others_get_none(self, window: Door) -> None:
        asked = {"Host": HOST, "Access-Control-Request-Method": "PUT"}
        for origin in ("http://evil.example", "tauri://localhost.evil.example", "http://tauri.localhost"):
            answer = ask(window, "OPTIONS", "/api/v1/status", asked | {"Origin": origin})
            assert answer.status_code == 403
            assert "Access-Control-Allow-Origin" not in answer.headers

    def test_shows_pictures_but_nothing_else_without_an_origin(self, window: Door) -> None:
        asset = window.asset("august 0.jpg")
        path = f"/media/{KEYS.media_key}/{asset['id']}/256"
        elsewhere = {"Host": HOST, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"}
        answer = ask(window, "GET", path, elsewhere)
        assert answer.status_code == 200
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert ask(window, "GET", path, elsewhere | {"Sec-Fetch-Dest": "document"}).status_code == 403
        assert ask(window, "GET", "/api/v1/status", TOKEN | elsewhere).status_code == 403
