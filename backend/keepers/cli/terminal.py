"""What is said, and where: words and tables or one JSON document on stdout, everything passing on stderr."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from keepers.cli.words import shown


@dataclass
class Terminal:
    """How this run speaks, and the library it was told to use (None: the usual one).

    `as_json`: nothing but one JSON document goes to stdout. `quiet`: results only, no progress, no remarks.
    """

    as_json: bool = False
    quiet: bool = False
    library: Path | None = None
    _answered: bool = field(default=False, repr=False)

    @property
    def lively(self) -> bool:
        """Whether progress can be drawn: someone looks at stderr."""
        return not self.quiet and sys.stderr.isatty()

    @property
    def listens(self) -> bool:
        """Whether somebody is there to answer a question."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def say(self, text: str = "") -> None:
        """A line of the result, for people."""
        if not self.as_json:
            click.echo(shown(text))

    def remark(self, text: str) -> None:
        """A line in passing, for people."""
        if not self.quiet:
            click.echo(shown(text), err=True)

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()
    ) -> None:
        """A table of the result; columns in `right` are aligned to the right. The last one is wrapped.

        Where the others leave the last one too little room, it goes below them.
        """
        if not self.as_json:
            from keepers.cli.tables import draw  # noqa: PLC0415 - 60 ms that only tables need

            draw(header, rows, right)

    def answer(self, document: dict[str, Any]) -> None:
        """The result as JSON; said in JSON mode only, and only once."""
        if self.as_json and not self._answered:
            self._answered = True
            click.echo(
                json.dumps(document, ensure_ascii=False, indent=2, default=str).encode(errors="replace")
            )

    def event(self, document: dict[str, Any]) -> None:
        """One JSON line at once, for verbs that go on."""
        if self.as_json:
            self._answered = True
            click.echo(json.dumps(document, ensure_ascii=False))
            sys.stdout.flush()

    def failure(self, code: str, message: str, facts: dict[str, Any] | None = None) -> None:
        """What went wrong: a sentence on stderr, or the error as the JSON document."""
        if self.as_json:
            self.answer({"ok": False, "error": {"code": code, "message": message, "facts": facts or {}}})
        else:
            click.echo(shown(message), err=True)
