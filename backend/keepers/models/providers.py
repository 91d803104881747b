"""What computes: the CPU, or on request another processor, which has to give the same answers first.

What a comparison found is kept in the store, for it is true of this computer and not of a library.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, Literal

from keepers.base.errors import Invalid
from keepers.base.files import write_atomic
from keepers.base.settings import Settings
from keepers.models.orders import ModelOrders
from keepers.models.store import ModelStore

CPU: Final = "cpu"
#: By our word the name ONNX Runtime has for it.
RUNTIME_NAMES: Final[Mapping[str, str]] = {
    CPU: "CPUExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "directml": "DmlExecutionProvider",
    "cuda": "CUDAExecutionProvider",
}

_CHOSEN: Final = "models.provider"
_FILE: Final = "providers.json"
#: Distributions of ONNX Runtime that bring a provider; CoreML is part of the ordinary one on macOS.
_BROUGHT_BY: Final = {"directml": "onnxruntime-directml", "cuda": "onnxruntime-gpu"}

State = Literal["off", "unchecked", "on", "failed"]


@dataclass(frozen=True)
class Verdict:
    """What comparing one model on one processor with the CPU found."""

    same: bool
    detail: str


@dataclass(frozen=True)
class ProviderState:
    """What is told of a processor; `detail` says what went wrong, in a sentence."""

    provider: str
    available: bool
    chosen: bool
    state: State
    detail: str | None


class Verdicts:
    """The verdicts in the store, by processor and by the key of a model."""

    def __init__(self, store: ModelStore) -> None:
        self._path = store.path / _FILE

    def all(self, provider: str) -> dict[str, Verdict]:
        """What was found of that processor with the ONNX Runtime of now, by key."""
        said = self._read().get(f"{provider} {_runtime()}", {})
        try:
            return {key: Verdict(**each) for key, each in said.items()}
        except (TypeError, AttributeError):
            return {}

    def keep(self, provider: str, found: Mapping[str, Verdict]) -> None:
        """Keep what was found, beside what is known of others. Raises WriteFailed, DiskFull."""
        said, name = self._read(), f"{provider} {_runtime()}"
        said[name] = {**said.get(name, {}), **{key: asdict(each) for key, each in found.items()}}
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomic(self._path, json.dumps(said, indent=1).encode())

    def _read(self) -> dict[str, Any]:
        try:
            said = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}


class Providers:
    """Which processor a person asked for, and whether it may be used for a model."""

    def __init__(self, orders: ModelOrders, settings: Settings, in_use: Callable[[], Iterable[str]]) -> None:
        """`in_use` tells the keys of the models in use."""
        self._orders = orders
        self._settings = settings
        self._in_use = in_use
        self._verdicts = Verdicts(orders.store)

    @property
    def chosen(self) -> str:
        """The processor a person asked for: the CPU unless they said otherwise."""
        said = self._settings.get_text(_CHOSEN, CPU)
        return said if said in RUNTIME_NAMES else CPU

    def choose(self, provider: str) -> int | None:
        """Ask for a processor. It is compared with the CPU before it is used: the id of that job.

        None for the CPU itself. Raises Invalid.
        """
        if provider not in RUNTIME_NAMES or not is_available(provider):
            raise Invalid(f"This computer has no {provider} that Keepers can use.", provider=provider)
        self._settings.set(_CHOSEN, provider)
        return None if provider == CPU else self._orders.check_provider(provider)

    def compare_new(self) -> None:
        """Have models that came into use since compared on the processor a person asked for."""
        if self.chosen != CPU and not set(self._in_use()) <= set(self._verdicts.all(self.chosen)):
            self._orders.check_provider(self.chosen)

    def runtime_name(self, key: str) -> str:
        """What ONNX Runtime shall use for the model of that key: another than the CPU only once proved."""
        verdict = self._verdicts.all(self.chosen).get(key)
        proved = verdict is not None and verdict.same
        return RUNTIME_NAMES[self.chosen if proved else CPU]

    def state(self) -> list[ProviderState]:
        """Every processor, the CPU first."""
        return [self._state(provider) for provider in RUNTIME_NAMES]

    def _state(self, provider: str) -> ProviderState:
        chosen, available = provider == self.chosen, is_available(provider)
        in_use, verdicts = set(self._in_use()), self._verdicts.all(provider)
        found = [verdict for key, verdict in verdicts.items() if key in in_use]
        wrong = next((each.detail for each in found if not each.same), None)
        state: State = "on"
        if not chosen:
            state, wrong = "off", None
        elif provider != CPU:
            proved = bool(in_use) and len(found) == len(in_use)
            state = "failed" if wrong is not None else "on" if proved else "unchecked"
        return ProviderState(provider, available, chosen, state, wrong)


def is_available(provider: str) -> bool:
    """Whether this ONNX Runtime brings that processor, as far as can be told without loading it."""
    if provider == "coreml":
        return sys.platform == "darwin"
    if provider in _BROUGHT_BY:
        try:
            return bool(version(_BROUGHT_BY[provider]))
        except PackageNotFoundError:
            return False
    return provider == CPU


def _runtime() -> str:
    """Another ONNX Runtime has to be compared anew."""
    for name in ("onnxruntime", *_BROUGHT_BY.values()):
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    return "unknown"
