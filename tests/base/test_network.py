import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from keepers.base.clock import FixedClock
from keepers.base.database import Database
from keepers.base.errors import Cancelled, NetworkFailed, NetworkRefused
from keepers.base.network import Network

_BODY = bytes(range(256)) * 4096
_HASH = hashlib.sha256(_BODY).hexdigest()


class Site(BaseHTTPRequestHandler):
    """A small site with every bad habit."""

    protocol_version = "HTTP/1.1"
    etag = '"one"'
    ranges: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/file":
            self._file(cut_at=None)
        elif path == "/cut":
            self._file(cut_at=len(_BODY) // 2)
        elif path == "/away":
            self._redirect("https://elsewhere.example/file?key=secret")
        elif path == "/moved":
            self._redirect("/file")
        elif path == "/circle":
            self._redirect("/circle")
        elif path == "/endless":
            self._endless()
        else:
            self.send_response(503 if path == "/busy" else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _file(self, cut_at: int | None) -> None:
        asked = self.headers["Range"]
        type(self).ranges.append(asked)
        start = 0
        if asked and self.headers["If-Range"] in {None, self.etag}:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(_BODY):
                self.send_response(416)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(_BODY) - 1}/{len(_BODY)}")
        else:
            self.send_response(200)
        self.send_header("ETag", self.etag)
        self.send_header("Content-Length", str(len(_BODY) - start))
        self.end_headers()
        self.wfile.write(_BODY[start:cut_at])
        if cut_at is not None:
            self.close_connection = True

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while True:
                self.wfile.write(_BODY)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def handler() -> type[Site]:
    # A class of its own for each test: it is the site's memory.
    return type("TestSite", (Site,), {"ranges": []})


@pytest.fixture
def site(handler: type[Site]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def network(db: Database, clock: FixedClock) -> Network:
    return Network(db, clock, {"models.example"}, allow_loopback=True)


def told(network: Network) -> list[tuple[str, str, str, int | None]]:
    return [(entry.host, entry.path, entry.outcome, entry.status) for entry in network.ledger()]


def test_content_comes_back_and_is_written_down_without_its_query(network: Network, site: str) -> None:
    fetched = network.fetch(f"{site}/file?key=secret", "a model", max_bytes=10**7, sha256=_HASH)
    assert fetched.data == _BODY
    [entry] = network.ledger()
    assert (entry.host, entry.path, entry.purpose) == ("127.0.0.1", "/file", "a model")
    assert (entry.outcome, entry.status, entry.bytes_in) == ("ok", 200, len(_BODY))


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/file",
        "http://models.example/file",
        "https://models.example:8443/file",
        "https://user:word@models.example/file",
        "https://models.example.evil.example/file",
        "file:///etc/passwd",
        "nonsense",
        "http://[broken/",
    ],
)
def test_only_the_list_is_asked_and_refusals_are_written_down(network: Network, url: str) -> None:
    with pytest.raises(NetworkRefused):
        network.fetch(url, "a model", max_bytes=10)
    assert [entry.outcome for entry in network.ledger()] == ["refused"]


def test_this_computer_is_off_the_list_too(db: Database, clock: FixedClock, site: str) -> None:
    with pytest.raises(NetworkRefused):
        Network(db, clock, {"127.0.0.1"}).fetch(f"{site}/file", "a model", max_bytes=10**7)


def test_redirects_are_followed_within_the_list_only(network: Network, site: str) -> None:
    assert network.fetch(f"{site}/moved", "a model", max_bytes=10**7).data == _BODY
    with pytest.raises(NetworkRefused):
        network.fetch(f"{site}/away", "a model", max_bytes=10**7)
    with pytest.raises(NetworkFailed):
        network.fetch(f"{site}/circle", "a model", max_bytes=10**7)
    assert told(network)[5:] == [
        ("elsewhere.example", "/file", "refused", None),
        ("127.0.0.1", "/away", "ok", 302),
        ("127.0.0.1", "/file", "ok", 200),
        ("127.0.0.1", "/moved", "ok", 302),
    ]


@pytest.mark.parametrize("path", ["/file", "/endless"])
def test_too_much_is_refused_whether_announced_or_not(
    network: Network, site: str, tmp_path: Path, path: str
) -> None:
    dest = tmp_path / "model.onnx"
    with pytest.raises(NetworkRefused) as refused:
        network.fetch(f"{site}{path}", "a model", max_bytes=100_000, dest=dest)
    assert refused.value.facts["reason"] == "too_large"
    assert not dest.exists()
    assert not list(tmp_path.glob(".model.onnx*"))
    assert told(network)[0][2] == "refused"


def test_another_content_than_expected_is_thrown_away(network: Network, site: str, tmp_path: Path) -> None:
    dest = tmp_path / "model.onnx"
    dest.write_bytes(b"older")
    with pytest.raises(NetworkRefused):
        network.fetch(f"{site}/file", "a model", max_bytes=10**7, sha256="0" * 64, dest=dest)
    assert dest.read_bytes() == b"older"
    assert not list(tmp_path.glob(".model.onnx*"))


def test_a_broken_line_is_gone_on_with(
    network: Network, site: str, handler: type[Site], tmp_path: Path
) -> None:
    dest = tmp_path / "model.onnx"
    with pytest.raises(NetworkFailed) as failed:
        network.fetch(f"{site}/cut", "a model", max_bytes=10**7, dest=dest)
    assert failed.value.retry
    assert not dest.exists()
    # The same address, now in order: the note beside the part is what tells them to be the same.
    [note] = tmp_path.glob(".model.onnx.part.json")
    note.write_text(note.read_text().replace("/cut", "/file"))
    fetched = network.fetch(f"{site}/file", "a model", max_bytes=10**7, dest=dest)
    assert handler.ranges == [None, f"bytes={len(_BODY) // 2}-"]
    assert fetched.bytes_in == len(_BODY) // 2
    assert dest.read_bytes() == _BODY
    assert not list(tmp_path.glob(".model.onnx*"))


def test_what_changed_meanwhile_is_fetched_anew(
    network: Network, site: str, handler: type[Site], tmp_path: Path
) -> None:
    dest = tmp_path / "model.onnx"

    def stop(_: int) -> None:
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        network.fetch(f"{site}/file", "a model", max_bytes=10**7, dest=dest, on_bytes=stop)
    handler.etag = '"two"'
    fetched = network.fetch(f"{site}/file", "a model", max_bytes=10**7, dest=dest)
    assert handler.ranges[1] is not None
    assert fetched.bytes_in == len(_BODY)
    assert dest.read_bytes() == _BODY


def test_a_part_that_is_too_long_is_begun_anew(network: Network, site: str, tmp_path: Path) -> None:
    dest = tmp_path / "model.onnx"
    with pytest.raises(NetworkFailed):
        network.fetch(f"{site}/cut", "a model", max_bytes=10**7, sha256=_HASH, dest=dest)
    [note] = tmp_path.glob(".model.onnx.part.json")
    note.write_text(note.read_text().replace("/cut", "/file"))
    with dest.with_name(".model.onnx.part").open("ab") as part:
        part.write(_BODY)
    network.fetch(f"{site}/file", "a model", max_bytes=10**7, sha256=_HASH, dest=dest)
    assert dest.read_bytes() == _BODY


@pytest.mark.parametrize(("path", "retry"), [("/missing", False), ("/busy", True)])
def test_errors_say_whether_another_try_makes_sense(
    network: Network, site: str, path: str, retry: bool
) -> None:
    with pytest.raises(NetworkFailed) as failed:
        network.fetch(f"{site}{path}", "a model", max_bytes=10)
    assert failed.value.retry is retry
    assert told(network)[0][2] == "failed"


def test_the_ledger_is_paged_from_the_newest(network: Network) -> None:
    for number in range(5):
        with pytest.raises(NetworkRefused):
            network.fetch(f"https://elsewhere.example/{number}", "a model", max_bytes=10)
    first = network.ledger(limit=2)
    assert [entry.path for entry in first] == ["/4", "/3"]
    assert [entry.path for entry in network.ledger(after=first[-1].id)] == ["/2", "/1", "/0"]
