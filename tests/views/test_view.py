"""What all views tell the page about tapes that are cut, thinned or derived."""

import time

import numpy as np

import tdlviz as tv
from tdlviz.core.field import Field
from tdlviz.views.payload import unpack


def heat(value) -> Field:
    return Field("heat", np.full(12, float(value)), 0, kind="scalar")


def until(happens, seconds=10):
    end = time.monotonic() + seconds
    while not happens() and time.monotonic() < end:
        time.sleep(0.01)
    return happens()


def test_frames_carry_the_cuts_of_their_tape():
    cx, tape = tv.rips(tv.data.circle(12), max_edge=0.7), tv.Tape()
    view = tv.show(cx, color=tape["heat"])
    for step in range(6):
        tape.log(heat=heat(step))
    assert until(lambda: unpack(view.channels)[1]["step"] == 5)
    assert "cuts" not in unpack(view.channels)[1]
    tape.cut(3)
    assert until(lambda: unpack(view.channels)[1]["step"] == 3)
    assert unpack(view.channels)[1]["cuts"] == [[3]]
    tape.log(heat=heat(40))
    assert until(lambda: unpack(view.channels)[1]["step"] == 4)
    view.recall()
    arrays, _ = unpack(view.history)
    assert arrays["steps"].tolist() == [0, 1, 2, 3, 4]
    tape.cut(-1)
    assert until(lambda: unpack(view.channels)[1]["step"] == -1)
    assert unpack(view.channels)[1]["cuts"] == [[3, -1]]
    view.recall()
    assert view.history == b""
    view.close()


def test_what_the_other_tape_still_holds_is_sent_again():
    cx, one, two = tv.rips(tv.data.circle(12), max_edge=0.7), tv.Tape(), tv.Tape()
    for step in range(6):
        one.log(heat=heat(step))
        two.log(heat=heat(-step))
    view = tv.show(cx, color=one["heat"], size=two["heat"])
    before = view.history
    one.cut(2)
    assert until(lambda: view.history != before)
    arrays, _ = unpack(view.history)
    assert arrays["steps"].tolist() == [0, 1, 2, 3, 4, 5]
    last = unpack(arrays["frames"][arrays["offsets"][5] :].tobytes())[1]
    assert (last["step"], last["cuts"]) == (5, [[2], []])
    view.close()


def test_steps_that_the_tape_left_out_are_counted():
    cx, tape = tv.rips(tv.data.circle(12), max_edge=0.7), tv.Tape(room=4 * 96)
    for step in range(10):
        tape.log(heat=heat(step))
    view = tv.show(cx, color=tape["heat"])
    arrays, values = unpack(view.history)
    assert len(arrays["steps"]) + values["dropped"] == 10
    assert arrays["steps"].tolist() == tape["heat"].steps
    view.close()


def test_why_a_derived_track_ended_stands_in_the_view():
    cx, tape = tv.rips(tv.data.circle(12), max_edge=0.7), tv.Tape()
    tape.derive("half", lambda heat: 1 / (heat.rank), "heat", kind="number")
    view = tv.show(cx, tape["half"])
    tape.log(heat=heat(1))
    assert until(lambda: view.fault)
    assert view.fault == "half: ZeroDivisionError at step 0: division by zero"
    view.close()


def test_the_last_frame_of_a_run_comes_when_it_pauses_however_much_it_is_thinned():
    cx = tv.rips(tv.data.circle(12), max_edge=0.7)
    run = tv.Run(lambda: {"heat": heat(run.tape.step)}, budget=1e-6)
    run.tape.declare("heat", "scalar", 0)
    view = tv.show(cx, color=run.tape["heat"])
    run.play(500).wait()
    assert until(lambda: unpack(view.channels)[1]["step"] == 499, 5)
    run.close(), view.close()
