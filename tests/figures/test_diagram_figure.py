import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.figures.bar_axes import end_of
from tdlviz.figures.diagram_figure import CROWD, MODES, diagram_figure
from tdlviz.figures.look import SHAPES
from tdlviz.views.colours import DIMENSIONS
from tdlviz.views.span import bars_span


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(30, noise=0.1), max_edge=1.0)


@pytest.fixture(scope="module")
def fields(cx):
    return [tv.persistence(cx, dim) for dim in (0, 1)]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_mode_names_its_bars(cx, fields, mode, theme):
    part = diagram_figure(cx, *fields, mode=mode, theme=theme)
    assert part.title == "H0: 30 bars, H1: 1 bar"
    named = [trace for trace in part.panes[0].traces if trace.showlegend is not False]
    hues = {trace.line.color or trace.marker.color for trace in named}
    assert hues == set(DIMENSIONS[theme][:2])


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


def test_landscapes_say_where_endless_bars_are_cut(cx, fields):
    part = diagram_figure(cx, *fields, mode="landscape", levels=2)
    count = sum(int(np.isinf(field.values).sum()) for field in fields)
    high = bars_span(cx, fields)[1]
    assert part.note == f"Endless bars, {count} of them, are cut off at {high:.4g}."
    assert len(part.panes[0].traces) == 4


def test_a_crowd_of_points_is_drawn_by_webgl():
    many = tv.Complex.from_facets([[i] for i in range(CROWD + 1)], np.zeros((CROWD + 1, 2)))
    many = many.with_fields(tv.Field("birth0", np.arange(CROWD + 1.0), 0, kind="scalar"))
    part = diagram_figure(many, tv.persistence(many, 0), mode="diagram")
    assert part.panes[0].traces[-1].type == "scattergl"


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"mode": "bars"}, UnknownName, "barcode, diagram, curves, landscape"),
        ({"mode": 1}, UnknownName, "mode"),
        ({"levels": 0}, InvalidInput, "at least 1"),
        ({"levels": 2.0}, InvalidInput, "integer"),
    ],
)
def test_bad_options_are_refused(cx, fields, options, error, says):
    with pytest.raises(error, match=says):
        diagram_figure(cx, *fields, **options)


def test_more_bars_than_plotly_draws_are_refused(cx):
    rows = np.zeros((300_001, 2), dtype=int)
    field = tv.Field("H0", rows, 0, rows, kind="diagram")
    with pytest.raises(TooLarge, match=r"300,001 bars; a figure takes 300,000: tv.show"):
        diagram_figure(cx, field)


def test_bars_that_are_none_are_refused(cx):
    field = tv.Field("H1", [[np.nan, 1.0]], 1, [[0, -1]], kind="diagram")
    with pytest.raises(InvalidInput, match="births are finite"):
        diagram_figure(cx, field)


@pytest.mark.parametrize("mode", MODES)
def test_no_bars_are_empty_axes(cx, mode):
    none = tv.Field("H1", np.zeros((0, 2)), 1, np.zeros((0, 2), dtype=int), kind="diagram")
    assert diagram_figure(cx, none, mode=mode).title == "H1: 0 bars"
