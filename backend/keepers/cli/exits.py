"""Exit codes. Scripts may rely on them."""

from typing import Final

from keepers.base.errors import (
    Cancelled,
    DatabaseBusy,
    Invalid,
    KeepersError,
    LibraryDamaged,
    LibraryInUse,
    LibraryTooNew,
    LibraryUnreachable,
    NotALibrary,
)

OK: Final = 0
FAILED: Final = 1
WRONG_USE: Final = 2
INCOMPLETE: Final = 3
LIBRARY: Final = 4
INTERRUPTED: Final = 130


EPILOG: Final = """\b
Exit codes:
  0    done (files that could not be read are listed, and do not change this)
  1    it failed; the last line says why
  2    wrong use: unknown word, missing folder, a number that means nothing
  3    not everything is done: work is paused or was cancelled, files could not be
       written yet, or, with --strict, some files could not be read
  4    the library cannot be opened: written by a newer Keepers, held by another,
       damaged, or where nothing can be written
  130  interrupted with Ctrl-C; what was done is kept, the same command goes on
       (of a change to metadata: keepers metadata sync)
"""


_CANNOT_BE_OPENED: Final = (
    LibraryTooNew,
    LibraryInUse,
    DatabaseBusy,
    LibraryUnreachable,
    LibraryDamaged,
    NotALibrary,
)


def code_for(error: KeepersError) -> int:
    """The exit code for an error."""
    if isinstance(error, _CANNOT_BE_OPENED):
        return LIBRARY
    if isinstance(error, Invalid):
        return WRONG_USE
    if isinstance(error, Cancelled):
        return INCOMPLETE
    return FAILED
