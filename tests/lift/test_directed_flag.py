import json
from math import perm

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

BOTH_WAYS = [[0, 1], [1, 0]]


def random_arcs(seed, most=14):
    random = np.random.default_rng(seed)
    n = int(random.integers(1, most))
    joined = random.random((n, n)) < 0.6 * random.random()
    np.fill_diagonal(joined, False)
    return joined, random.random(int(joined.sum())) + 0.1


@pytest.mark.parametrize("seed", range(12))
def test_equals_flagser(seed):
    pyflagser = pytest.importorskip("pyflagser")
    joined, births = random_arcs(seed)
    cx = tv.directed_flag(sparse.csr_array(joined.astype(int)), max_dim=4)
    theirs = pyflagser.flagser_unweighted(joined, max_dimension=3)
    counts = theirs["cell_count"]
    assert cx.counts[: len(counts)] == tuple(counts)
    assert tv.betti(cx, 2)[: len(theirs["betti"])] == tuple(theirs["betti"])
    if len(births) == 0:
        return
    ends = np.array(joined.nonzero())
    filtered = tv.directed_flag(ends, 3, vertices=len(joined), births=births)
    weights = sparse.coo_matrix((births, tuple(ends)), shape=joined.shape)
    diagrams = pyflagser.flagser_weighted(weights, max_dimension=2)["dgms"]
    for dim, diagram in enumerate(diagrams):
        ours, wanted = np.asarray(tv.persistence(filtered, dim)), np.reshape(diagram, (-1, 2))
        wanted = wanted[wanted[:, 0] < wanted[:, 1]]
        ours, wanted = (bars[np.lexsort(bars.T)] for bars in (ours, wanted))
        assert ours.shape == wanted.shape
        assert np.allclose(ours, wanted, atol=1e-6)


def test_reference_counts_and_betti_numbers(data_dir, flag_files):
    folder = data_dir / "flagser-reference"
    expected = json.loads((folder / "expected.json").read_text())
    checked = 0
    for name, (vertex_births, ends, _) in flag_files.items():
        if name == "d10.flag":  # ten million cells: as complete graphs below
            continue
        counts, holes = expected["cell_count"][name], expected["betti"][name]
        cx = tv.directed_flag(ends, len(counts), vertices=len(vertex_births))
        assert cx.counts == (*counts, 0), name
        assert tv.betti(cx, 2)[: len(holes)] == tuple(holes), name
        checked += 1
    assert checked >= 13


@pytest.mark.parametrize(("n", "derangements"), [(2, 1), (5, 44), (7, 1854)])
def test_complete_graphs_have_a_hole_for_each_derangement(n, derangements):
    graph = nx.complete_graph(n, nx.DiGraph())
    cx = tv.directed_flag(graph, n - 1)
    assert cx.counts == tuple(perm(n, k + 1) for k in range(n))
    assert tv.expect(tv.directed_flag, graph, n - 1).counts == cx.counts
    assert tv.betti(cx, 2) == (1, *[0] * (n - 2), derangements)


def test_acyclic_orders_give_the_clique_complex():
    graph = nx.gnp_random_graph(60, 0.3, seed=1)
    ends = np.array(graph.edges).T
    directed, cliques = tv.directed_flag(ends, 4, vertices=60), tv.clique(ends, 4, vertices=60)
    for rank in range(5):
        assert np.array_equal(directed.cells(rank).flat, cliques.cells(rank).flat)


def test_expected_counts_of_a_random_graph():
    joined = np.random.default_rng(0).random((100, 100)) < 0.3
    np.fill_diagonal(joined, False)
    ends = np.array(joined.nonzero())
    expected, made = tv.expect(tv.directed_flag, ends, 4), tv.directed_flag(ends, 4)
    assert expected.sure == (True, True, True, False, False)
    assert expected.counts[:3] == made.counts[:3]
    assert np.allclose(expected.counts, made.counts, rtol=0.1)


def test_births_and_names():
    cx = tv.directed_flag(
        [[2, 0, 1], [0, 1, 2]], vertices=4, births=[3, 1, 2], vertex_births=[0, 1, 0, -1]
    )
    assert cx.cells(1).flat.tolist() == [0, 1, 1, 2, 2, 0]
    assert [values.tolist() for values in cx.births] == [[0, 1, 0, -1], [1, 2, 3], []]
    graph = nx.DiGraph([(7, 3), (3, 7)])
    assert tv.directed_flag(graph)["vertex"].values.tolist() == [3, 7]
    assert tv.betti(tv.directed_flag(graph)) == (1, 1, 0)
    assert tv.directed_flag(BOTH_WAYS, 0, births=[1, 1]).births[0].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("graph", "options", "says"),
    [
        (nx.path_graph(2), {}, "to_directed.*tdlviz.clique"),
        (nx.MultiDiGraph([(0, 1)]), {}, "networkx.DiGraph"),
        ([[0, 0], [1, 1]], {}, r"edge \[0, 1\] twice; each directed edge is given once"),
        ([[0], [0]], {}, "loop at vertex 0"),
        (BOTH_WAYS, {"births": [1]}, r"\(2,\) numbers"),
        (BOTH_WAYS, {"births": [1, np.nan]}, "NaN"),
        (BOTH_WAYS, {"births": [1, -1]}, "no edge enters before its vertices"),
        (BOTH_WAYS, {"vertex_births": [0, 0]}, "edges need them too"),
        (nx.DiGraph([(0, 1)]), {"births": [1]}, "one a column of an edge index"),
    ],
)
def test_bad_input(graph, options, says):
    with pytest.raises(InvalidInput, match=says):
        tv.directed_flag(graph, **options)


def test_too_large():
    with pytest.raises(TooLarge, match=r"about .*lower max_dim"):
        tv.directed_flag(nx.complete_graph(60, nx.DiGraph()), max_dim=6)
