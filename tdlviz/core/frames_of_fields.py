"""Fields over steps: as many as there is room for, evenly chosen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from copy import copy

import numpy as np
from jaxtyping import Int64

from tdlviz.core.field import Field
from tdlviz.core.frames_of_numbers import Numbers


class Fields:
    """Fields of any kind but single numbers. `thin` halves them, the first and the newest stay.

    bytes: what they hold. An index that is that of the step before is held, and counted, once.
    """

    def __init__(self, name: str) -> None:
        self.name, self.bytes, self._stride = name, 0, 1
        self._came = Numbers(name)  # the step of every field that came, kept or not
        self._kept, self._steps, self._fields = list[int](), list[int](), list[Field]()

    def __len__(self) -> int:
        return len(self._fields)

    @property
    def dropped(self) -> int:
        """How many came and are no longer here."""
        return len(self._came) - len(self._fields)

    @property
    def steps(self) -> Int64[np.ndarray, "steps"]:
        """The steps that are kept."""
        return np.array(self._steps, np.int64)

    def at(self, place: int) -> int:
        """The step at a place."""
        return self._steps[place]

    def place(self, step: int) -> int:
        """The place of the last step at or before this one, -1 before the first."""
        return bisect_right(self._steps, step) - 1

    def item(self, place: int) -> Field:
        """The field at a place."""
        return self._fields[place]

    def load(self, item: Field) -> Field:
        """The field itself."""
        return item

    def append(self, step: int, value: Field) -> None:
        """Keep the field of a later step; the one before it goes where it was kept as newest."""
        value = self._sharing(value)
        if self._kept and self._kept[-1] % self._stride:
            self._choose(range(len(self) - 1))
        self._kept.append(len(self._came))
        self._steps.append(step)
        self._fields.append(value)
        self._came.append(step, 0.0)
        self.bytes += self._weight(len(self) - 1)

    def thin(self) -> bool:
        """Keep every second of what is here, evenly, and of what comes: whether any went."""
        before = len(self)
        while len(self) == before > 2:
            self._stride *= 2
            on = [place for place, came in enumerate(self._kept) if came % self._stride == 0]
            self._choose(sorted({*on, before - 1}))
        return len(self) < before

    def cut(self, step: int) -> bool:
        """Forget what is later: whether there was any."""
        lost = self._came.cut(step)
        self._choose(range(self.place(step) + 1))
        return lost

    def _choose(self, places: Sequence[int]) -> None:
        if len(places) == len(self):
            return
        if len(places) == len(self) - 1 and isinstance(places, range):
            self.bytes -= self._weight(len(self) - 1)  # only the newest goes
            for kept in (self._kept, self._steps, self._fields):
                kept.pop()
            return
        self._kept = [self._kept[place] for place in places]
        self._steps = [self._steps[place] for place in places]
        self._fields = [self._fields[place] for place in places]
        self.bytes = sum(map(self._weight, range(len(self))))

    def _sharing(self, field: Field) -> Field:
        before = self._fields[-1].index if self._fields else None
        if before is None or field.index is before or not np.array_equal(field.index, before):
            return field
        twin = copy(field)  # not `replace`, which would copy both arrays
        object.__setattr__(twin, "index", before)
        return twin

    def _weight(self, place: int) -> int:
        field = self._fields[place]
        shared = place and field.index is self._fields[place - 1].index
        return field.values.nbytes + (0 if shared or field.index is None else field.index.nbytes)
