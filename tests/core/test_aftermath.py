"""What a picture costs, told by the steps that follow it: on a clock that is moved by hand."""

import numpy as np
import pytest

from tdlviz.core.aftermath import AFTER, CALM, LEAST, LONGEST, Aftermath

STEP, SHARE = 0.01, 0.025


def trained(after, seconds, *, longer=0.0, now=0.0, share=SHARE, views=1, noise=None):
    """Steps of 10 ms, `longer` within 0.1 s of a burst; views ask at each. Begins of the bursts."""
    bursts, end, began = [], now + seconds, -np.inf
    while now < end:
        if now >= after.due:
            bursts.append(now)
            began = now
            for view in range(views):
                after.begins(now + 1e-6 * view, share)
        took = STEP + (longer if now < began + 0.1 else 0.0) + (noise() if noise else 0.0)
        after.step(now, now + took, took)
        now += took
    return np.array(bursts)


def slowed(bursts, longer, seconds):
    """The share of the time that bursts have cost: each about 0.1 s of longer steps."""
    return len(bursts) * longer * (0.1 / (STEP + longer)) / seconds


@pytest.mark.parametrize("longer", [0.003, 0.01, 0.03])
@pytest.mark.parametrize("views", [1, 4])
def test_bursts_are_as_far_apart_as_their_share_wants(longer, views):
    after = Aftermath()
    trained(after, 200, longer=longer, views=views)
    bursts = trained(after, 120, longer=longer, views=views, now=200)
    assert slowed(bursts, longer, 120) == pytest.approx(SHARE, rel=0.2)
    assert len(bursts) > 5


def test_what_costs_nothing_is_held_back_as_long_as_a_picture_costs_at_least():
    apart = np.diff(trained(Aftermath(), 60))
    assert np.median(apart) == pytest.approx(LEAST / SHARE, abs=STEP)


def test_with_a_large_share_there_is_a_breath_now_and_then_to_compare_with():
    apart = np.diff(trained(Aftermath(), 60, share=0.5))
    assert np.median(apart) == pytest.approx(LEAST / 0.5, abs=STEP)
    assert 60 / (CALM + 1) - 2 <= (apart > AFTER).sum() <= 60 / CALM + 1


def test_noise_of_a_busy_machine_is_not_taken_for_a_cost():
    rng = np.random.default_rng(0)
    noise = lambda: rng.exponential(0.005)  # noqa: E731
    after = Aftermath()
    trained(after, 60, longer=0.01, noise=noise)
    bursts = trained(after, 300, longer=0.01, now=60, noise=noise)
    assert slowed(bursts, 0.01, 300) == pytest.approx(SHARE, rel=0.5)


def test_what_views_compute_counts_where_no_step_is_longer():
    after = Aftermath()
    after.begins(0.0, SHARE)
    after.showed(0.002), after.showed(0.003)
    after.begins(after.due, SHARE)
    assert after.due == pytest.approx(after.began + 0.005 / SHARE, abs=1)
    assert after.computed == 0.005


def test_steps_longer_than_a_picture_are_not_compared():
    after = Aftermath()
    for now in range(0, 200, 2):
        after.begins(float(now), SHARE)
        after.showed(0.01)
        after.step(now, now + 2.0, 2.0)
    assert after.due - now == pytest.approx(0.01 / SHARE)


def test_steps_that_become_long_are_not_the_fault_of_pictures():
    after = Aftermath()
    trained(after, 30, longer=0.001)
    before, now = after.toll, 100.0
    for _ in range(20):
        after.begins(now, SHARE)
        assert after.step(now, now + 1.0, 1.0) == 0
        now += 1.0
    assert after.toll <= before


def test_nothing_waits_longer_than_one_can_bear():
    after = Aftermath()
    trained(after, 60, longer=5.0)
    assert np.diff(trained(after, 200, longer=5.0, now=400)).max() < LONGEST + 10


def test_without_a_share_nothing_waits():
    after = Aftermath()
    assert len(trained(after, 1, longer=0.01, share=None)) > 40


def test_a_rest_is_no_cost():
    after = Aftermath()
    trained(after, 30, longer=0.01)
    after.begins(after.due + 1, SHARE)
    before = after.toll
    after.step(after.began, after.began + 0.1, 0.1)
    after.rest()
    after.begins(after.due + 3600, SHARE)
    assert after.toll == before
