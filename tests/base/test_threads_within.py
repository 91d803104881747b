"""Libraries of numbers compute with one thread, in the process that serves as in its workers."""

import os
import subprocess
import sys

import pytest

from keepers.base.threads_within import NAMES, one_thread

_AFTER_A_VERB = """
import os, sys
from keepers.cli.main import main

main(["--help"])
assert "numpy" not in sys.modules
import numpy as np

table = np.ones((600, 600), np.float32)
table @ table
print(len(os.listdir("/proc/self/task")), file=sys.stderr)
"""


def test_what_somebody_told_holds_where_it_may() -> None:
    told = {"OPENBLAS_NUM_THREADS": "4"}
    one_thread(told)
    assert told == dict.fromkeys(NAMES, "1") | {"OPENBLAS_NUM_THREADS": "4"}
    one_thread(told, whatever_was_told=True)
    assert told == dict.fromkeys(NAMES, "1")


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_the_serving_process_computes_with_one_thread() -> None:
    bare = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run(
        [sys.executable, "-c", _AFTER_A_VERB], env=bare, capture_output=True, text=True, check=True
    )
    assert done.stderr.split() == ["1"]
