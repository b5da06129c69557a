"""A thread that does what it is given, in order."""

import sys
import threading
import time

from tdlviz.core import worker as module
from tdlviz.core.worker import Worker


def test_all_is_done_in_order_and_by_one_thread_at_a_time():
    done, threads = [], set()

    def do(items):
        threads.add(threading.current_thread())
        assert threading.active_count() < 50
        done.extend(items)

    worker = Worker("w", do)
    for item in range(2000):
        worker.put(item)
    assert worker.wait(10)
    assert worker.idle
    assert done == list(range(2000))
    assert len(threads) == 1
    assert threading.main_thread() not in threads


def test_the_thread_goes_when_there_is_nothing_to_do_and_comes_again(monkeypatch):
    monkeypatch.setattr(module, "LINGER", 0.01)
    seen = []
    worker = Worker("comes and goes", lambda _: seen.append(threading.current_thread()))
    for _ in range(3):
        worker.put(1)
        assert worker.wait(5)
        seen[-1].join(5)
        assert not seen[-1].is_alive()
    assert len(set(seen)) == 3


def test_waiting_has_an_end_and_ends_a_pause():
    go = threading.Event()
    worker = Worker("w", lambda _: go.wait(10), pause=60)
    worker.put(1)
    start = time.monotonic()
    assert not worker.wait(0.05)
    go.set()
    assert worker.wait(10)
    assert time.monotonic() - start < 10


def test_a_pause_gathers():
    calls = []
    worker = Worker("w", calls.append, pause=0.2)
    for item in range(5):
        worker.put(item)
        time.sleep(0.01)
    time.sleep(0.4)
    assert calls == [[0, 1, 2, 3, 4]]


def test_who_gives_too_much_waits():
    go, done = threading.Event(), []
    worker = Worker("w", lambda items: (go.wait(10), done.extend(items)), most=3)
    for item in range(5):
        worker.make_room()
        worker.put(item)
        if item == 3:
            threading.Timer(0.1, go.set).start()
            assert not done
    assert done[:1] == [0]
    assert worker.wait(10)
    worker.make_room()


def test_the_thread_never_waits_for_itself():
    told = []

    def do(items):
        worker.make_room()
        told.append(worker.wait())

    worker = Worker("w", do, most=0)
    worker.put(1, weight=5)
    assert worker.wait(10)
    assert told == [True]


def test_what_ends_the_thread_ends_no_waiting_for_ever(monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    done = []

    def do(items):
        if items == [1]:
            sys.exit()
        done.extend(items)

    worker = Worker("w", do)
    worker.put(1)
    assert worker.wait(10)
    worker.put(2)
    assert worker.wait(10)
    assert done == [2]


def test_threads_that_come_and_go_lose_nothing_and_keep_the_order(monkeypatch):
    """With no time to linger, a new thread starts while the old one is still leaving."""
    monkeypatch.setattr(module, "LINGER", 0.0)
    done = []
    worker = Worker("w", done.extend)
    for item in range(3000):
        worker.put(item)
        if item % 7 == 0:
            assert worker.wait(10)
            assert done == list(range(item + 1))
    assert worker.wait(10)
    assert done == list(range(3000))
    assert worker._weight == 0
