"""Very small things that `keepers doctor` has read, run and told apart, with the answers they must give."""

import base64
from typing import Any, Final

#: One colour, 64 x 48, written by pillow-heif 1.8 at quality 30: a reader needs no writer to be tried.
HEIC: Final = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAABoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt"
    "AAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5j"
    "bHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBp"
    "eGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAACJtZGF0AAAAFigBrxmA70mlvtMTh/6ngv8irWmPm4A="
)
HEIC_SIZE: Final = (64, 48)
HEIC_COLOUR: Final = (200, 120, 40)

#: A vocabulary, a text, and the numbers of its pieces ("photos" is "photo" and "##s").
VOCABULARY: Final = {"[UNK]": 0, "the": 1, "photo": 2, "##s": 3, "we": 4, "keep": 5}
TEXT: Final = "the photos we keep whole"
PIECES: Final = [1, 2, 3, 4, 5, 0]

_UNKNOWN: Final = {"unk_token": "[UNK]"}
_FLOAT: Final = 1
_SIDE: Final = 2


def onnx_model() -> bytes:
    """A model that multiplies the 2 x 2 matrix `x` by itself into `y`, written byte by byte.

    Protocol buffers are numbered fields: ModelProto{ir_version 1, graph 7, opset_import 8}, and so on down.
    """
    node = _text(1, "x") + _text(1, "x") + _text(2, "y") + _text(4, "MatMul")
    graph = _field(1, node) + _text(2, "probe") + _field(11, _matrix("x")) + _field(12, _matrix("y"))
    opset = _text(1, "") + _number(2, 13)
    return _number(1, 8) + _field(7, graph) + _field(8, opset)


def pieces(tokenizers: Any) -> list[int]:
    """The numbers a word-piece tokenizer over VOCABULARY makes of TEXT."""
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece(VOCABULARY, **_UNKNOWN))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    return list(tokenizer.encode(TEXT).ids)


def _matrix(name: str) -> bytes:
    dimension = _field(1, _number(1, _SIDE))
    tensor = _number(1, _FLOAT) + _field(2, dimension + dimension)
    return _text(1, name) + _field(2, _field(1, tensor))


def _number(field: int, value: int) -> bytes:
    # All of ours are below 128, which is one byte.
    return bytes((field << 3, value))


def _text(field: int, value: str) -> bytes:
    return _field(field, value.encode())


def _field(field: int, content: bytes) -> bytes:
    return bytes((field << 3 | 2, len(content))) + content
