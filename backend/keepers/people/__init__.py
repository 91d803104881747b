"""People in photos: whose faces they are, by likeness and by what was decided. Rules are pure."""
