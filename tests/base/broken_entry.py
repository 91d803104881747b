"""An entry that cannot be imported."""

raise ImportError("a part is missing")
