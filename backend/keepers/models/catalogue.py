"""The models there are: a packaged list, read and checked once."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, Literal, get_args
from urllib.parse import urlsplit

from keepers.base.errors import Invalid, NotFound

Task = Literal["face_detection", "face_embedding", "face_mesh", "image_text", "object_detection", "aesthetic"]
#: Who may use a model: anybody; those whose use is private or study; those who study only.
Terms = Literal["any", "non-commercial", "research"]
Registry = Literal["pip", "npm"]

TASKS: Final[tuple[Task, ...]] = get_args(Task)

_ID: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,40}")
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,80}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_REVISION: Final = re.compile(r"/[0-9a-f]{40}/")
#: A hash of real bytes has nearly all the sixteen digits; what somebody typed to fill a place has not.
_FEWEST_DIGITS: Final = 9


@dataclass(frozen=True)
class Package:
    """A file inside a package of a public registry: `member` is its path in the archive."""

    registry: Registry
    name: str
    version: str
    member: str


@dataclass(frozen=True)
class ModelFile:
    """One file, by its content. `url` and `package` are where it comes from, if from there at all."""

    name: str
    bytes: int
    sha256: str
    url: str | None = None
    package: Package | None = None


@dataclass(frozen=True)
class Build:
    """One way to have a model: `files` is what lies in the store at the end.

    `parts` is what has to be fetched: the files themselves, or with `convert` what that converter makes them
    of. `hosts` are further hosts the addresses of its parts may lead to.
    """

    files: tuple[ModelFile, ...]
    parts: tuple[ModelFile, ...]
    convert: str | None = None
    hosts: tuple[str, ...] = ()

    @property
    def bytes(self) -> int:
        """What it takes on the disk."""
        return sum(file.bytes for file in self.files)

    @property
    def fetched_bytes(self) -> int:
        """What has to be fetched for it. A package brings more than the file that is taken from it."""
        return sum(part.bytes for part in self.parts)


@dataclass(frozen=True)
class ModelEntry:
    """One model: what it is for, whose it is, how it is used, and the builds of it, the best first.

    `thresholds` and `preprocessing` are what those who run it go by; the higher `rank` is the better one of
    its task. `needs`: it works only beside one of these. `own`: a person brought it.
    """

    id: str
    task: Task
    title: str
    brings: str
    licence: str
    licence_url: str
    terms: Terms
    rank: int
    builds: tuple[Build, ...]
    dims: int = 0
    sets: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    thresholds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    preprocessing: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    own: bool = False

    @property
    def files(self) -> tuple[ModelFile, ...]:
        """The files of the best build."""
        return self.builds[0].files

    @property
    def bytes(self) -> int:
        """What the best build takes on the disk."""
        return self.builds[0].bytes


class Catalogue:
    """The models there are, by id."""

    def __init__(self, entries: Mapping[str, ModelEntry]) -> None:
        self._entries = dict(entries)

    @classmethod
    def packaged(cls) -> "Catalogue":
        """The one Keepers comes with."""
        return cls.parse((files("keepers.models") / "catalog.toml").read_text(encoding="utf-8"))

    @classmethod
    def parse(cls, text: str) -> "Catalogue":
        """Of its TOML form. Raises Invalid with what is wrong."""
        try:
            entries = [_entry(row) for row in tomllib.loads(text)["model"]]
        except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
            raise Invalid(f"The list of models cannot be read: {error}") from error
        by_id = {entry.id: entry for entry in entries}
        if len(by_id) != len(entries):
            raise Invalid("The list of models names one of them twice.")
        return cls(by_id)

    def __iter__(self) -> Iterator[ModelEntry]:
        return iter(self._entries.values())

    def __contains__(self, model_id: object) -> bool:
        return model_id in self._entries

    def get(self, model_id: str) -> ModelEntry:
        """The model called that. Raises NotFound."""
        try:
            return self._entries[model_id]
        except KeyError:
            raise NotFound(f"There is no model called {model_id[:80]}.", id=model_id[:80]) from None

    def of_size(self, size: int) -> list[tuple[ModelEntry, Build, ModelFile]]:
        """Every part of a build that is `size` bytes long, and every file of one."""
        found = {}
        for entry in self:
            for build in entry.builds:
                for file in (*build.parts, *build.files):
                    if file.bytes == size:
                        found[entry.id, file.sha256] = (entry, build, file)
        return [*found.values()]

    def hosts(self) -> frozenset[str]:
        """Every host a model may be fetched from."""
        found: set[str] = set()
        for entry in self:
            for build in entry.builds:
                urls = [urlsplit(part.url).hostname for part in build.parts if part.url]
                found.update(host for host in urls if host)
                if urls:
                    found.update(build.hosts)
        return frozenset(found)


def looks_made_up(sha256: str) -> bool:
    """Whether it cannot be the hash of anything: not 64 digits, or too few different ones."""
    return not _SHA256.fullmatch(sha256) or len(set(sha256)) < _FEWEST_DIGITS


def _entry(row: dict[str, Any]) -> ModelEntry:
    row = dict(row)
    builds = tuple(_build(each) for each in row.pop("build"))
    for name in ("sets", "needs"):
        row[name] = tuple(row.get(name, ()))
    for name in ("thresholds", "preprocessing"):
        row[name] = MappingProxyType(row.get(name, {}))
    entry = ModelEntry(builds=builds, **row)
    if not _ID.fullmatch(entry.id) or entry.task not in TASKS or entry.terms not in get_args(Terms):
        raise ValueError(f"{entry.id}: its id, task or terms")
    if not builds or not entry.licence or not entry.licence_url.startswith("https://") or not entry.brings:
        raise ValueError(f"{entry.id}: a build, a licence and what it brings have to be told")
    return entry


def _build(row: dict[str, Any]) -> Build:
    made = tuple(_file(each) for each in row["files"])
    convert = row.get("convert")
    parts = tuple(_file(each) for each in row["parts"]) if convert else made
    if (convert is None) != ("parts" not in row):
        raise ValueError("what is converted has parts, and nothing else has")
    if not made or len({file.name for file in made}) != len(made):
        raise ValueError("a build is of files with names of their own")
    return Build(made, parts, convert, tuple(row.get("hosts", ())))


def _file(row: dict[str, Any]) -> ModelFile:
    row = dict(row)
    package = row.pop("package", None)
    file = ModelFile(**row, package=None if package is None else Package(**package))
    if not _NAME.fullmatch(file.name) or file.bytes <= 0 or looks_made_up(file.sha256):
        raise ValueError(f"{file.name}: its name, size or hash")
    if file.url is not None and not (file.url.startswith("https://") and _REVISION.search(file.url)):
        raise ValueError(f"{file.name}: an address names a revision")
    return file
