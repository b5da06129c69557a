"""Numbers of a run that stop being finite."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tdlviz.core.field import Field


class Finite:
    """Tells of each number once: when it stops being finite.

    One that never was is nothing to be told of, as an accuracy before the first validation; but
    "loss" is, and so is a step of which no number is finite. Whoever plays on after he was told
    does so knowingly: only after `again` is he told of the same numbers once more.
    """

    def __init__(self) -> None:
        self._sound, self._told = set[str](), set[str]()

    def lost(self, fields: Iterable[Field]) -> list[str]:
        """Names to tell of, out of the numbers that a step gave."""
        numbers = {field.name: bool(np.isfinite(field.values)) for field in fields}
        gone = {name for name, finite in numbers.items() if not finite}
        news = gone & {"loss", *self._sound} or (gone if len(gone) == len(numbers) else set())
        news -= self._told
        self._sound |= numbers.keys() - gone
        self._told |= news
        return [name for name in numbers if name in news]

    def again(self) -> None:
        """Begin anew, as after a rewind."""
        self._told = set()
