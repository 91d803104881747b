"""The folders of a library: added, scanned, looked for."""

from pathlib import Path

from keepers.catalog.roots import Root
from keepers.ingest.adding import check_new_root, existing_folder, new_label
from keepers.ingest.reach import ROOT_EMPTY, out_of_reach, still_empty
from keepers.ingest.scan import announce_root, scan_key
from keepers.library.rooms import Rooms


class Folders(Rooms):
    """What a library does with its roots."""

    def add_root(self, path: Path) -> Root:
        """Make a folder part of the library and have it scanned; one that is part already is scanned again.

        Raises NotAFolder, FolderUnreadable, FolderInsideAnother, FolderContainsAnother, FolderIsLibrary.
        """
        folder = existing_folder(path)
        roots = self.roots.all()
        root = check_new_root(folder, roots, self.path)
        if root is None:
            label = new_label(folder, [each.label for each in roots])
            root = self.roots.add(str(folder), label)
            announce_root(self.events, root.id, root.state)
        self.rescan(root.id)
        return root

    def rescan(self, root_id: int) -> int:
        """Have one root scanned; the job's id. Raises NotFound."""
        root = self.roots.get(root_id)
        return self.jobs.enqueue("scan", {"root_id": root.id}, dedup_key=scan_key(root.id))

    def check_roots(self) -> list[int]:
        """See which roots can be reached, without scanning; ids of those whose state changed.

        One that came back is online at once and scanned behind. Blocks while a disk wakes up.
        """
        changed = []
        for root in self.roots.all():
            reason = out_of_reach(root.path, had_files=self.roots.has_present_files(root.id))
            if reason is None and root.offline_reason == ROOT_EMPTY and still_empty(root.path):
                continue
            if reason is None and not root.online:
                self.roots.set_online(root.id)
                announce_root(self.events, root.id, "online")
                self.rescan(root.id)
                self.editing.go_on()
            elif reason is not None and self.roots.set_offline(root.id, reason):
                announce_root(self.events, root.id, "offline")
            else:
                continue
            changed.append(root.id)
        return changed

    def _lost_root(self, root_id: int) -> bool:
        root = self.roots.get(root_id)
        reason = out_of_reach(root.path, had_files=True)
        if reason is not None and self.roots.set_offline(root_id, reason):
            announce_root(self.events, root_id, "offline")
        return reason is not None
