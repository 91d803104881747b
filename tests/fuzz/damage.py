"""Ways in which files come to harm, and numbers that those who mean harm write."""

from hypothesis import strategies as st

_EXTREMES = [
    *(
        bytes(4),
        b"\xff" * 4,
        b"\x7f\xff\xff\xff",
        b"\x80\x00\x00\x00",
        b"\xff\xff\xff\x7f",
        b"\x00\x00\x00\x80",
    ),
    *(b"\x00\x00\x00\x01", b"\x01\x00\x00\x00", b"\xff\xff", b"\x00\x00", b"\xff" * 8, b"\xff", b"\x00"),
]


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """`whole` after one to six harms: bytes changed, extreme numbers, pieces cut, doubled, moved, noise."""
    data = whole
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 64))
        how = draw(st.sampled_from(["byte", "extreme", "extreme", "cut", "cut off", "double", "noise"]))
        if how == "byte":
            data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
        elif how == "extreme":
            value = draw(st.sampled_from(_EXTREMES))
            data = data[:at] + value + data[at + len(value) :]
        elif how == "cut":
            data = data[:at] + data[at + length :]
        elif how == "cut off":
            data = data[:at]
        elif how == "double":
            data = data[: at + length] + data[at:]
        else:
            data = data[:at] + draw(st.binary(max_size=40)) + data[at:]
    return data
