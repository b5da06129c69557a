import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import TooLarge
from tdlviz.lift.clique_count import check_cliques, clique_counts, probe, upper_bound
from tdlviz.lift.expected import Limit
from tdlviz.lift.graph import graph_edges


def edges_of(graph):
    return graph_edges("clique", graph, None)[0]


@pytest.mark.parametrize("seed", range(3))
def test_triangles_are_exact(seed):
    graph = nx.gnp_random_graph(200, 0.1, seed=seed)
    expected = clique_counts(edges_of(graph), 2)
    assert expected.exact
    assert expected.counts[2] == sum(nx.triangles(graph).values()) // 3


def test_probes_have_the_number_of_cliques_as_their_mean():
    graph = nx.gnp_random_graph(60, 0.4, seed=1)
    made = tv.clique(graph, max_dim=4).counts
    matrix = edges_of(graph).adjacency
    runs = [probe(lambda v: matrix[v], 60, 4, 200, seed)[0] for seed in range(60)]
    mean, error = np.mean(runs, axis=0), np.std(runs, axis=0) / np.sqrt(len(runs))
    assert (abs(mean - made) <= 4 * error + 1e-9).all()
    # and the standard error that a run reports is the one that runs have
    reported = np.mean([probe(lambda v: matrix[v], 60, 4, 200, s)[1] for s in range(60)], axis=0)
    assert np.allclose(reported[1:], np.std(runs, axis=0)[1:], rtol=0.4)


def test_a_complete_graph_has_no_variance():
    expected = clique_counts(edges_of(nx.complete_graph(12)), 5)
    assert expected.counts == (12, 66, 220, 495, 792, 924)
    assert expected.sure == (True, True, True, False, False, False)


def test_without_cliques():
    assert clique_counts(edges_of(nx.empty_graph(5)), 4).counts == (5, 0, 0, 0, 0)
    assert clique_counts(edges_of(nx.cycle_graph(9)), 4).counts == (9, 9, 0, 0, 0)


@pytest.mark.parametrize("probability", [0.0, 0.2, 1.0])
def test_the_bound_holds(probability):
    graph = nx.gnp_random_graph(25, probability, seed=0)
    assert upper_bound(edges_of(graph), 4) >= sum(tv.clique(graph, max_dim=4).counts)


def test_many_candidates_are_no_reason_to_refuse():
    star = edges_of(nx.star_graph(3000))
    assert upper_bound(star, 2) > 4_000_000
    check_cliques(star, 2, Limit(10_000, "clique", "lower max_dim"))
    with pytest.raises(TooLarge, match=r"6,001 cells \(3,001 vertices, 3,000 edges, 0 triangles\)"):
        check_cliques(star, 2, Limit(6000, "clique", "lower max_dim"))
