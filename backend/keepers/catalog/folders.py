"""What lies in one folder of a root: a range of the index that paths are unique by."""

from typing import Any, Final

#: A root and a folder in it: b'' is the root itself, else parts joined by '/'.
Folder = tuple[int, bytes]

#: Of a table `f` with root_id and rel_path, rows somewhere under a folder; `within` gives the values. It has
#: both ends, so that SQLite reads that range and no more.
UNDER: Final = "f.root_id = :root AND f.rel_path >= :first AND f.rel_path < :last"
#: The same, of the folder itself.
WITHIN: Final = f"{UNDER} AND instr(substr(f.rel_path, :skip), x'2f') = 0"
# Behind every path: no system has names that begin so.
_END: Final = b"\xff" * 8


def parent(rel_path: bytes) -> bytes:
    """The folder a path lies in."""
    return rel_path.rpartition(b"/")[0]


def within(folder: Folder) -> dict[str, Any]:
    """The values of UNDER and WITHIN; the root's own paths have no folder in front."""
    root_id, path = folder
    first = path + b"/" if path else b""
    # '0' is what comes after '/'.
    last = path + b"0" if path else _END
    return {"root": root_id, "first": first, "last": last, "skip": len(first) + 1}
