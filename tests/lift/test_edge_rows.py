import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.edge_rows import edge_rows, graph_rows

VERTICES = Cells.of(np.arange(3)[:, None])
ORDERED = tv.Complex((VERTICES, Cells.of(np.array([[0, 1], [1, 0], [2, 1]]))))


def test_rows_as_they_are():
    assert edge_rows("asked", ORDERED).tolist() == [[0, 1], [1, 0], [2, 1]]
    assert edge_rows("asked", tv.Complex((VERTICES,))).shape == (0, 2)
    assert edge_rows("asked", tv.clique(nx.complete_graph(3))).tolist() == [[0, 1], [0, 2], [1, 2]]


def test_hyperedges_are_refused():
    cx = tv.Complex((VERTICES, Cells.of([[0, 1], [0, 1, 2]])), oriented=False)
    with pytest.raises(InvalidInput, match="cell 1 of rank 1 with 3 vertices"):
        edge_rows("asked", cx)


def test_a_graph_and_nothing_more():
    assert len(graph_rows("asked", ORDERED, True)) == 3
    with pytest.raises(InvalidInput, match=r"edge \[1, 0\].*directed=True"):
        graph_rows("asked", ORDERED, False)
    with pytest.raises(InvalidInput, match="ranks 0 and 1"):
        graph_rows("asked", tv.clique(nx.complete_graph(3)), False)
    empty = tv.clique(nx.path_graph(3))  # a rank 2 without cells
    assert len(graph_rows("asked", empty, False)) == 2
