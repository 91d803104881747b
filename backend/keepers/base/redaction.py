"""Takes secrets out of what is written down: access tokens, keys in paths, the queries of addresses."""

import re
from typing import Final

HIDDEN: Final = "[hidden]"

_TELLING_NAME: Final = (
    r"[\w-]*(?:token|secret|password|passwd|api[_-]?key|media[_-]?key|authorization|cookie)"
)
_RULES: Final = (
    # Keys that stand in the path: /media/<key>/..., /ui/<key>/...
    (re.compile(r"(/(?:media|ui)/)[^/\s\"'?#\\]+"), rf"\1{HIDDEN}"),
    # Headers and fields whose name says that they are secret, in any of the usual spellings.
    (
        re.compile(
            rf"(?i)([\"']?\b{_TELLING_NAME}"
            r"\b[\"']?\s*[:=]\s*)(?:(?:bearer|basic)\s+)?(?:\"[^\"]*\"|'[^']*'|[^\s,;&\"'}\])]+)"
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), rf"\1 {HIDDEN}"),
    # user:password@ and ?query#fragment of an address.
    (re.compile(r"(\bhttps?://)[^/\s@\"']+@"), rf"\1{HIDDEN}@"),
    (re.compile(r"(\bhttps?://[^\s?#\"'<>]*)[?#][^\s\"'<>)\]}]*"), rf"\1?{HIDDEN}"),
    # The query of a request line, as servers log it.
    (re.compile(r"(\b(?:GET|POST|PUT|PATCH|DELETE|HEAD) /[^\s?#\"']*)[?#][^\s\"']*"), rf"\1?{HIDDEN}"),
)


def is_secret(name: str) -> bool:
    """Whether a field of this name holds a secret."""
    return re.fullmatch(_TELLING_NAME, name, re.IGNORECASE) is not None


def redact(text: str) -> str:
    """`text` with whatever looks like a secret replaced by `[hidden]`."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
