"""`keepers people review`: one question about people at a time."""

import os
from collections.abc import Callable
from typing import Any, Final

import click

from keepers.catalog.people_questions import Question
from keepers.catalog.person_faces import FaceRow
from keepers.cli.exits import EPILOG, OK
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.people_settled import settled
from keepers.cli.terminal import Terminal
from keepers.cli.words import count, shown
from keepers.library import Library
from keepers.people.acting import Done
from keepers.people.answers import Answered, Verdict

_SHOWN: Final = 10
_VERDICTS: Final[dict[str, Verdict]] = {"y": "yes", "n": "no", "s": "unsure", "f": "not_a_face"}
_KEYS: Final = "y yes, n no, s not sure, f not a face, u take back the last answer, q enough"


@click.command("review", epilog=EPILOG, short_help="Answer questions about who is who, one at a time.")
@click.option("--limit", metavar="N", type=click.IntRange(1, 50), default=_SHOWN, help="At most N questions.")
@everywhere
@pass_terminal
def review(terminal: Terminal, limit: int) -> int:
    """Answer questions about who is who, the most useful first. Without somebody to answer, list them.

    The faces are shown by the paths of their pictures.
    """
    with opened(terminal) as library:
        if terminal.as_json or not terminal.listens:
            return _listed(library, terminal, limit)
        answers = ask(
            library, terminal, limit, lambda: click.prompt(_KEYS, default="", show_default=False, err=True)
        )
        if not answers:
            return OK
        photos = {photo for done in answers for photo in done.changed_assets}
        last = Done(answers[-1].operation, None, tuple(sorted(photos)))
        return settled(library, terminal, {"ok": True, "answers": len(answers)}, last)


def ask(library: Library, terminal: Terminal, limit: int, read: Callable[[], str]) -> list[Done]:
    """Ask up to `limit` questions; `read` gives the answer of a person. What was done and stands."""
    answers: list[Done] = []
    while len(answers) < limit:
        asked = library.people.review(1)
        if not asked.questions:
            terminal.say("There is nothing to ask." if not answers else "That was the last question.")
            break
        question = asked.questions[0]
        terminal.say(f"{_sentence(question)} ({count(asked.left, 'question')} left)")
        for face in (question.face, question.other):
            if face is not None:
                terminal.say(f"  {_shown(library, face)}")
        word = read().strip().lower()[:1]
        if word == "q":
            break
        if word == "u" and answers:
            undone = answers.pop()
            if undone.operation is not None:
                library.people.undo(undone.operation)
            terminal.say("Your last answer was taken back.")
        elif word in _VERDICTS:
            answers.append(library.people.answer(_answered(question), _VERDICTS[word]))
        else:
            terminal.say(
                "There is no answer to take back." if word == "u" else "Please answer with one letter."
            )
    return answers


def _listed(library: Library, terminal: Terminal, limit: int) -> int:
    asked = library.people.review(limit)
    terminal.answer(
        {"ok": True, "left": asked.left, "questions": [_document(library, each) for each in asked.questions]}
    )
    if not asked.questions:
        terminal.say("There is nothing to ask.")
        return OK
    rows = [
        (_sentence(each), " and ".join(str(face.id) for face in (each.face, each.other) if face is not None))
        for each in asked.questions
    ]
    terminal.table(("Question", "Faces"), rows)
    terminal.say(f"{count(asked.left, 'question')} in all. They are asked where somebody can answer.")
    return OK


def _sentence(question: Question) -> str:
    if question.kind == "face":
        return "Is this a face?"
    if question.kind == "is":
        return f"Is this {shown(question.name)}?" if question.name else "Are both the same person?"
    return f"Same person? Both may be {shown(question.name)}." if question.name else "Same person?"


def _answered(question: Question) -> Answered:
    other = question.other.id if question.other is not None else None
    return Answered(question.kind, question.face.id, other, question.person_id)


def _document(library: Library, question: Question) -> dict[str, Any]:
    faces = [face for face in (question.face, question.other) if face is not None]
    return {
        "kind": question.kind,
        "name": question.name,
        "person": question.person_id,
        "faces": [
            {
                "id": face.id,
                "photo": _photo(library, face),
                "box": list(face.box),
                "picture": _crop(library, face),
            }
            for face in faces
        ],
    }


def _shown(library: Library, face: FaceRow) -> str:
    named = f"{face.name}, " if face.name else ""
    picture = _crop(library, face)
    return f"{named}face {face.id} in {_photo(library, face) or 'a photo that is gone'}" + (
        f"\n    {picture}" if picture else ""
    )


def _photo(library: Library, face: FaceRow) -> str | None:
    files = library.assets.files(face.asset_id)
    return shown(os.fspath(files[0].path)) if files else None


def _crop(library: Library, face: FaceRow) -> str | None:
    path = library.crops.of(face.id)
    return str(path) if path is not None and path.is_file() else None
