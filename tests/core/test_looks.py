import pytest

from tdlviz.core.looks import Looks


def test_a_look_takes_what_it_says_until_steps_say_more():
    looks = Looks()
    for step in range(400):
        looked = step % 8 == 0
        if looked:
            looks.look(0.0005)
        spent = looks.step(0.010 + 0.002 * looked + 0.003 * (step % 50 == 0))
        if step == 20:
            assert looks.toll == 0.0005
    assert looks.toll == pytest.approx(0.002, rel=0.1)
    assert spent == 0


def test_a_first_look_that_takes_long_is_not_taken_for_all():
    looks = Looks()
    for said in (3.0, 0.001, 0.001):
        looks.look(said)
        looks.step(0.01)
    assert looks.toll == 0.001


def test_looks_at_every_step_are_not_compared_with_steps_of_long_ago():
    looks = Looks()
    for step, seconds in enumerate([0.001] * 20 + [0.010] * 200):
        if step >= 20:
            looks.look(0.0001)
        looks.step(seconds)
    assert looks.toll == 0.0001


def test_before_the_first_look_nothing_is_known():
    looks = Looks()
    assert looks.step(0.01) == looks.toll == 0


def test_a_look_takes_no_longer_than_its_step():
    looks = Looks()
    for _ in range(5):
        looks.look(0.5)
        looks.step(1.0)
    looks.step(0.01)
    looks.look(0.5)
    assert looks.step(0.01) == 0.01


def test_a_look_in_a_step_that_nobody_measured_is_not_that_of_the_next():
    looks = Looks()
    for _ in range(6):
        looks.look(0.002)
        looks.skip()
        assert looks.step(0.010) == 0
        looks.look(0.002)
        looks.step(0.015)
    assert looks.toll == pytest.approx(0.005)
