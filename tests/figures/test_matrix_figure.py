import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import TooLarge
from tdlviz.figures.matrix_figure import matrix_figure
from tdlviz.views.colours import DIVERGING, VIRIDIS

CX = tv.Complex.from_facets([[0, 1, 2], [1, 2, 3]])


def matrix(name, values):
    return tv.Field(name, values, kind="matrix")


def test_a_laplacian_is_drawn_entry_by_entry_and_signed():
    values = tv.hodge_laplacian(CX, 1).toarray()
    part = matrix_figure(CX, matrix("L1", values))
    (heat,) = part.panes[0].traces
    np.testing.assert_array_equal(heat.z, values)
    assert heat.zmax == -heat.zmin == np.abs(values).max()
    assert [stop for _, stop in heat.colorscale] == list(DIVERGING)
    assert part.title == "L1: 5 × 5"
    assert part.panes[0].y["autorange"] == "reversed"


def test_each_matrix_has_a_scale_and_a_bar_of_its_own():
    part = matrix_figure(CX, matrix("A", [[0, 3.0]]), matrix("B", [[-2.0, 1], [np.nan, 0]]))
    first, second = (pane.traces[0] for pane in part.panes)
    assert (first.zmin, first.zmax, second.zmin, second.zmax) == (0, 3, -2, 2)
    assert first.colorscale[-1][1] == VIRIDIS[-1]
    assert all(pane.bar is not None for pane in part.panes)
    assert [pane.title for pane in part.panes] == ["A", "B"]
    assert part.columns == 2
    assert part.note == "1 entry is missing."


@pytest.mark.parametrize(("shape", "square"), [((3, 12), True), ((3, 13), False), ((0, 3), False)])
def test_entries_are_squares_unless_the_matrix_is_long(shape, square):
    pane = matrix_figure(CX, matrix("A", np.ones(shape))).panes[0]
    assert ("scaleanchor" in pane.y) == square


def test_a_matrix_too_large_is_refused():
    with pytest.raises(TooLarge, match=r"1,001,000 entries; .*tv.show"):
        matrix_figure(CX, matrix("A", np.zeros((1001, 1000))))
