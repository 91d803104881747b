"""What goes along with an exported photo, and what it is called there. Pure but for looking at files.

Programs find what belongs together by name, so a group keeps its names, or all of it gets the same number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from keepers.base.errors import FileUnreadable
from keepers.base.files import name_key, numbered_name, safe_name, unreadable
from keepers.catalog.companions import Parts, SideFile
from keepers.catalog.files import FileRow
from keepers.export.originals import Original, find_original

_MOST_NUMBERS = 100_000
_Folder = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """A file that goes along: `name` for people, `wanted` what to call it, `of` the picture it speaks of.

    `role`: raw, live, original, edited, rendered, or the kind of a file beside. `original`: None, with the
    `obstacle`, where it cannot be had now. `hash_hex`: where the library knows it.
    """

    role: str
    name: str
    wanted: str
    of: str | None = None
    original: Original | None = None
    obstacle: FileUnreadable | None = None
    hash_hex: str = ""


def parts_to_export(main: FileRow, parts: Parts) -> list[Part]:
    """What goes along with the photo of which `main` is exported; what is gone for good is left out.

    Of several copies those in the folder of `main` go first, so that what lay together comes together.
    """
    found: list[Part] = []
    taken_from: dict[int, FileRow] = {main.asset_id: main}
    for each in parts.companions:
        rows = [row for row in each.files if row.present]
        if not rows:
            continue
        rows.sort(key=lambda row: (_folder(row) != _folder(main), not row.root_online))
        taken_from[each.asset_id] = rows[0]
        found.append(_companion(each.role, rows))
    for side in _sides(parts.side_files, taken_from):
        found.append(_side(side, taken_from[side.asset_id].path))
    return found


def names_together(
    main: str, parts: Sequence[Part], is_free: Callable[[str], bool], number: int | None = None
) -> list[str]:
    """Names for a photo called `main` and its parts, in their order: all with one number, all of them free.

    `number`: of a photo that has its name already; then the names of the parts alone need to be free, and
    one that is not gets a number of its own.
    """
    if number is not None:
        names = [numbered_name(main, number)]
        for part in parts:
            names.append(_first_free(_called(part, main, number), names, is_free))
        return names
    for candidate in range(1, _MOST_NUMBERS):
        names = [numbered_name(main, candidate), *(_called(part, main, candidate) for part in parts)]
        if len({name_key(name) for name in names}) == len(names) and all(map(is_free, names)):
            return names
        if candidate == 1 and len({name_key(name) for name in names}) != len(names):
            break  # two of them have one name: no number will part them
    return _one_by_one(main, parts, is_free)


def number_of(main: str, given: str) -> int | None:
    """The number with which a photo called `main` was given this name; None where it was called otherwise."""
    return next((each for each in range(1, 1000) if numbered_name(main, each) == given), None)


def _one_by_one(main: str, parts: Sequence[Part], is_free: Callable[[str], bool]) -> list[str]:
    names: list[str] = []
    for wanted in (main, *(part.wanted for part in parts)):
        names.append(_first_free(wanted, names, is_free))
    return names


def _first_free(wanted: str, taken: Sequence[str], is_free: Callable[[str], bool]) -> str:
    keys = {name_key(name) for name in taken}
    numbers = (numbered_name(wanted, each) for each in range(1, _MOST_NUMBERS))
    return next(name for name in numbers if name_key(name) not in keys and is_free(name))


def _called(part: Part, main: str, number: int) -> str:
    """X.jpg.xmp becomes X (2).jpg.xmp, for it goes by the whole name of its picture; X.xmp X (2).xmp."""
    of = safe_name(part.of) if part.of else main
    if part.of and name_key(part.wanted).startswith(name_key(of) + "."):
        return safe_name(numbered_name(of, number) + part.wanted[len(of) :])
    return numbered_name(part.wanted, number)


def _companion(role: str, rows: Sequence[FileRow]) -> Part:
    name, content_hash = rows[0].name, rows[0].content_hash
    hash_hex = content_hash.hex() if content_hash else ""
    try:
        original = find_original(rows)
    except FileUnreadable as error:
        return Part(role, name, safe_name(name), obstacle=error, hash_hex=hash_hex)
    return Part(role, name, safe_name(original.path.name), original=original, hash_hex=hash_hex)


def _sides(sides: Sequence[SideFile], beside: dict[int, FileRow]) -> Iterator[SideFile]:
    """Those in the folder of the picture that is taken; of a name that is not there, one from elsewhere."""
    there = [side for side in sides if side.present and side.asset_id in beside]
    near = [side for side in there if side.folder == _folder(beside[side.asset_id])]
    yield from {name_key(side.name): side for side in (*there[::-1], *near[::-1])}.values()


def _side(side: SideFile, picture: str) -> Part:
    path, of = Path(side.path), Path(picture).name
    wanted = safe_name(path.name)
    if not side.root_online:
        away = f"The folder {side.root_label} is not connected. Connect it and export again."
        return Part(side.kind, side.name, wanted, of, obstacle=FileUnreadable("root_offline", away))
    try:
        size = path.stat().st_size
    except OSError as error:
        return Part(side.kind, side.name, wanted, of, obstacle=unreadable(error, path))
    return Part(side.kind, side.name, wanted, of, Original(path, size, None))


def _folder(row: FileRow) -> _Folder:
    return row.root_id, row.rel_path.rpartition(b"/")[0]
