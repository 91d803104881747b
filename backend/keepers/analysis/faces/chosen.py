"""Which models find and tell apart faces: small plain values, for they travel to worker processes."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Protocol

from keepers.analysis.faces.pet_looks import LOOKS_MODEL, PREFIX
from keepers.base.inference import CPU
from keepers.catalog.face_rows import FoundFace, Searched
from keepers.models.active import ActiveModel
from keepers.models.catalogue import Task
from keepers.models.store import ModelStore

#: Raise it when faces are found or measured otherwise, so that every photo is searched again.
FACES_VERSION: Final = 1
_NONE: Final = "-"


class Actives(Protocol):
    """What knows which model does a task, and which models are there."""

    @property
    def store(self) -> ModelStore:
        """Where they lie."""
        ...

    def active(self, task: Task) -> ActiveModel | None:
        """That model; None when there is none."""
        ...


@dataclass(frozen=True)
class FaceModel:
    """One model: its id, the key its results are kept under, its file, and what its entry says of its use.

    `provider`: ONNX Runtime's name of what computes it.
    """

    id: str
    key: str
    path: str
    preprocessing: Mapping[str, Any] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    provider: str = CPU

    @classmethod
    def of(cls, active: ActiveModel) -> "FaceModel":
        """The model in use, as a plain value."""
        entry = active.entry
        return cls(
            active.id,
            active.key,
            str(active.graph),
            plain(entry.preprocessing),
            dict(entry.thresholds),
            active.provider,
        )


@dataclass(frozen=True)
class FaceModels:
    """The models of a search. Without an embedder faces are found and nobody is told apart.

    `pets` finds cats and dogs; `looks` (its path is a folder) tells them apart.
    """

    detector: FaceModel
    embedder: FaceModel | None = None
    mesh: FaceModel | None = None
    pets: FaceModel | None = None
    looks: FaceModel | None = None

    @classmethod
    def of(cls, models: Actives) -> "FaceModels | None":
        """Those in use now; None when nothing finds faces."""
        detector, embedder, mesh = (
            models.active("face_detection"),
            models.active("face_embedding"),
            models.active("face_mesh"),
        )
        if detector is None:
            return None
        pets, looks = models.active("object_detection"), models.store.get(LOOKS_MODEL)
        return cls(
            FaceModel.of(detector),
            FaceModel.of(embedder) if embedder else None,
            FaceModel.of(mesh) if mesh else None,
            FaceModel.of(pets) if pets else None,
            FaceModel(looks.id, PREFIX + looks.key, str(models.store.path / looks.id))
            if pets and looks
            else None,
        )

    @property
    def made_by(self) -> str:
        """One word for a search by these: detector, embedder, mesh and version."""
        return f"{self.search}+{self.embedder_key or _NONE}"

    @property
    def search(self) -> str:
        """The part of it that says how faces were found and measured, not how they are told apart."""
        of_pets = [each.key for each in (self.pets, self.looks) if each is not None]
        return "+".join(
            [self.detector.key, self.mesh.key if self.mesh else _NONE, str(FACES_VERSION), *of_pets]
        )

    @property
    def embedder_key(self) -> str | None:
        """The key vectors are kept under; None without an embedder."""
        return self.embedder.key if self.embedder else None

    def as_dict(self) -> dict[str, Any]:
        """For a worker process."""
        return asdict(self)

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "FaceModels":
        """What `as_dict` made."""
        return cls(**{name: FaceModel(**value) if value else None for name, value in said.items()})  # type: ignore[arg-type]


#: Asked anew for each run of a job: models come and go.
FaceModelsNow = Callable[[], FaceModels | None]


def searched(models: FaceModels, content_hash: bytes, found: list[dict[str, Any]]) -> Searched:
    """What a worker found with these models, in the catalogue's terms."""
    embedder = models.embedder
    return Searched(
        content_hash=content_hash,
        made_by=models.made_by,
        embedder=models.embedder_key,
        sure=embedder.thresholds.get("core") if embedder else None,
        found=[FoundFace.of(each) for each in found],
        pets=models.pets is not None,
        looks=models.looks.key if models.looks else None,
    )


def plain(value: Any) -> Any:
    """Without the read-only wrappers, which cannot be pickled."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
