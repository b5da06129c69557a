from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

SQUARE = np.array([[0, 1, 2, 3], [1, 2, 3, 0]])


def simplices(cx):
    return [{tuple(s) for s in cells} for cells in cx.ranks]


def brute_force(graph, max_dim):
    nodes = sorted(graph)
    return [
        {s for s in combinations(nodes, k) if all(graph.has_edge(*e) for e in combinations(s, 2))}
        for k in range(1, max_dim + 2)
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.floats(0, 1), st.integers(0, 5), st.integers(0, 1000))
def test_equals_all_subsets(n, probability, max_dim, seed):
    graph = nx.gnp_random_graph(n, probability, seed=seed)
    cx = tv.clique(graph, max_dim)
    assert simplices(cx) == brute_force(graph, max_dim)
    assert cx.births is None


@pytest.mark.parametrize("seed", range(2))
def test_equals_networkx_cliques_in_lexicographic_order(seed):
    graph = nx.gnp_random_graph(150, 0.2, seed=seed)
    cx = tv.clique(graph, max_dim=9)
    theirs = list(nx.enumerate_all_cliques(graph))
    for rank, cells in enumerate(cx.ranks):
        expected = sorted(sorted(c) for c in theirs if len(c) == rank + 1)
        assert [list(c) for c in cells] == expected


def test_all_forms_of_a_graph_agree():
    torch = pytest.importorskip("torch")
    graph = nx.gnp_random_graph(60, 0.2, seed=3)
    index = np.array(graph.edges).T
    both = np.concatenate([index, index[::-1]], axis=1)
    forms = [index, both, torch.tensor(index), torch.tensor(both), index.tolist()]
    forms += [nx.to_scipy_sparse_array(graph, format=f, dtype=float) for f in ("csr", "coo")]
    for form in forms:
        assert simplices(tv.clique(form)) == simplices(tv.clique(graph))


def test_hubs_are_expanded_without_trying_all_pairs_of_their_neighbours():
    star = nx.star_graph(50_000)
    star.add_edge(1, 2)
    cx = tv.clique(star)
    assert cx.counts == (50_001, 50_001, 1)
    assert cx.cells(2)[0].tolist() == [0, 1, 2]


def test_integer_names_are_kept():
    graph = nx.Graph([(30, 10), (10, 20), (20, 30), (5, 10)])
    cx = tv.clique(graph)
    assert cx["vertex"].values.tolist() == [5, 10, 20, 30]
    assert simplices(cx)[2] == {(1, 2, 3)}
    shuffled = nx.Graph([(2, 0), (0, 1)])
    assert "vertex" not in tv.clique(shuffled).fields
    assert simplices(tv.clique(shuffled))[1] == {(0, 1), (0, 2)}


def test_edge_index_with_isolated_vertices():
    assert tv.clique(SQUARE).counts == (4, 4, 0)
    assert tv.clique(SQUARE, vertices=6).counts == (6, 4, 0)
    assert tv.clique(np.zeros((2, 0), dtype=int), vertices=3).counts == (3, 0, 0)


LOOP = nx.Graph([(0, 1), (1, 1)])
BAD = [
    ((nx.DiGraph([(0, 1)]),), {}, "directed"),
    ((nx.MultiGraph([(0, 1), (0, 1)]),), {}, "multigraph"),
    ((nx.Graph(),), {}, "empty"),
    ((LOOP,), {}, "loop at vertex 1"),
    ((nx.Graph([("a", "b")]),), {}, "'a'.*convert_node_labels_to_integers"),
    ((nx.Graph([(True, 2)]),), {}, "True"),
    ((nx.Graph([(0.5, 2)]),), {}, "0.5"),
    ((nx.path_graph(3),), {"vertices": 3}, "knows its vertices"),
    ((nx.Graph([(-1, 2)]), 1.5), {}, "integer"),
    ((nx.path_graph(3), -1), {}, "at least 0"),
    ((nx.path_graph(3), True), {}, "integer"),
    ((sparse.csr_array([[0, 1], [0, 0]]),), {}, "symmetric"),
    ((sparse.csr_array([[0, 0.5], [0.5, 0]]),), {}, "0 or 1"),
    ((sparse.csr_array([[1, 1], [1, 0]]),), {}, "loop at vertex 0"),
    ((sparse.csr_array([[1, 1]]),), {}, "square"),
    ((sparse.csr_array((0, 0)),), {}, "empty"),
    ((np.zeros((3, 3)),), {}, "edge index|networkx"),
    ((np.zeros((2, 3)),), {}, "integers"),
    (([[0, 1], [1]],), {}, "alike"),
    ((np.zeros((2, 0), dtype=int),), {}, "empty"),
    ((SQUARE,), {"vertices": 3}, r"\[2, 3\].*0 to 2"),
    ((SQUARE,), {"vertices": 0}, "at least 1"),
    ((SQUARE - 1,), {}, "-1"),
    ((np.array([[0, 1], [0, 2]]),), {}, "loop at vertex 0"),
    ((np.array([[0, 0], [1, 1]]),), {}, r"\[0, 1\] twice"),
    (("graph",), {}, "networkx"),
    ((None,), {}, "networkx"),
]


@pytest.mark.parametrize(("arguments", "options", "words"), BAD)
def test_bad_input(arguments, options, words):
    with pytest.raises(InvalidInput, match=words):
        tv.clique(*arguments, **options)


def test_too_many_cells_are_refused_before_they_are_made():
    with pytest.raises(
        TooLarge, match=r"about .*tetrahedra.*max_cells is 2,000,000: lower max_dim"
    ):
        tv.clique(nx.complete_graph(200), max_dim=5)
    with pytest.raises(TooLarge, match=r"10 cells"):
        tv.clique(nx.cycle_graph(5), max_cells=9)


def test_a_real_graph_of_contacts(data_dir):
    folder = data_dir / "strongly-regular"
    graphs = nx.read_graph6(folder / "sr251256.g6")
    for graph in graphs:
        cx = tv.clique(graph, max_dim=3)
        assert cx.counts[:2] == (25, 150)
        # Every edge of a strongly regular graph with lambda = 5 lies in five triangles.
        assert cx.counts[2] == 150 * 5 // 3
