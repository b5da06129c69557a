import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.errors import InvalidInput
from tdlviz.topology import ollivier_kernel


def by_pot(graph, cx, idleness):
    """Walks, all distances in the whole graph, and the network simplex, edge by edge."""
    ot = pytest.importorskip("ot")
    far = dict(nx.all_pairs_shortest_path_length(graph))

    def walk(vertex):
        mass = {other: (1 - idleness) / graph.degree(vertex) for other in graph[vertex]}
        return {**mass, vertex: idleness}

    found = []
    for u, v in np.asarray(cx.cells(1)).tolist():
        here, there = walk(u), walk(v)
        cost = np.array([[far[a][b] for b in there] for a in here], dtype=float)
        masses = (np.array([*walk.values()]) for walk in (here, there))
        found.append(1 - ot.emd2(*masses, cost))
    return np.array(found)


@settings(max_examples=20)
@given(st.integers(2, 14), st.floats(0.2, 1), st.sampled_from([0, 0.25, 0.37, 1]), st.integers(0))
def test_equals_pot_edge_by_edge(n, probability, idleness, seed):
    graph = nx.gnp_random_graph(n, probability, seed=seed)
    graph.add_edge(0, 1)
    cx = tv.clique(graph)
    ours = tv.ollivier_curvature(cx, idleness).values
    assert ours == pytest.approx(by_pot(graph, cx, idleness), abs=1e-10)


def test_s177_known_curvatures():
    for n in (2, 3, 5, 8):
        complete = tv.ollivier_curvature(tv.clique(nx.complete_graph(n))).values
        assert complete == pytest.approx((n - 2) / (n - 1))
    assert tv.ollivier_curvature(tv.clique(nx.cycle_graph(8))).values == pytest.approx(0)
    tree = nx.balanced_tree(3, 3)
    cx = tv.clique(tree)
    inner = [min(tree.degree(u), tree.degree(v)) >= 3 for u, v in np.asarray(cx.cells(1))]
    assert (tv.ollivier_curvature(cx).values[inner] < 0).all()
    # Lin, Lu and Yau (2011): on a tree 2 / deg(u) + 2 / deg(v) - 2.
    degrees = np.array([d for _, d in sorted(tree.degree)])[np.asarray(cx.cells(1))]
    wanted = np.where(degrees.min(axis=1) > 1, (2 / degrees).sum(axis=1) - 2, 0)
    assert tv.ollivier_curvature(cx).values == pytest.approx(wanted)


def test_many_vertices_have_their_distances_found_anew():
    graph = nx.gnp_random_graph(40, 0.15, seed=4)
    cx = tv.clique(graph, max_dim=1)
    many = ollivier_kernel.TABLE // 40 + 1
    plain = tv.ollivier_curvature(cx).values
    assert tv.ollivier_curvature(tv.batch([cx] * many)).values == pytest.approx(
        np.tile(plain, many)
    )


def test_real_graph(data_dir):
    lines = np.loadtxt(data_dir / "heterophily-geomgcn/texas/out1_graph_edges.txt", int, skiprows=1)
    graph = nx.Graph([(u, v) for u, v in lines if u != v])
    cx = tv.clique(graph)
    assert tv.ollivier_curvature(cx).values == pytest.approx(by_pot(graph, cx, 0.0), abs=1e-10)


def test_directions_and_batches_change_nothing():
    graph = nx.gnp_random_graph(12, 0.4, seed=2)
    cx = tv.clique(graph, max_dim=1)
    plain = tv.ollivier_curvature(cx).values
    twice = tv.ollivier_curvature(tv.batch([cx, cx])).values
    assert twice == pytest.approx(np.tile(plain, 2))
    turned = tv.Complex((cx.ranks[0], Cells.of(np.asarray(cx.ranks[1])[:, ::-1])))
    assert tv.ollivier_curvature(turned).values == pytest.approx(plain)


def test_refused():
    cx = tv.clique([[0, 1], [1, 2]])
    with pytest.raises(InvalidInput, match="0 to 1"):
        tv.ollivier_curvature(cx, 1.5)
    with pytest.raises(InvalidInput, match="two vertices"):
        tv.ollivier_curvature(tv.Complex((cx.ranks[0], Cells.of([[0, 1, 2]])), oriented=False))
    with pytest.raises(InvalidInput, match="no edges"):
        tv.ollivier_curvature(tv.Complex(cx.ranks[:1]))
