import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.figures.scene import Scene, anticlockwise, chosen, middles, outlines
from tdlviz.views.layout import layout

SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [2, 2]], dtype=float)


def scene(cx, **more):
    given = {"color": None, "sizes": None, "opacity": 0.35, "theme": "light", **more}
    return Scene(cx, layout(cx), **given)


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


def test_what_has_entered_at_a_threshold():
    cx = tv.rips(tv.data.circle(12), max_edge=1.2)
    for rank, shown in enumerate(scene(cx).shown(0.6)):
        assert shown.tolist() == (cx.births[rank] <= 0.6).tolist()
    assert all(shown.all() for shown in scene(cx).shown(None))


@pytest.mark.parametrize(
    ("side", "opacity", "solid"), [(50, 1.0, True), (50, 0.9, False), (9, 1.0, False)]
)
def test_a_dense_solid_surface_is_drawn_without_its_edges(side, opacity, solid):
    image = tv.cubical(np.zeros((side, side)))
    assert scene(image, opacity=opacity).solid == solid


def test_a_solid_cloud_of_points_is_not_drawn_away():
    assert not scene(tv.Complex.from_facets([[i] for i in range(6000)]), opacity=1.0).solid


def test_edges_and_vertices_are_thinner_in_a_crowd():
    places = np.zeros((20_001, 2))
    few, many = (
        tv.Complex.from_facets([[i, i + 1] for i in range(n)], places) for n in (10, 20_000)
    )
    assert scene(few).width(1.2) == 1.2
    assert scene(many).width(1.2) == pytest.approx(0.6)
