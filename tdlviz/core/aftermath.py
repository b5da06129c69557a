"""How much longer steps take after a picture: what it costs, whoever on the machine it costs."""

from __future__ import annotations

from collections import deque
from math import exp, inf

AFTER = 0.3
"""Seconds within which a picture has been drawn by the page, and costs no more."""
CALM, BREATH, LONGEST = 5.0, 0.6, 10.0
"""Seconds after which there has to be a calm step again, how long pictures then pause for it, and
how long they pause at most."""
MEMORY = 2.0  # seconds of calm steps that count for their mean
LEAST, LAST = 0.015, 40
"""Seconds that a burst costs before one knows better, and how many of the last ones tell."""


class Aftermath:
    """Compares the steps while pictures are made and drawn with those while all is calm.

    Pictures of several views come together, in a burst; `due` is when the next one may.
    All times are in seconds of one clock.
    """

    def __init__(self) -> None:
        self.due, self.began, self.until = -inf, -inf, -inf
        self._calm = 0.0, 0.0  # seconds and steps
        self._tolls = deque[float](maxlen=LAST)
        self.computed = 0.0  # of the last burst, by the views themselves
        self._calm_at, self._long = -inf, 0.0
        self._extra, self._steps, self._bursts, self._counted = 0.0, 0, 0, 0.0

    @property
    def calm(self) -> float | None:
        """The mean of a calm step, in seconds."""
        seconds, steps = self._calm
        return seconds / steps if steps else None

    @property
    def toll(self) -> float:
        """Of a burst, in seconds, by how much longer steps were: the mean of the last ones without
        the extremes, as a machine may be busy with other things."""
        cut = len(self._tolls) // 8 + (len(self._tolls) > 2)
        inner = sorted(self._tolls)[cut : len(self._tolls) - cut]
        return sum(inner) / len(inner) if inner else 0.0

    def begins(self, now: float, share: float | None) -> None:
        """A picture is about to be made; those after it have to keep to this share of the time."""
        if now < self.due:
            return  # it belongs to the burst that has begun
        if self._bursts and now > self.until:
            self._settle()
        self.computed, self._counted = self._counted, 0.0
        self._bursts += 1
        self.began, self.until = (now if now > self.until else self.began), now + AFTER
        self.due = now + (self._pause(now, share) if share else 0.0)

    def showed(self, seconds: float) -> None:
        """A view has computed so long for the burst that has begun."""
        self._counted += seconds

    def step(self, begin: float, end: float, seconds: float) -> float:
        """A step is done, of so many seconds without those for watching. How much longer it took
        than it does while all is calm."""
        self._long = seconds
        if seconds > AFTER:
            return 0.0  # too long to tell anything of a picture
        if end > self.began and begin < self.until:
            longer = 0.0 if self.calm is None else seconds - self.calm
            self._extra, self._steps = self._extra + longer, self._steps + 1
            return longer
        if self._bursts:
            self._settle()
        left = exp(-seconds / MEMORY)
        self._calm = left * self._calm[0] + seconds, left * self._calm[1] + 1
        self._calm_at = end
        return 0.0

    def rest(self) -> None:
        """No step follows for some time: pictures may come."""
        self.due = -inf
        self._extra, self._steps, self._bursts, self.until = 0.0, 0, 0, -inf

    def _settle(self) -> None:
        """The page has drawn all: what has each burst cost?"""
        if self.calm is not None and self._steps:
            self._tolls.append(self._extra / self._bursts)
        self._extra, self._steps, self._bursts = 0.0, 0, 0

    def _pause(self, now: float, share: float) -> float:
        if self._long > AFTER:
            return min(max(self.computed, self._counted) / share, LONGEST)
        cost = max(LEAST, self.toll, self.computed, self._counted)
        breath = BREATH if now - self._calm_at > CALM else 0.0
        return min(max(cost / share, breath), LONGEST)
