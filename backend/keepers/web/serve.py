"""A running server: one socket on this computer only, a few threads, an end that loses nothing."""

import logging
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from waitress import wasyncore
from waitress.server import create_server

from keepers.base.deadline import Deadline
from keepers.base.errors import KeepersError
from keepers.library import Library
from keepers.web.app import MOST_BODY_BYTES, create_app
from keepers.web.caretaker import Caretaker
from keepers.web.keys import Keys
from keepers.web.session import Session
from keepers.web.stream import Streams
from keepers.web.ui import find_ui

THREADS: Final = 12
_HOST: Final = "127.0.0.1"
_HEADER_BYTES: Final = 32_768
_GRACE_S: Final = 1.5
_STOP_S: Final = 2.8
_WATCH_ENDS_S: Final = 0.5
_LAST_PORT: Final = "serve.last_port"

_log = logging.getLogger(__name__)


class PortTaken(KeepersError):  # noqa: N818 - read where it is raised
    """Another program listens on the port."""

    code = "port_taken"


class Server:
    """The server of one open library. It listens from when it is made; run() answers until stop()."""

    def __init__(
        self,
        library: Library,
        keys: Keys | None = None,
        *,
        port: int = 0,
        ui_dir: Path | None = None,
        origins: tuple[str, ...] = (),
    ) -> None:
        """Take `port`, or any free one for 0. Raises PortTaken."""
        self.keys = keys or Keys.new()
        listening = _listen(port)
        self.port = int(listening.getsockname()[1])
        app = create_app(library, self.keys, port=self.port, ui_dir=ui_dir or find_ui(), origins=origins)
        self._session: Session = app.extensions["keepers"]
        self._server: Any = create_server(
            app,
            sockets=[listening],
            threads=THREADS,
            ident=None,
            max_request_header_size=_HEADER_BYTES,
            # The application says "too large" itself, in its own words; this only bounds what is kept.
            max_request_body_size=2 * MOST_BODY_BYTES,
            # Lets a stream notice that its page is gone.
            channel_request_lookahead=1,
            clear_untrusted_proxy_headers=True,
        )
        self._stopping = threading.Lock()
        self._grace: Deadline | None = None
        self._ended = threading.Event()

    @property
    def session(self) -> Session:
        """What its routes are handed: the library, folders named by handles, streams."""
        return self._session

    @property
    def streams(self) -> Streams:
        """The event streams that are open."""
        return self._session.streams

    @property
    def address(self) -> str:
        """Where the page is, with both keys: for the person who started Keepers only."""
        return f"http://{_HOST}:{self.port}/ui/{self.keys.media_key}/#token={self.keys.token}"

    def run(self) -> None:
        """Answer requests in this thread until stop() is called, or the process is interrupted."""
        server = self._server
        try:
            # Not server.run(): when interrupted, that waits for the streams before anyone could end them.
            wasyncore.loop(server.adj.asyncore_loop_timeout, server.adj.asyncore_use_poll, server._map)
        except KeyboardInterrupt:
            _log.info("Interrupted")
        finally:
            self._let_go()
            wasyncore.close_all(self._server._map, ignore_all=True)
            self._ended.set()

    def stop(self, grace_s: float = _GRACE_S) -> None:
        """Have run() end: streams at once, other requests when they are answered or after `grace_s`.

        From any thread, any number of times. The library stays open.
        """
        if not self._stopping.acquire(blocking=False):
            return
        self._grace = Deadline(grace_s)
        self._let_go()
        self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._server._map, ignore_all=True))

    def _let_go(self) -> None:
        # Once for both who come here: what hung for the first need not hold up the second as long again.
        self._grace = self._grace or Deadline(_GRACE_S)
        self.streams.close()
        self._server.task_dispatcher.shutdown(timeout=self._grace.left())
        self._session.close()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until run() has ended; whether it has."""
        return self._ended.wait(timeout)


def serve(
    library: Library,
    port: int | None = None,
    *,
    keys: Keys | None = None,
    ui_dir: Path | None = None,
    origins: tuple[str, ...] = (),
    ready: Callable[[Server], None] = lambda _: None,
    work: bool = True,
) -> None:
    """Serve a library until the process is interrupted or `server.stop()` is called.

    `port` None takes the one this library had last time where it is free: a browser keeps what the page
    remembers (its theme, its sliders) by address and port.

    `ready` is called with the server once it listens; only then does work on the library begin (`work`), in a
    thread of its own, so that nothing holds up the first answer. Raises PortTaken.
    """
    server = _server(library, port, keys=keys, ui_dir=ui_dir, origins=origins)
    ready(server)
    caretaker = Caretaker(library)
    if work:
        caretaker.start()
    try:
        server.run()
    finally:
        deadline = Deadline(_STOP_S)
        caretaker.stop(deadline.left(at_most=_WATCH_ENDS_S))
        library.stop_work(deadline.left())


def _server(
    library: Library, port: int | None, *, keys: Keys | None, ui_dir: Path | None, origins: tuple[str, ...]
) -> Server:
    if port is not None:
        return Server(library, keys, port=port, ui_dir=ui_dir, origins=origins)
    last = library.settings.get_int(_LAST_PORT, 0)
    try:
        server = Server(library, keys, port=last, ui_dir=ui_dir, origins=origins)
    except PortTaken:
        server = Server(library, keys, port=0, ui_dir=ui_dir, origins=origins)
    if server.port != last:
        library.settings.set(_LAST_PORT, server.port)
    return server


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            # On Windows, another program could otherwise listen on the same port and take our requests.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((_HOST, port))
    except OSError as error:
        listening.close()
        raise PortTaken(
            f"Port {port} is taken by another program. Choose another one, or leave it out and any free "
            "one is used.",
            port=port,
        ) from error
    return listening
