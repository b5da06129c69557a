import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.underlying_graph import edge_rows, underlying_graph

VERTICES = Cells.of(np.arange(3)[:, None])


def test_directions_are_forgotten_and_twins_are_one_edge():
    cx = tv.Complex((VERTICES, Cells.of(np.array([[0, 1], [1, 0], [2, 1]]))))
    assert edge_rows("asked", cx).tolist() == [[0, 1], [1, 0], [2, 1]]
    assert underlying_graph("asked", cx).pairs.tolist() == [[0, 1], [1, 2]]


def test_points_have_no_edges():
    graph = underlying_graph("asked", tv.Complex((VERTICES,)))
    assert (graph.vertices, len(graph)) == (3, 0)


def test_hyperedges_are_refused():
    cx = tv.Complex((VERTICES, Cells.of([[0, 1], [0, 1, 2]])), oriented=False)
    with pytest.raises(InvalidInput, match="cell 1 of rank 1 with 3 vertices"):
        edge_rows("asked", cx)
