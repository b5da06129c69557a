import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


def test_on_the_torus():
    x, y, z = tv.data.torus(1000, major=3, minor=0.5).T
    assert np.allclose((np.hypot(x, y) - 3) ** 2 + z**2, 0.25)


def test_uniform_by_area():
    # Pappus: the outer half of the tube has (pi R + 2 r) / (2 pi R) of the area.
    x, y, _ = tv.data.torus(40_000).T
    outer = (np.hypot(x, y) > 2).mean()
    assert outer == pytest.approx((2 * np.pi + 2) / (4 * np.pi), abs=0.01)


@pytest.mark.parametrize("radii", [(1, 2), (1, 0), (0, 0), (np.inf, 1), (-1, -2)])
def test_bad_radii(radii):
    with pytest.raises(InvalidInput, match="torus"):
        tv.data.torus(10, major=radii[0], minor=radii[1])
