"""A verb that has verbs of its own."""

import click


class VerbGroup(click.Group):
    """What can be done within a verb, called verbs as everywhere, in the order they were written."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order a newcomer needs them."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of verbs."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, each.get_short_help_str(80)) for name, each in self.commands.items()])
