"""A real server on a real port: streams, several clients at once, large files, and the end of it."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from keepers.library import Library
from keepers.web.serve import THREADS, PortTaken, Server, serve
from keepers.web.stream import MOST_STREAMS
from web.conftest import KEYS, Door


class Running:
    """A server with clients."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.server = Server(library, KEYS)
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        self.streams: list[Stream] = []

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        connection = self.connect()
        connection.request("GET", path, headers={"X-Keepers-Token": KEYS.token} | (headers or {}))
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, data

    def listen(self, after: int | None = None) -> "Stream":
        stream = Stream(self, after)
        self.streams.append(stream)
        return stream

    def end(self) -> None:
        self.server.stop()
        self.thread.join(20)
        for stream in self.streams:
            stream.close()
        assert not self.thread.is_alive()


class Stream:
    """A page that listens."""

    def __init__(self, running: Running, after: int | None) -> None:
        self.connection = running.connect()
        query = "" if after is None else f"?after={after}"
        self.connection.request("GET", f"/api/v1/events{query}", headers={"X-Keepers-Token": KEYS.token})
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200
        assert self.answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert self.answer.readline() == b": hello\n"
        self.answer.readline()

    def next(self) -> dict[str, Any] | None:
        """The next event; None at the end of the stream."""
        said: dict[str, Any] = {}
        while line := self.answer.readline():
            if line == b"\n" and said:
                return said
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                said[name] = json.loads(value) if name in {"data", "id"} else value
        return None

    def close(self) -> None:
        self.answer.close()
        self.connection.close()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    library = Library.open(tmp_path / "library", workers=1)
    made = Running(library)
    yield made
    made.end()
    library.close()


def test_a_stream_tells_what_happens(running: Running) -> None:
    stream = running.listen()
    running.library.events.publish("assets", {"added": 3, "months": [202408]})
    event = stream.next()
    assert event is not None
    assert (event["event"], event["data"]) == ("assets", {"added": 3, "months": [202408]})
    assert event["id"] == running.library.events.last


def test_a_stream_tells_of_jobs_what_the_list_tells(running: Running) -> None:
    stream = running.listen()
    job_id = running.library.jobs.enqueue("demo", {"folder": "/secret/place"})
    event = stream.next()
    assert event is not None
    listed = json.loads(running.get("/api/v1/jobs")[1])["jobs"][0]
    assert (event["event"], event["data"]) == ("job", listed)
    assert event["data"]["id"] == job_id
    assert "secret" not in str(event)


def test_a_stream_goes_on_after_the_last_event_heard(running: Running) -> None:
    status = json.loads(running.get("/api/v1/status")[1])
    running.library.events.publish("stacks", {})
    event = running.listen(after=status["last_event"]).next()
    assert event is not None
    assert event["event"] == "stacks"


def test_a_stream_of_an_earlier_run_is_told_to_read_afresh(running: Running) -> None:
    event = running.listen(after=1).next()
    assert event is not None
    assert event["event"] == "resync"


def test_one_stream_too_many_ends_the_oldest(running: Running) -> None:
    streams = [running.listen() for _ in range(MOST_STREAMS + 1)]
    event = streams[0].next()
    assert event is not None
    assert (event["event"], event["data"]) == ("closed", {"reason": "replaced"})
    assert streams[0].next() is None
    running.library.events.publish("stacks", {})
    for stream in streams[1:]:
        heard = stream.next()
        assert heard is not None
        assert heard["event"] == "stacks"


def test_streams_leave_threads_for_everyone_else(running: Running) -> None:
    for _ in range(MOST_STREAMS):
        running.listen()
    with ThreadPoolExecutor(THREADS * 2) as clients:
        answers = list(clients.map(lambda _: running.get("/api/v1/status")[0], range(THREADS * 4)))
    assert set(answers) == {200}


def test_a_stream_whose_page_went_away_is_let_go(running: Running) -> None:
    gone = running.listen()
    gone.close()
    others = [running.listen() for _ in range(MOST_STREAMS - 1)]
    # Heard by everyone who is there; writing to the one who is not ends it.
    for number in range(3):
        running.library.events.publish("assets", {"added": number, "months": []})
        for other in others:
            assert other.next() is not None
    streams = running.server.streams
    assert streams.wait_for_count(MOST_STREAMS - 1, timeout=20)


def test_the_end_closes_streams_at_once_and_says_so(running: Running) -> None:
    stream = running.listen()
    running.server.stop()
    event = stream.next()
    assert event is not None
    assert (event["event"], event["data"]) == ("closed", {"reason": "stopping"})
    assert stream.next() is None
    assert running.server.wait(20)
    running.server.stop()


def test_a_server_that_ended_does_not_answer(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", workers=1) as library:
        running = Running(library)
        kept = running.connect()
        kept.request("GET", "/api/v1/status", headers={"X-Keepers-Token": KEYS.token})
        kept.getresponse().read()
        running.end()
        with pytest.raises(ConnectionError):
            running.get("/api/v1/status")
        kept.close()


def test_a_taken_port_is_said(running: Running) -> None:
    with pytest.raises(PortTaken) as error:
        Server(running.library, KEYS, port=running.server.port)
    assert str(running.server.port) in error.value.message


def test_only_this_computer_is_listened_to(running: Running) -> None:
    with socket.socket() as elsewhere:
        # Another address of this computer: a server on all addresses would answer there too.
        elsewhere.settimeout(10)
        with pytest.raises(ConnectionError):
            elsewhere.connect(("127.0.0.2", running.server.port))


def test_a_request_that_says_two_hosts_is_refused(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.server.port), timeout=20) as line:
        host = f"127.0.0.1:{running.server.port}"
        line.sendall(
            f"GET /api/v1/status HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n"
            f"X-Keepers-Token: {KEYS.token}\r\nConnection: close\r\n\r\n".encode()
        )
        assert int(line.makefile("rb").readline().split()[1]) in {400, 421}


def test_a_request_may_not_go_by_a_proxy(running: Running) -> None:
    host = f"127.0.0.1:{running.server.port}"
    assert running.get("/api/v1/status", {"Host": "evil.example", "X-Forwarded-Host": host})[0] == 421


def test_originals_cross_the_line_whole_and_in_part(door: Door) -> None:
    asset_id = door.asset("august 0.jpg")["id"]
    whole = (door.photos / "august 0.jpg").read_bytes()
    running = Running(door.library)
    try:
        path = f"/media/{KEYS.media_key}/{asset_id}/original"
        assert running.get(path) == (200, whole)
        assert running.get(path, {"Range": "bytes=10-19"}) == (206, whole[10:20])
    finally:
        running.end()


def test_serve_works_on_the_library_and_lets_go_of_it(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", workers=1) as library:
        seen: list[Server] = []
        ready = threading.Event()

        def at_ready(server: Server) -> None:
            seen.append(server)
            ready.set()

        thread = threading.Thread(target=serve, args=(library,), kwargs={"ready": at_ready, "keys": KEYS})
        thread.start()
        assert ready.wait(20)
        connection = http.client.HTTPConnection("127.0.0.1", seen[0].port, timeout=20)
        connection.request("GET", "/api/v1/status", headers={"X-Keepers-Token": KEYS.token})
        assert connection.getresponse().status == 200
        connection.close()
        assert KEYS.token in seen[0].address
        seen[0].stop()
        thread.join(20)
        assert not thread.is_alive()
        assert library.works_here is False
        # The lock is free again.
        with Library.open(tmp_path / "library", workers=1) as other:
            assert other.start_work()


_SERVE = """
import sys
from pathlib import Path
from keepers.library import Library
from keepers.web.keys import Keys
from keepers.web.serve import serve

def ready(server):
    heavy = sorted({"cv2", "numpy", "PIL", "httpx"} & set(sys.modules))
    print(server.port, *heavy, flush=True)

with Library.open(Path(sys.argv[1])) as library:
    serve(library, keys=Keys(token="t" * 40, media_key="m" * 40), ready=ready)
print("ended", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows interrupts in another way")
def test_an_interrupt_ends_it_though_a_page_listens(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _SERVE, str(tmp_path / "library")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        # Only the port: whatever is heavy is loaded when it is needed.
        (port,) = process.stdout.readline().split()
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=30)
        connection.request("GET", "/api/v1/events", headers={"X-Keepers-Token": KEYS.token})
        answer = connection.getresponse()
        assert answer.readline() == b": hello\n"
        process.send_signal(signal.SIGINT)
        assert b'"reason":"stopping"' in answer.read()
        assert process.stdout.read().strip() == "ended"
        connection.close()
        assert process.wait(30) == 0


def _port_of_one_run(library: Library, port: int | None = None) -> int:
    ports: list[int] = []

    def note_and_stop(server: Server) -> None:
        ports.append(server.port)
        threading.Thread(target=server.stop).start()

    serve(library, port, keys=KEYS, ready=note_and_stop, work=False)
    return ports[0]


def test_the_port_of_last_time_is_taken_again_where_it_is_free(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", workers=1) as library:
        first = _port_of_one_run(library)
        assert _port_of_one_run(library) == first
        with socket.socket() as somebody:
            somebody.bind(("127.0.0.1", first))
            somebody.listen()
            other = _port_of_one_run(library)
            assert other != first
            with pytest.raises(PortTaken):
                _port_of_one_run(library, first)
        assert _port_of_one_run(library) == other
