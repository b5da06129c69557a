import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
import tdlviz.lift.neighbourhood as module
from tdlviz.core.errors import TooLarge


@settings(max_examples=40)
@given(st.integers(1, 20), st.floats(0, 0.5), st.integers(0, 100), st.integers(0, 4))
def test_s018_hyperedge_i_is_the_ball_around_vertex_i(n, probability, seed, hops):
    graph = nx.gnp_random_graph(n, probability, seed=seed)
    cx = tv.neighbourhood(graph, hops)
    for vertex, ball in enumerate(cx.cells(1)):
        assert ball.tolist() == sorted(nx.ego_graph(graph, vertex, hops))
    assert cx.counts == (n, n) == tv.expect(tv.neighbourhood, graph, hops).counts
    assert not cx.oriented


def test_blocks_and_real_molecules(monkeypatch, molecules):
    index, graph_of = molecules("MUTAG")
    whole = tv.neighbourhood(index, 3, vertices=len(graph_of))
    monkeypatch.setattr(module, "BLOCK", 1000)
    again = tv.neighbourhood(index, 3, vertices=len(graph_of))
    assert np.array_equal(whole.cells(1).flat, again.cells(1).flat)
    # No neighbourhood reaches into another molecule.
    cells = whole.cells(1)
    assert np.array_equal(graph_of[cells.flat], graph_of[cells.owner])


def test_too_large(monkeypatch):
    with pytest.raises(TooLarge, match="20 cells"):
        tv.neighbourhood(nx.cycle_graph(10), max_cells=19)
    monkeypatch.setattr(module, "MOST", 99)
    with pytest.raises(TooLarge, match=r"100 vertices in its hyperedges.*lower hops"):
        tv.neighbourhood(nx.complete_graph(10))
