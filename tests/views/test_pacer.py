from threading import Event, current_thread
from time import monotonic, sleep

from tdlviz.views.pacer import Pacer


def test_a_burst_becomes_few_calls_and_the_last_state_always_arrives():
    state, seen, done = [0], [], Event()

    def act():
        seen.append(state[0])
        if state[0] == 500:
            done.set()

    pacer, start = Pacer(act, rate=20), monotonic()
    for i in range(1, 501):
        state[0] = i
        pacer()
        sleep(0.001)
    assert done.wait(2)
    assert seen[-1] == 500
    assert len(seen) <= 20 * (monotonic() - start) + 2


def test_nothing_is_called_after_close():
    seen = []
    pacer = Pacer(lambda: seen.append(1), rate=5)
    pacer()
    sleep(0.1)
    pacer()
    pacer.close()
    pacer()
    sleep(0.4)
    assert seen == [1]


def test_after_a_rest_too_there_is_a_pause_between_two_calls():
    called, twice = [], Event()

    def act():
        called.append(monotonic())
        if len(called) == 2:
            twice.set()

    pacer = Pacer(act, rate=5)
    for rest in (0, 0.5):
        sleep(rest)
        called.clear(), twice.clear()
        asked = monotonic()
        while not twice.wait(0.02):
            pacer()
        assert called[1] >= asked + 0.2


def test_it_is_still_as_long_as_it_is_told():
    called, twice, waits = [], Event(), [0.0, 0.3, 0.3]

    def act():
        called.append(monotonic())
        if len(called) == 2:
            twice.set()

    pacer = Pacer(act, 1000, lambda: waits[len(called)])
    while not twice.wait(0.002):
        pacer()
    assert called[1] - called[0] >= 0.3


def test_a_call_that_waits_can_be_hurried():
    called = Event()
    pacer = Pacer(called.set, 1000, lambda: 3600.0)
    pacer.hurry()
    assert not called.wait(0.05)
    pacer()
    assert not called.wait(0.05)
    pacer.hurry()
    assert called.wait(5)
    pacer.close(), pacer.hurry()


def test_calls_share_a_thread_that_ends_when_nothing_comes(monkeypatch):
    monkeypatch.setattr("tdlviz.views.pacer.LINGER", 0.2)
    threads, called = [], Event()

    def act():
        threads.append(current_thread())
        called.set()

    pacer = Pacer(act, 1000)
    for rest in (0, 0.05, 1):
        sleep(rest)
        called.clear()
        pacer()
        assert called.wait(5)
    assert threads[0] is threads[1] is not threads[2]
    assert not threads[0].is_alive()
    pacer.close()
    threads[2].join(5)
    assert not threads[2].is_alive()


def test_a_call_that_fails_does_not_end_the_later_ones(monkeypatch):
    monkeypatch.setattr("threading.excepthook", lambda _: None)
    called, faults = Event(), [ValueError("once")]

    def act():
        if faults:
            raise faults.pop()
        called.set()

    pacer = Pacer(act, 1000)
    pacer()
    while not called.wait(0.01):
        pacer()
    pacer.close()
