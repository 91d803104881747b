"""A small stand-in for the internet on this computer: a site with bad habits, and lists that point there."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from keepers.models.catalogue import Build, Catalogue, ModelEntry, ModelFile, Task, Terms

ELSEWHERE = "https://elsewhere.example/file?key=secret"


def body(seed: int, size: int = 300_000) -> bytes:
    """Bytes that are the same for a seed, and no others."""
    block = hashlib.sha256(str(seed).encode()).digest()
    return (block * (size // len(block) + 1))[:size]


def part(name: str, content: bytes, url: str | None = None) -> ModelFile:
    return ModelFile(name, len(content), hashlib.sha256(content).hexdigest(), url)


def entry(
    model_id: str, *files: ModelFile, task: Task = "face_detection", rank: int = 10, terms: Terms = "any"
) -> ModelEntry:
    """A model of one build of these files."""
    return ModelEntry(
        id=model_id,
        task=task,
        title=model_id.title(),
        brings="Finds faces.",
        licence="MIT",
        licence_url="https://example.org/licence",
        terms=terms,
        rank=rank,
        builds=(Build(tuple(files), tuple(files)),),
    )


def listing(*entries: ModelEntry) -> Catalogue:
    return Catalogue({each.id: each for each in entries})


@dataclass
class Site:
    """What it serves, how often it breaks off, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    #: Breaks off so many times in the middle of that file.
    breaks: dict[str, int] = field(default_factory=dict)
    #: Sends half of that file, and the rest once it is told to.
    held: dict[str, threading.Event] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Serve it on a free port of this computer while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path, asked = self.path.split("?")[0], self.headers["Range"]
            site.asked.append((path, asked))
            if path in site.moved:
                self._head(302, 0, Location=site.moved[path])
                return
            content = site.files.get(path)
            if content is None:
                self._head(404, 0)
                return
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
            if asked and start >= len(content):
                self._head(416, 0)
                return
            if start:
                span = f"bytes {start}-{len(content) - 1}/{len(content)}"
                self._head(206, len(content) - start, **{"Content-Range": span})
            else:
                self._head(200, len(content))
            if path in site.held:
                half = (len(content) - start) // 2
                self.wfile.write(content[start : start + half])
                self.wfile.flush()
                site.held[path].wait()
                self.close_connection = True
            elif site.breaks.get(path, 0):
                site.breaks[path] -= 1
                self.wfile.write(content[start : start + (len(content) - start) // 2])
                self.close_connection = True
            else:
                self.wfile.write(content[start:])

        def _head(self, status: int, length: int, **headers: str) -> None:
            self.send_response(status)
            for name, value in {"ETag": '"one"', "Content-Length": str(length), **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
