"""What is still on its way is written in order, by another thread, without stalling a log."""

import threading
import time

import numpy as np
import pytest

from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.pending import Pending
from tdlviz.core.tape import Tape


class Late:
    """A field that is there once `go` is set, as that of a stream which has not finished."""

    def __init__(self, value, go, kind="scalar"):
        self.value, self.go, self.kind, self.waited = value, go, kind, 0

    def ready(self):
        return self.go.is_set()

    def field(self):
        self.waited += 1
        assert self.go.wait(10)
        if isinstance(self.value, Exception):
            raise self.value
        return Field("late", np.asarray(self.value, dtype=float), 0, kind=self.kind)


def test_it_is_told_by_what_it_can():
    assert isinstance(Late([1], threading.Event()), Pending)
    assert not isinstance(Field("x", [1.0], 0, kind="scalar"), Pending)


def test_what_is_ready_is_written_at_once_by_the_thread_that_logs():
    tape, go, threads = Tape(), threading.Event(), []
    go.set()
    tape["x"].subscribe(lambda _: threads.append(threading.current_thread()))
    assert tape.log(x=Late([1, 2], go)) == 0
    assert tape["x"].latest.values.tolist() == [1, 2]
    assert tape["x"].latest.name == "x"
    assert threads == [threading.current_thread()]


def test_log_returns_its_step_while_values_are_on_their_way():
    tape, go = Tape(), threading.Event()
    start = time.monotonic()
    assert [tape.log(x=Late([step], go), loss=step) for step in range(5)] == [0, 1, 2, 3, 4]
    assert tape.log(loss=5) == 5  # waits behind the others, so that steps increase
    assert time.monotonic() - start < 1
    assert (tape.step, tape["loss"].steps) == (5, [])
    assert not tape.flush(0.01)
    go.set()
    assert tape.flush(10)
    assert tape["loss"].steps == [0, 1, 2, 3, 4, 5]
    assert tape["x"].history()[:, 0].tolist() == [0, 1, 2, 3, 4]
    tape.log(loss=6)
    assert tape["loss"].steps[-1] == 6


def test_what_is_cut_while_on_its_way_is_not_written_and_not_waited_for():
    tape, first, never = Tape(), threading.Event(), threading.Event()
    tape.log(x=Late([0], first))
    late = Late([1], never)
    tape.log(x=late)
    tape.cut(0)
    tape.log(x=Late([10], first))
    first.set()
    assert tape.flush(10)
    assert tape["x"].history()[:, 0].tolist() == [0, 10]
    assert (tape["x"].steps, late.waited) == ([0, 1], 0)


def test_one_in_hand_that_is_cut_is_not_written_either():
    tape, go = Tape(), threading.Event()
    late = Late([1], go)
    tape.log(x=late)
    while not late.waited:
        time.sleep(0.001)
    tape.cut(-1)
    go.set()
    assert tape.flush(10)
    assert (tape["x"].steps, tape.step) == ([], -1)


@pytest.mark.parametrize("value", [RuntimeError("the device went away"), [[1.0, 2.0]]])
def test_what_goes_wrong_on_the_way_is_told_and_the_tape_goes_on(value):
    tape, go = Tape(), threading.Event()
    tape.log(x=Late(value, go), loss=1.0)
    tape.log(x=Late([2], go), loss=2.0)
    go.set()
    assert tape.flush(10)
    assert tape.fault.startswith("step 0: ")
    assert "device went away" in tape.fault or "1 axes" in tape.fault
    assert tape["loss"].steps == [1]


def test_another_kind_on_its_way_is_told_and_numbers_are_refused_at_once():
    tape, go = Tape(), threading.Event()
    tape.log(x=1.0)
    tape.log(x=Late([2], go))
    with pytest.raises(InvalidInput, match="number of rank None so far"):
        tape.log(x=Field("x", [1.0], 0, kind="scalar"))
    go.set()
    assert tape.flush(10)
    assert "number of rank None so far" in tape.fault
    assert (tape.step, tape["x"].steps) == (1, [0])


def test_the_tape_bounds_what_is_on_its_way(monkeypatch):
    tape, go = Tape(), threading.Event()
    threading.Timer(0.2, go.set).start()
    start, most = time.monotonic(), 0
    for step in range(400):
        tape.log(x=Late([step], go))
        most = max(most, step if not go.is_set() else 0)
    assert time.monotonic() - start >= 0.15
    assert most <= 258
    tape.close()
    assert tape["x"].steps == list(range(400))


def test_a_number_on_a_device_is_fetched():
    torch = pytest.importorskip("torch")

    class OnDevice(torch.Tensor):
        is_cuda = True

    number = torch.tensor(0.25).as_subclass(OnDevice)
    tape, go, asked = Tape(), threading.Event(), []
    tape.log(loss=number)
    assert tape["loss"].latest.values == 0.25

    class Coming:
        def ready(self):
            return go.is_set()

        def field(self):
            go.wait(10)
            return Field("loss", 0.5, kind="number")

    tape.fetch = lambda name, value: asked.append((name, float(value))) or Coming()
    tape.log(loss=number, plain=torch.tensor(1.0))
    assert (asked, tape["loss"].steps) == ([("loss", 0.25)], [0])
    go.set()
    assert tape.flush(10)
    assert tape["loss"].history().tolist() == [0.25, 0.5]
