import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.complex_figure import complex_figure
from tdlviz.views.colours import OKABE_ITO, THEMES, VIRIDIS
from tdlviz.views.guise import HULL_OPACITY, guise

MEMBERS = [[0, 1, 2], [2, 3], [3, 4, 5, 6], [6, 0]]


@pytest.fixture(scope="module")
def cx():
    return tv.hypergraph(MEMBERS)


def test_every_hyperedge_is_the_hull_of_the_view_in_its_hue(cx):
    traces = complex_figure(cx).panes[0].traces
    hulls = guise(cx).hulls
    for cell, trace in enumerate(traces[:4]):
        place = int(np.flatnonzero(hulls.cell == cell)[0])
        corners = hulls.corners[slice(*hulls.offsets[[place, place + 1]])]
        drawn = np.column_stack([trace.x, trace.y])
        np.testing.assert_array_equal(drawn[:-1], [*corners, corners[0]])  # closed
        assert trace.line.color == OKABE_ITO[cell]
        assert trace.fillcolor.endswith(f", {HULL_OPACITY:g})")
    assert all(len(trace.x) == 0 for trace in traces[4:6])


def test_vertices_lie_over_the_hulls_and_hulls_are_named(cx):
    *_, points, names = complex_figure(cx, theme="dark").panes[0].traces
    assert points.marker.color == THEMES["dark"]["vertex"]
    np.testing.assert_array_equal(points.x, guise(cx).drawing.places[:, 0])
    assert names.customdata[:, 0].tolist() == [0, 1, 2, 3]
    assert names.hovertemplate.startswith("hyperedge %{customdata[0]}")
    middle = guise(cx).drawing.places[MEMBERS[1], 0].mean()
    assert names.x[1] == pytest.approx(middle, abs=1e-3)


def test_a_scalar_on_hyperedges_colours_their_hulls(cx):
    field = tv.Field("f", [0.0, 1.0, 2.0, np.nan], 1, kind="scalar")
    part = complex_figure(cx, color=field)
    colours = [trace.line.color for trace in part.panes[0].traces[:4]]
    assert colours[0] == VIRIDIS[0]
    assert colours[2] == VIRIDIS[-1]
    assert colours[3] == THEMES["light"]["missing"]
    assert part.panes[0].bar is not None


def test_a_scalar_on_vertices_leaves_hulls_their_hues(cx):
    field = tv.Field("f", np.arange(7.0), 0, kind="scalar")
    traces = complex_figure(cx, color=field).panes[0].traces
    assert traces[1].line.color == OKABE_ITO[1]
    np.testing.assert_array_equal(traces[-2].marker.color, np.arange(7))


def test_hulls_enter_with_their_cells(cx):
    births = [
        tv.Field("birth0", np.zeros(7), 0, kind="scalar"),
        tv.Field("birth1", [1.0, 2, 3, 4], 1, kind="scalar"),
    ]
    part = complex_figure(cx.with_fields(*births), filtration=2)
    assert [len(trace.x) > 0 for trace in part.panes[0].traces[:4]] == [True, True, False, False]
    assert part.title == "7 vertices, 2 hyperedges of 7, 4, at 2"
