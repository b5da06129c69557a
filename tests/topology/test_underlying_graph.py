import numpy as np

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.topology.underlying_graph import underlying_graph

VERTICES = Cells.of(np.arange(3)[:, None])


def test_directions_are_forgotten_and_twins_are_one_edge():
    cx = tv.Complex((VERTICES, Cells.of(np.array([[0, 1], [1, 0], [2, 1]]))))
    assert underlying_graph("asked", cx).pairs.tolist() == [[0, 1], [1, 2]]


def test_points_have_no_edges():
    graph = underlying_graph("asked", tv.Complex((VERTICES,)))
    assert (graph.vertices, len(graph)) == (3, 0)
