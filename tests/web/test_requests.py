"""What a request may look like, and how refusals are said."""

import io
from pathlib import Path

import pytest

from keepers.base.logs import configure
from keepers.web.app import create_app
from web.conftest import HOST, KEYS, PORT, Door

TOKEN = {"Host": HOST, "X-Keepers-Token": KEYS.token}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ids": [1]},
        {"ids": [], "value": True},
        {"ids": ["1"], "value": True},
        {"ids": [1], "value": "yes"},
        {"ids": [1], "value": 1},
        {"ids": [1], "value": True, "more": 1},
        [],
        "text",
    ],
)
def test_a_body_that_is_not_understood_is_refused(door: Door, body: object) -> None:
    answer = door.client.put("/api/v1/assets/favourite", headers=TOKEN, json=body)
    assert answer.status_code == 400
    assert answer.get_json()["code"] == "invalid"


def test_a_body_that_is_no_json_is_refused(door: Door) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = door.client.put(
            "/api/v1/assets/favourite", headers=TOKEN, data='{"ids":[1],"value":true}', content_type=kind
        )
        assert (answer.status_code, answer.get_json()["code"]) == (415, "not_json")


def test_a_body_where_none_is_due_is_refused(door: Door) -> None:
    assert door.refused("POST", "/work/resume", {"now": True}) == (400, "invalid")


def test_a_body_that_is_too_large_is_refused(door: Door) -> None:
    answer = door.client.put(
        "/api/v1/assets/favourite", headers=TOKEN, data=b"[" * 1_000_001, content_type="application/json"
    )
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("query", ["?stacks=perhaps", "?more=1", "?stacks=1&more=1"])
def test_a_query_that_is_not_understood_is_refused(door: Door, query: str) -> None:
    assert door.refused("GET", f"/timeline/buckets{query}") == (400, "invalid")


@pytest.mark.parametrize("path", ["/jobs?before=", "/problems?after=", "/network?after="])
def test_a_number_no_id_can_have_is_refused(door: Door, path: str) -> None:
    assert door.refused("GET", f"{path}{10**30}") == (400, "invalid")


def test_a_query_where_none_is_due_is_refused(door: Door) -> None:
    assert door.refused("GET", "/status?more=1") == (400, "invalid")


@pytest.mark.parametrize("number", ["-1", "1.5", "9007199254740992", "99999999999999999999999999", "x"])
def test_an_id_that_cannot_be_is_not_found(door: Door, number: str) -> None:
    assert door.refused("GET", f"/assets/{number}") == (404, "not_found")


def test_an_id_nobody_has_is_not_found(door: Door) -> None:
    assert door.refused("GET", "/assets/9007199254740991") == (404, "not_found")


def test_what_nobody_expected_is_logged_and_not_told(door: Door, ui_dir: Path) -> None:
    written = io.StringIO()
    logs = configure(None, stream=written)
    app = create_app(door.library, KEYS, port=PORT, ui_dir=ui_dir)

    def breaks() -> str:
        raise RuntimeError("a secret of the inside")

    app.add_url_rule("/api/v1/breaks", view_func=breaks)
    answer = app.test_client().get("/api/v1/breaks", headers=TOKEN)
    app.extensions["keepers"].close()
    logs.close()
    said = answer.get_json()
    assert (answer.status_code, said["code"]) == (500, "internal")
    assert "secret" not in answer.get_data(as_text=True)
    assert said["facts"]["error_id"] in written.getvalue()
    assert "a secret of the inside" in written.getvalue()
