"""Installing models: parts gathered, converted where need be, checked, and put in place in one step."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from keepers.base.errors import Cancelled, DiskFull, KeepersError, Stopped, WriteFailed
from keepers.base.files import require_space
from keepers.base.job_context import Progress
from keepers.models.catalogue import Build, ModelEntry, ModelFile
from keepers.models.convert import CONVERTERS
from keepers.models.errors import ConversionDiffers, ModelUnavailable
from keepers.models.policy import UseContext, refusal
from keepers.models.sources import Sources
from keepers.models.store import Installed, ModelStore, Source, StoredFile, sha256_of

_MADE: Final = ".made"
#: What is wrong with the computer itself; no other source helps.
_ENDS_ALL: Final = (Stopped, DiskFull, WriteFailed)


@dataclass
class Outcome:
    """What became of an installation: ids, and for each task that stays undone why."""

    installed: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    missing: list[tuple[ModelEntry, KeepersError]] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """As the result of a job."""
        return {
            "installed": self.installed,
            "already": self.already,
            "missing": [
                {"id": entry.id, "task": entry.task, "code": error.code, "message": error.message}
                for entry, error in self.missing
            ],
        }


class Installation:
    """One go at installing several models, with its progress in bytes."""

    def __init__(
        self,
        ctx: Progress,
        store: ModelStore,
        sources: Sources,
        use_context: UseContext,
        now_ms: int,
        announce: Callable[[list[str]], None],
    ) -> None:
        self._ctx = ctx
        self._store = store
        self._sources = sources
        self._use_context = use_context
        self._now_ms = now_ms
        self._announce = announce
        self._done = self._total = 0

    def run(self, slots: Sequence[Sequence[ModelEntry]], by_hand: bool = False) -> Outcome:
        """Of each slot install the first model that can be had.

        Raises what stops a job, DiskFull and WriteFailed; other errors are told in the outcome.
        """
        outcome = Outcome()
        self._total = sum(slot[0].builds[0].fetched_bytes for slot in slots)
        self._ctx.progress(done=0, total=self._total)
        for slot in slots:
            planned = slot[0].builds[0].fetched_bytes
            begun = self._done
            try:
                self._slot(slot, outcome, by_hand)
            except Cancelled:
                for entry in slot:
                    self._store.discard_incoming(entry.id)
                raise
            # Another build than the planned one may have been smaller or larger.
            self._total += (self._done - begun) - planned
            self._ctx.progress(done=self._done, total=max(self._total, self._done))
        return outcome

    def _slot(self, slot: Sequence[ModelEntry], outcome: Outcome, by_hand: bool) -> None:
        told: tuple[ModelEntry, KeepersError] | None = None
        for entry in slot:
            if self._is_there(entry):
                outcome.already.append(entry.id)
                return
            begun = self._done
            try:
                self._install(entry, by_hand)
            except _ENDS_ALL:
                raise
            except KeepersError as error:
                self._done = begun
                if told is None or says_more(error, told[1]):
                    told = (entry, error)
            else:
                outcome.installed.append(entry.id)
                self._announce([entry.id])
                return
        if told is not None:
            outcome.missing.append(told)

    def _is_there(self, entry: ModelEntry) -> bool:
        """Whether it is installed to the last byte: installing is also how a damaged one is mended."""
        one = self._store.get(entry.id)
        if one is None:
            return False
        of_list = [tuple(map(_stored, build.files)) for build in entry.builds]
        better = of_list[: of_list.index(one.files)] if one.files in of_list else of_list
        if better and self._sources.only_folders:
            return False
        return one.files in of_list and not self._store.verify(
            entry.id, lambda _count: self._ctx.checkpoint()
        )

    def _install(self, entry: ModelEntry, by_hand: bool) -> None:
        reason = refusal(entry, self._use_context)
        if reason is not None:
            raise ModelUnavailable(reason, id=entry.id)
        self._ctx.progress(note=entry.title)
        told: KeepersError | None = None
        for build in entry.builds:
            begun = self._done
            try:
                self.build(entry, build, by_hand)
            except _ENDS_ALL:
                raise
            except KeepersError as error:
                self._done = begun
                if told is None or says_more(error, told):
                    told = error
            else:
                return
        if told is not None:
            raise told

    def build(self, entry: ModelEntry, build: Build, by_hand: bool, from_file: bool = False) -> None:
        """Install that very build; `from_file`: a person chose a file of it.

        Raises what its sources do, ConversionDiffers, DiskFull, WriteFailed.
        """
        made = build.bytes if build.convert else 0
        require_space(self._store.path, build.fetched_bytes + made)
        incoming = self._store.incoming(entry.id)
        source = self._sources.gather(entry, build, incoming, self._more, self._ctx.checkpoint)
        files = {part.name: incoming / part.name for part in build.parts}
        if build.convert is not None:
            try:
                files = convert(build, files, incoming / _MADE)
            except KeepersError:
                shutil.rmtree(incoming / _MADE, ignore_errors=True)
                raise
        self._place(entry, build, files, "file" if from_file else source, by_hand)

    def _place(
        self, entry: ModelEntry, build: Build, files: dict[str, Path], source: Source, by_hand: bool
    ) -> None:
        listed = tuple(map(_stored, build.files))
        self._store.place(Installed(entry.id, listed, source, self._now_ms, by_hand), files)
        self._store.discard_incoming(entry.id)

    def _more(self, count: int) -> None:
        self._done += count
        self._ctx.progress(done=self._done, total=max(self._total, self._done))
        self._ctx.checkpoint()


def says_more(error: KeepersError, than: KeepersError) -> bool:
    """Whether a person is helped more by `error`: by what went wrong rather than by what a source lacks."""
    lacks = isinstance(error, ModelUnavailable), isinstance(than, ModelUnavailable)
    return lacks == (False, True) or (lacks == (False, False) and error.retry and not than.retry)


def convert(build: Build, parts: dict[str, Path], into: Path) -> dict[str, Path]:
    """Make the files of a build out of its parts, in the folder `into`; checked like what was fetched.

    Raises ConversionDiffers, and Invalid from the converter.
    """
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    CONVERTERS[build.convert or ""](parts, into)
    files = {}
    for file in build.files:
        # Some of a build need no converting: they are parts as they are.
        made = into / file.name if (into / file.name).is_file() else parts.get(file.name)
        if made is None or made.stat().st_size != file.bytes or sha256_of(made) != file.sha256:
            raise ConversionDiffers(
                f"{file.name} came out differently than it should, so it was thrown away. Nothing was "
                "installed. This is a fault of Keepers on this computer: please report it.",
                name=file.name,
            )
        files[file.name] = made
    return files


def _stored(file: ModelFile) -> StoredFile:
    return StoredFile(file.name, file.bytes, file.sha256)
