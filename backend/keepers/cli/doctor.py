"""`keepers doctor`: is everything in order here?"""

from dataclasses import asdict

import click

from keepers.cli.checkup import examine
from keepers.cli.exits import EPILOG, FAILED, OK
from keepers.cli.finding import Finding
from keepers.cli.opening import library_path
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.terminal import Terminal

_MARKS = {"ok": "ok", "note": "note", "bad": "BAD"}


@click.command("doctor", epilog=EPILOG)
@everywhere
@pass_terminal
def command(terminal: Terminal) -> int:
    """Check this computer, the library and its folders; say what is wrong and what helps.

    Exits with 1 when something is bad.
    """
    findings: list[Finding] = []
    for finding in examine(library_path(terminal)):
        findings.append(finding)
        terminal.say(f"{_MARKS[finding.state]:<5} {finding.name}: {finding.detail}")
        if finding.help:
            terminal.say(f"      {finding.help}")
    bad = sum(finding.state == "bad" for finding in findings)
    terminal.answer({"ok": not bad, "findings": [asdict(finding) for finding in findings]})
    terminal.say("All is well." if not bad else f"{bad} of these need attention.")
    return FAILED if bad else OK
