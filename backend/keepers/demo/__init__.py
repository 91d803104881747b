"""The demo library: invented family photos with planted truth, cut from freely licensed sample pictures."""
