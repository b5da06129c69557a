import numpy as np
import pytest

import tdlviz as tv


@pytest.mark.parametrize("n", [1, 2, 7, 100])
def test_on_two_circles_without_doubles(n):
    points = tv.data.figure_eight(n)
    centres = np.where(np.arange(n) < n - n // 2, 1.0, -1.0)
    assert np.allclose(np.hypot(points[:, 0] - centres, points[:, 1]), 1)
    assert len(np.unique(points.round(9), axis=0)) == n


def test_two_loops():
    tree = tv.to_gudhi(tv.alpha(tv.data.figure_eight(60)))
    tree.compute_persistence()
    bars = tree.persistence_intervals_in_dimension(1)
    assert (bars[:, 1] - bars[:, 0] > 0.5).sum() == 2
