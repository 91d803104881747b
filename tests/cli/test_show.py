"""`keepers show`: in words and as JSON, with what lies beside a photo, and for wrong arguments."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.running import Ran, draw
from keepers.cli.exits import FAILED, OK, WRONG_USE
from keepers.cli.main import main
from media.films import film, patched

SIDECAR = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/" '
    'xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" xmp:Rating="4"><dc:title>Am See</dc:title>'
    "<mwg-rs:Regions><rdf:Description><mwg-rs:RegionList><rdf:Bag>"
    '<rdf:li rdf:parseType="Resource"><mwg-rs:Name>Ana</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>'
    '<mwg-rs:Area stArea:x="0.5" stArea:y="0.25" stArea:w="0.2" stArea:h="0.3" stArea:unit="normalized"/>'
    "</rdf:li>"
    '<rdf:li rdf:parseType="Resource"><mwg-rs:Name>Rex</mwg-rs:Name><mwg-rs:Type>Pet</mwg-rs:Type>'
    '<mwg-rs:Area stArea:x="0.1" stArea:y="0.1" stArea:w="0.1" stArea:h="0.1" stArea:unit="normalized"/>'
    "</rdf:li>"
    "</rdf:Bag></mwg-rs:RegionList></rdf:Description></mwg-rs:Regions></rdf:Description></rdf:RDF></x:xmpmeta>"
)
GOOGLE = {
    "title": "DSC1.jpg",
    "photoTakenTime": {"timestamp": "1714550400"},
    "people": [{"name": "Bo"}],
    "favorited": True,
    "geoData": {"latitude": 48.8583736, "longitude": 2.291901, "altitude": 82.0},
}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "Album" / "DSC1.jpg"
    draw(path, 1, taken="2024:05:01 10:00:00")
    (path.parent / "DSC1.jpg.xmp").write_text(SIDECAR, encoding="utf-8")
    (path.parent / "DSC1.jpg.supplemental-metadata.json").write_text(json.dumps(GOOGLE), encoding="utf-8")
    (path.parent / "métadonnées.json").write_text('{"title": "Été", "date": {}}', encoding="utf-8")
    return path


def ask(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_everything_in_words(capsys: pytest.CaptureFixture[str], photo: Path) -> None:
    code, out, err = ask(capsys, "show", photo)
    assert (code, err) == (OK, "")
    for words in (
        "2024-05-01 10:00:00", "Likely. The photo says when it was taken", "48.858374, 2.291901", "82 m",
        "40% from the left, 10% from the top, 20% wide, 30% high", "Rex", "not marked in the picture",
        "Am See", "4 of 5", "Été", "jpeg, 480 x 360", "DSC1.jpg.xmp, DSC1.jpg.supplemental-metadata.json",
    ):  # fmt: skip
        assert words in out, words
    assert "nothing else says anything" not in out


def test_sources_on_request(capsys: pytest.CaptureFixture[str], photo: Path) -> None:
    code, out, _ = ask(capsys, "show", "--sources", photo)
    assert code == OK
    said = " ".join(out.split())
    for words in ("exif_original (original)", "takeout: 2024-05-01", "sidecar:mwg-rs", "takeout:people"):
        assert words in said, words
    assert "sidecar:dc:title (nothing else says anything)" in said


def test_all_of_it_as_json(capsys: pytest.CaptureFixture[str], photo: Path) -> None:
    code, out, _ = ask(capsys, "show", "--json", photo)
    answer = json.loads(out)
    (file,) = answer["files"]
    assert (code, answer["ok"]) == (OK, True)
    assert file["taken"]["time"] == "2024-05-01T10:00:00.000+02:00"
    assert (file["taken"]["source"], file["taken"]["confidence"]) == ("exif_original", "likely")
    assert file["said"]["title"] == {"value": "Am See", "source": "sidecar:dc:title", "why": "only"}
    assert [person["name"] for person in file["said"]["people"]] == ["Ana", "Bo"]
    assert file["said"]["people"][0]["box"]["x"] == pytest.approx(0.4)
    assert [region["kind"] for region in file["said"]["regions"]] == ["person", "pet"]
    assert file["said"]["favourite"]["value"] is True
    assert file["takeout"]["taken_ms"] == 1_714_550_400_000
    assert file["sidecar"]["rating"] == 4.0
    assert [each["what"] for each in file["beside"]] == ["xmp sidecar", "takeout json"]
    assert file["left_out"] == []


def test_nought_and_no_are_told_and_nothing_is_not(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    draw(tmp_path / "a.jpg", 1)
    (tmp_path / "a.xmp").write_text(SIDECAR.replace('xmp:Rating="4"', 'xmp:Rating="0"'), encoding="utf-8")
    (tmp_path / "Photo Details.csv").write_text("imgName,favorite,hidden\na.jpg,no,\n")
    _, out, _ = ask(capsys, "show", "--json", tmp_path / "a.jpg")
    (file,) = json.loads(out)["files"]
    assert (file["said"]["rating"]["value"], file["said"]["favourite"]["value"]) == (0, False)
    assert file["icloud"] == {"favourite": False}
    assert "headline" not in file["said"]


def test_what_was_left_out_is_told(capsys: pytest.CaptureFixture[str], photo: Path) -> None:
    photo.with_name("DSC1.jpg.xmp").write_text('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    code, out, _ = ask(capsys, "show", photo)
    assert code == OK
    assert "Sidecar was left out: it defines entities of its own, as attacks do." in out
    _, out, _ = ask(capsys, "show", "--json", photo)
    (left,) = json.loads(out)["files"][0]["left_out"]
    assert (left["part"], left["code"]) == ("sidecar", "entities")


def test_a_sidecar_may_be_asked_itself(capsys: pytest.CaptureFixture[str], photo: Path) -> None:
    code, out, _ = ask(capsys, "show", f"{photo}.xmp")
    assert code == OK
    assert "Am See" in out
    assert "Ana" in out


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ([], "Missing argument 'FILE...'"),
        (["gone.jpg"], "There is no file gone.jpg. Check the path and that its disk is connected."),
        ([""], "An empty name is no file."),
        (["."], ". is a folder. Name the files in it."),
        (["--source", "a"], "--sources"),
    ],
)
def test_wrong_arguments(capsys: pytest.CaptureFixture[str], named: list[str], words: str) -> None:
    code, out, err = ask(capsys, "show", *named)
    assert (code, out) == (WRONG_USE, "")
    assert words in err


@pytest.mark.skipif(sys.platform == "win32", reason="Platform: Windows has no pipes in folders")
def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    capsys: pytest.CaptureFixture[str], photo: Path
) -> None:
    pipe = photo.parent / "pipe.jpg"
    os.mkfifo(pipe)
    code, out, err = ask(capsys, "show", pipe, photo)
    assert code == FAILED
    assert "pipe.jpg: pipe.jpg is not a file that holds anything." in err
    assert "Am See" in out
    code, out, _ = ask(capsys, "show", "--json", pipe, photo)
    answer = json.loads(out)
    assert (code, answer["ok"]) == (FAILED, False)
    assert [file.get("error", {}).get("code") for file in answer["files"]] == ["unsupported", None]


def test_no_library_is_needed_and_none_is_made(
    keepers: Callable[..., Ran], library: Path, photo: Path
) -> None:
    ran = keepers("show", photo)
    assert ran.code == OK
    assert "Am See" in ran.out
    assert not library.exists()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Platform: names there are always text")
def test_names_that_are_no_text(keepers: Callable[..., Ran], photo: Path) -> None:
    strange = photo.parent / os.fsdecode(b"caf\xe9.jpg")
    shutil.copy(photo, strange)
    ran = keepers("show", strange)
    assert (ran.code, "caf?.jpg" in ran.out) == (OK, True)
    assert keepers("show", "--json", strange).document["ok"] is True


def test_a_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str], photo: Path) -> None:
    photo.with_name("DSC1.jpg.xmp").write_text(
        SIDECAR.replace("Am See", "Am&#x85;&#x9b;31mSee"), encoding="utf-8"
    )
    _, out, _ = ask(capsys, "show", photo)
    assert "\x9b" not in out
    assert "Am31mSee" in "".join(out.split())


def test_of_a_film_only_the_head_is_read_and_what_lies_beside_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "VID_20240714_183005.mp4"
    with path.open("wb") as stream:
        stream.write(b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2")
        # More than is ever read of a file: a hole, which takes no room on the disk.
        stream.truncate(600 << 20)
    (tmp_path / "VID_20240714_183005.mp4.xmp").write_text(SIDECAR, encoding="utf-8")
    code, out, _err = ask(capsys, "show", "--json", path)
    [file] = json.loads(out)["files"]
    assert (code, file["format"], file["bytes"]) == (OK, "mp4", 600 << 20)
    assert file["said"]["title"]["value"] == "Am See"
    assert file["taken"]["source"] == "file_name"


def test_a_film_says_how_long_it_is_how_large_and_how_turned(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = patched(film(tmp_path / "a.mp4"), turn=90)
    code, out, _err = ask(capsys, "show", path)
    assert code == OK
    for words in ("2.0 s", "96 x 64", "mp4v", "turned by 90° to the right"):
        assert words in out
    code, out, _err = ask(capsys, "show", path, "--json")
    (said,) = json.loads(out)["files"]
    assert code == OK
    stored = {"duration_ms": 2000, "width": 96, "height": 64, "turn": 90, "codec": "mp4v"}
    assert {name: said["film"][name] for name in stored} == stored
