"""Models put together: what comes out runs in the runtime, and gives what it has to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.base import inference
from keepers.base.errors import Invalid
from keepers.models.convert.onnx_graph import emptied, extended, filled, framed, tensor_told
from models.convert.tiny import doubled, model, node, weight


def _framed(side: str) -> bytes:
    return framed([tensor_told("x", [side])], [tensor_told("y", [side])])


def test_a_frame_gives_other_inputs_and_outputs() -> None:
    session = inference.session(extended(doubled(), _framed("N")))
    assert [(each.name, each.shape) for each in session.get_inputs()] == [("x", ["N"])]
    assert [(each.name, each.shape) for each in session.get_outputs()] == [("y", ["N"])]
    assert session.run(None, {"x": np.arange(5, dtype=np.float32)})[0].tolist() == [0, 2, 4, 6, 8]


def test_a_frame_without_inputs_keeps_the_models() -> None:
    above = model([node("Add", ["y", "one"], "z"), weight("one", np.array([1], "<f4"))], {}, {"z": ["N"]})
    session = inference.session(extended(doubled("N"), above))
    assert [each.name for each in session.get_outputs()] == ["z"]
    assert session.run(None, {"x": np.arange(3, dtype=np.float32)})[0].tolist() == [1, 3, 5]


def test_nodes_and_weights_are_kept_to_the_bit() -> None:
    given_model = doubled()
    assert extended(extended(given_model, _framed("N")), framed([], [])) == extended(
        given_model, _framed("N")
    )


@pytest.mark.parametrize("kind", ["<f4", "<f2", "|u1"])
def test_a_skeleton_takes_its_weights_in_its_own_type(kind: str) -> None:
    values = np.array([[1, 2, 3]], kind)
    whole = model([weight("w", values)], {}, {"w": [1, 3]})
    skeleton = emptied(whole, lambda name: name == "w")
    assert len(skeleton) < len(whole)
    assert filled(skeleton, lambda _name: values.astype(np.float64)) == whole


def test_weights_that_are_there_are_not_asked_for() -> None:
    def none(name: str) -> np.ndarray:
        raise AssertionError(name)

    assert filled(doubled(), none) == doubled()


@pytest.mark.parametrize("shape", [(2,), (1, 1), ()])
def test_weights_of_another_form_are_refused(shape: tuple[int, ...]) -> None:
    skeleton = emptied(doubled(), lambda _name: True)
    with pytest.raises(Invalid, match="another form"):
        filled(skeleton, lambda _name: np.zeros(shape))


@pytest.mark.parametrize("content", [b"", b"\x08\x07", b"\x3a\x00\x3a\x00", b"PK\x03\x04", b"<html>"])
def test_what_is_no_model_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        extended(content, _framed("N"))


@given(st.integers(0, len(doubled()) - 1), st.integers(0, 255))
def test_a_damaged_model_is_made_into_something_or_refused(at: int, byte: int) -> None:
    damaged = bytearray(doubled())
    damaged[at] = byte
    try:
        made = extended(bytes(damaged), _framed("N"))
    except Invalid:
        return
    assert len(made) <= len(damaged) + 100
