"""Keepers: everything that knows about photos."""
