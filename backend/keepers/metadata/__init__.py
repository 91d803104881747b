"""What a photo says, and what the files beside it say of it: read from bytes, weighed, and dated."""
