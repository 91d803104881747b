"""Models: listed, fetched, chosen, checked and taken away."""

from dataclasses import asdict
from pathlib import PurePath
from typing import cast, get_args

from keepers.base.errors import Invalid
from keepers.library import Library
from keepers.models.active import ModelState
from keepers.models.own import OwnModel
from keepers.web.routing import Resource
from keepers.web.schemas.jobs import JobStarted
from keepers.web.schemas.models import (
    FilesQuery,
    ImportAsk,
    InstallAsk,
    ModelDto,
    ModelFileDto,
    ModelFileList,
    ModelsDto,
    ModelsPatch,
    Provider,
    ProviderDto,
    RemovedDto,
    RemoveQuery,
    StarterDto,
    TaskDto,
    UseAsk,
    VerifyAsk,
)
from keepers.web.session import Session
from keepers.web.shown import shown

resource = Resource("models")


@resource.get("/models")
def get_models(session: Session) -> ModelsDto:
    """Give every model with what it brings, what it costs and whether it is in use."""
    return _models(session.library)


@resource.post("/models/install", status=201, errors=("invalid", "not_found", "refused"))
def install_models(session: Session, body: InstallAsk) -> JobStarted:
    """Have models fetched, checked and installed, in the background.

    What an interrupted try left is gone on with.
    """
    if (body.ids is None) == (body.set is None):
        raise Invalid("Say either which models, or the starter models.")
    folder = None if body.handle is None else session.folders.path(body.handle)
    models = session.library.models
    return JobStarted(job_id=models.install(body.set or body.ids or [], from_dir=folder))


@resource.delete(
    "/models/{model_id}",
    errors=("invalid", "not_found", "refused", "write_failed", "database_busy", "disk_full"),
)
def remove_model(session: Session, model_id: str, query: RemoveQuery) -> RemovedDto:
    """Take a model away; with `purge` what it made of photos as well, once work on photos rests."""
    forgotten = session.library.remove_model(model_id, purge=query.purge)
    return RemovedDto(removed=model_id, forgotten=forgotten)


@resource.post("/models/use", errors=("invalid", "not_found", "refused"))
def use_model(session: Session, body: UseAsk) -> ModelsDto:
    """Choose which model does a task.

    What the former one made serves until the new one has gone over all photos.
    """
    session.library.models.use(body.task, body.id)
    return _models(session.library)


@resource.post("/models/verify", status=201, errors=("invalid", "not_found"))
def verify_models(session: Session, body: VerifyAsk) -> JobStarted:
    """Compare installed models with what they should be, byte by byte, in the background."""
    return JobStarted(job_id=session.library.models.verify(body.ids))


@resource.patch("/models", errors=("invalid",))
def change_models(session: Session, body: ModelsPatch) -> ModelsDto:
    """Say what Keepers is used for, what computes, or that the starter models are not wanted."""
    models = session.library.models
    if body.use_context is not None:
        models.set_use_context(body.use_context)
    if body.starter is not None:
        models.starter.decide(body.starter)
    if body.provider is not None:
        models.providers.choose(body.provider)
    return _models(session.library)


@resource.get(
    "/models/files", errors=("invalid", "not_found", "not_a_folder", "folder_unreadable", "permission_denied")
)
def list_model_files(session: Session, query: FilesQuery) -> ModelFileList:
    """List the files of a folder that may be models."""
    found = session.library.models.files_in(session.folders.path(query.handle))
    return ModelFileList(
        files=[
            ModelFileDto(name=shown(file.name), bytes=file.bytes, matches=list(file.matches), onnx=file.onnx)
            for file in found.files
        ],
        more=found.more,
    )


@resource.post(
    "/models/import",
    status=201,
    errors=("invalid", "not_found", "refused", "vanished", "permission_denied", "truncated", "unsupported"),
)
def import_model(session: Session, body: ImportAsk) -> JobStarted:
    """Install a model from a file, in the background: known by its content, or yours."""
    if PurePath(body.name).name != body.name or "\\" in body.name or body.name == "..":
        raise Invalid("This is not the name of a file.")
    own = None if body.own is None else OwnModel(**body.own.model_dump())
    path = session.folders.path(body.handle) / body.name
    return JobStarted(job_id=session.library.models.import_file(path, own))


def _models(library: Library) -> ModelsDto:
    models = library.models
    active = {task: one.id for task, one in models.all_active().items()}
    return ModelsDto(
        models=[_model(state) for state in models.state()],
        tasks=[
            TaskDto(task=task, active=active.get(task), missing=models.would_bring(task))
            for task in models.tasks()
        ],
        use_context=models.use_context,
        starter=StarterDto.model_validate(asdict(models.starter.state())),
        providers=[
            ProviderDto(
                provider=cast(Provider, each.provider),
                available=each.available,
                chosen=each.chosen,
                state=each.state,
                detail=each.detail,
            )
            for each in models.providers.state()
            if each.provider in get_args(Provider)
        ],
        job_id=models.job_id(),
    )


def _model(state: ModelState) -> ModelDto:
    told = {**asdict(state), "from_where": list(state.from_where)}
    del told["key"]
    return ModelDto.model_validate(told)
