import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.figures.complex_figure import complex_figure
from tdlviz.figures.flow_traces import MOST_ARROWS


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(20, noise=0.1), max_edge=0.9)


def test_the_title_counts_what_is_drawn(cx):
    assert complex_figure(cx).title == cx.summary()
    counts = [int((births <= 0.5).sum()) for births in cx.births]
    title = complex_figure(cx, filtration=0.5).title
    assert title.startswith("{} vertices, {} edges, {} faces of ".format(*counts))
    assert title.endswith(", at 0.5")


def test_the_note_says_what_is_missing_and_how_places_were_found(cx):
    values = np.where(np.arange(20) < 3, np.nan, 1.0)
    field = tv.Field("f", values, 0, kind="scalar")
    assert complex_figure(cx, color=field, size=field).note == (
        "Coloured by f: 3 missing. Sized by f: 3 missing."
    )
    assert "spring layout" in complex_figure(Complex(cx.ranks)).note
    dense = tv.cubical(np.zeros((50, 50)))
    assert "not drawn on so dense a surface" in complex_figure(dense, opacity=1.0).note


def test_the_title_of_a_hypergraph_counts_hyperedges():
    assert complex_figure(tv.hypergraph([[0, 1, 2], [1, 2]])).title == "3 vertices, 2 hyperedges"


def test_the_note_says_what_lifts_and_crosses(cx):
    values = np.where(np.arange(cx.counts[1]) == 1, np.nan, 2.5)
    flow = tv.Field("f", -values, 1, kind="scalar")
    part = complex_figure(cx, edge=flow, height="birth0")
    assert part.note == "Raised by birth0. Arrows by f, up to 2.5: 1 missing."


def test_arrows_and_labels_without_room_are_counted():
    count = MOST_ARROWS + 7
    steps = np.arange(count + 1)
    edges = np.column_stack([steps[:-1], steps[1:]])
    path = tv.Complex.from_facets(edges, np.zeros((count + 1, 2)))
    flow = tv.Field("f", np.ones(count), 1, kind="scalar")
    note = complex_figure(path, edge=flow, labels=True).note
    assert "Drawn: the 5,000 strongest of 5,007." in note
    assert f"Without room: {count:,} labels." in note
