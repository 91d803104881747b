# ruff: noqa: N818 - these are sentences, read where they are raised: raise Refused("...")
"""Every error a person may meet, each with a stable code.

KeepersError
├── Invalid              invalid             what was asked makes no sense
│   └── NotALibrary      not_a_library       the file is some other program's database
├── Refused              refused             it makes sense and is not allowed
├── NotFound             not_found           no such thing (any more)
├── AlreadyThere         already_there       something of that name is there and is not replaced
├── FileUnreadable       (its own)           one file could not be read: vanished, truncated, ...
├── CopyMismatch         copy_mismatch       what was written is not what was read
├── WriteFailed          write_failed        the system would not let us write a file
├── DiskFull             disk_full           no room left
├── LibraryInUse         library_in_use      another process works on the library
├── LibraryUnreachable   library_unreachable the library's folder can neither be opened nor made
├── LibraryDamaged       library_damaged     the catalogue cannot be read any more
├── LibraryTooNew        library_too_new     a newer Keepers wrote the library
├── MigrationFailed      migration_failed    a schema step could not be applied
├── DatabaseBusy         database_busy       another process held the catalogue too long (retry)
├── DatabaseClosed       database_closed     the library was closed meanwhile
├── WorkersUnavailable   workers_unavailable worker processes cannot be started
├── NetworkRefused       network_refused     the address is not on the list, or the answer is not acceptable
├── NetworkFailed        network_failed      the line or the other side failed (retry)
└── Stopped                                  a job was asked to leave its work at a safe point
    ├── Cancelled        cancelled
    └── Paused           paused
"""


class KeepersError(Exception):
    """Something a person can be told: a stable `code`, a sentence, and facts to fill in or act on."""

    code: str = "unexpected"
    #: Whether a job that met it is tried again after a while.
    retry: bool = False

    def __init__(self, message: str, **facts: object) -> None:
        # Names of files need not be text in any encoding; a sentence must be, to be kept and to be shown.
        self.message = message.encode("utf-8", "replace").decode("utf-8")
        super().__init__(self.message)
        self.facts = facts


class Invalid(KeepersError):
    """What was asked makes no sense."""

    code = "invalid"


class NotALibrary(Invalid):
    """The database file belongs to some other program."""

    code = "not_a_library"


class Refused(KeepersError):
    """What was asked makes sense and is not allowed."""

    code = "refused"


class NotFound(KeepersError):
    """There is no such thing, or there is none any more."""

    code = "not_found"


class AlreadyThere(KeepersError):
    """Something of that name is there already; Keepers does not replace it."""

    code = "already_there"


class FileUnreadable(KeepersError):
    """One file could not be read; `code` says why (vanished, truncated, permission_denied, ...)."""

    def __init__(self, code: str, message: str = "", **facts: object) -> None:
        super().__init__(message or f"The file could not be read ({code}).", **facts)
        self.code = code


class CopyMismatch(KeepersError):
    """The bytes read back from a copy differ from the bytes of the original."""

    code = "copy_mismatch"


class WriteFailed(KeepersError):
    """The system would not let us write a file."""

    code = "write_failed"


class DiskFull(KeepersError):
    """There is no room left on the disk."""

    code = "disk_full"


class LibraryInUse(KeepersError):
    """Another process works on this library."""

    code = "library_in_use"


class LibraryUnreachable(KeepersError):
    """The library's folder can neither be opened nor made."""

    code = "library_unreachable"


class LibraryDamaged(KeepersError):
    """The catalogue's file is no whole database any more: a failing disk, or somebody else wrote in it."""

    code = "library_damaged"


class LibraryTooNew(KeepersError):
    """The library was written by a newer Keepers, in a way this one cannot follow."""

    code = "library_too_new"


class MigrationFailed(KeepersError):
    """A schema step could not be applied; the library is as it was before that step."""

    code = "migration_failed"


class DatabaseBusy(KeepersError):
    """Another process held the catalogue for longer than we wait."""

    code = "database_busy"
    retry = True


class DatabaseClosed(KeepersError):
    """The library was closed while it was still being asked."""

    code = "database_closed"


class WorkersUnavailable(KeepersError):
    """Worker processes cannot be started, or die before they are ready."""

    code = "workers_unavailable"


class NetworkRefused(KeepersError):
    """The address is not on the list of allowed ones, or the answer is not acceptable."""

    code = "network_refused"


class NetworkFailed(KeepersError):
    """The line or the other side failed; another try may do."""

    code = "network_failed"
    retry = True


class Stopped(KeepersError):
    """A job was asked to leave its work at a safe point. Let it pass through, after tidying up."""

    code = "stopped"


class Cancelled(Stopped):
    """The job is not wanted any more."""

    code = "cancelled"


class Paused(Stopped):
    """The job is to go on later from where it is."""

    code = "paused"
