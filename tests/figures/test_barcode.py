import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.bar_axes import end_of
from tdlviz.figures.barcode import ROWS, barcode, longest
from tdlviz.views.colours import DIMENSIONS


def diagram(rank, values):
    rows = np.reshape(values, (-1, 2))
    index = np.column_stack([np.arange(len(rows)), np.full(len(rows), -1)])
    return tv.Field(f"H{rank}", rows, rank, index, kind="diagram")


@pytest.fixture
def fields():
    loops = [[0.4, 0.8], [0.2, 0.3], [0.2, np.inf]]
    return [diagram(0, [[0, np.inf], [0, 0.5]]), diagram(1, loops)]


def test_every_bar_is_a_row_in_the_hue_of_its_dimension(fields):
    pane, note = barcode(fields, 0, 1, "dark")
    bars = np.reshape(pane.traces[0].x, (-1, 3))[:, :2]
    end = end_of(0, 1)
    assert bars.tolist() == [[0, 0.5], [0, end]]
    loops = pane.traces[2]
    assert np.reshape(loops.x, (-1, 3))[:, :2].tolist() == [[0.2, 0.3], [0.2, end], [0.4, 0.8]]
    assert np.reshape(loops.y, (-1, 3))[:, 0].tolist() == [2, 3, 4]
    assert [t.line.color for t in pane.traces[::2]] == list(DIMENSIONS["dark"][:2])
    assert pane.y["tickvals"] == [0, 2]
    assert pane.y["ticktext"] == ["H0", "H1"]
    assert note == ""


def test_bars_that_never_die_end_in_an_arrow(fields):
    pane, _ = barcode(fields, 0, 1, "light")
    parts, loops = pane.traces[1::2]
    assert (parts.x.tolist(), parts.y.tolist()) == ([end_of(0, 1)], [1])
    assert (loops.x.tolist(), loops.y.tolist()) == ([end_of(0, 1)], [3])
    assert parts.marker.symbol == "triangle-right"


def test_the_longest_bars_are_kept_and_the_others_counted():
    lengths = np.random.default_rng(0).permutation(ROWS + 5) + 1.0
    field = diagram(1, np.column_stack([np.zeros(len(lengths)), lengths]))
    kept = longest(field, 1e9, ROWS)
    assert set(lengths[kept]) == set(np.sort(lengths)[5:])
    assert (np.diff(lengths[kept]) > 0).all()
    pane, note = barcode([field], 0, 10, "light")
    assert note == "Shown: the 1,000 longest of 1,005 bars."
    assert len(pane.traces[0].x) == 3 * ROWS


def test_dimensions_without_bars_have_no_row():
    pane, note = barcode([diagram(0, []), diagram(1, [[0, 1]])], 0, 1, "light")
    assert pane.y["ticktext"] == ["H1"]
    assert (len(pane.traces[0].x), note) == (0, "")
