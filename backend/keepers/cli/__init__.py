"""The terminal's door: verbs that ask the library and say in words what became of it."""
