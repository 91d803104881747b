"""The programs that look at the frozen folder, which belong to the packaging and to no package."""

import importlib.util
import sys
from types import ModuleType

from frozen.conftest import SIDECAR


def _loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"sidecar_{name}", SIDECAR / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Data classes look their module up by its name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


licences = _loaded("licences")
addresses = _loaded("addresses")
