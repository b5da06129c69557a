from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import minimize_scalar
from scipy.spatial.distance import cdist

from tdlviz.lift.miniball import inner_circumball, miniball

FEW = st.tuples(st.integers(2, 6), st.integers(1, 3)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(-4, 4).map(lambda n: n / 4))
)


def by_brute_force(points):
    """The smallest ball that contains all among those through 2, 3, … points (least squares)."""
    best = np.inf if len(points) > 1 else 0.0
    for size in range(2, len(points) + 1):
        for chosen in combinations(points, size):
            edges = np.array(chosen[1:]) - chosen[0]
            # The centre nearest to all: exact where the points are independent.
            offset = np.linalg.lstsq(edges, (edges**2).sum(axis=1) / 2, rcond=None)[0]
            away = cdist(points, [chosen[0] + offset])[:, 0]
            best = min(best, away.max())
    return best


@settings(max_examples=50, deadline=None)
@given(FEW)
def test_equals_the_smallest_of_all_balls(points):
    ours = np.sqrt(miniball(cdist(points, points, "sqeuclidean")[None], points.shape[1]))
    assert ours[0] == pytest.approx(by_brute_force(points), abs=1e-7)


def test_known_balls():
    right = np.array([[0, 0], [6, 0], [0, 8.0]])
    obtuse = np.array([[0, 0], [10, 0], [5, 1.0]])
    equal = np.array([[0, 0], [2, 0], [1, np.sqrt(3)]])
    squares = np.stack([cdist(p, p, "sqeuclidean") for p in (right, obtuse, equal)])
    assert np.sqrt(miniball(squares, 2)) == pytest.approx([5, 5, 2 / np.sqrt(3)])
    assert inner_circumball(squares)[1] == 0


@pytest.mark.parametrize("height", [0.0, 1e-300, 1e-12, 1e-9, 1e-7, 1e-5, 1e-3])
def test_flat_simplices_never_get_a_ball_too_large(height):
    square = np.array([[0, 0, 0], [1, 0, height], [0, 1, height], [1, 1, 0.0]])
    radius = np.sqrt(miniball(cdist(square, square, "sqeuclidean")[None], 3))[0]
    # By symmetry the centre is above the middle.
    found = minimize_scalar(
        lambda z: cdist(square, [[0.5, 0.5, z]]).max(), bounds=(-1, 1), options={"xatol": 1e-14}
    )
    assert radius == pytest.approx(found.fun, abs=1e-9)
    assert radius <= found.fun + 1e-15


def test_far_and_tiny_points():
    corner = np.vstack([np.zeros(3), np.eye(3)])
    for scale in (1e-150, 1e150):
        squares = cdist(scale * corner, scale * corner, "sqeuclidean")[None]
        assert np.sqrt(miniball(squares, 3)) / scale == pytest.approx(np.sqrt(2 / 3))
