from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.topology.boundary import boundary
from tdlviz.topology.loop import loop
from tdlviz.topology.pairing import pairing


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_loops_are_cycles_of_the_fewest_edges(
    simplicial: Callable[[int], Complex], polygonal: Callable[[int], Complex], seed: int
) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        if cx.dim == 0:
            continue
        found = pairing(cx, 2)
        order = found.order[1].tolist()
        for birth, _ in found.bars[1].tolist():
            edges, signs = loop(cx, found.order[1], birth)
            chain = np.zeros(cx.counts[1])
            chain[edges] = signs
            assert not (boundary(cx, 1) @ chain).any()
            assert len(set(edges.tolist())) == len(edges)
            assert max(order.index(edge) for edge in edges) == order.index(birth)
            earlier = [cx.cells(1)[edge].tolist() for edge in order[: order.index(birth)]]
            ends = cx.cells(1)[birth].tolist()
            assert len(edges) == nx.shortest_path_length(nx.Graph(earlier), *ends) + 1


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 0, 2]])
def test_the_sides_of_a_triangle(order: list[int]) -> None:
    cx = Complex.from_facets([[0, 1], [1, 2], [0, 2]])
    edges, signs = loop(cx, np.array(order), order[-1])
    chain = dict(zip(edges.tolist(), signs.tolist(), strict=True))
    assert chain[order[-1]] == 1
    assert chain[0] == chain[2] == -chain[1]
