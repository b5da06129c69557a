"""What watching and showing a run cost it, and how much of both its budget allows."""

from __future__ import annotations

from math import ceil
from threading import Lock
from time import perf_counter
from typing import Any

from tdlviz.core.door import real_number
from tdlviz.core.errors import InvalidInput

MEMORY = 0.9  # how much of a mean comes from the steps before
PARTS = ("watching", "showing")


class Meter:
    """Seconds and bytes that a run spends on being looked at, in running means over its steps.

    budget: the share of the time of a step that watching and showing may take together, in (0, 1];
            None for as much as they like. Each may take half of it.

    A step lasts from one log to the next. Safe to use from several threads. Raises `InvalidInput`
    for a budget that is no such share.
    """

    def __init__(self, budget: float | Any | None = None) -> None:
        if budget is not None and real_number("budget", budget, above=0) > 1:
            raise InvalidInput("budget", budget, "a share of the time of a step, at most 1")
        self.budget = budget
        self._lock = Lock()
        self._last: float | None = None
        self._seconds: dict[str, float] = dict.fromkeys(("step", *PARTS), 0.0)
        self._spent: dict[str, float] = dict.fromkeys(PARTS, 0.0)
        self._bytes, self._sent, self._look = 0.0, 0, 0.0

    def step(self) -> None:
        """A step is done."""
        now = perf_counter()
        with self._lock:
            if self._last is not None:
                self._learn(now - self._last)
            self._sent, self._spent = 0, dict.fromkeys(PARTS, 0.0)
            self._last = now

    def rest(self) -> None:
        """The run pauses: the time until its next step is no part of a step."""
        with self._lock:
            self._last = None

    def watched(self, seconds: float, looked: bool = True) -> None:
        """A step had to wait so long for one who watches; whether he has looked or only asked."""
        with self._lock:
            self._spent["watching"] += seconds
            if looked:
                self._look = _mean(self._look, seconds)

    def showed(self, seconds: float, size: int = 0) -> None:
        """A view took so many seconds of a processor and sent so many bytes."""
        with self._lock:
            self._spent["showing"] += seconds
            self._sent += size

    @property
    def stride(self) -> int:
        """Look at each so-manieth step, so that watching takes at most half of the budget."""
        allowed = self._seconds["step"] * (self.budget or 0) / 2
        return max(1, ceil(self._look / allowed - 1e-9)) if allowed > 0 else 1

    def pause(self, seconds: float) -> float:
        """How long after a picture of so many seconds the next may come, for the other half."""
        return 2 * seconds / self.budget if self.budget else 0.0

    @property
    def share(self) -> float:
        """The part of the time of a step that goes into watching and showing."""
        step = self._seconds["step"]
        return sum(self._seconds[part] for part in PARTS) / step if step else 0.0

    @property
    def figures(self) -> dict[str, float]:
        """Milliseconds a step, in all and for each part, bytes sent a second, the share and the
        stride, as they are now."""
        with self._lock:
            found = {f"{name} ms": 1000 * value for name, value in self._seconds.items()}
            return {**found, "bytes/s": self._bytes, "share": self.share, "stride": self.stride}

    def _learn(self, seconds: float) -> None:
        self._bytes = _mean(self._bytes, self._sent / seconds if seconds else 0.0)
        self._seconds["step"] = _mean(self._seconds["step"], seconds)
        for part in PARTS:
            self._seconds[part] = _mean(self._seconds[part], self._spent[part])


def _mean(before: float, now: float) -> float:
    return now if before == 0 else MEMORY * before + (1 - MEMORY) * now
