import gudhi
import numpy as np
import pytest
from compare import as_dict, bars, same, sound, tree_dict
from scipy.spatial.distance import cdist

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.lift import rips_graph
from tdlviz.lift.expansion import expand
from tdlviz.lift.expected import Limit
from tdlviz.lift.filtered import filtered
from tdlviz.lift.sparse_rips import sparse_edges, still_there

ENDLESS = Limit(10**9, "", "")


def from_start(distances, epsilon, start):
    edges, insertion = sparse_edges(
        distances.__getitem__, len(distances), epsilon, np.inf, ENDLESS, start
    )
    return filtered(*expand(edges, 3, ENDLESS, still_there(insertion, epsilon)))


@pytest.mark.parametrize("epsilon", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("seed", range(3))
def test_equals_gudhi_from_one_of_the_starts(epsilon, seed):
    """gudhi starts its greedy order at a random point."""
    points = np.random.default_rng(seed).random((14, 2))
    tree = gudhi.RipsComplex(points=points, sparse=epsilon).create_simplex_tree(3)
    theirs = tree_dict(tree)
    starts = range(len(points))
    assert any(same(as_dict(from_start(cdist(points, points), epsilon, s)), theirs) for s in starts)


@pytest.mark.parametrize("epsilon", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("d", [1, 2, 5])
def test_the_diagram_is_near_that_of_the_whole(epsilon, d):
    """A factor between 1 and 1 / (1 - epsilon): bottleneck distance of the logarithms."""
    points = np.random.default_rng(d).normal(size=(40, d))
    whole, less = tv.rips(points, max_edge=np.inf), tv.rips(points, sparse=epsilon)
    most = -np.log(1 - epsilon) + 1e-9
    ends = [np.sort(bars(cx, 0)[:, 1])[:-1] for cx in (whole, less)]
    assert (abs(np.log(ends[1] / ends[0])) <= most).all()
    loops = [np.log(bars(cx, 1)) for cx in (whole, less)]
    assert gudhi.bottleneck_distance(*loops) <= most
    assert sound(less)
    assert less.counts[2] <= whole.counts[2]


def test_it_is_of_linear_size():
    edges = [tv.rips(tv.data.circle(n), sparse=0.5, max_dim=1).counts[1] for n in (200, 400, 800)]
    assert edges[2] / edges[1] < 2.3
    assert edges[2] < 800 * 799 / 2 / 10


def test_points_twins_distances_and_the_tree_agree(monkeypatch):
    points = np.random.default_rng(0).integers(0, 5, (60, 2)).astype(np.float32)
    cx = tv.rips(points, sparse=0.5, max_edge=4)
    by_distances = tv.rips(distances=cdist(points, points), sparse=0.5, max_edge=4)
    assert as_dict(cx) == as_dict(by_distances)
    assert max(cx["birth1"].values) <= 4
    assert tv.betti(tv.rips(points, sparse=0.5))[0] == 1
    monkeypatch.setattr(rips_graph, "DENSE", 10)
    assert same(as_dict(tv.rips(points, sparse=0.5, max_edge=4)), as_dict(cx))
    assert tv.rips([[1.0, 2.0]], sparse=0.5).counts == (1, 0, 0)


def test_counts_are_foreseen():
    points = tv.data.torus(300, seed=0)
    expected, made = (f(*a, points, sparse=0.5) for f, a in ((tv.expect, [tv.rips]), (tv.rips, [])))
    assert expected.counts[:2] == made.counts[:2]
    assert expected.sure == (True, True, False)
    assert expected.counts[2] == pytest.approx(made.counts[2], rel=0.2)
    with pytest.raises(TooLarge, match="cells or more"):
        tv.rips(points, sparse=0.1, max_cells=2000)


@pytest.mark.parametrize("epsilon", [0, 1, -0.5, 2, np.nan, "0.5", True])
def test_bad_epsilons(epsilon):
    with pytest.raises(InvalidInput, match="sparse"):
        tv.rips([[0.0], [1.0]], sparse=epsilon)


def test_what_it_does_not_go_with():
    with pytest.raises(InvalidInput, match="sparse with collapse"):
        tv.rips([[0.0], [1.0]], sparse=0.5, collapse=True)
    with pytest.raises(InvalidInput, match="sparse with weights"):
        tv.rips([[0.0], [1.0]], sparse=0.5, weights=[0, 0])
    with pytest.raises(InvalidInput, match="all distances are needed"):
        tv.rips(distances=[[0, np.inf], [np.inf, 0]], sparse=0.5)
