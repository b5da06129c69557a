import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.figures.shapes import anticlockwise, chosen, middles, outlines

SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [2, 2]], dtype=float)


def test_outlines_lift_the_pen_after_each_cell():
    cells = Cells.of([[0, 1, 2], [3, 4]])
    rows = outlines(cells, SQUARE)
    assert np.isnan(rows[[3, 6]]).all()
    assert rows[[0, 1, 2, 4, 5]].tolist() == SQUARE[[0, 1, 2, 3, 4]].tolist()


def test_middles_are_means():
    cells = Cells.of([[0, 1, 2, 3], [1, 4]])
    assert middles(cells, SQUARE).tolist() == [[0.5, 0.5], [1.5, 1]]
    assert middles(Cells.of([]), SQUARE).shape == (0, 2)


def test_polygons_turn_the_same_way_and_keep_their_sides():
    cells = Cells.of([[0, 1, 2, 3], [3, 2, 1, 0], [0, 2, 1]])
    turned = anticlockwise(cells, SQUARE)
    assert [cell.tolist() for cell in turned] == [[0, 1, 2, 3], [0, 1, 2, 3], [1, 2, 0]]
    assert len(anticlockwise(Cells.of([]), SQUARE)) == 0


def test_chosen_cells_by_name():
    cells = Cells.of([[0, 1, 2], [3, 4], [1, 2]])
    assert [cell.tolist() for cell in chosen(cells, np.array([0, 2]))] == [[0, 1, 2], [1, 2]]
