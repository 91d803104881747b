"""Judging photos: scores, look-alikes and the best N. Rules are pure; only `curate` touches the catalogue."""
