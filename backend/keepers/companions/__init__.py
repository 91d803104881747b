"""Files that belong together: found by evidence, hidden behind the one that shows, kept together."""
