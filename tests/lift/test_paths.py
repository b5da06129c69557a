import networkx as nx
import numpy as np
import pytest

import tdlviz.lift.paths as module
from tdlviz.lift.graph import graph_edges
from tdlviz.lift.paths import Paths


def paths_of(graph, longest, chordless=True):
    return Paths(graph_edges("rings", graph, None)[0], longest, chordless)


def found(paths):
    return sorted(row for rows, _ in paths.cycles() for row in rows.tolist())


@pytest.mark.parametrize("chordless", [True, False])
def test_small_blocks_find_the_same(monkeypatch, chordless):
    graph = nx.gnp_random_graph(18, 0.3, seed=2)
    whole = found(paths_of(graph, 6, chordless))
    monkeypatch.setattr(module, "BLOCK", 300)
    assert found(paths_of(graph, 6, chordless)) == whole
    monkeypatch.setattr(module, "TWO", 0)  # without looking two steps ahead
    assert found(paths_of(graph, 6, chordless)) == whole
    assert len(whole) > 90


def test_starts_are_the_paths_of_two_edges_around_their_least_vertex():
    paths = paths_of(nx.cycle_graph(5), 5)
    assert paths.starts == 1 + 0  # only around the least vertex are both neighbours later
    step = paths.some(np.array([0]))
    assert step.open.shape == (1, 3)
    assert len(step.closed) == 0


def test_trees_have_no_paths():
    paths = paths_of(nx.path_graph(6), 6)
    assert paths.starts == 0
    assert found(paths) == []
