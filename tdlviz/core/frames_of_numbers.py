"""Numbers over steps: all of them, in arrays."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float, Int64

from tdlviz.core.field import Field


class Numbers:
    """One number a step, in two growing arrays: 16 bytes a step."""

    dropped = 0

    def __init__(self, name: str) -> None:
        self.name, self._count = name, 0
        self._steps, self._values = np.zeros(64, np.int64), np.zeros(64)

    def __len__(self) -> int:
        return self._count

    @property
    def steps(self) -> Int64[np.ndarray, "steps"]:
        """The steps, a copy."""
        return self._steps[: self._count].copy()

    def after(self, step: int) -> tuple[Int64[np.ndarray, "later"], Float[np.ndarray, "later"]]:
        """Later steps and their numbers, copies."""
        later = slice(self.place(step) + 1, self._count)
        return self._steps[later].copy(), self._values[later].copy()

    def at(self, place: int) -> int:
        """The step at a place."""
        return int(self._steps[: self._count][place])

    def place(self, step: int) -> int:
        """The place of the last step at or before this one, -1 before the first."""
        return int(np.searchsorted(self._steps[: self._count], step, "right")) - 1

    def item(self, place: int) -> float:
        """The number at a place."""
        return float(self._values[: self._count][place])

    def load(self, item: float) -> Field:
        """The number as a field."""
        return Field(self.name, np.asarray(item), kind="number")

    def append(self, step: int, value: float) -> None:
        """Keep the number of a later step."""
        if self._count == len(self._steps):
            self._steps = np.concatenate([self._steps, np.zeros_like(self._steps)])
            self._values = np.concatenate([self._values, np.zeros_like(self._values)])
        self._steps[self._count], self._values[self._count] = step, value
        self._count += 1

    def cut(self, step: int) -> bool:
        """Forget what is later: whether there was any."""
        before, self._count = self._count, self.place(step) + 1
        return self._count < before
