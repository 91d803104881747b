"""A verb that has verbs of its own."""

import difflib
from collections.abc import Collection

import click


class VerbGroup(click.Group):
    """What can be done within a verb, called verbs as everywhere, in the order they were written."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order a newcomer needs them."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb asked for; suggests the nearest when there is none of that name."""
        if args and not args[0].startswith("-"):
            refuse_unknown(ctx, args[0], list(self.commands))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of verbs."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, each.get_short_help_str(80)) for name, each in self.commands.items()])


def refuse_unknown(ctx: click.Context, verb: str, verbs: Collection[str]) -> None:
    """Raise click.UsageError with the nearest verb, or all there are, when `verb` is none of them."""
    if verb in verbs:
        return
    near = difflib.get_close_matches(verb, verbs, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(verbs)}."
    raise click.UsageError(f'There is no verb "{verb}".{hint}', ctx)
