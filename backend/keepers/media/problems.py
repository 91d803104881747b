"""Why a file could not be read, in words for people. The codes are stable; the UI has its own words."""

from keepers.base.errors import FileUnreadable

_SENTENCES = {
    "empty_file": "The file is empty: it holds no bytes at all. Look for another copy of it.",
    "not_a_picture": "The name says picture or film, but the content is something else. Nothing was changed.",
    "truncated": "The file ends too early: part of the picture is missing. Look for a whole copy of it.",
    "broken": "The content is damaged and cannot be shown. Look for another copy of it.",
    "too_large": "The picture would unpack to more than Keepers opens safely, so it was left alone.",
    "unsupported": "Keepers cannot read this kind of file yet. It stays where it is, untouched.",
    "vanished": "The file was gone when Keepers came to read it. It is looked for again at the next scan.",
    "permission_denied": "Keepers is not allowed to read the file. Check its permissions, then try again.",
    "changed_while_reading": "The file was changing while it was read. It is read again at the next scan.",
    "read_failed": "The disk could not deliver the file. Check the drive and its cable, then try again.",
    "file_timeout": "Reading the file took too long and was stopped. The rest went on without it.",
    "worker_crashed": "Reading the file made the reader fail. The rest went on without it.",
}

#: Every code that `sentence` knows.
CODES = frozenset(_SENTENCES)


def sentence(code: str) -> str:
    """What happened and what to do, for a problem code; a plain sentence for a code not known here."""
    return _SENTENCES.get(code, "The file could not be read.")


def problem(code: str, **facts: object) -> FileUnreadable:
    """The error to raise for a file, with its sentence."""
    return FileUnreadable(code, sentence(code), **facts)
