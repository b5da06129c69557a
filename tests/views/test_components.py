"""Components side by side: no box meets another, and nothing is lost among large ones."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import numpy as np
import pytest

from tdlviz.views.components import side_by_side


def draw_at_random(graph):
    count = graph.shape[0]
    return np.random.default_rng(count).normal(size=(count, 2)), Counter({"drawn": 1})


def boxes(graph, places):
    found = [places[sorted(part)] for part in nx.connected_components(graph)]
    return np.array([[part.min(axis=0), part.max(axis=0)] for part in found])


@pytest.mark.parametrize("seed", range(4))
def test_bounding_boxes_of_components_do_not_meet(seed):
    graph = nx.gnp_random_graph(120, 0.008, seed=seed)
    matrix = nx.to_scipy_sparse_array(graph, format="csr", dtype=float)
    places, told = side_by_side(matrix, draw_at_random, 2)
    low, high = boxes(graph, places).transpose(1, 0, 2)
    apart = (low[:, None] > high[None]) | (high[:, None] < low[None])
    assert (apart.any(axis=2) | np.eye(len(low), dtype=bool)).all()
    assert told["drawn"] == (np.array([len(c) for c in nx.connected_components(graph)]) > 1).sum()


def test_lone_vertices_beside_a_large_component_are_seen():
    graph = nx.disjoint_union(nx.cycle_graph(5000), nx.empty_graph(4))
    places, _ = side_by_side(nx.to_scipy_sparse_array(graph, format="csr"), draw_at_random, 2)
    gaps = np.diff(np.sort(places[5000:, 0]))
    assert (gaps > 0.03 * np.ptp(places)).all()


def test_a_connected_graph_stays_where_it_was_drawn():
    graph = nx.to_scipy_sparse_array(nx.cycle_graph(7), format="csr")
    places, _ = side_by_side(graph, draw_at_random, 2)
    np.testing.assert_array_equal(places, draw_at_random(graph)[0])
