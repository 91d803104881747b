"""`keepers models`: what helps Keepers see, and whether to have it."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from keepers.cli.exits import EPILOG, FAILED, OK
from keepers.cli.model_installing import agreed, followed, installed, show_cost
from keepers.cli.model_words import TASKS, offered, task_of
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.terminal import Terminal
from keepers.cli.verb_group import VerbGroup
from keepers.cli.words import count, size
from keepers.models.orders import STARTER
from keepers.models.own import OwnModel
from keepers.models.policy import USE_CONTEXTS
from keepers.models.providers import RUNTIME_NAMES

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_yes = click.option("--yes", is_flag=True, help="Do not ask first.")


@click.group(
    "models", cls=VerbGroup, invoke_without_command=True, epilog=EPILOG, subcommand_metavar="[VERB] ..."
)
@everywhere
@pass_terminal
@click.pass_context
def command(context: click.Context, terminal: Terminal) -> int:
    """See, install and choose models: what finds faces and pets, and tells people apart.

    Keepers works without any. They run on this computer only.
    """
    return OK if context.invoked_subcommand is not None else _listed(terminal)


@command.command("list", epilog=EPILOG)
@everywhere
@pass_terminal
def list_models(terminal: Terminal) -> int:
    """Every model: what it brings, its size and licence, and whether it is in use."""
    return _listed(terminal)


@command.command("install", epilog=EPILOG, short_help="Install the starter models, or models by name.")
@click.argument("ids", metavar="starter | MODEL...", nargs=-1, required=True)
@click.option("--from", "folder", metavar="DIR", type=_FOLDER, help="Take the files from this folder only.")
@_yes
@everywhere
@pass_terminal
def install(terminal: Terminal, ids: tuple[str, ...], folder: Path | None, yes: bool) -> int:
    """Install the starter models, or models by name; size and licence are shown, and you are asked first.

    What was broken off goes on from there. A model that is damaged is mended.
    """
    with opened(terminal) as library:
        models = library.models
        starter = ids == (STARTER,)
        wanted = models.starter.plan(folder) if starter else tuple(dict.fromkeys(ids))
        states = {state.id: state for state in models.state()}
        chosen = [states[models.catalogue.get(each).id] for each in wanted]
        show_cost(terminal, library, chosen, folder)
        if chosen and not agreed(terminal, yes, "Install?"):
            return OK
        job = models.install(STARTER if starter else wanted, from_dir=folder)
        return followed(library, terminal, job, lambda result: installed(terminal, library, result, starter))


@command.command("decline", epilog=EPILOG)
@everywhere
@pass_terminal
def decline(terminal: Terminal) -> int:
    """Say no to the starter models: they are not fetched, and not offered again. What is there stays."""
    with opened(terminal) as library:
        library.models.starter.decide("declined")
        terminal.answer({"ok": True, "starter": "declined"})
        terminal.say("They will not be fetched. Have them after all with: keepers models install starter")
        return OK


@command.command("remove", epilog=EPILOG)
@click.argument("model", metavar="MODEL")
@click.option("--purge", is_flag=True, help="Also delete what it made of your photos.")
@_yes
@everywhere
@pass_terminal
def remove(terminal: Terminal, model: str, purge: bool, yes: bool) -> int:
    """Take a model away. What it made of photos stays unless you say --purge; names always stay."""
    with opened(terminal) as library:
        # One that is not whole any more has no title of its own.
        title = next((each.title for each in library.models.state() if each.id == model), model)
        if not agreed(terminal, yes or not purge, f"Remove {title} and what it made of your photos?"):
            return OK
        forgotten = library.remove_model(model, purge=purge)
        terminal.answer({"ok": True, "removed": model, "forgotten": forgotten})
        terminal.say(
            f"{title} is removed." + (f" {count(forgotten, 'thing')} it had found deleted." if purge else "")
        )
        return OK


@command.command("verify", epilog=EPILOG)
@click.argument("ids", metavar="[MODEL]...", nargs=-1)
@everywhere
@pass_terminal
def verify(terminal: Terminal, ids: tuple[str, ...]) -> int:
    """Compare what is installed with what it should be, byte by byte."""
    with opened(terminal) as library:

        def tell(result: dict[str, Any]) -> int:
            damaged = result["damaged"]
            terminal.answer({"ok": not damaged, **result})
            for each in damaged:
                files = ", ".join(each["files"]) or "its record"
                mend = "install" if each["id"] in library.models.catalogue else "remove"
                terminal.say(
                    f"{each['id']} is damaged ({files}), so it is not used. "
                    + (
                        "Mend it: "
                        if mend == "install"
                        else "It was yours: remove it and add its file again. "
                    )
                    + f"keepers models {mend} {each['id']}"
                )
            if not damaged:
                terminal.say(f"{count(result['checked'], 'model')} checked, all as they should be.")
            return FAILED if damaged else OK

        return followed(library, terminal, library.models.verify(ids or None), tell)


@command.command("use", epilog=EPILOG, short_help="Choose which model does a task.")
@click.argument("task", metavar="TASK")
@click.argument("model", metavar="MODEL | best")
@everywhere
@pass_terminal
def use(terminal: Terminal, task: str, model: str) -> int:
    """Choose which model does a task: faces, people, mesh, search, objects or aesthetic."""
    with opened(terminal) as library:
        name = task_of(task)
        library.models.use(name, None if model == "best" else model)
        active = library.models.active(name)
        terminal.answer({"ok": True, "task": name, "active": None if active is None else active.id})
        terminal.say(
            f"{TASKS[name]}: {active.entry.title}." if active is not None else f"{TASKS[name]}: no model."
        )
        return OK


@command.command("use-for", epilog=EPILOG, short_help="Say what you use Keepers for.")
@click.argument("use_context", metavar="personal | research | commercial", type=click.Choice(USE_CONTEXTS))
@everywhere
@pass_terminal
def use_for(terminal: Terminal, use_context: str) -> int:
    """Say what you use Keepers for: models whose licence does not allow that are not used."""
    with opened(terminal) as library:
        library.models.set_use_context(use_context)
        terminal.answer({"ok": True, "use_context": use_context})
        terminal.say(f"Only models that may be used for that are used: {use_context}.")
        return OK


@command.command("compute-with", epilog=EPILOG, short_help="Have models computed by another processor.")
@click.argument("provider", metavar=" | ".join(RUNTIME_NAMES), type=click.Choice([*RUNTIME_NAMES]))
@everywhere
@pass_terminal
def compute_with(terminal: Terminal, provider: str) -> int:
    """Have models computed by another processor, once each gave the same answers as the CPU there."""
    with opened(terminal) as library:
        job = library.models.providers.choose(provider)

        def tell(result: dict[str, Any]) -> int:
            terminal.answer({"ok": not result["different"], "provider": provider, **result})
            for model_id in result["different"]:
                terminal.say(f"{model_id}: not the same as on the CPU, so the CPU is used for it.")
            terminal.say(f"{count(len(result['same']), 'model')} compared and the same.")
            return OK

        if job is None:
            terminal.answer({"ok": True, "provider": provider})
            terminal.say("The CPU is used.")
            return OK
        return followed(library, terminal, job, tell)


@command.command("import-file", epilog=EPILOG, short_help="Install a model from a file at hand.")
@click.argument("file", metavar="FILE", type=_FILE)
@click.option("--like", metavar="MODEL", help="Your own ONNX: used the way this model is.")
@click.option("--title", metavar="TITLE", help="What your own model is called.")
@click.option("--licence", metavar="TEXT", default="", help="The licence of your own model, for the record.")
@everywhere
@pass_terminal
def import_file(terminal: Terminal, file: Path, like: str | None, title: str | None, licence: str) -> int:
    """Install a model from a file at hand: known by its content, or with --like a model of your own."""
    own = None if like is None else OwnModel(title or file.stem, like, licence)
    with opened(terminal) as library:

        def tell(result: dict[str, Any]) -> int:
            terminal.answer({"ok": True, **result})
            for model_id in result["installed"]:
                terminal.say(f"{library.models.entry(model_id).title} is installed ({model_id}).")
            for each in result["waiting_for"]:
                terminal.say(f"Kept for {each['id']}; still missing: {', '.join(each['files'])}.")
            return OK

        return followed(library, terminal, library.models.import_file(file, own), tell)


def _listed(terminal: Terminal) -> int:
    with opened(terminal) as library:
        models = library.models
        states, starter = models.state(), models.starter.state()
        terminal.answer(
            {
                "ok": True,
                "use_context": models.use_context,
                "starter": asdict(starter),
                "models": [asdict(state) for state in states],
            }
        )
        rows = [
            (
                state.id,
                TASKS[state.task],
                "in use" if state.active else "installed" if state.installed else "",
                size(state.bytes),
                state.licence,
                " ".join(filter(None, (state.brings, state.reason))),
            )
            for state in states
        ]
        terminal.table(("Model", "For", "", "Size", "Licence", "Brings"), rows, right=(3,))
        if not starter.complete and starter.answer != "declined":
            there = any(state.installed for state in states)
            rest = ", ".join(TASKS[state.task] for state in states if there and state.id in starter.ids)
            terminal.say(offered(starter, rest))
        return OK
