"""What to do about a file that is due: write it, put its former bytes back, leave it, hear it first. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from keepers.catalog.edit_rule import Edit
from keepers.catalog.write_queue import Former
from keepers.metadata.fields import Field, Value, same


@dataclass(frozen=True)
class Decision:
    """`otherwise`: the file says something that nobody has weighed yet, so nothing is written.

    `write`: what is to be changed in it. `whole`: what a sidecar made anew holds.
    """

    otherwise: bool
    write: dict[Field, Value]
    whole: dict[Field, Value]


def decide(
    wishes: Mapping[Field, Edit],
    said: Mapping[Field, Value],
    heard: Mapping[Field, Value] | None,
    former: Sequence[Former],
) -> Decision:
    """Weigh what shall stand in a file against what it says now.

    `heard`: what it said when it was last heard, None where it never was; `former`: writes of ours that
    stand, newest first. A value that neither of the two explains is somebody else's: it is weighed first.
    """
    whole = {field: edit.value for field, edit in wishes.items()}
    write: dict[Field, Value] = {}
    for field, value in whole.items():
        now = said.get(field)
        if same(field, now, value):
            continue
        known = heard is not None and same(field, now, heard.get(field))
        if not known and not _is_ours(field, now, former):
            return Decision(True, {}, {})
        write[field] = value
    return Decision(heard is None, write, whole)


def way_back(
    wishes: Mapping[Field, Edit], write: Mapping[Field, Value], former: Sequence[Former], there: bytes | None
) -> Sequence[Former]:
    """The writes of one target to take back, newest first, so that all that is wished for stands there again.

    `former`: its writes, newest first; `there`: the hash of the target as it is, None where it is not there.
    Empty where no way back leads to what is wished for.
    """
    before: dict[str, Value] = {}
    at = there
    for count, each in enumerate(former, start=1):
        if each.after_hash != at or (each.before_hash is not None and each.reversal is None):
            break
        before |= {field: written["before"] for field, written in each.fields.items()}
        at = each.before_hash
        if set(write) <= before.keys() and all(
            _is_wished(field, value, wishes, former[:count]) for field, value in before.items()
        ):
            return former[:count]
    return ()


def _is_wished(field: str, value: Value, wishes: Mapping[Field, Edit], taken_back: Sequence[Former]) -> bool:
    for wish in wishes:
        if wish == field:
            return same(wish, value, wishes[wish].value)
    # Nobody wishes anything of it (any more): it must not become another.
    newest = next(each.fields[field]["value"] for each in taken_back if field in each.fields)
    return bool(newest == value)


def _is_ours(field: Field, said: Value, former: Sequence[Former]) -> bool:
    last = next((each.fields[field]["value"] for each in former if field in each.fields), None)
    return any(field in each.fields for each in former) and same(field, said, last)
