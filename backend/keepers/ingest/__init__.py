"""How files become catalogue rows."""
