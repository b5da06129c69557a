"""The states of a run at some of its steps, so that it can be rewound to any of them."""

from __future__ import annotations

from math import ceil
from time import perf_counter
from typing import NamedTuple

from tdlviz.live.state import Snapshot, State, size

ROOM, SHARE = 500_000_000, 0.01


class Kept(NamedTuple):
    """The state after a step, -1 for that before the first."""

    step: int
    snapshot: Snapshot
    bytes: int


class Snapshots:
    """States after some steps, in at most `room` bytes and `share` of the time of training.

    A run is rewound to a step between two of them by training again from the one before, which the
    restored random numbers make exact. Where memory runs short every second one is given up, but
    for the first and the last.
    """

    def __init__(self, state: State, room: int = ROOM, share: float = SHARE) -> None:
        self.state, self.room, self.share = state, room, share
        self.kept: list[Kept] = []
        self._cost = 0.0

    def offer(self, step: int, seconds: float) -> None:
        """Keep the state after `step`, of so many seconds, if one is due and there is anything."""
        if not self.state.parts or not self.state.ready or not self._due(step, seconds):
            return
        begin = perf_counter()
        snapshot = self.state.take()
        self._cost = perf_counter() - begin
        self.kept.append(Kept(step, snapshot, size(snapshot)))
        while len(self.kept) > 2 and sum(kept.bytes for kept in self.kept) > self.room:
            self.kept = [*self.kept[:-1:2], self.kept[-1]] if len(self.kept) > 3 else self._ends()

    @property
    def earliest(self) -> int | None:
        """The first step that can be gone back to, None where there is none."""
        kept = self.kept  # another thread may replace it meanwhile
        return kept[0].step if kept else None

    def before(self, step: int) -> Kept | None:
        """The last state at or before `step`, None where there is none."""
        return next((kept for kept in reversed(self.kept) if kept.step <= step), None)

    def renew(self, state: State) -> None:
        """Keep this from now on; states of other things are no use."""
        self.state, self.kept = state, []

    def cut(self, step: int) -> None:
        """Forget the states after `step`."""
        self.kept = [kept for kept in self.kept if kept.step <= step]

    def _due(self, step: int, seconds: float) -> bool:
        if not self.kept:
            return True
        apart = ceil(self._cost / (self.share * seconds)) if seconds > 0 else 1
        return step - self.kept[-1].step >= apart

    def _ends(self) -> list[Kept]:
        return [self.kept[0], self.kept[-1]]
