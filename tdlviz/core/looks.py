"""How long a look at a model takes: what it says of itself, and what its step shows of it."""

from __future__ import annotations

from collections import deque
from statistics import median

FEW = 5
"""Looks that tell what the next one will take; of steps, which vary more, five times as many."""


class Looks:
    """Compares a step in which one looked with those around it, in which nobody did.

    All times are in seconds.
    """

    def __init__(self) -> None:
        self._said, self._extra = deque[float](maxlen=FEW), deque[float](maxlen=5 * FEW)
        self._plain: float | None = None  # a step without a look
        self._looked, self._before = False, False

    def look(self, seconds: float) -> None:
        """In the step that runs someone looked, and says that it took so long."""
        self._said.append(seconds)
        self._looked = True

    @property
    def toll(self) -> float:
        """Of a look, 0 before the first. The median: the first one warms up what it calls, and
        others meet a busy machine."""
        said = median(self._said) if self._said else 0.0
        return max(said, median(self._extra) if len(self._extra) >= FEW else 0.0)

    def step(self, seconds: float) -> float:
        """A step is done. How many of its seconds went into a look, as far as one knows."""
        looked, before = self._looked, self._before
        self._looked, self._before = False, looked
        if not looked:
            last = seconds if self._plain is None else self._plain
            self._plain = last + 0.2 * (seconds - last)
            return 0.0
        if before:  # what was known of steps without one may be long ago
            self._plain = None
            self._extra.clear()
        elif self._plain is not None:
            self._extra.append(seconds - self._plain)
        return min(self.toll, seconds) if self._extra else 0.0

    def skip(self) -> None:
        """A step is done that nobody measured, as the first one after a rest."""
        self._looked, self._before = False, False
