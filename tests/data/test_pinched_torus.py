import numpy as np
import pytest

from tdlviz.core.errors import InvalidInput
from tdlviz.data.pinched_torus import pinched_torus


def test_points_lie_on_it():
    points = pinched_torus(300, major=3, minor=1)
    assert points[0].tolist() == [3, 0, 0]
    out = np.hypot(points[:, 0], points[:, 1])
    around = np.arctan2(points[:, 1], points[:, 0])
    assert np.hypot(out - 3, points[:, 2]) == pytest.approx(abs(np.sin(around / 2)))


def test_density_follows_the_area():
    points = pinched_torus(20_000)
    far = (
        points[:, 0] < 0
    )  # where the tube is wide: half the turn, ∫ sin from π/2 to 3π/2 of ∫ 0 to 2π
    assert far[1:].mean() == pytest.approx(np.sqrt(0.5), abs=0.02)


@pytest.mark.parametrize("given", [{"minor": 2}, {"minor": 0}, {"major": np.inf}, {"n": 0}])
def test_refused(given):
    with pytest.raises(InvalidInput):
        pinched_torus(**given)
