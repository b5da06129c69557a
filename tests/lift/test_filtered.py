import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.field import Field
from tdlviz.lift.filtered import filtered


def test_cells_births_positions_and_more_fields():
    ranks = [np.array([[0], [1]]), Cells.of([[0, 1]])]
    label = Field("vertex", [4, 7], 0, kind="label")
    cx = filtered(ranks, [np.zeros(2), np.ones(1)], np.eye(2), label)
    assert cx.counts == (2, 1)
    assert [values.tolist() for values in cx.births] == [[0, 0], [1]]
    assert cx.positions.tolist() == [[1, 0], [0, 1]]
    assert cx["vertex"].values.tolist() == [4, 7]


def test_without_births():
    assert filtered([np.zeros((1, 1), dtype=int)], ()).births is None
