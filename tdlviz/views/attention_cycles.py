"""The cycles behind the bars of heads, as cells of the complex on which these attend."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.topology.attention_complex import attention_complex
from tdlviz.topology.representative import representatives
from tdlviz.views.attention_barcodes import Place, barcodes
from tdlviz.views.payload import pack

Played = Mapping[str, Any]
"""Fields and tracks by name: weights by their layer, diagrams by their place."""
Bar = tuple[Place, int, int]
"""Whose bar, and the cells of the attention complex that begin and end it."""


class Found(NamedTuple):
    """What a bar measures, as attending cells: those of the cell that begins it, those of the cell
    that ends it (none for endless ones), and each cell of its cycle as a row."""

    birth: Int[np.ndarray, "cells"]
    death: Int[np.ndarray, "more"]
    cycle: Int[np.ndarray, "n cells"]


class AttentionCycles:
    """Cycles at one step of what a view plays. `symmetry`: as the bars were found."""

    def __init__(self, cx: Complex, symmetry: str) -> None:
        self.cx, self.symmetry, self.step = cx, symmetry, -1
        self.found: dict[Bar, Found | None] = {}

    def forget(self, step: int) -> None:
        """Go over to another step."""
        if step != self.step:
            self.step, self.found = step, {}

    def find(self, given: Played, bar: Bar) -> None:
        """The cycle of one bar, None where the weights of its step are no longer kept."""
        if bar not in self.found:
            self.found[bar] = None
            diagram = self._at(given[bar[0].name])
            if diagram is not None:
                row = np.flatnonzero((np.asarray(diagram.index) == bar[1:]).all(axis=1))
                self._add(given, bar[0], diagram[row], np.inf)

    def find_all(self, given: Played, seconds: float) -> None:
        """The cycles of all bars, or of as many as there is time for."""
        end = monotonic() + seconds
        shown = {name: field for name in given if (field := self._at(given[name])) is not None}
        for place, diagram in barcodes(shown).items():
            if monotonic() < end:
                self._add(given, place, diagram, end - monotonic())

    def _add(self, given: Played, place: Place, bars: Field, seconds: float) -> None:
        weights = self._weights(given[str(place.layer)], given[place.name])
        if weights is None or not len(bars):
            return
        tokens = attention_complex(self.cx, weights, place.head, place.dim + 1, self.symmetry)
        ready = representatives(tokens, bars, len(bars), seconds)
        corners = [_rows(tokens, rank) for rank in (place.dim, place.dim + 1)]
        cells = np.split(ready.cells, ready.offsets[1:-1]) if len(ready.bars) else []
        for row, cycle in zip(ready.bars.tolist(), cells, strict=True):
            birth, death = np.asarray(bars.index)[row].tolist()
            ends = corners[1][death] if death >= 0 else np.zeros(0, np.int64)
            found = Found(corners[0][birth], ends, corners[0][cycle])
            self.found[place, birth, death] = found

    def _at(self, given: Field | Track) -> Field | None:
        """What is shown at the step."""
        if isinstance(given, Field) or self.step < 0:
            return given if isinstance(given, Field) else given.latest
        return given.at(self.step) if given.ends and given.ends[0] <= self.step else None

    def _weights(self, layer: Field | Track, bars: Field | Track) -> Field | None:
        """The weights of which the bars were found: a derived track may be behind its source."""
        if not (isinstance(layer, Track) and isinstance(bars, Track)):
            return self._at(layer)
        step = max((at for at in bars.steps if at <= self.step), default=-1)
        return layer.at(step) if step in layer.steps else None

    def packed(self) -> bytes:
        """What the page gets."""
        known = {bar: found for bar, found in self.found.items() if found is not None}
        rows = [[*place, birth, death] for place, birth, death in known]
        parts = list(zip(*known.values(), strict=True)) or [(), (), ()]
        arrays: dict[str, Any] = {"bars": np.array(rows, np.int32).reshape(-1, 5)}
        for name, own in zip(Found._fields, parts, strict=True):
            flat = [np.zeros(0, np.int64), *(part.reshape(-1) for part in own)]
            arrays[name] = np.concatenate(flat).astype(np.int32)
            arrays[f"{name}Offsets"] = np.cumsum([len(part) for part in flat]).astype(np.int32)
        lost = [[*bar[0], *bar[1:]] for bar, found in self.found.items() if found is None]
        return pack(arrays, step=self.step, lost=lost)


def _rows(cx: Complex, rank: int) -> Int[np.ndarray, "cells width"]:
    return np.asarray(cx.cells(rank)).reshape(-1, rank + 1)
