"""The only room with SQL about photos: one module per kind of row."""
