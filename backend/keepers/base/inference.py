"""The one door to ONNX Runtime and tokenizers: opened so that neither reports to anybody or fetches.

Models are files of ours that are read from disk; what comes from the internet comes through base/network.py.
"""

import os
from importlib import import_module
from pathlib import Path
from typing import Any, Final

CPU: Final = "CPUExecutionProvider"

# Read by the libraries when they are loaded, so set before. The lock file and the check of the frozen program
# (packaging/sidecar/addresses.py) see to it that there is no uploader to begin with; this is the second bolt.
SILENCE: Final = {
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def runtime() -> Any:
    """The module onnxruntime, silenced. Loaded at the first call, which takes a tenth of a second or two."""
    os.environ.update(SILENCE)
    onnxruntime = import_module("onnxruntime")
    # On Windows its events go to the system's tracing, whatever the environment says.
    onnxruntime.disable_telemetry_events()
    # Warnings about the processor are for those who build it.
    onnxruntime.set_default_logger_severity(3)
    return onnxruntime


def session(model: bytes | Path, threads: int = 1, provider: str = CPU) -> Any:
    """An InferenceSession over a model with `threads` threads: one after another, never waiting busily.

    A path may have weights beside it. `provider` is ONNX Runtime's name of what computes; the CPU does what
    it cannot.
    """
    onnxruntime = runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    # A thread that spins while it waits takes a core from the next photo.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    source = os.fspath(model) if isinstance(model, Path) else model
    return onnxruntime.InferenceSession(source, options, providers=list(dict.fromkeys((provider, CPU))))


def errors() -> tuple[type[Exception], ...]:
    """What ONNX Runtime raises for a model it cannot open or run; they have nothing in common but that."""
    runtime()
    state = import_module("onnxruntime.capi.onnxruntime_pybind11_state")
    own = (getattr(state, name) for name in dir(state))
    kinds = (each for each in own if isinstance(each, type) and issubclass(each, Exception))
    return (*kinds, ValueError, RuntimeError)


def tokenizers() -> Any:
    """The module tokenizers, kept from fetching."""
    os.environ.update(SILENCE)
    return import_module("tokenizers")
