import networkx as nx
import numpy as np
import pytest

from tdlviz.core.errors import TooLarge
from tdlviz.lift import expansion
from tdlviz.lift.edges import Edges
from tdlviz.lift.expected import Limit

LIMIT = Limit(1_000_000, "test", "lower something")


def random_edges(seed, n=40, probability=0.3):
    graph = nx.gnp_random_graph(n, probability, seed=seed)
    pairs = np.array(graph.edges)
    values = np.random.default_rng(seed).random(len(pairs))
    return Edges.sorted(n, pairs, values)


def same(ours, theirs):
    for left, right in zip(ours, theirs, strict=True):
        assert np.array_equal(np.asarray(left), np.asarray(right))


@pytest.mark.parametrize("seed", range(4))
def test_blocks_search_and_order_change_nothing(seed, monkeypatch):
    edges = random_edges(seed)
    ranks, births = expansion.expand(edges, 4, LIMIT)
    for name, value in (("BLOCK", 7), ("TABLE", 0)):
        monkeypatch.setattr(expansion, name, value)
        again, values = expansion.expand(edges, 4, LIMIT)
        same(ranks, again)
        same(births, values)
    degree = np.bincount(edges.pairs.reshape(-1), minlength=edges.vertices)
    order = np.argsort(np.argsort(degree, kind="stable"))
    monkeypatch.setattr(expansion, "_order", lambda _: order)
    again, values = expansion.expand(edges, 4, LIMIT)
    same(ranks, again)
    same(births, values)


@pytest.mark.parametrize("seed", range(3))
def test_values_are_the_largest_edge(seed):
    edges = random_edges(seed)
    length = {tuple(pair): value for pair, value in zip(edges.pairs, edges.values, strict=True)}
    ranks, births = expansion.expand(edges, 3, LIMIT)
    for cells, values in list(zip(ranks, births, strict=True))[2:]:
        for simplex, value in zip(cells, values, strict=True):
            sides = [(a, b) for a in simplex for b in simplex if a < b]
            assert value == max(length[side] for side in sides)


def test_no_more_cells_than_the_limit_are_ever_stored():
    edges = random_edges(0, 100, 1.0)
    with pytest.raises(TooLarge, match=r"6,000.*lower something"):
        expansion.expand(edges, 5, Limit(6000, "test", "lower something"))


def test_joins_counts_later_siblings():
    rows = np.array([[0, 1], [0, 2], [0, 5], [1, 2], [3, 4], [3, 5]])
    assert expansion.joins(rows).tolist() == [2, 1, 0, 0, 1, 0]
    assert expansion.joins(rows[:0]).tolist() == []
