"""Who may speak to the server: nothing gets past here without a secret, not even a 404.

A local server is reached by every program and every open web page of the computer. So: the Host has to be
ours (a name that a hostile site points at 127.0.0.1 is not), the Origin too when the browser says one, the
browser must not say that another site asked, and a secret has to come with every request. There is no
setting that turns any of it off.
"""

from typing import Final

from flask import Flask, Request, Response, request

from keepers.web.keys import Keys
from keepers.web.refusals import Refusal

TOKEN_HEADER: Final = "X-Keepers-Token"  # noqa: S105 - the name, not the token
_KEYED: Final = ("media", "ui")
_READING: Final = ("GET", "HEAD")
_OWN_SITE: Final = ("same-origin", "none")

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    # The address holds a key: it must never be told to anyone.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_NOTHING_RUNS: Final = "default-src 'none'; frame-ancestors 'none'"


class Guard:
    """The rules for one server.

    `port` is where it listens. `origins` are exact origins that may speak to it beside its own: those of the
    desktop window (tauri://localhost, http://tauri.localhost), or of a development server. They too need the
    token; what they get beyond others is that a browser lets them read the answers.
    """

    def __init__(self, keys: Keys, port: int, origins: tuple[str, ...] = ()) -> None:
        self._keys = keys
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self._own = frozenset(f"http://{host}" for host in self._hosts)
        self._others = frozenset(origins)
        if any("*" in origin or origin == "null" for origin in self._others):
            raise ValueError("Origins are exact.")

    def watch(self, app: Flask) -> None:
        """Check every request of `app` before anything else sees it, and mark every answer."""
        app.before_request(lambda: self.check(request))
        app.after_request(lambda response: self.mark(request, response))

    def check(self, asked: Request) -> Response | None:
        """Raise Refusal, answer a preflight, or let it pass (None)."""
        if asked.environ.get("HTTP_HOST") not in self._hosts:
            raise Refusal("misdirected", 421, "This address does not belong to Keepers.")
        origin = asked.headers.get("Origin")
        if origin is not None and origin not in self._own | self._others:
            raise Refusal("origin_refused", 403, "This page may not speak to Keepers.")
        kind = _first_part(asked.path)
        self._check_site(asked, origin, kind)
        if self._is_preflight(asked, origin):
            return self._preflight()
        if kind in _KEYED:
            self._check_key(asked, kind)
        else:
            self._check_token(asked)
        return None

    def mark(self, asked: Request, response: Response) -> Response:
        """Add the headers that every answer carries."""
        for name, value in _ALWAYS.items():
            response.headers[name] = value
        response.headers.setdefault("Content-Security-Policy", _NOTHING_RUNS)
        # The desktop window shows pictures of this server in a page of another origin.
        pictures_elsewhere = bool(self._others) and _first_part(asked.path) == "media"
        response.headers["Cross-Origin-Resource-Policy"] = (
            "cross-origin" if pictures_elsewhere else "same-origin"
        )
        if self._others:
            response.vary.add("Origin")
            origin = asked.headers.get("Origin")
            if origin in self._others:
                response.headers["Access-Control-Allow-Origin"] = origin
        return response

    def _check_site(self, asked: Request, origin: str | None, kind: str) -> None:
        site = asked.headers.get("Sec-Fetch-Site")
        if site is None or site in _OWN_SITE or origin in self._others:
            return
        # An <img> of the desktop window says no Origin; the key in its address is what lets it in.
        if kind == "media" and self._others and asked.headers.get("Sec-Fetch-Dest") == "image":
            return
        raise Refusal("site_refused", 403, "Another site may not speak to Keepers.")

    def _is_preflight(self, asked: Request, origin: str | None) -> bool:
        return (
            asked.method == "OPTIONS"
            and origin in self._others
            and "Access-Control-Request-Method" in asked.headers
        )

    def _preflight(self) -> Response:
        response = Response(status=204)
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"
        response.headers["Access-Control-Allow-Headers"] = f"Content-Type, {TOKEN_HEADER}"
        response.headers["Access-Control-Allow-Private-Network"] = "true"
        response.headers["Access-Control-Max-Age"] = "600"
        return response

    def _check_key(self, asked: Request, kind: str) -> None:
        key = asked.path.split("/", 3)[2] if asked.path.count("/") >= 2 else ""
        if not self._keys.reads(key):
            raise Refusal(
                "key_wrong",
                401,
                "This address is not valid any more. Open Keepers again from where you started it.",
            )
        if asked.method not in _READING:
            raise Refusal("method_not_allowed", 405, f"Addresses under /{kind} can only be read.")

    def _check_token(self, asked: Request) -> None:
        token = asked.headers.get(TOKEN_HEADER)
        if token is None:
            raise Refusal(
                "token_missing",
                401,
                "Keepers needs its key. Open the address that was shown when Keepers was started.",
            )
        if not self._keys.opens(token):
            raise Refusal(
                "token_wrong", 401, "This key is not valid any more. Open Keepers again to get the new one."
            )


def _first_part(path: str) -> str:
    return path.lstrip("/").split("/", 1)[0]
