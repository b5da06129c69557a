"""Tracks that are computed from others."""

import threading
import time

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.core.tape import Tape


def scalar(values) -> Field:
    return Field("x", np.asarray(values, dtype=float), 0, kind="scalar")


def test_it_is_the_function_of_the_sources_at_each_step():
    tape, random = Tape(), np.random.default_rng(0)
    track = tape.derive("dot", lambda a, b: float(a.values @ b.values), "a", "b")
    expected = []
    for _ in range(20):
        a, b = random.normal(size=(2, 7))
        tape.log(a=scalar(a), b=scalar(b))
        assert tape.flush(10)
        expected.append(a @ b)
    np.testing.assert_allclose(track.history(), expected)
    assert (track.steps, track.dropped, track.kind, track.fault) == (
        list(range(20)),
        0,
        "number",
        "",
    )


def test_fields_and_derived_tracks_may_be_sources_and_results():
    tape = Tape()
    tape.derive("twice", lambda x: Field("anything", 2 * x.values, 0, kind="scalar"), "x")
    tape.derive("sum", lambda x, n: x.values.sum() + float(n.values), "twice", "n")
    tape.log(x=scalar([1, 2]), n=10)
    assert tape.flush(10)
    assert tape["twice"].latest.values.tolist() == [2, 4]
    assert (tape["twice"].latest.name, tape["twice"].kind) == ("twice", "scalar")
    assert tape["sum"].latest.values == 16


def test_it_takes_the_newest_common_step():
    tape, seen = Tape(), []
    tape.log(a=1, step=1)
    tape.log(b=1, step=2)
    tape.derive("both", lambda a, b: seen.append((float(a.values), float(b.values))) or 0, "a", "b")
    tape.log(a=3, b=3, step=3)
    assert tape.flush(10)
    tape.log(a=4, step=4)
    tape.log(b=5, step=5)
    assert tape.flush(10)
    assert (seen, tape["both"].steps) == ([(3, 3)], [3])
    late = tape.derive("late", lambda *_: 7, "a", "b")  # begins with what there is
    assert tape.flush(10)
    assert late.steps == [3]


def test_a_slow_one_skips_to_the_newest_and_counts():
    tape, go, off = Tape(), threading.Event(), set()

    def slow(x):
        off.add(threading.current_thread())
        assert go.wait(10)
        return float(x.values)

    track = tape.derive("slow", slow, "x")
    tape.log(x=0)
    while not off:
        time.sleep(0.001)
    start = time.monotonic()
    for step in range(1, 101):
        tape.log(x=step)
    assert time.monotonic() - start < 1
    go.set()
    assert tape.flush(10)
    assert (track.steps, track.history().tolist()) == ([0, 100], [0, 100])
    assert track.dropped == 99
    assert off.isdisjoint({threading.current_thread()})
    tape.cut(50)
    assert (track.steps, track.dropped) == ([0], 50)
    tape.log(x=-1)
    assert tape.flush(10)
    assert (track.steps, track.history()[-1], track.dropped) == ([0, 51], -1, 50)


def test_a_result_whose_step_is_cut_meanwhile_is_not_written():
    tape, go, begun = Tape(), threading.Event(), threading.Event()
    track = tape.derive("d", lambda x: begun.set() or (go.wait(10) and float(x.values)), "x")
    tape.log(x=1)
    assert begun.wait(10)
    tape.cut(-1)
    go.set()
    assert tape.flush(10)
    assert track.steps == []
    tape.log(x=2)
    assert tape.flush(10)
    assert (track.steps, track.history().tolist()) == ([0], [2])


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (lambda x: 1 / float(x.values), "ZeroDivisionError at step 2"),
        (lambda x: "words" if x.values == 0 else 1.0, "InvalidInput at step 2"),
        (lambda x: scalar([1]) if x.values == 0 else 1.0, "number of rank None so far"),
        (lambda x: 1 if x.values else (1).z, "AttributeError at step 2"),
    ],
)
def test_what_raises_ends_in_words_and_the_tape_goes_on(result, says):
    tape, heard = Tape(), []
    track = tape.derive("d", result, "x")
    other = tape.derive("other", lambda x: float(x.values) + 1, "x")
    track.subscribe(lambda track: heard.append(track.fault))
    for value in (2, 1, 0, 3):
        tape.log(x=value)
        assert tape.flush(10)
    assert says in track.fault
    assert heard[-1] == track.fault
    assert (track.steps, other.history().tolist()) == ([0, 1], [3, 2, 1, 4])
    assert (tape.fault, other.fault) == ("", "")


def test_its_kind_may_be_said_early():
    tape = Tape()
    track = tape.derive("bars", lambda x: x, "x", kind="diagram", rank=1)
    assert (track.kind, track.rank) == ("diagram", 1)
    with pytest.raises(UnknownName, match="kinds"):
        tape.derive("y", lambda x: x, "x", kind="colour")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("d", 3, "x"), "a function of fields"),
        (("d", len), "names of other tracks"),
        (("d", len, "d"), "names of other tracks"),
        (("d", len, 3), "a name, a string"),
        ((3, len, "x"), "a name, a string"),
        (("x", len, "y"), "a new name"),
    ],
)
def test_what_could_give_nothing_is_refused(arguments, says):
    tape = Tape()
    tape.log(x=1)
    with pytest.raises(InvalidInput, match=says):
        tape.derive(*arguments)
    assert tape.log(x=2) == 1


def test_a_derived_name_is_written_by_nobody_else():
    tape = Tape()
    tape.derive("d", len, "x")
    with pytest.raises(InvalidInput, match="derived from others"):
        tape.log(d=1)
    with pytest.raises(InvalidInput, match="give both"):
        tape.derive("e", len, "x", rank=0)


def test_persistence_of_points_that_move():
    """Off the training thread, the same bars as on it."""
    tape, cx = Tape(), tv.rips(tv.data.circle(12), max_edge=0.7)
    tape.derive("bars", lambda x: tv.persistence(tv.lower_star(cx, x.values), 1), "x")
    random = np.random.default_rng(1)
    for _ in range(3):
        x = random.normal(size=12)
        tape.log(x=scalar(x))
        assert tape.flush(30)
        expected = tv.persistence(tv.lower_star(cx, x), 1)
        np.testing.assert_array_equal(tape["bars"].latest.values, expected.values)
    assert tape["bars"].fault == ""


def test_a_function_that_was_mended_goes_on_under_its_name():
    tape = Tape()
    track = tape.derive("d", lambda x: 1 / (float(x.values) - 1), "x")
    for x in (0, 1, 2):
        tape.log(x=x)
        assert tape.flush(10)
    assert "ZeroDivisionError at step 1" in track.fault
    assert tape.derive("d", lambda x: float(x.values), "x").fault == ""
    assert tape.flush(10)
    tape.log(x=3)
    assert tape.flush(10)
    assert (track.steps, track.history().tolist()) == ([0, 2, 3], [-1, 2, 3])


def test_a_cell_that_is_run_again_and_again_derives_each_step_once():
    tape, times = Tape(), []
    for turn in range(20):
        tape.derive("d", lambda x: times.append(1) or float(x.values), "x")
        tape.log(x=turn)
        assert tape.flush(10)
    assert tape["d"].steps == list(range(20))
    assert len(times) == 20
