"""Whose work is in the frozen folder: writes THIRD-PARTY-LICENSES.txt, refuses what may not be passed on.

    python licences.py PARTS FOLDER [PAGES]

PARTS is what the spec wrote down (JSON: kind -> [[target, source], ...]), FOLDER the frozen folder, PAGES
the packages the pages are built with (JSON: [{name, version, licence, text}]). Ends with 1 and a sentence if
a part has no known licence or text, or is GPL or AGPL and not among ALLOWED.
"""

import json
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
CHECKOUT: Final = HERE.parents[1]
PLACES: Final = CHECKOUT / "backend" / "keepers" / "geography" / "data"

# What mentions the GPL and is passed on all the same, and why that is right. NOTICE.md says it to people.
ALLOWED: Final = {
    "pyinstaller": "its start program carries an exception for whatever it starts",
    "python": "its licence tells of the GPL where it tells its history",
    "typing-extensions": "as Python",
    "numpy": "the GCC runtime in its wheel carries the GCC Runtime Library Exception",
    "opencv-python-headless": "the GCC runtime as in numpy; its FFmpeg is the LGPL one, without x264",
    "pillow": "FreeType and Harfbuzz offer the GPL beside a licence of their own, which is the one taken",
    "rawpy": "the GCC runtime as in numpy; LibRaw offers the LGPL and the CDDL",
    "pillow-heif": "x265 (GPL-2.0) comes with the HEIC reader; builds that must not carry it use pi-heif",
    "libgcc-s": "the GCC Runtime Library Exception",
    "libstdc++": "the GCC Runtime Library Exception",
    "liblzma": "0BSD; its notice quotes the GPL for tools not passed on",
    "libuuid": "BSD-3-Clause; its notice quotes the GPL for tools not passed on",
    "libbz2": "its own licence; the notice quotes the GPL for the packaging",
    "libcrypto": "Apache-2.0; its notice quotes the GPL for files of the source that are not in it",
    "libssl": "as libcrypto",
    "libsqlite3": "public domain; its notice quotes the GPL for the packaging",
    "libz": "Zlib; its notice quotes the GPL for examples and the packaging",
    "libffi": "MIT; its notice quotes the GPL for files of its tests",
    "iso-codes": "the LGPL's text names the GPL; names of regions lie in a file of their own, regions.zip",
    "onnxruntime": "its notice lists projects of which only parts under other licences are in it",
}
# Libraries under the GPL by name, whatever a notice says of them.
GPL_LIBRARIES: Final = re.compile(
    r"lib(x264|x265|xvidcore|postproc|readline|gdbm|history|fftw3|vidstab|rubberband)\b"
)
ALLOWED_LIBRARIES: Final = {"libx265": "see pillow-heif"}

# Packages whose record has the text of the licence where its name belongs.
UNNAMED: Final = {"exifread": "BSD-3-Clause"}

# Of the system's own: what each is, by the beginning of its file name.
SYSTEM: Final = {
    "libbz2": "bzip2-1.0.6",
    "libcrypto": "Apache-2.0 (OpenSSL)",
    "libssl": "Apache-2.0 (OpenSSL)",
    "libexpat": "MIT",
    "libffi": "MIT",
    "libgcc_s": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libstdc++": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "liblzma": "0BSD",
    "libsqlite3": "public domain (blessing)",
    "libuuid": "BSD-3-Clause",
    "libz": "Zlib",
}
_TEXTS: Final = re.compile(
    r"(^|/)(LICEN[CS]E|COPYING|NOTICE|COPYRIGHT|ThirdPartyNotices|AUTHORS)[^/]*$", re.IGNORECASE
)
_GPL: Final = re.compile(
    r"(?<![a-z])a?gpl(?=v?\d|[^a-z]|$)(?!.(in)?compatible)|gnu (affero )?general public license",
    re.IGNORECASE,
)


class Refusal(Exception):  # noqa: N818 - a sentence
    """Something in the folder may not be passed on like this."""


@dataclass(frozen=True)
class Part:
    """Somebody's work: its name, version, licence (SPDX where known) and the whole text of it."""

    name: str
    version: str
    licence: str
    text: str


def licence_of(metadata: Mapping[str, str], classifiers: Iterable[str]) -> str:
    """The licence a package declares: as an expression, in a line, or by its classifiers; "" if not."""
    for key in ("License-Expression", "License"):
        value = (metadata.get(key) or "").strip()
        if value and "\n" not in value:
            return value
    named = [line.rpartition("::")[2].strip() for line in classifiers if line.startswith("License ::")]
    return ", ".join(named)


def mentions_gpl(part: Part) -> bool:
    """Whether the GPL or AGPL (not the LGPL alone) is named in a part's licence or text."""
    return bool(_GPL.search(part.licence) or _GPL.search(part.text))


def refusals(parts: Iterable[Part], files: Iterable[str]) -> list[str]:
    """One sentence for each thing that may not be passed on."""
    found = []
    for part in parts:
        if not part.licence:
            found.append(f"{part.name} declares no licence.")
        if not part.text.strip():
            found.append(f"{part.name} brings no licence text: put it into packaging/sidecar/licences.")
        if mentions_gpl(part) and part.name.lower().replace("_", "-") not in ALLOWED:
            found.append(f"{part.name} names the GPL: leave it out, or say in licences.py why it may stay.")
    for file in files:
        match = GPL_LIBRARIES.match(file)
        if match and match[0] not in ALLOWED_LIBRARIES:
            found.append(f"{file} is under the GPL: leave it out.")
    return found


def document(parts: Iterable[Part]) -> str:
    """What THIRD-PARTY-LICENSES.txt says."""
    ordered = sorted(parts, key=lambda part: part.name.lower())
    line = "=" * 79
    head = [
        "Keepers stands on the work of others. These parts are in this program, under their own terms.",
        "",
    ]
    table = [f"  {part.name} {part.version}: {part.licence}" for part in ordered]
    texts = [
        f"\n{line}\n{part.name} {part.version}\n{part.licence}\n{line}\n\n{part.text}" for part in ordered
    ]
    return "\n".join([*head, *table, *texts]) + "\n"


def _of_package(package: Distribution) -> Part:
    name = package.metadata["Name"]
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in (Path(str(package.locate_file(file))) for file in package.files or ())
        if _TEXTS.search(path.as_posix()) and path.suffix not in {".py", ".pyc", ".so"} and path.is_file()
    ]
    licence = licence_of(dict(package.metadata.items()), package.metadata.get_all("Classifier") or ())
    licence = licence or UNNAMED.get(name.lower(), "")
    if not texts and "apache" in licence.lower():
        texts = [(HERE / "licences" / "Apache-2.0.txt").read_text(encoding="utf-8")]
    return Part(name, package.version, licence, "\n\n".join(texts))


def _of_places() -> Iterable[Part]:
    """Whose the names of places are: what the files themselves say of the packages they were made from."""
    found: dict[str, Part] = {}
    for path in sorted(PLACES.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read("about.json"))
        for source in about["sources"]:
            name, _, address = source["data"].partition(", ")
            terms = HERE / "licences" / f"{source['licence'].removesuffix('-or-later')}.txt"
            said = f"{address}\n{about['changed']}\n\n{terms.read_text(encoding='utf-8')}"
            known = found.get(name)
            way = f"{known.version}, {source['package']}" if known else f"by way of {source['package']}"
            found[name] = Part(name, way, source["licence"], said)
    return found.values()


def _of_system(path: Path) -> Part:
    name = path.name.split(".")[0].split("-")[0]
    return Part(name, "of the system", SYSTEM.get(name, ""), _system_text(path))


def _system_text(path: Path) -> str:
    """The notice Debian keeps of a library; "" elsewhere."""
    real = path.resolve()
    # /lib and /usr/lib are one folder on newer systems; the list of files knows either.
    places = [real, Path(str(real).removeprefix("/usr")), Path("/usr") / real.relative_to("/")]
    for place in dict.fromkeys(places):
        try:
            found = subprocess.run(["dpkg-query", "-S", place], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            return ""
        package = found.stdout.partition(":")[0]
        notice = Path("/usr/share/doc", package, "copyright")
        if package and notice.is_file():
            return notice.read_text(encoding="utf-8", errors="replace")
    return ""


def _python() -> Part:
    for folder in (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)):
        if (folder / "LICENSE.txt").is_file():
            text = (folder / "LICENSE.txt").read_text(encoding="utf-8")
            return Part("Python", sysconfig.get_python_version(), "PSF-2.0", text)
    raise Refusal(f"The Python at {sys.base_prefix} brings no LICENSE.txt.")


def gathered(sources: Iterable[Path]) -> list[Part]:
    """The parts that files were taken from, with Python and the start program; Keepers' own are left out."""
    owners = {
        Path(str(package.locate_file(file))).resolve(): package
        for package in distributions()
        for file in package.files or ()
    }
    packages: dict[str, Distribution] = {"pyinstaller": distribution("pyinstaller")}
    system: dict[str, Part] = {}
    for source in sources:
        real = source.resolve()
        if real in owners:
            packages[owners[real].metadata["Name"].lower()] = owners[real]
        elif real.is_relative_to(Path(sys.prefix).resolve()):
            raise Refusal(f"{real} belongs to no installed package.")
        elif not (real.is_relative_to(Path(sys.base_prefix).resolve()) or real.is_relative_to(CHECKOUT)):
            part = _of_system(source)
            system[part.name] = part
    packages.pop("keepers", None)
    return [_python(), *_of_places(), *map(_of_package, packages.values()), *system.values()]


def main() -> int:
    """Gather, check, write."""
    written, folder = Path(sys.argv[1]), Path(sys.argv[2])
    entries = [entry for kind in json.loads(written.read_text(encoding="utf-8")).values() for entry in kind]
    parts = gathered(Path(source) for _, source in entries)
    for pages in sys.argv[3:]:
        parts += [Part(**part) for part in json.loads(Path(pages).read_text(encoding="utf-8"))]
    wrong = refusals(parts, [file.name for file in folder.rglob("*") if file.is_file()])
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    (folder / "THIRD-PARTY-LICENSES.txt").write_text(document(parts), encoding="utf-8")
    print(f"{len(parts)} parts by others")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refusal as refusal:
        sys.exit(str(refusal))
