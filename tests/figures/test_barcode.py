import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.bar_axes import end_of
from tdlviz.figures.barcode import ROWS, STRIPES, barcode, longest
from tdlviz.figures.bunches import bunches
from tdlviz.views.colours import DIMENSIONS, THEMES
from tdlviz.views.diagram_frame import Shown


def seen(*first, against=()):
    return bunches(Shown([*first], [*against], []))


def diagram(rank, values):
    rows = np.reshape(values, (-1, 2))
    index = np.column_stack([np.arange(len(rows)), np.full(len(rows), -1)])
    return tv.Field(f"H{rank}", rows, rank, index, kind="diagram")


@pytest.fixture
def fields():
    loops = [[0.4, 0.8], [0.2, 0.3], [0.2, np.inf]]
    return [diagram(0, [[0, np.inf], [0, 0.5]]), diagram(1, loops)]


def test_every_bar_is_a_row_in_the_hue_of_its_dimension(fields):
    pane, note = barcode(seen(*fields), 0, 1, "dark")
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
    pane, _ = barcode(seen(*fields), 0, 1, "light")
    parts, loops = pane.traces[1::2]
    assert (parts.x.tolist(), parts.y.tolist()) == ([end_of(0, 1)], [1])
    assert (loops.x.tolist(), loops.y.tolist()) == ([end_of(0, 1)], [3])
    assert parts.marker.symbol == "triangle-right"


def test_the_longest_bars_are_kept_and_the_others_counted():
    lengths = np.random.default_rng(0).permutation(ROWS + 5) + 1.0
    field = diagram(1, np.column_stack([np.zeros(len(lengths)), lengths]))
    kept = longest(field.values, 1e9, ROWS)
    assert set(lengths[kept]) == set(np.sort(lengths)[5:])
    assert (np.diff(lengths[kept]) > 0).all()
    pane, note = barcode(seen(field), 0, 10, "light")
    assert note == "Shown: the 1,000 longest of 1,005 bars."
    assert len(pane.traces[0].x) == 3 * ROWS


def test_dimensions_without_bars_have_no_row():
    pane, note = barcode(seen(diagram(0, []), diagram(1, [[0, 1]])), 0, 1, "light")
    assert pane.y["ticktext"] == ["H1"]
    assert (len(pane.traces[0].x), note) == (0, "")


def test_a_second_diagram_is_hollow(fields):
    pane, note = barcode(seen(fields[0], against=[fields[0]]), 0, 1, "dark")
    _, _, bars, inside, _ = pane.traces
    np.testing.assert_array_equal(inside.x, bars.x)
    assert inside.line.color == THEMES["dark"]["ground"]
    assert inside.line.width == bars.line.width - 2 > 0
    assert (bars.name, bars.line.color) == ("against H0", DIMENSIONS["dark"][0])
    assert note == "Hollow: against H0."


def test_bars_that_run_backwards_are_striped_and_longest_by_their_length():
    falling = diagram(0, [[0.9, 0.1], [0.5, 0.4]])
    pane, note = barcode(seen(falling), 0, 1, "light")
    bars, stripes, _ = pane.traces
    assert np.reshape(bars.x, (-1, 3))[:, :2].tolist() == [[0.5, 0.4], [0.9, 0.1]]
    assert (stripes.line.dash, stripes.line.color) == (STRIPES, THEMES["light"]["ground"])
    assert bars.line.color == DIMENSIONS["light"][1]  # relative: of one dimension more
    assert note == "Striped, as they run backwards: H0."
    assert longest(falling.values, 2, 1).tolist() == [0]


def test_names_without_room_are_left_to_the_legend():
    many = diagram(0, np.column_stack([np.zeros(60), np.arange(60) + 1.0]))
    pane, _ = barcode(seen(many, diagram(1, [[0, 1]]), diagram(2, [[0, 1]])), 0, 60, "light")
    assert pane.y["ticktext"] == ["H0", "H1"]
