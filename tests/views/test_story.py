import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.field import Field
from tdlviz.views.payload import unpack
from tdlviz.views.story import story, told_apart
from tdlviz.views.timeline_view import TimelineView


@pytest.fixture
def tape():
    tape = tv.Tape(room=150)  # spectra of 168 bytes in all
    for step in range(6):
        spectrum = Field("spectrum", np.arange(step + 1.0), kind="numbers")
        tape.log(loss=np.nan if step == 3 else 1.0 / (step + 1), spectrum=spectrum)
    return tape


def test_a_track_tells_what_is_in_memory_and_what_is_not(tape):
    loss = story(tape["loss"])
    assert loss.steps.tolist() == [0, 1, 2, 3, 4, 5]
    assert (loss.kept, loss.dropped) == (6, 0)
    np.testing.assert_array_equal(loss.values, [1, 1 / 2, 1 / 3, np.nan, 1 / 5, 1 / 6])
    assert loss.gaps.tolist() == [3]
    assert "not finite at 1 of them" in loss.describe()


def test_spectra_may_differ_in_number(tape):
    spectrum = story(tape["spectrum"])
    assert spectrum.counts.tolist() == [1, 3, 5, 6]
    assert spectrum.rows()[2] == [0, 1, 2]
    assert spectrum.arrays("1")["values1"].tolist() == [0, *range(3), *range(5), *range(6)]
    assert "1 to 6 numbers a step" in spectrum.describe()
    assert "2 steps left out" in spectrum.describe()


def test_what_is_new_has_only_later_steps(tape):
    assert story(tape["loss"], after=4).steps.tolist() == [5]
    assert story(tape["spectrum"], after=5).values.size == 0
    assert story(tape["spectrum"], after=5).kept == 4


def test_a_field_without_steps_is_a_point_or_a_curve():
    point = story(Field("loss", 0.5, kind="number"))
    assert (point.kind, point.steps.tolist(), point.values.tolist()) == ("number", [0], [0.5])
    curve = story(Field("spectrum", [3.0, 1.0], kind="numbers"))
    assert (curve.kind, curve.steps.tolist()) == ("curve", [0, 1])
    assert curve.describe() == "spectrum over 2 entries, between 1 and 3"
    assert story(Field("spectrum", [3.0, 1.0], kind="numbers"), after=1).steps.size == 0


def test_numbers_beyond_single_precision_are_gaps():
    curve = story(Field("big", [1e300, -np.inf, 2.0], kind="numbers"))
    np.testing.assert_array_equal(curve.arrays("0")["values0"], np.float32([np.nan, np.nan, 2]))
    assert curve.gaps.tolist() == [0, 1]
    assert curve.finite.tolist() == [2.0]


def test_nothing_yet_is_said():
    assert story(tv.Tape()["loss"]).describe() == "loss: no steps yet"


def test_tracks_of_two_runs_are_told_apart():
    assert told_apart(["loss", "lr", "loss"]) == ["loss, run 1", "lr", "loss, run 2"]
    cx, tapes = tv.rips(tv.data.circle(5)), [tv.Tape(), tv.Tape()]
    for place, tape in enumerate(tapes):
        tape.log(loss=float(place))
    view = TimelineView(cx, *(tape["loss"] for tape in tapes))
    assert view.describe().startswith("loss, run 1 over 1 step")
    assert next(iter(view.table())) == ["step", "loss, run 1", "loss, run 2"]
    tapes[1].log(loss=5.0)
    view.refresh()
    assert [t["name"] for t in unpack(view.tail)[1]["tracks"]] == ["loss, run 1", "loss, run 2"]
