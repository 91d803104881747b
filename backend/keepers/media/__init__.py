"""One file: what it is, and what it looks like."""
