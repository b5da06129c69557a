import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.bar_axes import end_of
from tdlviz.figures.diagram_figure import diagram_figure
from tdlviz.figures.diagram_points import CROWD
from tdlviz.figures.look import SHAPES
from tdlviz.views.colours import DIMENSIONS, THEMES
from tdlviz.views.span import bars_span


def test_points_are_bars_in_a_shape_of_their_own_and_infinity_is_the_upper_line(cx, fields):
    pane = diagram_figure(cx, *fields, mode="diagram").panes[0]
    diagonal, top, *points = pane.traces
    end = end_of(*bars_span(cx, fields))
    assert diagonal.x == diagonal.y
    assert top.y == (end, end)
    for field, trace in zip(fields, points, strict=True):
        np.testing.assert_array_equal(trace.x, field.values[:, 0])
        np.testing.assert_array_equal(trace.y, np.minimum(field.values[:, 1], end))
        assert trace.marker.symbol == SHAPES[field.rank]
    assert "∞" in pane.y["ticktext"]
    assert "∞" not in pane.x["ticktext"]
    assert pane.y["scaleanchor"] is True


def test_a_crowd_of_points_is_drawn_by_webgl():
    many = tv.Complex.from_facets([[i] for i in range(CROWD + 1)], np.zeros((CROWD + 1, 2)))
    many = many.with_fields(tv.Field("birth0", np.arange(CROWD + 1.0), 0, kind="scalar"))
    part = diagram_figure(many, tv.persistence(many, 0), mode="diagram")
    assert part.panes[0].traces[-1].type == "scattergl"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_matched_bars_are_joined_and_the_widest_pair_thick(cx, theme):
    def diagram(values):
        index = np.tile([0, 0], (len(values), 1))
        return tv.Field("H1", values, 1, index, kind="diagram")

    first, second = diagram([[0.2, 0.8], [0.1, 0.15]]), diagram([[0.2, 0.7]])
    part = diagram_figure(cx, first, against=second, mode="diagram", theme=theme)
    _, _, thin, thick, filled, hollow = part.panes[0].traces
    assert np.column_stack([thick.x, thick.y])[:2].tolist() == [[0.2, 0.8], [0.2, 0.7]]
    np.testing.assert_allclose([thin.x[:2], thin.y[:2]], [[0.1, 0.125], [0.15, 0.125]])
    assert (thin.line.color, thick.line.width) == (THEMES[theme]["ink"], 3)
    assert (filled.marker.symbol, hollow.marker.symbol) == ("square", "square-open")
    assert filled.marker.color == hollow.marker.color == DIMENSIONS[theme][1]
    assert "bottleneck distance 0.1, by bar 0 and bar 0" in part.note
