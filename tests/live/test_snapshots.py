from __future__ import annotations

import numpy as np

from tdlviz.live.snapshots import Snapshots
from tdlviz.live.state import State


class Part:
    """Something with a state of a known size."""

    def __init__(self, numbers: int = 1000) -> None:
        self.values = np.zeros(numbers)

    def state_dict(self) -> dict[str, np.ndarray]:
        return {"values": self.values}

    def load_state_dict(self, given: dict[str, np.ndarray]) -> None:
        self.values = given["values"]


def test_the_state_at_or_before_a_step():
    part = Part()
    kept = Snapshots(State({"part": part}))
    for step in (-1, 0, 3):
        part.values[0] = step
        kept.offer(step, seconds=1e9)
    assert [kept.before(step).step for step in (-1, 0, 2, 3, 9)] == [-1, 0, 0, 3, 3]
    assert kept.before(2).snapshot["part"]["values"][0] == 0
    kept.cut(1)
    assert kept.before(9).step == 0
    assert kept.before(-2) is None


def test_memory_is_bounded_and_the_ends_stay():
    kept = Snapshots(State({"part": Part()}), room=200_000)
    for step in range(-1, 100):
        kept.offer(step, seconds=1e9)
        assert sum(one.bytes for one in kept.kept) <= 200_000
    steps = [one.step for one in kept.kept]
    assert (steps[0], steps[-1]) == (-1, 99)
    assert steps == sorted(set(steps))
    assert len(steps) > 3


def test_room_for_nothing_leaves_the_first_and_the_last():
    kept = Snapshots(State({"part": Part()}), room=1)
    for step in range(9):
        kept.offer(step, seconds=1e9)
    assert [one.step for one in kept.kept] == [0, 8]


def test_keeping_takes_its_share_of_the_time():
    kept = Snapshots(State({"part": Part(1_000_000)}), share=0.01)
    kept.offer(0, 1.0)
    seconds = kept._cost  # of a step as long as keeping: one in a hundred is kept
    for step in range(1, 250):
        kept._cost = seconds
        kept.offer(step, seconds)
    assert [one.step for one in kept.kept] == [0, 100, 200]


def test_without_parts_nothing_is_kept():
    kept = Snapshots(State({}))
    kept.offer(0, 1.0)
    assert kept.kept == []
