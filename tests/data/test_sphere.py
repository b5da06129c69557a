import numpy as np
import pytest

import tdlviz as tv


def test_on_the_sphere_and_uniform_by_area():
    points = tv.data.sphere(20_000)
    assert np.allclose(np.linalg.norm(points, axis=1), 1)
    # Archimedes: the height of a uniform point is uniform.
    assert (points[:, 2] < 0.5).mean() == pytest.approx(0.75, abs=0.015)
