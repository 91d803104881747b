"""The rule of quality: worse evidence never makes a better face; pose and expressions by numbers."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.analysis.faces.expressions import ENOUGH, Looks, Usual, eyes_open, openness, smiles, usual
from keepers.analysis.faces.extent import USUAL_POINTS, share_inside
from keepers.analysis.faces.pose import pose
from keepers.analysis.faces.quality import ELIGIBLE, Evidence, eligible, quality

GOOD = Evidence(1.0, 120, 0.6, 3, -2, 0.99, 0.08, 1.0)
share = st.floats(0, 1)
evidence = st.builds(
    Evidence,
    share,
    st.floats(1, 2000),
    share,
    st.floats(-90, 90),
    st.floats(-90, 90),
    st.none() | share,
    st.none() | st.floats(0, 3),
    share,
)


@given(evidence)
def test_it_is_a_share(seen: Evidence) -> None:
    assert 0 <= quality(seen) <= 1


@given(evidence, share)
def test_worse_is_never_better(seen: Evidence, by: float) -> None:
    worse = [
        replace(seen, certainty=seen.certainty * by),
        replace(seen, detail_px=seen.detail_px * by),
        replace(seen, sharpness=seen.sharpness * by),
        replace(seen, inside=seen.inside * by),
        replace(seen, yaw=(seen.yaw or 0) + math.copysign(by * 40, seen.yaw or 1)),
        replace(seen, pitch=(seen.pitch or 0) + math.copysign(by * 40, seen.pitch or 1)),
    ]
    if seen.presence is not None:
        worse.append(replace(seen, presence=seen.presence * by))
    if seen.apart is not None:
        worse.append(replace(seen, apart=seen.apart + by))
    assert all(quality(each) <= quality(seen) + 1e-12 for each in worse)


def test_who_may_stand_for_a_person() -> None:
    assert quality(GOOD) == pytest.approx(1.0)
    for worse in (
        replace(GOOD, presence=0.2),
        replace(GOOD, detail_px=20),
        replace(GOOD, certainty=0.1),
        replace(GOOD, inside=0.8),
        replace(GOOD, yaw=None),
        replace(GOOD, sharpness=math.nan, detail_px=40),
    ):
        assert quality(worse) < ELIGIBLE
    assert eligible(ELIGIBLE)
    assert not eligible(ELIGIBLE - 1e-9)
    assert not eligible(None)
    assert eligible(None, "face")
    assert not eligible(1.0, "not_face")


def head(yaw: float, pitch: float, roll: float) -> list[tuple[float, float]]:
    """Five points of an average head, turned and seen from afar (degrees, mm)."""
    points = np.array([(-31.5, 0, 0), (31.5, 0, 0), (0, 37, 35), (-24, 65, 10), (24, 65, 10)], float)
    a, b, c = (math.radians(angle) for angle in (yaw, pitch, roll))
    turned = points @ np.array([[math.cos(a), 0, -math.sin(a)], [0, 1, 0], [math.sin(a), 0, math.cos(a)]])
    tipped = turned @ np.array([[1, 0, 0], [0, math.cos(b), math.sin(b)], [0, -math.sin(b), math.cos(b)]])
    flat = tipped[:, :2] @ np.array([[math.cos(c), math.sin(c)], [-math.sin(c), math.cos(c)]])
    return [(float(x), float(y)) for x, y in flat]


@pytest.mark.parametrize("angle", [-35, -15, 0, 20, 35])
def test_pose_of_a_turned_head(angle: float) -> None:
    seen = pose(head(angle, 0, 0))
    assert seen is not None
    assert (seen.yaw, seen.pitch, seen.roll) == pytest.approx((angle, 0, 0), abs=2)
    seen = pose(head(0, angle, 0))
    assert seen is not None
    assert seen.pitch == pytest.approx(angle, abs=2)
    seen = pose(head(0, 0, 4 * angle))
    assert seen is not None
    assert seen.roll == pytest.approx(4 * angle, abs=1e-6)


@pytest.mark.parametrize(
    "points", [[(1.0, 1.0)] * 5, [(math.nan, 0.0)] * 5, [(0, 0), (9, 0), (4, -5), (1, -9), (8, -9)]]
)
def test_points_that_make_no_face(points: list[tuple[float, float]]) -> None:
    assert pose(points) is None


def test_a_cut_face_is_told_by_its_points() -> None:
    face = USUAL_POINTS * (76, 100)
    assert share_inside(face + 50, 300, 300) == 1.0
    assert share_inside(face + np.array((-38, 50)), 300, 300) == pytest.approx(0.5, abs=0.06)
    assert share_inside(face + np.array((50, 250)), 300, 300) < 0.5


def test_eyes_are_judged_by_the_person() -> None:
    narrow = [Looks(0.16, 0.16, 0.8) for _ in range(ENOUGH)]
    wide = [Looks(0.34, 0.34, 0.8) for _ in range(ENOUGH)]
    half = Looks(0.15, 0.15, 0.8)
    assert eyes_open(half, usual(narrow)) is True
    assert eyes_open(half, usual(wide)) is False
    assert eyes_open(half) is True
    assert eyes_open(Looks(0.1, 0.1, None), usual(narrow)) is False
    assert eyes_open(Looks(None, None, 0.8), usual(wide)) is None
    assert usual(wide[:-1]) == Usual()


@given(st.permutations([Looks(0.1 + n / 50, 0.2, 0.7 + n / 20) for n in range(6)]))
def test_what_is_usual_does_not_hang_on_the_order(looks: list[Looks]) -> None:
    assert usual(looks) == usual(sorted(looks, key=lambda each: each.eye_left or 0))


def test_of_a_head_turned_aside_the_nearer_eye_is_believed() -> None:
    assert openness(Looks(0.3, 0.1, None, yaw=40)) == 0.3
    assert openness(Looks(0.3, 0.1, None, yaw=-40)) == 0.1
    assert openness(Looks(0.3, 0.1, None, yaw=5)) == pytest.approx(0.2)
    assert openness(Looks(None, 0.1, None)) == 0.1


def test_a_smile_is_wider_than_usual() -> None:
    person = usual([Looks(0.3, 0.3, value) for value in (0.7, 0.72, 0.74, 0.7)])
    assert smiles(Looks(None, None, 0.8), person) is True
    assert smiles(Looks(None, None, 0.75), person) is False
    assert smiles(Looks(None, None, 0.8)) is False
    assert smiles(Looks(None, None, None), person) is None
