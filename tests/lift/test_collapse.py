import numpy as np
from compare import bars, same
from scipy.spatial.distance import pdist

from tdlviz.lift.collapse import collapsed
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import expand
from tdlviz.lift.expected import Limit
from tdlviz.lift.filtered import filtered


def test_fewer_edges_with_the_same_diagram():
    points = np.random.default_rng(0).normal(size=(40, 2))
    pairs = np.column_stack(np.triu_indices(40, 1))
    edges = Edges(40, pairs, pdist(points))
    fewer = collapsed(edges)
    assert len(fewer) < len(edges) / 2
    whole, less = (filtered(*expand(e, 2, Limit(10**6, "", ""))) for e in (edges, fewer))
    for dim in (0, 1):
        assert same(bars(whole, dim), bars(less, dim))
