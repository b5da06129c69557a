"""What watching and showing a run cost it, and how much of both its budget allows."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from threading import Lock
from time import perf_counter
from typing import Any

from tdlviz.core.aftermath import Aftermath
from tdlviz.core.door import real_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.looks import Looks

MEMORY, LONG_MEMORY = 0.99, 0.998
"""How much of a mean comes from the steps before; pictures may be hundreds of steps apart."""
PARTS = ("watching", "showing")
EACH = 0.4
"""Of the budget, for each part; the rest is for what neither sees, as caches that went cold."""


class Meter:
    """Seconds and bytes that a run spends on being looked at, in running means over its steps.

    budget: the share of the time of a step that watching and showing may take together, in (0, 1];
            None for as much as they like. Each may take 0.4 of it.

    A step lasts from one log to the next. What a look costs is what its step lasts longer than
    those around it, and at least what the watcher says; what pictures cost is what steps last
    longer after them, so that a browser on the same processors counts, and at least what views
    have computed.
    Safe to use from several threads. Raises `InvalidInput` for a budget that is no such share.
    """

    def __init__(self, budget: float | Any | None = None) -> None:
        if budget is not None and real_number("budget", budget, above=0) > 1:
            raise InvalidInput("budget", budget, "a share of the time of a step, at most 1")
        self.budget = budget
        self._lock, self._after, self._looks = Lock(), Aftermath(), Looks()
        self._last: float | None = None
        self._steps = 0
        self._seconds: dict[str, float] = dict.fromkeys(("step", *PARTS), 0.0)
        self._spent: dict[str, float] = dict.fromkeys(PARTS, 0.0)
        self._bytes, self._longer, self._sent = 0.0, 0.0, 0
        self._waiting = list[Callable[[], None]]()

    def step(self) -> None:
        """A step is done."""
        now = perf_counter()
        with self._lock:
            if self._last is not None:
                self._learn(self._last, now)
            else:
                self._looks.skip()
            self._sent, self._spent = 0, dict.fromkeys(PARTS, 0.0)
            self._last = now

    def rest(self) -> None:
        """The run pauses: the time until its next step is no part of a step, and who waits to show
        something waits no longer."""
        with self._lock:
            self._last = None
            self._after.rest()
        for hurry in tuple(self._waiting):
            hurry()

    def at_rest(self, hurry: Callable[[], None]) -> Callable[[], None]:
        """Call `hurry()` whenever the run pauses. Returns its undoing."""
        self._waiting.append(hurry)
        return lambda: self._waiting.remove(hurry)

    def idle(self, seconds: float) -> None:
        """So long the run has waited on purpose, which is no part of a step."""
        with self._lock:
            if self._last is not None:
                self._last += seconds

    def watched(self, seconds: float, looked: bool = True) -> None:
        """A step had to wait so long for one who watches; whether he has looked or only asked."""
        with self._lock:
            self._spent["watching"] += seconds
            if looked:
                self._looks.look(seconds)

    def begins(self) -> None:
        """A picture is about to be made: those of other views may come with it, and then none until
        `wait` has passed."""
        with self._lock:
            self._after.begins(perf_counter(), self.budget and self.budget * EACH)

    def showed(self, seconds: float, size: int = 0) -> None:
        """A picture, or what was derived for one, took so many seconds of a processor and sent so
        many bytes."""
        with self._lock:
            self._spent["showing"] += seconds
            self._sent += size
            self._after.showed(seconds)

    @property
    def stride(self) -> int:
        """Look at each so-manieth step, so that watching keeps to its part of the budget."""
        with self._lock:
            return self._stride

    @property
    def _stride(self) -> int:
        allowed = self._seconds["step"] * (self.budget or 0) * EACH
        return max(1, ceil(self._looks.toll / allowed - 1e-9)) if allowed > 0 else 1

    @property
    def wait(self) -> float:
        """Seconds until the next pictures may come, for the other part."""
        return max(0.0, self._after.due - perf_counter()) if self.budget else 0.0

    @property
    def share(self) -> float:
        """The part of the time of a step that goes into watching and showing."""
        step = self._seconds["step"]
        return (self._seconds["watching"] + self._showing) / step if step else 0.0

    @property
    def figures(self) -> dict[str, float]:
        """Milliseconds a step, in all and for each part, bytes sent a second, the share and the
        stride, as they are now."""
        with self._lock:
            seconds = {**self._seconds, "showing": self._showing}
            found = {f"{name} ms": 1000 * value for name, value in seconds.items()}
            return {**found, "bytes/s": self._bytes, "share": self.share, "stride": self._stride}

    @property
    def _showing(self) -> float:
        return max(self._seconds["showing"], self._longer)

    def _learn(self, begin: float, end: float) -> None:
        seconds, self._steps = end - begin, self._steps + 1
        self._spent["watching"] = max(self._spent["watching"], self._looks.step(seconds))
        longer = self._after.step(begin, end, seconds - self._spent["watching"])
        self._longer = self._mean(self._longer, longer, LONG_MEMORY)
        self._bytes = self._mean(self._bytes, self._sent / seconds if seconds else 0.0)
        self._seconds["step"] = self._mean(self._seconds["step"], seconds)
        for part in PARTS:
            self._seconds[part] = self._mean(self._seconds[part], self._spent[part])

    def _mean(self, before: float, now: float, memory: float = MEMORY) -> float:
        """Of all steps while there are few, and then of the last ones more than of those before."""
        return before + max(1 / self._steps, 1 - memory) * (now - before)
