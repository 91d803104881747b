"""`python -m keepers`: the same as the command `keepers`, and the process behind the desktop window."""

import multiprocessing
import signal
import sys

if __name__ == "__main__":
    # First of all: in a frozen program this line is where worker processes begin.
    multiprocessing.freeze_support()

    # Ctrl-C while the rest loads ends like any program: nothing was begun. After that it is heard.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

    if sys.argv[1:2] == ["window"]:
        # Before click is loaded: the window waits for the first word.
        from keepers.desktop.window import run

        run()

    from keepers.cli.main import main

    sys.exit(main())
