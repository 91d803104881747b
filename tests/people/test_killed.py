"""A process killed in the middle of naming, or of grouping: what was said to be done is done, all of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from keepers.library import Library
from people.conftest import Family, shelve

# Names somebody again and again, telling each name once it stands, and is killed by itself within one act or
# one grouping, with no chance to tidy up.
CHILD = """
import os, signal, sys
from pathlib import Path
from keepers.base.job_context import JobContext
from keepers.base.job_leases import JobLeases
from keepers.catalog import grouped_faces, people_operations
from keepers.library import Library

folder, face, where = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]

def dying(rows):
    def stopped(*given):
        rows(*given)
        os.kill(os.getpid(), signal.SIGKILL)
    return stopped

with Library.open(folder, workers=1) as library:
    person = library.people.alike(face, 1)[0].face.person_id
    for number in range(5):
        library.people.name(person, f"Name {number}")
        print(f"Name {number}", flush=True)
    if where == "act":
        people_operations.record = dying(people_operations.record)
        library.people.name(person, "Half")
    else:
        grouped_faces.write_questions = dying(grouped_faces.write_questions)
        leases = JobLeases(library.jobs, "child")
        library.people.group_soon(at_once=True)
        job = leases.claim(["people"])
        library.handlers()["people"](JobContext(job, leases, library.clock))
    print("not stopped")
"""


@pytest.mark.parametrize("where", ["act", "grouping"])
def test_what_was_said_to_be_done_is_done(tmp_path: Path, where: str) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    with Library.open(tmp_path / "library", workers=1) as library:
        library.editing.set_mode("library")
        family = shelve(library, tmp_path / "photos")
        faces = [family.face(f"IMG_{at}.jpg", 1) for at in range(3)]
        family.group()
        # Found since, and in no group yet.
        late = family.face("IMG_3.jpg", 1)
    child = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "library"), str(faces[0]), where],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.stdout.split("\n")[-2] == "Name 4", child.stderr
    assert child.returncode != 0
    with Library.open(tmp_path / "library", workers=1) as library:
        family = Family(library, tmp_path / "photos")
        assert {family.who(each) for each in faces} == {"Name 4"}
        assert family.named("IMG_0.jpg").keys() == {"Name 4"}
        assert family.who(late) == "?"
        history = library.people.history()
        assert [each.detail["name"] for each in history] == [f"Name {at}" for at in (4, 3, 2, 1, 0)]
        assert history[0].undone_at is None
        library.people.undo(history[0].id)
        assert {family.who(each) for each in faces} == {"Name 3"}
        damage = [row[0] for row in family.rows("PRAGMA integrity_check")]
        assert damage == ["ok"]
