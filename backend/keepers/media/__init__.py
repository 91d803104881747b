"""One file: what it is, what it says about itself, and what it looks like."""
