import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.complex_figure import complex_figure
from tdlviz.figures.flow_traces import TIP, WIDTHS
from tdlviz.views.colours import OKABE_ITO, THEMES
from tdlviz.views.layout import layout

FLOW = [2.0, -1.0, 0.0, np.nan, 0.5]
EDGES = [[0, 1], [0, 2], [0, 3], [1, 2], [2, 3]]
FLAT = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=float)


def arrows(places, theme="light", **options):
    cx = tv.Complex.from_facets(EDGES, places)
    flow = tv.Field("f", FLOW, 1, kind="scalar")
    traces = complex_figure(cx, edge=flow, theme=theme, **options).panes[0].traces
    return layout(cx).places, traces[-1 - WIDTHS : -1], traces[-1]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_positive_number_runs_to_the_larger_vertex_and_a_negative_one_back(theme):
    places, _, heads = arrows(FLAT, theme)
    assert heads.customdata.tolist() == [[4, 0.5, 2, 3], [1, 1, 2, 0], [0, 2, 0, 1]]
    ends = places[heads.customdata[:, 2:].astype(int), :2]
    run = ends[:, 1] - ends[:, 0]
    np.testing.assert_allclose(np.column_stack([heads.x, heads.y]), ends[:, 0] + TIP * run, 1e-5)
    turned = np.radians(heads.marker.angle)
    along = np.column_stack([np.sin(turned), np.cos(turned)])
    np.testing.assert_allclose(along, run / np.linalg.norm(run, axis=1)[:, None], atol=1e-6)
    assert heads.marker.symbol == "arrow"
    assert heads.marker.color == OKABE_ITO[5]  # as the view paints them
    assert heads.marker.line.color == THEMES[theme]["ground"]


def test_strong_arrows_are_wide_and_deep():
    _, shafts, heads = arrows(FLAT)
    assert (np.diff(heads.marker.size) > 0).all()
    assert heads.marker.opacity == pytest.approx((0.4375, 0.625, 1))
    assert [shaft.line.width for shaft in shafts] == pytest.approx([1.44, 2.08, 2.72, 3.36, 4])
    assert [len(shaft.x) // 3 for shaft in shafts] == [0, 1, 1, 0, 1]
    assert shafts[-1].line.color == "rgba(213, 94, 0, 1)"


def test_shafts_lie_on_their_edges():
    places, shafts, _ = arrows(FLAT)
    (x0, x1, _), (y0, y1, _) = shafts[-1].x, shafts[-1].y
    begin, end = places[[0, 1]]
    assert begin[0] < x0 < x1 < end[0]
    assert y0 == y1 == begin[1]


def test_arrows_in_space_are_cones_with_their_tips_on_the_edges():
    places, shafts, cones = arrows(np.eye(4)[:, :3] + 0.1)
    assert {shaft.type for shaft in shafts} == {"scatter3d"}
    ends = places[cones.customdata[:, 2:].astype(int)]
    run = ends[:, 1] - ends[:, 0]
    along = np.column_stack([cones.u, cones.v, cones.w])
    np.testing.assert_allclose(np.cross(along, run), 0, atol=1e-6)
    assert ((along * run).sum(axis=1) > 0).all()
    assert (cones.anchor, cones.colorscale[0][1]) == ("tip", OKABE_ITO[5])


def test_arrows_enter_with_their_edges():
    cx = tv.rips(tv.data.circle(12), max_edge=1.2)
    flow = tv.Field("f", np.ones(cx.counts[1]), 1, kind="scalar")
    heads = complex_figure(cx, edge=flow, filtration=0.6).panes[0].traces[-1]
    assert set(heads.customdata[:, 0]) == set(np.flatnonzero(cx.births[1] <= 0.6))
