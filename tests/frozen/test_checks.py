"""What the build refuses to pass on."""

from pathlib import Path
from typing import Any

import pytest

from frozen.tools import addresses, licences


def _part(name: str = "thing", licence: str = "MIT", text: str = "Permission is granted.") -> Any:
    return licences.Part(name, "1.0", licence, text)


def test_a_part_in_order_is_passed_on() -> None:
    assert licences.refusals([_part()], ["libthing.so"]) == []


@pytest.mark.parametrize(
    ("part", "word"),
    [
        (_part(licence=""), "declares no licence"),
        (_part(text=" \n"), "no licence text"),
        (_part(licence="GPL-3.0-or-later"), "names the GPL"),
        (_part(licence="AGPLv3"), "names the GPL"),
        (_part(text="Under the GNU General Public License, version 2"), "names the GPL"),
        (_part(text="libfoo: GPL-2.0"), "names the GPL"),
    ],
)
def test_what_may_not_be_passed_on_is_named(part: Any, word: str) -> None:
    (sentence,) = licences.refusals([part], [])
    assert sentence.startswith("thing")
    assert word in sentence


@pytest.mark.parametrize("text", ["LGPL-2.1-or-later", "GNU Lesser General Public License", "GPL-compatible"])
def test_the_lesser_licence_and_praise_of_compatibility_are_no_reason(text: str) -> None:
    assert licences.refusals([_part(text=text)], []) == []


def test_what_is_allowed_has_a_reason_and_is_known_under_either_spelling() -> None:
    assert all(len(reason) > 8 or reason.startswith("as ") for reason in licences.ALLOWED.values())
    assert licences.refusals([_part("pillow_heif", text="x265: GPL-2.0")], ["libx265-4883ecb5.so.217"]) == []


@pytest.mark.parametrize("file", ["libx264.so.164", "libreadline.so.8", "libpostproc-1.so"])
def test_a_library_under_the_gpl_is_found_by_its_name(file: str) -> None:
    assert licences.refusals([], [file]) == [f"{file} is under the GPL: leave it out."]


def test_a_licence_is_read_where_a_package_says_it() -> None:
    classifiers = ["Programming Language :: Python", "License :: OSI Approved :: BSD License"]
    assert licences.licence_of({"License-Expression": "MIT", "License": "see file"}, []) == "MIT"
    assert licences.licence_of({"License": "Apache 2.0"}, classifiers) == "Apache 2.0"
    assert licences.licence_of({"License": "The whole\ntext"}, classifiers) == "BSD License"
    assert licences.licence_of({}, []) == ""


def test_the_document_lists_every_part_and_brings_its_text() -> None:
    text = licences.document([_part("zebra"), _part("Ant", text="Ants' own.")])
    assert text.index("  Ant 1.0: MIT") < text.index("  zebra 1.0: MIT") < text.index("Ants' own.")


def test_a_file_that_knows_where_to_report_is_named(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "clean.so").write_bytes(b"\x7fELF example.org")
    (tmp_path / "lib" / "empty").write_bytes(b"")
    (tmp_path / "lib" / "uploader.so").write_bytes(b"\x7fELF\0https://mobile.events.data.microsoft.com/v1\0")
    (sentence,) = addresses.found(tmp_path)
    assert "uploader.so knows how to report to events.data.microsoft.com" in sentence
