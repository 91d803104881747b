"""Lets an administrator's test run be bound by file permissions like everybody's, on Linux.

The kernel asks the capabilities of the calling thread, not only its user: a thread that has laid down the
two that override permissions is refused like an ordinary person, and takes them up again afterwards.
See capabilities(7), capset(2).
"""

import contextlib
import ctypes
import sys
from collections.abc import Iterator

_VERSION_3 = 0x20080522
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def _call(name: str, data: ctypes.Array[_Data]) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    header = _Header(_VERSION_3, 0)
    if getattr(libc, name)(ctypes.byref(header), data) != 0:
        raise OSError(ctypes.get_errno(), name)


@contextlib.contextmanager
def ordinary_rights() -> Iterator[None]:
    """Without the administrator's right to pass over permissions, for this thread and those it starts."""
    if sys.platform != "linux":
        yield
        return
    data = (_Data * 2)()
    _call("capget", data)
    before = data[0].effective
    data[0].effective = before & ~(1 << _DAC_OVERRIDE | 1 << _DAC_READ_SEARCH)
    _call("capset", data)
    try:
        yield
    finally:
        data[0].effective = before
        _call("capset", data)
