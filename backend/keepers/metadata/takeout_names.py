"""Which JSON of a Google Takeout belongs to which file, by their names. Pure.

Google cuts names at 46 to 51 characters, moves the number of a copy, writes "supplemental-metadata" or as
much of it as fits, and gives edited copies and the films of live photos no JSON of their own. Learnt from
what the makers of immich-go, GooglePhotosTakeoutHelper and google-photos-exif found out.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ADDED = "supplemental-metadata"
_OLDER = "metadata"
_JSON = ".json"
_NUMBER = re.compile(r"\((\d{1,4})\)$")
# A name shorter than that was not cut.
_LEAST_CUT = 38
_LEAST_CUT_BYTES = 45
_BEGINNING = 10
_PICTURES = {".jpg", ".jpeg", ".heic", ".heif", ".png", ".webp", ".gif", ".avif", ".dng"}
_FILMS = {".mp4", ".mov", ".m4v", ".mp", ".mv", ".3gp"}
_ANY_ENDING = re.compile(r"\.[A-Za-z0-9~]{2,5}")
# What is not allowed in names of files, Google writes as an underscore.
_REPLACED = re.compile(r"[%&?<>:*|\"'/\\]")
#: What edited copies are called in the languages of Google Photos, lower case; effects are not translated.
EDITED = (
    "edited", "effects", "motion", "animation", "smile", "collage", "mix", "pano", "bearbeitet", "modifié",
    "ha editado", "editado", "editada", "modificato", "bewerkt", "edytowane", "redigerad", "redigeret",
    "redigert", "muokattu", "upraveno", "upravené", "szerkesztve", "düzenlendi", "изменено",
    "отредактировано", "відредаговано", "editat", "uređeno", "redagēts", "redaguota", "編集済み",
    "已修改", "已编辑",    "已編輯", "수정됨", "đã chỉnh sửa", "แก้ไขแล้ว", "diedit", "تم تعديله",
)  # fmt: skip


@dataclass(frozen=True)
class Match:
    """The JSON of a file. `rule`: exact, moved_number, title, cut, edited, live, no_ending or cut_copy."""

    json_name: str
    rule: str


@dataclass(frozen=True)
class _Told:
    """What a name says: the file's name, lower case, and the number of the copy."""

    base: str
    number: str = ""


def is_sidecar_name(name: str) -> bool:
    """Whether a file of this name may be the JSON of another."""
    return name.lower().endswith(_JSON)


def begins_alike(json_name: str, media_name: str) -> bool:
    """Whether it is worth looking into a JSON for the name of this file."""
    beginning = _stem(_plain(media_name))[0][:_BEGINNING]
    return is_sidecar_name(json_name) and _plain(json_name).startswith(beginning)


class Sidecars:
    """The JSON files of one folder, ready to be asked. `titles`: what they say inside, where known."""

    def __init__(self, names: Iterable[str], titles: Mapping[str, str] | None = None) -> None:
        self._exact: dict[_Told, str] = {}
        self._titles: dict[str, str] = {}
        for name in sorted(filter(is_sidecar_name, names)):
            for told in _bases(name):
                self._exact.setdefault(told, name)
        for name, title in sorted((titles or {}).items()):
            self._titles.setdefault(_plain(_REPLACED.sub("_", title)), name)

    def of(self, media_name: str) -> Match | None:
        """The JSON of a file, by the rule that says most; None when there is none."""
        whole, split = _plain(media_name), _split(media_name)
        own = self._exact.get(_Told(whole))
        if own is not None:
            return Match(own, "exact")
        if split.number and (moved := self._exact.get(split)) is not None:
            return Match(moved, "moved_number")
        if (titled := self._titles.get(whole)) is not None:
            return Match(titled, "title")
        for rule, found in (
            ("cut", self._cut(split)),
            ("edited", self._edited(split)),
            ("live", self._live(split)),
            ("no_ending", self._exact.get(_Told(_stem(split.base)[0], split.number))),
            ("cut_copy", self._cut(_Told(split.base)) if split.number else None),
        ):
            if found is not None:
                return Match(found, rule)
        return None

    def _cut(self, media: _Told) -> str | None:
        """The JSON whose name was cut off within the file's, the longest of them."""
        for end in range(len(media.base) - 1, 0, -1):
            base = media.base[:end]
            if len(base) < _LEAST_CUT and len(base.encode("utf-8", "surrogatepass")) < _LEAST_CUT_BYTES:
                return None
            found = self._exact.get(_Told(base, media.number))
            if found is not None:
                return found
        return None

    def _edited(self, media: _Told) -> str | None:
        stem, ending = _stem(media.base)
        original, dash, word = stem.rpartition("-")
        cut = len(stem) >= _LEAST_CUT
        if not dash or not any(word == each or (cut and each.startswith(word)) for each in EDITED):
            return None
        whole = _Told(original + ending, media.number)
        return (
            self._exact.get(whole)
            or self._cut(whole)
            or self._other_ending(original, media.number, _PICTURES)
        )

    def _live(self, media: _Told) -> str | None:
        """The film of a live photo shares the JSON of its picture; so does the bare film of a Pixel."""
        stem, ending = _stem(media.base)
        if ending in _FILMS:
            return self._other_ending(stem, media.number, _PICTURES) or self._other_ending(
                media.base, media.number, _PICTURES
            )
        return None

    def _other_ending(self, stem: str, number: str, endings: Iterable[str]) -> str | None:
        return next(
            (found for each in sorted(endings) if (found := self._exact.get(_Told(stem + each, number)))),
            None,
        )


def belongs(json_name: str, media_name: str) -> bool:
    """Whether a JSON of this name is that of a file of that name, were they alone in a folder."""
    return Sidecars([json_name]).of(media_name) is not None


def _bases(json_name: str) -> list[_Told]:
    """What file a JSON may be of: its name without what was added, the likelier first."""
    stem = _plain(json_name)[: -len(_JSON)]
    found = []
    for text in (stem, _without_number(stem)[0]):
        number = "" if text == stem else _without_number(stem)[1]
        before, dot, added = text.rpartition(".")
        if dot and before and (_ADDED.startswith(added) or added == _OLDER):
            found.append(_Told(before, number))
            # The number of a copy may stand before what was added, too.
            inner, moved = _without_number(before)
            if moved and not number:
                found.append(_Told(inner, moved))
        found.append(_Told(text, number))
    return found


def _split(media_name: str) -> _Told:
    """The name and number of 'IMG_1(2).jpg': 'img_1.jpg' and '2'."""
    stem, ending = _stem(_plain(media_name))
    bare, number = _without_number(stem)
    return _Told(bare + ending, number)


def _without_number(text: str) -> tuple[str, str]:
    match = _NUMBER.search(text)
    return (text[: match.start()], match[1]) if match and match.start() else (text, "")


def _stem(name: str) -> tuple[str, str]:
    """Name and ending; only what looks like an ending is one."""
    at = name.rfind(".")
    return (name[:at], name[at:]) if at > 0 and _ANY_ENDING.fullmatch(name[at:]) else (name, "")


def _plain(name: str) -> str:
    """One spelling of a name, however a disk or an archive wrote it."""
    return unicodedata.normalize("NFC", name).lower()
