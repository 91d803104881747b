"""What decoders and parsers raise on damaged input. They have no error of their own for it."""

import struct
import zlib

#: Besides being right about it. Used where a picture from outside is parsed, and nowhere else.
READER_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    AttributeError,
    RuntimeError,
    MemoryError,
    AssertionError,
    struct.error,
    zlib.error,
)
