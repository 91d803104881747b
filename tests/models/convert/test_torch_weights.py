"""Weights of PyTorch: every tensor as it was laid out, and nothing of the file is ever run."""

import io
import os
import pickle
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.base.errors import Invalid
from keepers.models.convert.torch_weights import read_weights

_HEAD = b"".join(pickle.dumps(each, 2) for each in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}))


def _text(value: str) -> bytes:
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def _number(value: int) -> bytes:
    return pickle.dumps(value, 2)[2:-1]


def _tuple(values: tuple[int, ...]) -> bytes:
    return b"(" + b"".join(map(_number, values)) + b"t"


def _tensor(key: str, count: int, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]) -> bytes:
    """The instructions that torch.save writes for a tensor."""
    storage = b"(" + _text("storage") + b"ctorch\nFloatStorage\n" + _text(key) + _text("cpu")
    storage += _number(count) + b"NtQ"
    view = storage + _number(offset) + _tuple(shape) + _tuple(strides) + b"\x89ccollections\nOrderedDict\n)R"
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + view + b"tR"


def _table(items: bytes) -> bytes:
    return b"\x80\x02ccollections\nOrderedDict\n)R(" + items + b"u."


def _file(table: bytes, storages: dict[str, np.ndarray]) -> bytes:
    values = b"".join(struct.pack("<q", each.size) + each.tobytes() for each in storages.values())
    return _HEAD + table + pickle.dumps(list(storages), 2) + values


_VALUES = np.arange(6, dtype="<f4")
_GOOD = _file(_table(_text("w") + _tensor("7", 6, 0, (2, 3), (3, 1))), {"7": _VALUES})


def _read(folder: Path, content: bytes) -> dict[str, np.ndarray]:
    path = folder / "weights.pth"
    path.write_bytes(content)
    return read_weights(path)


def test_tensors_come_in_their_shapes(tmp_path: Path) -> None:
    table = (
        _text("rows")
        + _tensor("7", 6, 0, (2, 3), (3, 1))
        + _text("columns")
        + _tensor("7", 6, 0, (3, 2), (1, 3))
    )
    table += _text("part") + _tensor("7", 6, 4, (2,), (1,)) + _text("one") + _tensor("7", 6, 5, (), ())
    read = _read(tmp_path, _file(_table(table), {"7": _VALUES}))
    assert read["rows"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert read["columns"].tolist() == [[0, 3], [1, 4], [2, 5]]
    assert read["part"].tolist() == [4, 5]
    assert read["one"] == 5


def test_storages_follow_in_the_order_that_is_told(tmp_path: Path) -> None:
    table = _text("a") + _tensor("1", 2, 0, (2,), (1,)) + _text("b") + _tensor("2", 1, 0, (1,), (1,))
    first, second = np.array([8], "<f4"), np.array([1, 2], "<f4")
    read = _read(tmp_path, _file(_table(table), {"2": first, "1": second}))
    assert (read["a"].tolist(), read["b"].tolist()) == ([1, 2], [8])


class _Harmful:
    """Unpickled as usual, it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, int]]:
        return os.open, (str(self.path), os.O_CREAT)


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("place", range(3))
def test_a_pickle_that_runs_something_is_refused_and_not_run(
    tmp_path: Path, protocol: int, place: int
) -> None:
    harmful = pickle.dumps({"w": _Harmful(tmp_path / "made")}, protocol)
    pickle.loads(harmful)  # noqa: S301 - it is what the test is of
    (tmp_path / "made").unlink()  # so it would
    content = [
        harmful,
        _HEAD + harmful,
        _HEAD + _table(_text("w") + _tensor("7", 6, 0, (6,), (1,))) + harmful,
    ]
    with pytest.raises(Invalid):
        _read(tmp_path, content[place])
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    "item",
    [
        b"cbuiltins\neval\n(" + _text("1") + b"tR",
        b"cos\nsystem\n" + _text("true") + b"\x85R",
        b"(ios\nsystem\n",
        b"(cos\nsystem\n" + _text("true") + b"o",
        b"ctorch._utils\n_rebuild_tensor_v2\n)\x81",
        b"\x82\x01",
        b"cnumpy\narray\n)R",
        b"ccollections\nOrderedDict\n((" + _text("a") + b"ttR",
    ],
    ids=["eval", "system", "inst", "obj", "newobj", "ext", "another call", "a table with a say"],
)
def test_any_call_but_the_two_is_refused(tmp_path: Path, item: bytes) -> None:
    with pytest.raises(Invalid):
        _read(tmp_path, _HEAD + _table(_text("w") + item) + pickle.dumps([], 2))


@pytest.mark.parametrize(
    ("offset", "shape", "strides"),
    [
        (0, (7,), (1,)),
        (6, (1,), (1,)),
        (-1, (2,), (1,)),
        (5, (2,), (-1,)),
        (0, (2, 2), (5, 1)),
        (0, (2**40,), (0,)),
        (0, (1,), (2**70,)),
        (0, (-1, -6), (1, 1)),
        (0, (0,), (1,)),
        (0, (2,), ()),
        (0, (1,) * 9, (1,) * 9),
    ],
)
def test_a_tensor_beyond_its_values_is_refused(
    tmp_path: Path, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]
) -> None:
    with pytest.raises(Invalid):
        _read(tmp_path, _file(_table(_text("w") + _tensor("7", 6, offset, shape, strides)), {"7": _VALUES}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04" + b"\0" * 60,
        pickle.dumps({"a": 1}, 2),
        _HEAD,
        _HEAD + pickle.dumps({"w": 1}, 2) + pickle.dumps([], 2),
        _HEAD + pickle.dumps({}, 2) + pickle.dumps(["7"], 2),
        _HEAD + b"\x80\x02X\xff\xff\xff\xff.",
        _HEAD + b"\x80\x02r\xff\xff\xff\x7f.",
        _HEAD + b"\x80\x02}" + b"(" * 300_000 + b".",
        _HEAD + b"\x80\x02}(" + b")" + b"\x85" * 100_000 + b"Nu.",
    ],
    ids=[
        "empty", "newer torch", "no magic", "no table", "a number", "keys of nothing", "endless text",
        "far memory", "many marks", "deep key",
    ],
)  # fmt: skip
def test_what_is_no_file_of_weights_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Invalid):
        _read(tmp_path, content)


@given(st.integers(0, len(_GOOD) - 1), st.binary(max_size=3))
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, put: bytes
) -> None:
    damaged = _GOOD[:at] + put + _GOOD[at + len(put) + (not put) :]
    folder = tmp_path_factory.getbasetemp()
    try:
        read = _read(folder, damaged)
    except Invalid:
        return
    assert all(isinstance(each, np.ndarray) and each.size <= 6 for each in read.values())


def test_a_file_that_is_cut_is_refused(tmp_path: Path) -> None:
    for length in range(0, len(_GOOD), 7):
        with pytest.raises(Invalid):
            _read(tmp_path, _GOOD[:length])
    assert _read(tmp_path, io.BytesIO(_GOOD).getvalue())["w"].shape == (2, 3)
