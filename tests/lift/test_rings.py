import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

GRAPHS = st.tuples(st.integers(1, 13), st.floats(0, 0.7), st.integers(0, 1000))


def around(cycle):
    """A cycle from its least vertex on to the lesser of that vertex's neighbours."""
    first = cycle.index(min(cycle))
    turned = cycle[first:] + cycle[:first]
    return turned if turned[1] < turned[-1] else [turned[0], *turned[:0:-1]]


def polygons(cx):
    return [cell.tolist() for cell in cx.cells(2)]


@settings(max_examples=40)
@given(GRAPHS, st.integers(3, 8), st.booleans())
def test_equals_the_cycles_of_networkx(drawn, longest, induced):
    n, probability, seed = drawn
    graph = nx.gnp_random_graph(n, probability, seed=seed)
    cycles = nx.chordless_cycles if induced else nx.simple_cycles
    theirs = sorted(around(list(cycle)) for cycle in cycles(graph, length_bound=longest))
    cx = tv.rings(graph, longest, induced=induced)
    assert polygons(cx) == theirs
    assert cx.counts[:2] == (n, graph.number_of_edges())
    assert tv.expect(tv.rings, graph, longest, induced=induced).counts == cx.counts
    if cx.counts[2]:
        assert abs(tv.boundary(cx, 1) @ tv.boundary(cx, 2)).sum() == 0


def test_known_graphs():
    assert tv.rings(nx.complete_graph(4)).counts == (4, 6, 4)
    assert tv.rings(nx.complete_graph(4), induced=False).counts == (4, 6, 7)
    assert tv.rings(nx.petersen_graph(), 5).counts == (10, 15, 12)
    assert tv.rings(nx.petersen_graph(), 6).counts == (10, 15, 22)
    # The cube has its 6 squares and, around its 4 diagonals, 4 chordless hexagons.
    cube = nx.convert_node_labels_to_integers(nx.hypercube_graph(3))
    assert tv.betti(tv.rings(cube, 4)) == (1, 0, 1)
    assert tv.rings(cube, 6).counts == (8, 12, 10)
    assert tv.rings(nx.cycle_graph(7), 6).counts == (7, 7, 0)


def test_rings_of_real_molecules_are_those_of_each_in_turn(molecules):
    index, graph_of = molecules("MUTAG")
    cx = tv.rings(index, vertices=len(graph_of))
    whole = nx.Graph(list(index.T))
    theirs = sorted(around([int(v) for v in c]) for c in nx.chordless_cycles(whole, length_bound=6))
    assert polygons(cx) == theirs
    assert cx.counts == (3371, 3721, 538)
    # Every independent cycle of these molecules is a ring of five or six atoms.
    assert set(cx.cells(2).sizes.tolist()) == {5, 6}
    assert tv.betti(cx) == (188, 0, 0)
    parts = []
    for graph in range(12):
        atoms = np.flatnonzero(graph_of == graph)
        bonds = index[:, graph_of[index[0]] == graph] - atoms[0]
        parts.append(tv.rings(bonds, vertices=len(atoms)))
    joined = tv.batch(parts)
    for rank, count in enumerate(joined.counts):
        assert [c.tolist() for c in joined.cells(rank)] == [
            cx.cells(rank)[i].tolist() for i in range(count)
        ]


def test_proteins_have_the_rings_of_networkx(molecules):
    index, graph_of = molecules("ENZYMES")
    first = index[:, graph_of[index[0]] < 60]
    cx = tv.rings(first, 7)
    theirs = nx.chordless_cycles(nx.Graph(list(first.T)), length_bound=7)
    assert sorted(map(len, theirs)) == sorted(cx.cells(2).sizes.tolist())


def test_forms_and_names():
    graph = nx.Graph([(30, 10), (10, 20), (20, 5), (5, 30)])
    cx = tv.rings(graph)
    assert cx["vertex"].values.tolist() == [5, 10, 20, 30]
    assert polygons(cx) == [[0, 2, 1, 3]]
    matrix = sparse.csr_array(nx.to_scipy_sparse_array(nx.cycle_graph(5)))
    assert polygons(tv.rings(matrix)) == [[0, 1, 2, 3, 4]]
    assert tv.rings(np.zeros((2, 0), int), vertices=3).counts == (3, 0, 0)


def test_hubs_cost_no_pairs_of_their_neighbours():
    wheel = nx.wheel_graph(30_001)
    assert tv.rings(wheel).counts == (30_001, 60_000, 30_000)
    spider = nx.star_graph(30_000)
    spider.add_edges_from((leg, leg + 30_000) for leg in range(1, 30_001))
    assert tv.rings(spider).counts == (60_001, 60_000, 0)


@pytest.mark.parametrize(
    ("arguments", "options", "says"),
    [
        ((nx.cycle_graph(4), 2), {}, "at least 3"),
        ((nx.cycle_graph(4), 33), {}, "at most 32"),
        ((nx.cycle_graph(4),), {"induced": 1}, "True or False"),
        ((nx.DiGraph([(0, 1)]),), {}, "rings: given a directed graph"),
        (([[0, 0], [1, 1]],), {}, r"rings\(edge index\)"),
    ],
)
def test_bad_input(arguments, options, says):
    with pytest.raises(InvalidInput, match=says):
        tv.rings(*arguments, **options)


def test_too_many_are_refused():
    dense = nx.gnp_random_graph(60, 0.5, seed=0)
    with pytest.raises(TooLarge, match=r"about .* rings.*lower max_length"):
        tv.rings(dense, 6, max_cells=50_000, induced=False)
    with pytest.raises(TooLarge, match="21 cells or more"):
        tv.rings(nx.complete_graph(6), max_cells=20)
    # Few rings are there, but millions of paths through the hub that might have become one.
    web = nx.path_graph(range(1, 2001))
    web.add_edges_from((rim, rim + 2000) for rim in range(1, 2001))
    web.add_edges_from((0, middle) for middle in range(2001, 4001))
    with pytest.raises(TooLarge, match="paths to follow"):
        tv.rings(web, 6, max_cells=20_000)
    assert tv.rings(web, 6).counts == (4001, 5999, 1999 + 1998)
