from __future__ import annotations

import pytest

from tdlviz.core import meter as module
from tdlviz.core.errors import InvalidInput
from tdlviz.core.meter import Meter


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved."""

    class Clock:
        now = 100.0

        def __call__(self) -> float:
            return self.now

    clock = Clock()
    monkeypatch.setattr(module, "perf_counter", clock)
    return clock


def run(meter: Meter, clock, steps: int, *, step: float, look: float = 0.0, show: float = 0.0):
    for _ in range(steps):
        clock.now += step
        meter.watched(look)
        meter.showed(show, 1000)
        meter.step()


def test_means_of_steps_that_are_all_alike(clock):
    meter = Meter(budget=0.05)
    run(meter, clock, 100, step=0.010, look=0.001, show=0.0005)
    figures = meter.figures
    assert figures["step ms"] == pytest.approx(10)
    assert figures["watching ms"] == pytest.approx(1)
    assert figures["showing ms"] == pytest.approx(0.5)
    assert figures["bytes/s"] == pytest.approx(100_000)
    assert meter.share == pytest.approx(0.15)


def test_the_stride_brings_watching_under_its_part_of_the_budget(clock):
    meter = Meter(budget=0.05)
    run(meter, clock, 50, step=0.010, look=0.001)
    assert meter.stride == 5
    assert 0.001 / meter.stride <= 0.010 * 0.02
    meter.budget = None
    assert meter.stride == 1


def test_a_wait_brings_showing_under_its_part_of_the_budget(clock):
    meter = Meter(budget=0.05)
    for _ in range(3):
        clock.now += meter.wait
        meter.begins()
        meter.showed(0.02)
    assert meter.wait == pytest.approx(1)
    meter.budget = None
    assert meter.wait == 0


def test_at_rest_nobody_waits(clock):
    meter, hurried = Meter(budget=0.05), []
    undo = meter.at_rest(lambda: hurried.append(meter.wait))
    meter.begins()
    assert meter.wait > 0
    meter.rest()
    assert hurried == [0]
    undo()
    meter.rest()
    assert hurried == [0]


def test_steps_that_are_longer_after_pictures_are_what_showing_costs(clock):
    meter = Meter(budget=None)
    for second in range(60):
        meter.begins()
        for step in range(100 if second else 130):
            clock.now += 0.012 if step < 20 else 0.010
            meter.step()
    assert meter.figures["showing ms"] == pytest.approx(0.4, rel=0.3)
    assert meter.share == pytest.approx(0.04, rel=0.3)


def test_a_first_look_that_takes_long_is_not_taken_for_all(clock):
    meter = Meter(budget=0.05)
    for look in (3.0, 0.001, 0.001, 0.001):
        clock.now += 0.01
        meter.watched(look)
        meter.step()
    assert meter.stride < 10


def test_a_look_costs_what_its_step_lasts_longer_than_those_around_it(clock):
    meter = Meter(budget=0.05)
    for step in range(400):
        looked = step % 8 == 0
        clock.now += 0.010 + 0.002 * looked + 0.003 * (step % 50 == 0)
        meter.watched(0.0005, looked)
        meter.step()
    assert meter.stride == 10  # 2 ms are 2 % of 10 steps of 10.25 ms
    assert meter.figures["watching ms"] == pytest.approx(0.25 + 0.0005 * 7 / 8 * 1000, rel=0.2)


def test_what_is_waited_on_purpose_is_no_part_of_a_step(clock):
    meter = Meter()
    for _ in range(20):
        clock.now += 1.0
        meter.idle(0.99)
        meter.step()
    assert meter.figures["step ms"] == pytest.approx(10)


def test_a_rest_is_no_part_of_a_step(clock):
    meter = Meter()
    run(meter, clock, 20, step=0.01)
    meter.rest()
    clock.now += 3600
    run(meter, clock, 20, step=0.01)
    assert meter.figures["step ms"] == pytest.approx(10)


def test_before_the_first_step_all_is_zero():
    meter = Meter(budget=0.05)
    assert set(meter.figures.values()) == {0, 1}
    assert (meter.share, meter.stride) == (0, 1)


def test_those_who_only_ask_cost_time_but_change_no_stride(clock):
    meter = Meter(budget=0.05)
    run(meter, clock, 50, step=0.010, look=0.001)
    before = meter.stride
    for _ in range(900):
        clock.now += 0.010
        meter.watched(0.000001, looked=False)
        meter.step()
    assert meter.stride == before
    assert meter.figures["watching ms"] < 0.01


@pytest.mark.parametrize("budget", [0, -1, 1.5, "5%", float("nan"), True])
def test_a_budget_is_a_share(budget):
    with pytest.raises(InvalidInput):
        Meter(budget)


def test_a_look_in_the_step_before_a_rest_is_not_that_of_the_step_after_it(clock):
    meter = Meter()
    for _ in range(30):  # the first step after each rest cannot be measured, and has the look
        meter.rest()
        for seconds, looked in ((0.020, True), (0.010, False), (0.010, False)):
            clock.now += seconds
            meter.watched(0.001 * looked, looked)
            meter.step()
    assert meter.figures["watching ms"] == 0
