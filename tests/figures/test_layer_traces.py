import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.complex_figure import complex_figure
from tdlviz.views.colours import THEMES, VIRIDIS
from tdlviz.views.layout import layout


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(12), max_edge=1.2)


def test_cells_of_every_rank_are_dots_and_covers_lines(cx):
    covers, *dots = complex_figure(cx, layout="layered").panes[0].traces[:-1]
    drawing = layout(cx, "layered")
    assert [len(dot.x) for dot in dots] == list(cx.counts)
    np.testing.assert_array_equal(np.concatenate([d.x for d in dots]), drawing.places[:, 0])
    ends = np.reshape(covers.x, (-1, 3))[:, :2]
    np.testing.assert_array_equal(ends, drawing.places[drawing.covers, 0])
    assert covers.line.color == THEMES["light"]["edge"]
    assert dots[1].hovertemplate.startswith("edge %{customdata[0]}, enters at")


def test_a_field_colours_one_layer_and_leaves_the_others_grey(cx):
    traces = complex_figure(cx, layout="layered", color="birth2", theme="dark").panes[0].traces
    vertices, edges, faces = traces[1:4]
    assert vertices.marker.color == edges.marker.color == THEMES["dark"]["missing"]
    np.testing.assert_array_equal(faces.marker.color, cx.births[2].astype(np.float32))
    assert [stop for _, stop in faces.marker.colorscale] == list(VIRIDIS)
    assert faces.marker.showscale


def test_lines_join_what_has_entered(cx):
    covers, *dots = complex_figure(cx, layout="layered", filtration=0.6).panes[0].traces[:-1]
    assert [len(dot.x) for dot in dots] == [int((b <= 0.6).sum()) for b in cx.births]
    there = np.concatenate(cx.births) <= 0.6
    assert len(covers.x) == 3 * there[layout(cx, "layered").covers].all(axis=1).sum()
