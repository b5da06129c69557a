import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.bunches import bunches
from tdlviz.figures.curves import FINEST, betti_curves, landscapes
from tdlviz.figures.look import DASHES
from tdlviz.views.colours import DIMENSIONS
from tdlviz.views.diagram_frame import Shown
from tdlviz.views.span import bars_span


def seen(*first, against=()):
    return bunches(Shown([*first], [*against], []))


@pytest.fixture(scope="module")
def bars():
    cx = tv.rips(tv.data.circle(30, noise=0.1), max_edge=1.0)
    fields = [tv.persistence(cx, dim) for dim in (0, 1)]
    return fields, *bars_span(cx, fields)


def test_betti_curves_step_at_every_end_of_a_bar(bars):
    fields, low, high = bars
    pane = betti_curves(seen(*fields), low, high, "light")
    ends = np.concatenate([field.values.ravel() for field in fields])
    for field, trace in zip(fields, pane.traces, strict=True):
        assert set(ends[np.isfinite(ends)]) <= set(trace.x)
        np.testing.assert_array_equal(trace.y, tv.betti_curve(field, trace.x))
        assert trace.line.shape == "hv"
    assert [t.line.dash for t in pane.traces] == list(DASHES[:2])
    assert [t.line.color for t in pane.traces] == list(DIMENSIONS["light"][:2])


def test_too_many_ends_are_a_grid():
    values = np.random.default_rng(0).random((FINEST, 2)).cumsum(axis=1)
    index = np.zeros((FINEST, 2), dtype=int)
    field = tv.Field("H0", values, 0, index, kind="diagram")
    (trace,) = betti_curves(seen(field), 0, 2, "light").traces
    assert len(trace.x) == FINEST
    np.testing.assert_array_equal(trace.y, tv.betti_curve(field, trace.x))


def test_landscapes_are_those_of_the_library_and_grow_fainter(bars):
    fields, low, high = bars
    traces = landscapes(seen(*fields), low, high, 3, "light").traces
    assert len(traces) == 6
    for start, field in ((0, fields[0]), (3, fields[1])):
        expected = tv.persistence_landscape(field, np.linspace(low, high, 501), 3, end=high)
        np.testing.assert_array_equal([t.y for t in traces[start : start + 3]], expected)
    assert [t.opacity for t in traces[:3]] == [1, 0.625, 0.25]
    assert [t.name for t in traces[3:5]] == ["H1, λ1", "H1, λ2"]


def test_a_bar_born_after_the_end_of_the_picture_is_still_drawn():
    field = tv.Field("H1", [[3.0, np.inf]], 1, [[0, -1]], kind="diagram")
    (trace,) = landscapes(seen(field), 0, 1, 1, "light").traces
    assert not np.any(trace.y)


def test_of_two_diagrams_the_second_is_dashed(bars):
    fields, low, high = bars
    for pane in (betti_curves, lambda *given: landscapes(*given[:3], 1, given[3])):
        traces = pane(seen(*fields, against=fields), low, high, "dark").traces
        assert [t.line.dash for t in traces] == ["solid", "dash"] * 2
        assert [t.line.color for t in traces] == [h for h in DIMENSIONS["dark"][:2] for _ in "ab"]


def test_counts_have_no_halves(bars):
    (_, loops), low, high = bars
    assert betti_curves(seen(loops), low, high, "light").y["tickvals"] == [0, 1]
