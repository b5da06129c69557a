import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.figures.diagram_figure import MODES, diagram_figure
from tdlviz.views.colours import DIMENSIONS
from tdlviz.views.diagram_view import DiagramView
from tdlviz.views.span import bars_span


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_mode_names_its_bars(cx, fields, mode, theme):
    part = diagram_figure(cx, *fields, mode=mode, theme=theme)
    assert part.title == "H0: 30 bars, H1: 1 bar"
    named = [trace for trace in part.panes[0].traces if trace.showlegend is not False]
    hues = {trace.line.color or trace.marker.color for trace in named}
    assert hues == set(DIMENSIONS[theme][:2])


def test_landscapes_say_where_endless_bars_are_cut(cx, fields):
    part = diagram_figure(cx, *fields, mode="landscape", levels=2)
    count = sum(int(np.isinf(field.values).sum()) for field in fields)
    high = bars_span(cx, fields)[1]
    assert part.note == f"Endless bars, {count} of them, are cut off at {high:.4g}."
    assert len(part.panes[0].traces) == 4


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"mode": "bars"}, UnknownName, "barcode, diagram, curves, landscape"),
        ({"mode": 1}, UnknownName, "mode"),
        ({"matching": "cosine"}, InvalidInput, "bottleneck"),
        ({"against": []}, InvalidInput, "each of the 2 diagrams"),
        ({"against": [1, 2]}, InvalidInput, "fields and tracks"),
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


def test_a_second_diagram_is_compared_as_in_the_view(cx, fields):
    view = DiagramView(cx, *fields, against=fields[::1], matching="wasserstein")
    part = diagram_figure(cx, *fields, against=fields, matching="wasserstein")
    assert part.title == "H0: 30 bars, H1: 1 bar, against H0: 30 bars, against H1: 1 bar"
    for *_, found in view.shown(None).pairs:
        assert found.words in part.note
    assert "distance" not in diagram_figure(cx, *fields, against=fields, matching=None).note


def test_a_second_track_stands_for_its_latest_diagram(cx, fields):
    tape = tv.Tape()
    track = tape.declare("other", "diagram", 1)
    empty = diagram_figure(cx, fields[1], against=track)
    assert "against" not in empty.title
    assert empty.note == f"{track.name}: nothing yet."
    tape.log(other=fields[1])
    assert diagram_figure(cx, fields[1], against=track).title.endswith("against other: 1 bar")


@pytest.mark.parametrize("mode", MODES)
def test_extended_persistence_is_drawn_in_every_mode(mode):
    sphere = tv.rips(tv.data.sphere(40), max_edge=0.8)
    star = tv.lower_star(sphere, tv.Field("x", sphere.positions[:, 0], 0, kind="scalar"))
    fields = [field for dim in (0, 1, 2) for field in tv.extended_persistence(star, dim)]
    backwards = sum(int((f.values[:, 1] < f.values[:, 0]).sum()) for f in fields)
    part = diagram_figure(star, *fields, mode=mode)
    told = f"Bars that run backwards, {backwards} of them, are not counted."
    assert (told in part.note) == (mode in ("curves", "landscape"))
    title = tv.figure(star, *fields, mode=mode).layout.title.text
    assert title.replace("<br>", " ") == f"<b>{part.title}</b>"
