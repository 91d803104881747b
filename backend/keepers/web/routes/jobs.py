"""What is being done, what waits and what is over."""

from keepers.web.routing import Resource
from keepers.web.schemas.base import Done
from keepers.web.schemas.jobs import Cleared, JobDto, JobList, JobsQuery
from keepers.web.session import Session
from keepers.web.shown import job_dto

resource = Resource("jobs")


@resource.get("/jobs", errors=("invalid",))
def list_jobs(session: Session, query: JobsQuery) -> JobList:
    """List jobs, newest first."""
    library = session.library
    states = query.state.split(",") if query.state else None
    jobs = library.jobs.list(states=states, limit=query.limit, before_id=query.before)
    return JobList(jobs=[job_dto(job, library.roots) for job in jobs], all_paused=library.jobs.all_paused)


@resource.post("/jobs/{job_id}/pause", errors=("invalid", "not_found"))
def pause_job(session: Session, job_id: int) -> JobDto:
    """Hold a job; a running one at its next safe point."""
    return job_dto(session.library.jobs.pause(job_id), session.library.roots)


@resource.post("/jobs/{job_id}/resume", errors=("invalid", "not_found"))
def resume_job(session: Session, job_id: int) -> JobDto:
    """Let a held job go on."""
    return job_dto(session.library.jobs.resume(job_id), session.library.roots)


@resource.post("/jobs/{job_id}/cancel", errors=("invalid", "not_found"))
def cancel_job(session: Session, job_id: int) -> JobDto:
    """Give a job up; a running one at its next safe point."""
    return job_dto(session.library.jobs.cancel(job_id), session.library.roots)


@resource.post("/jobs/{job_id}/retry", errors=("invalid", "not_found"))
def retry_job(session: Session, job_id: int) -> JobDto:
    """Start a failed or cancelled job again."""
    return job_dto(session.library.jobs.retry(job_id), session.library.roots)


@resource.delete("/jobs/finished")
def clear_finished(session: Session) -> Cleared:
    """Take finished jobs off the list."""
    return Cleared(cleared=session.library.jobs.clear_finished())


@resource.post("/work/pause")
def pause_work(session: Session) -> Done:
    """Pause everything, over restarts too."""
    session.library.jobs.pause_all()
    return Done()


@resource.post("/work/resume")
def resume_work(session: Session) -> Done:
    """Take work up again; jobs paused one by one stay paused."""
    session.library.jobs.resume_all()
    return Done()
