"""The only door to the internet: hosts on a list, sizes with a bound, and every request written down."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.errors import KeepersError, NetworkFailed, NetworkRefused
from keepers.base.ledger import Ledger, LedgerEntry, LedgerOutcome
from keepers.base.partial_download import InMemory, PartialDownload, Sink

if TYPE_CHECKING:
    import httpx

__all__ = ["Fetched", "LedgerEntry", "Network"]

_MOST_HOPS: Final = 5
_CONNECT_S: Final = 10.0
_READ_S: Final = 30.0
_PIECE: Final = 256 * 1024
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_MAY_PASS: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_RANGE_NOT_SATISFIABLE: Final = 416


@dataclass(frozen=True)
class Fetched:
    """What came: `data`, or the `path` it was written to; `bytes_in` is what crossed the line this time."""

    data: bytes | None
    path: Path | None
    bytes_in: int


class Network:
    """Fetches over https from `allowed_hosts` (exact names), and from nowhere else.

    `transport` replaces the line; `allow_loopback` lets a server on this very computer answer over http: both
    are for tests.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        allowed_hosts: Collection[str],
        transport: "httpx.BaseTransport | None" = None,
        *,
        allow_loopback: bool = False,
    ) -> None:
        self._ledger = Ledger(db, clock)
        self._allowed = frozenset(host.lower() for host in allowed_hosts)
        self._transport = transport
        self._allow_loopback = allow_loopback

    def fetch(
        self,
        url: str,
        purpose: str,
        *,
        max_bytes: int,
        sha256: str | None = None,
        dest: Path | None = None,
        resume: bool = True,
        on_bytes: Callable[[int], None] | None = None,
    ) -> Fetched:
        """Get `url`, at most `max_bytes` of it, checked against `sha256` (hex) if given.

        Without `dest` the content comes back in memory. With it, it is written beside `dest` and renamed when
        it is whole; what an interrupted fetch left is gone on with (`resume`) if the other side still has the
        same thing. `purpose` is a word for the user's ledger. `on_bytes` is told how many more bytes came
        and may raise to stop.

        Raises NetworkRefused (host, redirect, size or hash not acceptable) or NetworkFailed (its `retry` says
        whether another try makes sense).
        """
        sink: Sink = InMemory() if dest is None else PartialDownload(dest, url, sha256, resume=resume)
        with sink:
            bytes_in = self._follow(url, purpose, max_bytes, sha256, sink, on_bytes)
            if sha256 is not None and sink.sha256() != sha256.lower():
                sink.discard()
                raise NetworkRefused(
                    "What was downloaded is not what was expected, so it was thrown away. Try again; if it "
                    "happens again, somebody may be tampering with the line.",
                    reason="hash_mismatch",
                )
            return Fetched(sink.data(), sink.keep(), bytes_in)

    def ledger(self, after: int | None = None, limit: int = 100) -> list[LedgerEntry]:
        """Every request there was, refused ones too: newest first, those older than the id `after`."""
        return self._ledger.entries(after, limit)

    def _follow(
        self,
        url: str,
        purpose: str,
        max_bytes: int,
        sha256: str | None,
        sink: Sink,
        on_bytes: Callable[[int], None] | None,
    ) -> int:
        import httpx  # noqa: PLC0415 - a tenth of a second that a start without the internet need not pay

        with httpx.Client(
            transport=self._transport,
            timeout=httpx.Timeout(_READ_S, connect=_CONNECT_S),
            follow_redirects=False,
            # A proxy of the user's is respected; this computer is reached without it.
            trust_env=not self._allow_loopback,
        ) as client:
            bytes_in = 0
            for _ in range(_MOST_HOPS):
                target = self._checked(url, purpose)
                request = _Request(client, target, purpose, max_bytes, sha256, sink, on_bytes)
                try:
                    next_url = request.send()
                except (httpx.HTTPError, httpx.InvalidURL) as error:
                    raise NetworkFailed(
                        f"{target.host} could not be reached, or the line broke. Try again later.",
                        host=target.host,
                        reason=type(error).__name__,
                    ) from error
                finally:
                    bytes_in += request.bytes_in
                    self._ledger.add(
                        host=target.host,
                        method="GET",
                        path=target.path,
                        purpose=purpose,
                        outcome=request.outcome,
                        status=request.status,
                        bytes_in=request.bytes_in,
                    )
                if next_url is None:
                    return bytes_in
                url = next_url
        raise NetworkFailed("The address leads from one place to another without end.", reason="redirects")

    def _checked(self, url: str, purpose: str) -> "httpx.URL":
        """The address, if we may ask there; else the refusal is written down and raised."""
        import httpx  # noqa: PLC0415 - as above

        try:
            target = httpx.URL(url)
        except httpx.InvalidURL as error:
            self._ledger.add(host="", method="GET", path="", purpose=purpose, outcome="refused")
            raise NetworkRefused("This is not an address.", reason="not_an_address") from error
        host = target.host.lower()
        to_list = (
            host in self._allowed
            and target.scheme == "https"
            and target.port in {None, 443}
            and not target.userinfo
        )
        to_self = self._allow_loopback and host in _LOOPBACK and target.scheme in {"http", "https"}
        if to_list or to_self:
            return target
        self._ledger.add(host=host, method="GET", path=target.path, purpose=purpose, outcome="refused")
        raise NetworkRefused(
            f"Keepers does not connect to {host or 'this address'}: it is not on the list of allowed places.",
            host=host,
            reason="host_not_allowed",
        )


class _Request:
    """One request to one host: what came of it is there afterwards, also when it raised."""

    def __init__(
        self,
        client: "httpx.Client",
        target: "httpx.URL",
        purpose: str,
        max_bytes: int,
        sha256: str | None,
        sink: Sink,
        on_bytes: Callable[[int], None] | None,
    ) -> None:
        self._client = client
        self._target = target
        self._purpose = purpose
        self._max_bytes = max_bytes
        self._sha256 = sha256
        self._sink = sink
        self._on_bytes = on_bytes
        self.outcome: LedgerOutcome = "failed"
        self.status: int | None = None
        self.bytes_in = 0

    def send(self) -> str | None:
        """Ask, and pour the answer into the sink; the next address when we are sent elsewhere."""
        # Ranges, sizes and hashes are those of the content itself, so it must not come packed.
        headers = {"Accept-Encoding": "identity", "User-Agent": "Keepers", **self._sink.range_headers()}
        with self._client.stream("GET", self._target, headers=headers) as response:
            self.status = response.status_code
            if response.has_redirect_location:
                self.outcome = "ok"
                return str(self._target.join(response.headers["location"]))
            if response.status_code == _RANGE_NOT_SATISFIABLE and "Range" in headers:
                if self._sha256 is not None and self._sink.sha256() == self._sha256.lower():
                    # It was stopped after its last byte: there is nothing more of it.
                    self.outcome = "ok"
                    return None
                # What we have is longer than what they have: begin anew, at the same address.
                self._sink.discard()
                return str(self._target)
            if response.status_code not in {200, 206}:
                raise _status_error(self._target.host, response.status_code)
            if response.headers.get("content-encoding", "identity") != "identity":
                raise self._refusal("It came packed, which was not asked for.", "encoding")
            at = self._sink.begin(response.status_code, dict(response.headers))
            announced = response.headers.get("content-length", "")
            if announced.isdigit() and at + int(announced) > self._max_bytes:
                raise self._too_large()
            for piece in response.iter_raw(_PIECE):
                self.bytes_in += len(piece)
                if at + self.bytes_in > self._max_bytes:
                    raise self._too_large()
                self._sink.write(piece)
                if self._on_bytes is not None:
                    self._on_bytes(len(piece))
        self.outcome = "ok"
        return None

    def _too_large(self) -> KeepersError:
        self._sink.discard()
        return self._refusal(f"It is larger than {self._max_bytes:,} bytes, the most it may be.", "too_large")

    def _refusal(self, sentence: str, reason: str) -> NetworkRefused:
        self.outcome = "refused"
        return NetworkRefused(
            f"The answer of {self._target.host} was not taken. {sentence}",
            host=self._target.host,
            reason=reason,
        )


def _status_error(host: str, status: int) -> NetworkFailed:
    error = NetworkFailed(f"{host} answered with an error ({status}).", host=host, status=status)
    error.retry = status in _MAY_PASS
    return error
