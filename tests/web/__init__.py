"""The door, through its own rules: the guard is on in every test."""
