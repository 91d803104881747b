"""`python -m keepers`: the same as the command `keepers`."""

import multiprocessing
import sys

if __name__ == "__main__":
    # First of all: in a frozen program this line is where worker processes begin.
    multiprocessing.freeze_support()

    from keepers.cli.main import main

    sys.exit(main())
