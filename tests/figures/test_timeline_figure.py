import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.timeline_figure import FEW, timeline_figure

CX = tv.Complex.from_facets([[0, 1]])


@pytest.fixture
def tape():
    tape = tv.Tape(room=8 * 16 + 5 * 8 * (FEW + 1))
    for step in range(8):
        counts = tv.Field("betti", [step, 1], kind="numbers")
        spectrum = tv.Field("spectrum", np.arange(FEW + 1.0) * step, kind="numbers")
        tape.log(loss=1 / (step + 1), accuracy=step / 8, betti=counts, spectrum=spectrum)
    return tape


def test_numbers_are_lines_over_their_steps(tape):
    part = timeline_figure(CX, tape["loss"], tape["accuracy"])
    loss, accuracy = part.panes[0].traces
    assert list(loss.x) == tape["loss"].steps == [*range(8)]
    np.testing.assert_array_equal(loss.y, tape["loss"].history())
    np.testing.assert_array_equal(accuracy.y, np.arange(8) / 8)
    assert loss.line.color != accuracy.line.color
    assert part.title == "loss: 8 steps, accuracy: 8 steps"
    assert part.note == ""


def test_a_few_numbers_are_a_line_each_and_many_a_heat_map(tape):
    part = timeline_figure(CX, tape["betti"], tape["spectrum"])
    lines, heat = part.panes
    assert part.note == "Steps left out: 3 of spectrum."
    assert [trace.name for trace in lines.traces] == ["betti[0]", "betti[1]"]
    assert lines.traces[0].y.tolist() == [*range(8)]
    np.testing.assert_array_equal(heat.traces[0].z, tape["spectrum"].history().T)
    assert list(heat.traces[0].x) == [0, 2, 4, 6, 7]
    assert (heat.title, heat.bar is None) == ("spectrum", False)


def test_many_lines_differ_in_hue_or_dash():
    tape = tv.Tape()
    tape.log({f"n{i}": i for i in range(12)})
    tape.log({f"n{i}": i for i in range(12)})
    traces = timeline_figure(CX, *(tape[f"n{i}"] for i in range(12))).panes[0].traces
    assert len({(t.line.color, t.line.dash) for t in traces}) == 12


def test_gaps_are_counted_and_one_step_is_a_point():
    tape = tv.Tape()
    tape.log(loss=np.nan)
    part = timeline_figure(CX, tape["loss"])
    assert part.panes[0].traces[0].mode == "markers"
    assert part.note == "1 numbers are not finite and leave gaps."


def test_a_track_that_holds_nothing_yet():
    part = timeline_figure(CX, tv.Tape().declare("loss", "number"))
    assert part.title == "loss: nothing logged yet"


def test_fields_are_points_in_their_order():
    field, one = (
        tv.Field("spectrum", [0.0, 1, 3], kind="numbers"),
        tv.Field("n", 2.0, kind="number"),
    )
    (pane,) = timeline_figure(CX, field, one).panes
    assert [trace.y.tolist() for trace in pane.traces] == [[0, 1, 3], [2]]
    assert pane.traces[0].mode == "lines+markers"
