"""Sample photos."""

from keepers.web.routing import Resource
from keepers.web.schemas.jobs import JobStarted
from keepers.web.session import Session

resource = Resource("demo")


@resource.post("/demo", status=201)
def add_demo(session: Session) -> JobStarted:
    """Make the sample photos and add them to this library."""
    return JobStarted(job_id=session.library.jobs.enqueue("demo", {}, dedup_key="demo"))
