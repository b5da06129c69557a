import networkx as nx
import numpy as np
import pytest

from tdlviz.topology.spanning_forest import spanning_forest


@pytest.mark.parametrize("seed", range(8))
def test_it_is_as_short_as_that_of_networkx(seed):
    graph = nx.gnp_random_graph(20, 0.15, seed=seed)
    ends = np.array(graph.edges).reshape(-1, 2)
    lengths = np.random.default_rng(seed).integers(0, 4, len(ends)).astype(float)
    chosen = spanning_forest(20, ends, lengths)
    graph.add_weighted_edges_from((*e, w) for e, w in zip(ends.tolist(), lengths, strict=True))
    wanted = nx.minimum_spanning_tree(graph)
    assert lengths[chosen].sum() == wanted.size("weight")
    forest = nx.Graph(ends[chosen].tolist())
    forest.add_nodes_from(range(20))
    assert nx.is_forest(forest)
    assert len(chosen) == wanted.number_of_edges()


def test_of_equal_lengths_the_first_and_of_parallel_edges_the_shortest():
    triangle = np.array([[0, 1], [0, 2], [1, 2]])
    assert spanning_forest(3, triangle, np.ones(3)).tolist() == [0, 1]
    twice = np.array([[0, 1], [1, 0], [1, 2]])
    assert spanning_forest(3, twice, np.array([2.0, 1.0, 5.0])).tolist() == [1, 2]
    assert spanning_forest(2, np.zeros((0, 2), np.int64), np.zeros(0)).tolist() == []
