"""The representative cycles of a diagram view: those that travel along, those that are asked."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.topology.representative import representative, representatives
from tdlviz.views.diagram_frame import classes, starts
from tdlviz.views.payload import pack


class DiagramCycles:
    """The cells of a cycle for each bar that one was found for, at one step."""

    def __init__(self, cx: Complex, prime: int) -> None:
        self.cx, self.prime = cx, prime
        self.step = -1
        self.found: dict[int, np.ndarray] = {}

    def forget(self, step: int) -> None:
        """Go over to another step."""
        self.step, self.found = step, {}

    def find_longest(self, diagrams: list[Field], limit: int, seconds: float) -> None:
        """The cycles of so many bars of each diagram, or of as many as there is time for."""
        for start, field in zip(starts(diagrams), diagrams, strict=True):
            if not _homological(field):
                continue
            ready = representatives(self.cx, field, limit, seconds, self.prime)
            parts = np.split(ready.cells, ready.offsets[1:-1])
            self.found |= dict(zip((start + ready.bars).tolist(), parts, strict=False))

    def find(self, diagrams: list[Field], bar: int) -> None:
        """The cycle of one bar, counted through all diagrams."""
        if bar in self.found:
            return
        begin = starts(diagrams)
        place = max(i for i, start in enumerate(begin) if start <= bar)
        row: Any = diagrams[place][bar - begin[place]]
        if _homological(row):
            self.found[bar] = np.asarray(representative(self.cx, row, prime=self.prime).index)

    def packed(self) -> bytes:
        """What the page gets."""
        known = sorted(self.found)
        cells = [np.zeros(0, np.int64), *(self.found[bar] for bar in known)]
        return pack(
            {
                "bars": np.array(known, dtype=np.int32),
                "offsets": np.cumsum([len(part) for part in cells]).astype(np.int32),
                "cells": np.concatenate(cells).astype(np.int32),
            },
            step=self.step,
        )


def _homological(field: Field) -> bool:
    """Whether its bars are born and die going up: a cycle of the complex stands for each."""
    return field.kind == "diagram" and not classes(field).any()
