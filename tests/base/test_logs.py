import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from keepers.base.logs import configure
from keepers.base.redaction import redact

_KEY = "k3y-Th4t_nobody.may~see"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    target = io.StringIO()
    logs = configure(None, "debug", stream=target)
    yield target
    logs.close()


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    "text",
    [
        f"GET /media/{_KEY}/12/256 200",
        f"/ui/{_KEY}/index.html",
        f"http://127.0.0.1:5000/ui/{_KEY}/#token={_KEY}",
        f"X-Keepers-Token: {_KEY}",
        f"token={_KEY}",
        f"{{'X-Keepers-Token': '{_KEY}', 'Accept': '*/*'}}",
        json.dumps({"token": _KEY, "media_key": _KEY, "library": "/home"}),
        f"Authorization: Bearer {_KEY}",
        f"https://name:{_KEY}@host.example/path",
        f"https://host.example/path?signature={_KEY}&more={_KEY}",
        f'"GET /api/v1/assets?page={_KEY} HTTP/1.1" 200',
        f"Cookie: session={_KEY}",
    ],
)
def test_no_secret_is_left(text: str) -> None:
    assert _KEY not in redact(text)
    assert "[hidden]" in redact(text)


@pytest.mark.parametrize(
    "text", ["Looked at /home/anna/media notes.txt", "12 of 40 photos", "https://host.example/path", ""]
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact(text) == text


def test_a_line_is_json_with_what_was_given_and_no_secret(stream: io.StringIO) -> None:
    log = logging.getLogger("keepers.test")
    log.info("asked for /media/%s/1", _KEY, extra={"token": _KEY, "job": 3, "nested": {"api_key": _KEY}})
    try:
        raise ValueError(f"token={_KEY}")
    except ValueError:
        log.exception("it failed")
    first, second = lines(stream.getvalue())
    assert _KEY not in stream.getvalue()
    assert (first["level"], first["logger"], first["job"]) == ("info", "keepers.test", 3)
    assert first["message"] == "asked for /media/[hidden]/1"
    assert "ValueError" in second["error"]


def test_the_file_gets_any_name_a_disk_may_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "logs" / "keepers.log"
    logs = configure(path, "warning")
    log = logging.getLogger("keepers.test")
    log.info("too quiet")
    log.warning("cannot read %s", "caf\udce9.jpg")
    logs.close()
    log.warning("after the end")
    assert [line["message"] for line in lines(path.read_text())] == ["cannot read caf\udce9.jpg"]
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "cannot read" in captured.err
