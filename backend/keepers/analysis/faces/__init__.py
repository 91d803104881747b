"""Faces in a picture: found, set upright, measured, made vectors. Who they are is for the room people."""
