"""Fields over steps that stay in a run file until they are asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_right

import numpy as np
from jaxtyping import Int64

from tdlviz.core.field import Field
from tdlviz.core.run_reader import RunReader


class Stored:
    """Fields in a file: the steps and the rows that they are in."""

    dropped = 0  # a file keeps all of it

    def __init__(self, name: str, kind: str, rank: int | None, reader: RunReader) -> None:
        self.name, self.kind, self.rank, self.reader = name, kind, rank, reader
        self._steps, self._rows = array("q"), array("q")

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def steps(self) -> Int64[np.ndarray, "steps"]:
        """The steps, a copy."""
        return np.array(self._steps, np.int64)

    def at(self, place: int) -> int:
        """The step at a place."""
        return self._steps[place]

    def place(self, step: int) -> int:
        """The place of the last step at or before this one, -1 before the first."""
        return bisect_right(self._steps, step) - 1

    def item(self, place: int) -> int:
        """The row at a place."""
        return self._rows[place]

    def load(self, item: int) -> Field:
        """The field in a row."""
        return self.reader.field(self.name, self.kind, self.rank, item)

    def append(self, step: int, value: int) -> None:
        """Note the row of a later step."""
        self._steps.append(step)
        self._rows.append(value)

    def cut(self, step: int) -> bool:
        """Forget what is later: whether there was any."""
        kept = self.place(step) + 1
        lost = kept < len(self)
        del self._steps[kept:], self._rows[kept:]
        return lost
