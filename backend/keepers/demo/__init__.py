"""The demo library: about 120 photos with planted truth, made of freely licensed sample pictures."""
