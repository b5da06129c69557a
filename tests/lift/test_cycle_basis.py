import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
import tdlviz.lift.cycle_basis as module
from tdlviz.core.errors import TooLarge


@settings(max_examples=40)
@given(st.integers(1, 25), st.floats(0, 0.6), st.integers(0, 1000))
def test_s018_as_many_cycles_as_independent_ones(n, probability, seed):
    graph = nx.gnp_random_graph(n, probability, seed=seed)
    cx = tv.cycle_basis(graph)
    components = nx.number_connected_components(graph)
    assert cx.counts[2] == graph.number_of_edges() - n + components
    assert tv.expect(tv.cycle_basis, graph).counts == cx.counts
    assert len(nx.cycle_basis(graph)) == cx.counts[2]
    # Neither is a cycle left over nor does one depend on others: a basis.
    assert tv.betti(cx) == (components, 0, 0)
    assert abs(tv.boundary(cx, 1) @ tv.boundary(cx, 2)).sum() == 0
    for cycle in cx.cells(2):
        assert len(set(cycle.tolist())) == len(cycle)


def test_each_cycle_closes_an_edge_by_the_shortest_way_in_the_forest():
    cx = tv.cycle_basis(nx.Graph([(0, 1), (0, 2), (1, 3), (2, 4), (3, 4), (3, 5), (4, 5)]))
    assert [c.tolist() for c in cx.cells(2)] == [[3, 1, 0, 2, 4], [4, 2, 0, 1, 3, 5]]
    wheel = tv.cycle_basis(nx.wheel_graph(6))
    assert wheel.simplicial
    assert np.array_equal(wheel.find([[0, 1, 2], [0, 2, 3], [0, 1, 5]]), [0, 2, 1])


def test_real_molecules(molecules):
    index, graph_of = molecules("MUTAG")
    cx = tv.cycle_basis(index, vertices=len(graph_of))
    assert cx.counts == (3371, 3721, 3721 - 3371 + 188)
    assert tv.betti(cx) == (188, 0, 0)


def test_too_large(monkeypatch):
    with pytest.raises(TooLarge, match=r"13 cells \(4 vertices, 6 edges, 3 cycles\)"):
        tv.cycle_basis(nx.complete_graph(4), max_cells=12)
    monkeypatch.setattr(module, "MOST", 10)
    with pytest.raises(TooLarge, match="11 sides"):
        tv.cycle_basis(nx.cycle_graph(11))
