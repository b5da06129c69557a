import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.rings import rings


def graphs(seed):
    rng = np.random.default_rng(seed)
    return [nx.gnp_random_graph(int(rng.integers(2, 10)), 0.5, seed=seed + i) for i in range(4)]


def plainly(cx, dim):
    return sorted(map(tuple, tv.persistence(cx, dim).values))


@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_a_batch_counts_as_its_parts_do(seed):
    parts = [tv.clique(graph) for graph in graphs(seed)]
    parts = [tv.lower_star(cx, np.arange(cx.counts[0]) % 3) for cx in parts]
    cx = tv.batch(parts)
    assert tv.cells_of_each(cx).tolist() == [list(part.counts) for part in parts]
    bars = tv.bars_of_each(cx)
    for i, one in enumerate(parts):
        assert bars[i].sum() == sum(len(tv.persistence(one, k)) for k in range(3))
        for j, other in enumerate(parts):
            same = all(plainly(one, k) == plainly(other, k) for k in range(3))
            assert np.array_equal(bars[i], bars[j]) == same


def test_polygons_by_size():
    houses = [rings(nx.cycle_graph(5)), rings(nx.house_graph()), rings(nx.path_graph(3))]
    assert tv.polygons_of_each(tv.batch(houses)).tolist() == [
        [0, 0, 0, 0, 0, 1],
        [0, 0, 0, 1, 1, 0],
        [0, 0, 0, 0, 0, 0],
    ]
    assert tv.polygons_of_each(tv.clique(nx.path_graph(3), max_dim=1)).tolist() == [[0]]


def test_colours_are_invariant_under_renaming():
    graph = nx.gnp_random_graph(12, 0.3, seed=1)
    names = np.random.default_rng(0).permutation(12).tolist()
    turned = nx.relabel_nodes(graph, dict(enumerate(names)))
    cx = tv.batch([tv.clique(graph), tv.clique(turned), tv.clique(nx.path_graph(12))])
    first, second, third = tv.colours_of_each(cx)
    assert first.tolist() == second.tolist() != third.tolist()
    assert first.sum() == 12


def test_bars_need_a_filtration():
    with pytest.raises(InvalidInput, match="birth0"):
        tv.bars_of_each(tv.clique(nx.path_graph(3)))
