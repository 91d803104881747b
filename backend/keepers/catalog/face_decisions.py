"""What is decided of faces, as steps of an act: who each is, who it is not, what goes with what."""

from collections.abc import Iterable
from typing import Final, Literal

from keepers.catalog.people_act import Act, Row
from keepers.catalog.person_names import folded
from keepers.metadata.regions import Box

Source = Literal["person", "name", "file"]
Pair = Literal["same", "different", "unsure", "allow"]

#: A face `f` that counts: nobody said that it is none, and it is found still or was decided to be somebody's.
COUNTS: Final = (
    "f.verdict IS NOT 'not_face' AND (f.gone = 0"
    " OR EXISTS (SELECT 1 FROM face_decisions d WHERE d.face_id = f.id AND d.verdict = 'is'))"
)


def grouped_with(act: Act, person_id: int) -> list[int]:
    """The faces taken for this person now, by id."""
    rows = act.connection.execute(
        "SELECT face_id FROM face_people WHERE person_id = ? ORDER BY face_id", (person_id,)
    )
    return [row["face_id"] for row in rows]


def person_of(act: Act, face_id: int) -> int | None:
    """Who a face is taken for now."""
    row = act.row("face_people", face_id)
    return None if row is None else int(row["person_id"])


def decided_person(act: Act, face_id: int) -> int | None:
    """Who a face was decided to be."""
    row = act.connection.execute(
        "SELECT person_id FROM face_decisions WHERE face_id = ? AND verdict = 'is'", (face_id,)
    ).fetchone()
    return None if row is None else int(row["person_id"])


def decisions_about(act: Act, person_id: int) -> list[Row]:
    """Every decision about a person, by face."""
    rows = act.connection.execute(
        "SELECT * FROM face_decisions WHERE person_id = ? ORDER BY face_id", (person_id,)
    )
    return [dict(row) for row in rows]


def decide(act: Act, face_id: int, person_id: int, source: Source) -> None:
    """A face is this person's, whoever it was decided to be before."""
    free(act, face_id, but=person_id)
    _say(act, face_id, person_id, "is", source)
    place(act, face_id, person_id)


def deny(act: Act, face_id: int, person_id: int, source: Source) -> None:
    """A face is not this person's."""
    _say(act, face_id, person_id, "is_not", source)
    if person_of(act, face_id) == person_id:
        place(act, face_id, None)
    face = act.face(face_id)
    person = act.row("persons", person_id)
    if person is not None and person["folded"]:
        act.denied.append((face["asset_id"], person["folded"], Box(*(face[side] for side in "xywh"))))


def _say(act: Act, face_id: int, person_id: int, verdict: Literal["is", "is_not"], source: Source) -> None:
    """Note a decision; saying the same again changes nothing."""
    known = act.row("face_decisions", face_id, person_id)
    if known is not None and (known["verdict"], known["source"]) == (verdict, source):
        return
    row = {"face_id": face_id, "person_id": person_id, "verdict": verdict, "source": source}
    act.put("face_decisions", (face_id, person_id), {**row, "decided_at": act.now})


def free(act: Act, face_id: int, but: int | None = None) -> None:
    """Forget who a face was decided to be, unless it is `but`."""
    known = decided_person(act, face_id)
    if known is not None and known != but:
        act.put("face_decisions", (face_id, known), None)


def place(
    act: Act, face_id: int, person_id: int | None, how: Literal["decided", "grouped"] = "decided"
) -> None:
    """Take a face for this person from now on (None: for nobody, until faces are grouped again)."""
    row = None
    if person_id is not None:
        row = {"face_id": face_id, "person_id": person_id, "how": how, "likeness": None}
    act.put("face_people", (face_id,), row)


def settle(act: Act, person_id: int, but: Iterable[int] = ()) -> None:
    """Decide that the faces taken for this person are theirs, where nothing else was decided of them."""
    left_out = set(but)
    for face_id in grouped_with(act, person_id):
        if face_id not in left_out and decided_person(act, face_id) is None:
            decide(act, face_id, person_id, "name")
    act.change("persons", (person_id,), decided=1)


def anchor(act: Act, person_id: int, but: Iterable[int] = ()) -> None:
    """Have a person stay, whatever is grouped: by what is decided of their faces, else by all they have now.

    Of somebody known already, faces that merely look like them stay what they are: not decided.
    """
    left_out = set(but)
    known = {each["face_id"] for each in decisions_about(act, person_id) if each["verdict"] == "is"}
    settle(act, person_id, grouped_with(act, person_id) if known - left_out else left_out)


def pair(act: Act, one: int, other: int, verdict: Pair) -> None:
    """Note what was said of two faces."""
    face_a, face_b = sorted((one, other))
    act.put(
        "face_pairs",
        (face_a, face_b),
        {"face_a": face_a, "face_b": face_b, "verdict": verdict, "decided_at": act.now},
    )


def judge(act: Act, face_id: int, verdict: Literal["face", "not_face", "unsure"]) -> None:
    """Note whether a face is one, or that somebody could not tell. One that is none is nobody's."""
    if verdict == "not_face":
        free(act, face_id)
        place(act, face_id, None)
    act.change("faces", (face_id,), verdict=verdict)
    if verdict == "face" and act.face(face_id)["source"] != "found":
        # A box that a person took away is there again; what a model finds no more stays gone.
        act.change("faces", (face_id,), gone=0)


def new_person(act: Act, kind: str, name: str, decided: int = 1) -> int:
    """A person made now; the id. `decided` 0: because a file names them, and for as long as one does."""
    return act.insert(
        "persons",
        {"kind": kind, "name": name, "folded": folded(name), "decided": decided, "made_at": act.now},
    )


def person_called(act: Act, name: str, kind: str) -> Row | None:
    """Who of a kind is called so: a dog may have the name of a person."""
    row = act.connection.execute(
        "SELECT * FROM persons WHERE folded = ? AND kind = ? AND folded <> ''", (folded(name), kind)
    ).fetchone()
    return dict(row) if row is not None and name else None


def likeliest(act: Act, person_id: int) -> int | None:
    """The face that stands best for a person: decided ones first, then the clearest."""
    row = act.connection.execute(
        f"""
        SELECT g.face_id FROM face_people g JOIN faces f ON f.id = g.face_id
        WHERE g.person_id = ? AND {COUNTS}
        ORDER BY g.how = 'decided' DESC, coalesce(f.quality, 0) DESC, f.id LIMIT 1
        """,  # noqa: S608 - a constant
        (person_id,),
    ).fetchone()
    return None if row is None else int(row["face_id"])
