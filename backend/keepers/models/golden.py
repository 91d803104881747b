"""Whether a model gives the answers it should: asked with a made-up input that is always the same.

Run in a worker process: the file may be anybody's, and another processor's driver may bring down its caller.
"""

from pathlib import Path
from typing import Any, Final

import numpy as np

from keepers.base import inference
from keepers.models.errors import ModelUnfit

ENTRY: Final = "keepers.models.golden:examine"

_MOST_BYTES: Final = 1_000_000_000
_MOST_NUMBERS: Final = 20_000_000
_SEED: Final = 7
#: What an embedder with several answers calls the one that counts.
_EMBEDDING: Final = "embedding_l2"
_FEWEST_DIMS: Final = 16
#: Rounding differs between processors; a wrong kernel is off by far more.
_FARTHEST: Final = 0.02
_LEAST_COSINE: Final = 0.999
_KINDS: Final = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(uint8)": np.uint8,
}

Outputs = dict[str, np.ndarray[Any, np.dtype[Any]]]


def examine(item: dict[str, Any]) -> dict[str, Any]:
    """Try one model on a picture of `side` pixels.

    {do: "fit", path, name, task, side} -> {dims}, where `name` is what a person calls the file;
    {do: "compare", path, provider, side} -> {same, detail}.
    Raises ModelUnfit for a file that does not do what it is meant to.
    """
    path, side = Path(item["path"]), int(item["side"])
    if item["do"] == "fit":
        return {"dims": fit(path, str(item["task"]), side, str(item["name"]))}
    same, detail = compare(path, str(item["provider"]), side)
    return {"same": same, "detail": detail}


def fit(path: Path, task: str, side: int, called: str = "") -> int:
    """The size of what a model tells of a picture of `side` pixels. Raises ModelUnfit."""
    name = called or path.name
    if path.stat().st_size > _MOST_BYTES:
        raise ModelUnfit(f"{name} is larger than any model Keepers runs.", name=name)
    try:
        # Its bytes alone: a model may point to other files of this computer.
        session = inference.session(path.read_bytes())
    except inference.errors() as error:
        raise ModelUnfit(
            f"{name} cannot be opened as an ONNX model: it is damaged, of another kind, or its weights "
            "are in a file of their own.",
            name=name,
            reason=type(error).__name__,
        ) from error
    outputs = answers(session, side, name)
    shapes = [value.shape for value in outputs.values()]
    told = outputs.get(_EMBEDDING, next(iter(outputs.values())))
    fitting = {
        "face_embedding": (len(outputs) == 1 or _EMBEDDING in outputs)
        and len(told.shape) == 2
        and told.shape[0] == 1
        and told.shape[1] >= _FEWEST_DIMS,
        "face_detection": {f"{word}_{step}" for word in ("cls", "obj", "bbox", "kps") for step in (8, 16, 32)}
        <= set(outputs),
        "face_mesh": any(value.size == 468 * 3 for value in outputs.values()) and len(shapes) >= 2,
        "object_detection": len(shapes) == 1 and len(shapes[0]) == 3 and shapes[0][2] == 85,
    }
    if not fitting.get(task, False):
        raise ModelUnfit(
            f"{name} opens, but does not answer the way such a model does ({shapes}).", name=name
        )
    return int(told.shape[-1])


def compare(path: Path, provider: str, side: int) -> tuple[bool, str]:
    """Whether `provider` (ONNX Runtime's name) answers as the CPU does, and if not, why, in a sentence."""
    if provider not in inference.runtime().get_available_providers():
        return False, "This ONNX Runtime does not have it."
    golden = answers(inference.session(path), side, path.name)
    failures: tuple[type[Exception], ...] = (ModelUnfit, *inference.errors())
    try:
        session = inference.session(path, provider=provider)
        if provider not in session.get_providers():
            return False, "It could not be started, so the CPU is used."
        given = answers(session, side, path.name)
    except failures as error:
        return False, f"It failed ({type(error).__name__}), so the CPU is used."
    wrong = [name for name in golden if not alike(golden[name], given[name])]
    if wrong:
        return False, "It gave other answers than the CPU, so the CPU is used."
    return True, ""


def answers(session: Any, side: int, name: str) -> Outputs:
    """What a session says to the made-up input. Raises ModelUnfit."""
    rng = np.random.default_rng(_SEED)
    feed: dict[str, Any] = {}
    for wanted in session.get_inputs():
        kind = _KINDS.get(wanted.type)
        shape = _shape(wanted.shape, side)
        if kind is None or shape is None:
            raise ModelUnfit(f"{name} wants an input Keepers cannot give it.", name=name)
        whole = np.issubdtype(kind, np.integer)
        feed[wanted.name] = (np.ones(shape) if whole else rng.random(shape) * 255).astype(kind)
    names = [output.name for output in session.get_outputs()]
    try:
        given = session.run(names, feed)
    except inference.errors() as error:
        raise ModelUnfit(
            f"{name} opens, but fails at a picture of {side} pixels.", name=name, reason=type(error).__name__
        ) from error
    outputs = {key: np.asarray(value) for key, value in zip(names, given, strict=True)}
    for value in outputs.values():
        if value.dtype.kind not in "fiu" or not np.all(np.isfinite(value)):
            raise ModelUnfit(f"{name} gives answers that are no numbers.", name=name)
    return outputs


def alike(golden: Any, given: Any) -> bool:
    """Whether two answers are the same but for rounding."""
    if golden.shape != given.shape or not np.all(np.isfinite(given)):
        return False
    one, other = golden.astype(np.float64).ravel(), given.astype(np.float64).ravel()
    scale = float(np.abs(one).max(initial=0.0)) or 1.0
    norms = float(np.linalg.norm(one) * np.linalg.norm(other))
    cosine = float(one @ other) / norms if norms else 1.0
    return float(np.abs(one - other).max(initial=0.0)) <= _FARTHEST * scale and cosine >= _LEAST_COSINE


def _shape(said: list[Any], side: int) -> list[int] | None:
    """A shape of numbers: one picture, of `side` pixels where the model leaves that open."""
    if len(said) == 4:
        open_ends = (1, 3, side, side)
    elif len(said) == 2:
        open_ends = (1, 8, 0, 0)
    else:
        return None
    shape = [
        each if isinstance(each, int) and each > 0 else other
        for each, other in zip(said, open_ends, strict=False)
    ]
    return shape if int(np.prod(shape, dtype=np.int64)) <= _MOST_NUMBERS else None
