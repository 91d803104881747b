"""Where models may lie already, before anything is fetched."""

import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path


def model_folders(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """KEEPERS_MODELS_DIR, and what an installer brought along; those that are there."""
    named = environment.get("KEEPERS_MODELS_DIR")
    # A folder of the package, for the frozen app is one; a checkout has none.
    brought = Path(str(files("keepers.models"))) / "weights"
    return tuple(folder for folder in (*([Path(named)] if named else []), brought) if folder.is_dir())
