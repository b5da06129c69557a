"""A run from a file is a tape like any other, but for writing."""

import gc
import threading
import time
import weakref

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field


def scalar(values) -> Field:
    return Field("x", np.asarray(values, dtype=float), 0, kind="scalar")


def filled(tape):
    cx = tv.rips(tv.data.circle(12), max_edge=0.7)
    for step in range(6):
        spectrum = Field("spectrum", np.arange(step + 1.0), kind="numbers")
        loss = np.nan if step == 2 else np.inf if step == 3 else 1 / (step + 1)
        bars = tv.persistence(cx, 0)[: step + 1]
        tape.log(loss=loss, x=scalar(np.arange(12) + step), spectrum=spectrum, bars=bars)
    return cx


def until(happens, seconds=10):
    end = time.monotonic() + seconds
    while not happens() and time.monotonic() < end:
        time.sleep(0.01)
    return happens()


@pytest.fixture
def both(tmp_path):
    tape = tv.Tape()
    cx = filled(tape)
    tape.record(tmp_path / "a.run", cx).close()
    with tv.open_run(tmp_path / "a.run") as run:
        yield tape, run


def test_it_has_the_same_tracks(both):
    tape, run = both
    assert isinstance(run, tv.Tape)
    assert (run.names, run.step, run.cuts, run.fault) == (tape.names, 5, (), "")
    for name in tape:
        a, b = tape[name], run[name]
        assert (a.kind, a.rank, a.steps, a.ends) == (b.kind, b.rank, b.steps, b.ends)
        assert (len(a), a.dropped, repr(a)) == (len(b), b.dropped, repr(b))
        for (_, one), (_, other) in zip(a.after(-1), b.after(-1), strict=True):
            assert one.values.dtype == other.values.dtype
            np.testing.assert_array_equal(one.values, other.values)
            assert (one.index is None) == (other.index is None)
            assert one.index is None or np.array_equal(one.index, other.index)
        assert repr(a.latest) == repr(b.latest)
        assert a.at(100).name == b.at(100).name == name
    np.testing.assert_array_equal(tape["loss"].history(), run["loss"].history())


def test_views_cannot_tell(both):
    tape, run = both
    cx = run.complex
    for show in (
        lambda t: tv.show(cx, t["loss"], t["spectrum"]),
        lambda t: tv.show(cx, color=t["x"]),
        lambda t: tv.show(cx, t["bars"]),
    ):
        ours, theirs = show(tape), show(run)
        assert ours.describe() == theirs.describe()
        assert ours.history == theirs.history
        assert getattr(ours, ours.framed) == getattr(theirs, theirs.framed)


def test_nothing_can_be_written(both):
    _, run = both
    for act in (
        lambda: run.log(loss=1),
        lambda: run.cut(0),
        lambda: run.feed(dict),
        lambda: run.declare("d", "number"),
        lambda: run.derive("d", len, "loss"),
        lambda: run.record("b.run"),
    ):
        with pytest.raises(InvalidInput, match="only for reading"):
            act()
    undone = []
    run.attach(lambda: undone.append(1))
    run.close()
    run.close()
    assert undone == [1]
    assert run["x"].latest.values[0] == 5  # what was logged stays readable
    assert run["loss"].steps == [*range(6)]


def test_it_follows_a_run_that_goes_on(tmp_path):
    tape = tv.Tape().record(tmp_path / "a.run")
    run = tv.open_run(tmp_path / "a.run")
    assert (run.names, run.step, run.complex) == ([], -1, None)
    heard = []
    run["x"].subscribe(lambda track: heard.append((track.ends, threading.current_thread())))
    tape.log(x=scalar([1]), loss=1)
    assert until(lambda: heard)
    tape.log(x=scalar([2]), loss=2)
    tape.log(x=scalar([3]), loss=3)
    assert until(lambda: heard[-1][0] == (0, 2))
    assert run["x"].latest.values.tolist() == [3]
    tape.cut(0)
    assert until(lambda: heard[-1][0] == (0, 0))
    assert (run.step, run.cuts) == (0, (0,))
    tape.log(x=scalar([4]), loss=4)
    tape.close()
    assert until(lambda: run.step == 1)
    assert run["x"].history().ravel().tolist() == [1, 4]
    assert threading.main_thread() not in {thread for _, thread in heard}
    run.close()


def test_a_file_that_goes_away_is_a_fault(tmp_path):
    tape = tv.Tape()
    tape.log(x=1.0)
    tape.record(tmp_path / "a.run").close()
    run = tv.open_run(tmp_path / "a.run")
    (tmp_path / "a.run").unlink()
    assert until(lambda: run.fault)
    assert "gone" in run.fault
    assert run["x"].history().tolist() == [1]
    run.close()


def test_a_listener_that_raises_is_told_and_the_tape_follows_on(tmp_path):
    tape = tv.Tape().record(tmp_path / "a.run")
    run = tv.open_run(tmp_path / "a.run")
    run["x"].subscribe(lambda _: 1 / 0)
    tape.log(x=1)
    assert until(lambda: "ZeroDivisionError" in run.fault)
    tape.log(x=2)
    tape.close()
    assert until(lambda: run.step == 1)
    run.close()


def test_its_thread_goes_with_it(tmp_path):
    tv.Tape().record(tmp_path / "a.run").close()
    run = tv.open_run(tmp_path / "a.run")
    thread, gone = run._thread, weakref.ref(run)
    del run
    gc.collect()
    thread.join(5)
    assert not thread.is_alive()
    gc.collect()
    assert gone() is None


def test_a_listener_may_read_on_and_close(tmp_path):
    tape = tv.Tape().record(tmp_path / "a.run")
    run, closed = tv.open_run(tmp_path / "a.run"), []
    run["x"].subscribe(lambda _: closed.append((run.flush(), run.close())))
    tape.log(x=1)
    assert until(lambda: closed)
    tape.log(x=2)
    tape.close()
    assert run["x"].history().tolist() == [1]
    run._thread.join(5)
    assert not run._thread.is_alive()
