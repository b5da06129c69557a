import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from tdlviz.core.errors import InvalidInput
from tdlviz.lift.graph import graph_arcs, graph_edges


def test_three_forms_of_a_graph_are_the_same_edges(rng):
    graph = nx.gnp_random_graph(30, 0.2, seed=3)
    wanted = sorted(map(sorted, graph.edges))
    index = rng.permutation(np.array(graph.edges))
    both = np.concatenate([index, index[:, ::-1]])
    forms = [graph, nx.to_scipy_sparse_array(graph), index.T, both.T]
    found = [
        graph_edges("clique", form, 30 if isinstance(form, np.ndarray) else None)[0]
        for form in forms
    ]
    assert all(edges.pairs.tolist() == wanted and edges.vertices == 30 for edges in found)


def test_names_that_are_no_places_are_kept():
    edges, names = graph_edges("clique", nx.Graph([(-5, 10**12), (10**12, 7)]), None)
    assert names.tolist() == [-5, 7, 10**12]
    assert edges.pairs.tolist() == [[0, 2], [1, 2]]
    assert graph_edges("clique", nx.Graph([(1, 0)]), None)[1] is None


def test_arcs_keep_their_direction_and_an_index_its_order():
    index = np.array([[4, 0, 2, 0], [1, 2, 0, 1]])
    arcs = graph_arcs("directed_flag", index, 6)
    assert (arcs.ends.T.tolist(), arcs.vertices, arcs.names) == (index.tolist(), 6, None)
    graph = nx.DiGraph(list(index.T + 3))
    matrix = nx.to_scipy_sparse_array(graph, nodelist=[3, 4, 5, 7])
    for form in (graph, matrix):
        found = graph_arcs("directed_flag", form, None)
        assert sorted(found.ends.tolist()) == [[0, 1], [0, 2], [2, 0], [3, 1]]
    assert graph_arcs("directed_flag", graph, None).names.tolist() == [3, 4, 5, 7]


def test_errors_name_the_lifting():
    for asked in ("rings", "cycle_basis"):
        with pytest.raises(InvalidInput, match=f"{asked}: given a loop at vertex 1"):
            graph_edges(asked, nx.Graph([(0, 1), (1, 1)]), None)
    with pytest.raises(InvalidInput, match=r"x\(vertices=…\)"):
        graph_arcs("x", nx.DiGraph([(0, 1)]), 4)


@pytest.mark.parametrize(
    ("graph", "says"),
    [
        (nx.Graph([(0, -(10**30))]), "names are below"),
        (sparse.csr_array((3, 2)), "square"),
        (sparse.csr_array([[0, 0.5], [0.5, 0]]), "an entry 0.5"),
        (np.array([[0], [10**12]]), "edge .0, 1000000000000.; vertices are 0 to 19,999,999"),
        (np.array([[0], [2**63 + 1]], np.uint64), "19,999,999"),
        (np.zeros((2, 0), int), "an empty graph"),
    ],
)
def test_refused(graph, says):
    with pytest.raises(InvalidInput, match=says):
        graph_edges("rings", graph, None)
