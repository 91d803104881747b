"""The library in one glance."""

import sys
from importlib import metadata
from typing import Literal

from keepers.web.routing import Resource
from keepers.web.schemas.jobs import WorkState
from keepers.web.schemas.status import Status
from keepers.web.session import Session
from keepers.web.shown import job_dto, shown

resource = Resource("status")


@resource.get("/status")
def get_status(session: Session) -> Status:
    """Say what the shell needs to know first."""
    library = session.library
    # Before the numbers: an event in between is told twice rather than not at all.
    last_event = library.events.last
    now = library.status()
    return Status(
        version=metadata.version("keepers"),
        library_name=now.name,
        library_path=shown(now.path),
        first_run=now.first_run,
        assets=now.assets,
        films=now.films,
        roots=now.roots,
        unlooked=now.unlooked,
        problems=now.problems,
        work=WorkState(
            paused=now.paused,
            active=job_dto(now.active, library.roots) if now.active else None,
            done_here=now.works_here,
        ),
        platform=_platform(),
        last_event=last_event,
    )


def _platform() -> Literal["linux", "macos", "windows"]:
    if sys.platform == "win32":
        return "windows"
    return "macos" if sys.platform == "darwin" else "linux"
