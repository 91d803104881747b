"""Putting chosen photos into a folder: verified copies or links, a receipt, and a gallery page."""
