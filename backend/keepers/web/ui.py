"""The built pages, served under the media key with a policy that runs nothing but their own scripts."""

import os
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, send_file
from werkzeug.security import safe_join

from keepers.base.errors import NotFound
from keepers.web.plain_page import plain_page

# Styles: dialogs of the pages put a <style> of their own into the document to hold the scroll bar.
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self'",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_FOREVER: Final = "private, max-age=31536000, immutable"
_NEVER: Final = "no-store"
# What Vite makes; the system's own table of types differs from one computer to the next. Texts get a charset.
_TYPES: Final = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}


def find_ui() -> Path | None:
    """Where the built pages lie: in the package, or in a checkout; None when they were not built."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "web" / "static", package.parents[1] / "frontend" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    return None


def ui_routes(folder: Path | None) -> Blueprint:
    """The routes of the pages; without built pages, one that says how to build them."""
    routes = Blueprint("ui", __name__)

    @routes.get("/ui/<key>/", defaults={"name": "index.html"})
    @routes.get("/ui/<key>/<path:name>")
    def page(key: str, name: str) -> Response:  # noqa: ARG001 - the guard has looked at the key
        if folder is None or not (folder / "index.html").is_file():
            return _not_built()
        path = safe_join(str(folder), name)
        content_type = _TYPES.get(Path(name).suffix)
        if path is None or content_type is None or not os.path.isfile(path):
            raise NotFound("There is no such file of the pages.")
        response = send_file(path, mimetype=content_type, conditional=True)
        response.headers["Content-Security-Policy"] = POLICY
        hashed = name.startswith("assets/")
        response.headers["Cache-Control"] = _FOREVER if hashed else _NEVER
        return response

    return routes


def _not_built() -> Response:
    return plain_page(
        "The pages are not built yet",
        "Keepers is running, but its pages were never built. In the folder of the source code, run "
        "<code>npm start</code>, which builds them and starts Keepers. Or run "
        "<code>npm run build -w frontend</code> and load this page again.",
        503,
    )
