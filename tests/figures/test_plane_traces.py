"""The traces of flat complexes, against the cells themselves."""

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.plane_traces import SVG, plane, plane_traces
from tdlviz.figures.scene import Scene
from tdlviz.figures.shades import STEPS
from tdlviz.views.colours import THEMES, VIRIDIS
from tdlviz.views.layout import layout


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(30, noise=0.1), max_edge=0.8)


def drawn(cx, threshold=None, **more):
    given = {"color": None, "sizes": None, "opacity": 0.35, "theme": "light", **more}
    scene = Scene(cx, layout(cx), **given)
    return plane_traces(scene, scene.shown(threshold))


def pieces(trace):
    """The outlines between the lifts of the pen."""
    rows = np.column_stack([trace.x, trace.y])
    cuts = np.flatnonzero(np.isnan(rows[:, 0]))
    return [part[np.isfinite(part[:, 0])] for part in np.split(rows, cuts)][: len(cuts)]


def test_plain_traces_carry_every_cell(cx):
    fill, lines, points, edges, faces = drawn(cx)
    places = layout(cx).places[:, :2]
    np.testing.assert_array_equal(np.column_stack([points.x, points.y]), places)
    ends = places[np.asarray(cx.cells(1))]
    np.testing.assert_array_equal(np.array(pieces(lines)), ends)
    triangles = places[np.asarray(cx.cells(2))]
    np.testing.assert_allclose(np.sort(np.array(pieces(fill)), 1), np.sort(triangles, 1))
    np.testing.assert_allclose(faces.x, triangles[:, :, 0].mean(axis=1), rtol=1e-5)
    assert edges.customdata[:, 0].tolist() == list(range(cx.counts[1]))
    np.testing.assert_array_equal(edges.customdata[:, 1], cx.births[1])
    colours = THEMES["light"]
    assert (points.marker.color, lines.line.color) == (colours["vertex"], colours["edge"])
    assert fill.fillcolor == "rgba(143, 184, 222, 0.35)"


def test_faces_all_turn_one_way_so_that_none_cancels_another(cx):
    areas = []
    for x, y in (part.T for part in pieces(drawn(cx)[0])):
        areas.append(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    assert min(areas) >= 0


def test_a_cut_keeps_what_has_entered(cx):
    fill, lines, points, edges, _ = drawn(cx, 0.5)
    counts = [int((births <= 0.5).sum()) for births in cx.births]
    assert [len(points.x), len(pieces(lines)), len(pieces(fill))] == counts
    assert edges.customdata[:, 0].tolist() == np.flatnonzero(cx.births[1] <= 0.5).tolist()


def test_values_of_edges_are_drawn_in_steps_and_carried_exactly(cx):
    traces = drawn(cx, color=cx["birth1"])
    lines = [trace for trace in traces if trace.mode == "lines" and not trace.fill]
    assert 10 < len(lines) <= STEPS + 1
    assert sum(len(pieces(trace)) for trace in lines) == cx.counts[1]
    assert (lines[0].line.color, lines[-1].line.color) == (VIRIDIS[0], VIRIDIS[-1])
    named = traces[-2]
    np.testing.assert_allclose(named.marker.color, cx.births[1], rtol=1e-6)
    assert [stop for _, stop in named.marker.colorscale] == list(VIRIDIS)


def test_values_of_vertices_are_markers_and_missing_ones_have_their_colour(cx):
    values = np.arange(30.0)
    values[4] = np.nan
    field = tv.Field("x", values, 0, kind="scalar")
    traces = drawn(cx, color=field, sizes=np.linspace(1, 2, 30))
    known, missing = [t for t in traces if t.mode == "markers" and t.marker.opacity == 1]
    assert known.marker.color.tolist() == [v for v in values if v == v]
    assert (known.marker.cmin, known.marker.cmax) == (0, 29)
    assert (missing.marker.color, missing.name) == (THEMES["light"]["missing"], "1 missing")
    assert missing.showlegend
    assert missing.marker.size[0] == pytest.approx(6 * np.linspace(1, 2, 30)[4])
    assert not any(t.showlegend for t in traces if t.mode == "lines")


def test_solid_faces_are_seamed_and_light_ones_are_not():
    image = tv.cubical(np.zeros((3, 3)))
    assert drawn(image, opacity=1.0)[0].line.width > 0
    assert drawn(image, opacity=0.35)[0].line.width == 0


def test_a_crowd_is_drawn_by_webgl():
    places = np.random.default_rng(0).random((SVG + 1, 2))
    cloud = tv.Complex.from_facets([[i] for i in range(SVG + 1)], places)
    assert [trace.type for trace in drawn(cloud)] == ["scattergl"]


def test_axes_are_unseen_fixed_and_alike(cx):
    drawing = layout(cx)
    x, y = plane(Scene(cx, drawing, None, None, 0.35, "light"))
    assert not x["visible"]
    assert y["scaleanchor"] is True
    assert x["range"][1] == -x["range"][0] > drawing.extent[0]
