import warnings

import numpy as np
import pytest
from scipy import sparse
from scipy.spatial.distance import cdist

from tdlviz.lift import neighbours
from tdlviz.lift.neighbours import (
    count_pairs,
    distance_edges,
    enclosing_radius,
    near_rows,
    point_edges,
)

FORMS = {"dense": neighbours.DENSE, "tree": 0}


@pytest.fixture(params=FORMS, autouse=True)
def both_ways(request, monkeypatch):
    """Every test once by the distance matrix and once by the k-d tree."""
    monkeypatch.setattr(neighbours, "DENSE", FORMS[request.param])


@pytest.mark.parametrize("dim", [1, 3, 20])
def test_the_enclosing_radius_is_the_least_eccentricity(dim, rng):
    points = rng.normal(size=(150, dim))
    wanted = cdist(points, points).max(axis=1).min()
    assert enclosing_radius(points) == pytest.approx(wanted, rel=1e-12)


def test_near_pairs_are_those_of_the_distance_matrix(rng):
    points = rng.random((120, 3))
    matrix, reach = cdist(points, points), 0.3
    wanted = np.argwhere(np.triu(matrix <= reach, 1))
    edges = point_edges(points, reach)
    np.testing.assert_array_equal(edges.pairs, wanted)
    np.testing.assert_allclose(edges.values, matrix[tuple(wanted.T)], rtol=1e-12)
    assert count_pairs(points, reach) == len(wanted)
    rows = near_rows(points, reach)(np.array([5, 7])).toarray()
    np.testing.assert_array_equal(rows, ((matrix <= reach) & ~np.eye(120, dtype=bool))[[5, 7]])


def test_a_pair_just_at_the_length_counts():
    points = np.array([[0.0], [0.1], [0.30000000000000004]])
    assert point_edges(points, 0.1).pairs.tolist() == [[0, 1]]
    assert point_edges(points, 0.30000000000000004).pairs.tolist() == [[0, 1], [0, 2], [1, 2]]


def test_infinite_distances_are_no_edges_and_no_warning():
    matrix = np.array([[0, 1, np.inf], [1, 0, 2], [np.inf, 2, 0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        edges = distance_edges(matrix, None)
    assert edges.pairs.tolist() == [[0, 1], [1, 2]]
    assert edges.values.tolist() == [1, 2]


def test_dense_and_sparse_distances_are_the_same_edges(rng):
    points = rng.random((40, 2))
    matrix = cdist(points, points)
    for reach in (None, 0.4, np.inf):
        dense = distance_edges(matrix, reach)
        thin = distance_edges(sparse.csr_array(matrix), reach)
        np.testing.assert_array_equal(dense.pairs, thin.pairs)
        np.testing.assert_array_equal(dense.values, thin.values)
