"""A library opened: the one object handed around. It wires rooms together and does no work of its own."""

from keepers.library.asking import Status
from keepers.library.opening import Library, default_library, default_models

__all__ = ["Library", "Status", "default_library", "default_models"]
