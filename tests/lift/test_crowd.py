import numpy as np
import pytest
from scipy.spatial.distance import pdist

from tdlviz.core.errors import InvalidInput
from tdlviz.lift.crowd import check_spread, crowd


def test_few_points_are_no_crowd():
    assert crowd(np.random.default_rng(0).random((100, 2)), 9.0, 2, 10) is None


def test_edges_of_a_crowd_are_exact():
    points = np.random.default_rng(0).random((3200, 2))
    pairs = int((pdist(points) <= 0.1).sum())
    assert crowd(points, 0.1, 2, pairs + 3200) is None
    expected = crowd(points, 0.1, 2, pairs + 3199)
    assert expected.counts[:2] == (3200, pairs)
    assert expected.sure == (True, True, False)


def test_distances_beyond_floats():
    check_spread("asked", np.array([[1e150], [-1e150]]))
    with pytest.raises(InvalidInput, match=r"asked.*finite"):
        check_spread("asked", np.array([[1e160], [-1e160]]))
