"""A page for a person, where there is nothing else to show."""

import html

from flask import Response


def plain_page(title: str, words: str, status: int) -> Response:
    """A page that needs nothing but itself. `words` may be HTML, `title` is text."""
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        "<style>body{font:15px/1.5 system-ui,sans-serif;max-width:36rem;margin:20vh auto;padding:0 1rem}"
        "code{font-family:ui-monospace,monospace}@media(prefers-color-scheme:dark){"
        "body{background:#1b1b1b;color:#eee}}</style>"
        f"<h1>{html.escape(title)}</h1><p>{words}</p></html>"
    )
    response = Response(body, status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
    )
    response.headers["Cache-Control"] = "no-store"
    return response
