"""Where on earth: the zone of a place, the name of a place, the place of a name. All offline."""
