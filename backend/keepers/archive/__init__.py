"""The whole library in a folder that needs no Keepers: originals, sidecars, albums, a list of everything."""
