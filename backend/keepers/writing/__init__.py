"""Metadata as bytes: changes merged into sidecars and into photos, all else kept. Pure: no disk."""
