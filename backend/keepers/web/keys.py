"""The two secrets of one run of the server."""

import hmac
import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Keys:
    """`token` opens the API (a header); `media_key` reads pictures and the page (a part of the address)."""

    token: str = field(repr=False)
    media_key: str = field(repr=False)

    def __post_init__(self) -> None:
        if min(len(self.token), len(self.media_key)) < 16 or self.token == self.media_key:
            raise ValueError("A token and a media key are at least 16 characters, and not the same.")

    @classmethod
    def new(cls) -> "Keys":
        """Fresh ones, 256 bits each."""
        return cls(token=secrets.token_urlsafe(32), media_key=secrets.token_urlsafe(32))

    def opens(self, token: str) -> bool:
        """Whether this is the token; takes the same time either way."""
        return _same(token, self.token)

    def reads(self, media_key: str) -> bool:
        """Whether this is the media key; takes the same time either way."""
        return _same(media_key, self.media_key)


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8"))
