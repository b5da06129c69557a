import numpy as np
import pytest
from scipy.spatial.distance import cdist

from tdlviz.core.errors import InvalidInput
from tdlviz.lift.expected import Limit
from tdlviz.lift.rips_graph import rips_asked

ENDLESS = Limit(10**9, "rips", "")
POINTS = np.random.default_rng(0).random((30, 2))


def asked(
    points=None, distances=None, reach=None, dim=2, collapse=False, weights=None, sparse=None
):
    return rips_asked(points, distances, reach, dim, collapse, weights, sparse)


def test_points_and_distances_ask_for_one_graph():
    by_points = asked(POINTS).graph(ENDLESS).edges
    by_distances = asked(distances=cdist(POINTS, POINTS)).graph(ENDLESS).edges
    assert np.array_equal(by_points.pairs, by_distances.pairs)
    assert np.allclose(by_points.values, by_distances.values)
    assert by_points.values.max() == pytest.approx(cdist(POINTS, POINTS).max(axis=1).min())


def test_only_sparse_graphs_have_cliques_that_do_not_count():
    assert asked(POINTS).graph(ENDLESS)[1:] == (None, None)
    graph = asked(POINTS, sparse=0.8).graph(ENDLESS)
    triangles = np.array([[0, 1, 2], [4, 9, 20]])
    late = np.full(2, 1e9)
    assert (graph.admit(triangles, late, None) == np.inf).all()


def test_a_crowd_is_met_before_its_edges_are_listed():
    crowd = np.random.default_rng(0).random((4000, 2))
    assert asked(crowd, reach=0.5).crowd(1000).counts[0] == 4000
    assert asked(POINTS).crowd(10) is None
    assert asked(POINTS, dim=0).graph(ENDLESS).edges.values.size == 0


def test_points_or_distances():
    for both in ({}, {"points": POINTS, "distances": cdist(POINTS, POINTS)}):
        with pytest.raises(InvalidInput, match="either points or distances"):
            asked(**both)
