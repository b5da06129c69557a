"""DiagramView: barcode and persistence diagram of the same bars, each tied to its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import traitlets

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput, TdlvizError
from tdlviz.core.field import Field
from tdlviz.core.tape import Track
from tdlviz.topology.prime import check_prime
from tdlviz.topology.representative import representative, representatives
from tdlviz.views.assets import script
from tdlviz.views.payload import pack, single
from tdlviz.views.picture import bars_of, draw_bars
from tdlviz.views.span import span
from tdlviz.views.view import View

MODES = ("barcode", "diagram")
CYCLES, SECONDS, SAVING = 200, 1.0, 20.0


class DiagramView(View):
    """Bars of one or several persistence diagrams of `cx`, as a barcode or as points.

    diagrams: fields of kind "diagram", such as `tv.persistence(cx, dim=1)`, or one track of them.
    mode:     "barcode" or "diagram"; a button changes it.
    cycles:   how many of the longest bars take their representative cycle along, so that it lights
              up while the kernel is busy or gone; the search for them stops after a second. The
              cycle of any other bar is computed when it is clicked.
    prime:    the field Z/p of the diagrams; cycles have coefficients in it.

    Click a bar: its birth cell, its death cell and a representative cycle are selected.
    """

    module = "diagram_view.js"
    _esm = script(module)
    framed = "geometry"
    wanted = traitlets.List([-1, -1]).tag(sync=True)

    def __init__(
        self,
        cx: Complex | Any,
        *diagrams: Field | Track | Any,
        mode: str | Any = "barcode",
        cycles: int | Any = CYCLES,
        prime: int | Any = 2,
        tall: int | Any = 420,
        theme: str | Any = "auto",
    ) -> None:
        given_complex("DiagramView", cx)
        if not isinstance(mode, str) or mode not in MODES:
            raise InvalidInput("mode", repr(mode), f"one of {MODES}")
        if not diagrams:
            raise InvalidInput("DiagramView", "no diagrams", "give fields of kind diagram")
        self.cx = cx
        self.prime, self.limit = check_prime("prime", prime), whole_number("cycles", cycles, 0)
        self.found: dict[int, np.ndarray] = {}
        super().__init__(tall=tall, theme=theme, mode=mode)
        try:
            self.play({str(place): given for place, given in enumerate(diagrams)})
        except TdlvizError:
            self.close()
            raise
        self.observe(self._fetch, "wanted")

    @property
    def diagrams(self) -> list[Field]:
        """The diagrams of the step that is shown."""
        return list(self.fields(self.step).values())

    def refresh(self) -> None:
        """Send the newest bars, and the cycles of the longest of them."""
        with self.hold_sync():
            super().refresh()
            self.found = {}
            self._find_longest(self.limit, SECONDS)
            self.channels = self._pack_cycles(self.newest)

    def _find_longest(self, limit: int, seconds: float) -> None:
        """The cycles of so many bars of each diagram, or of as many as there is time for."""
        newest = list(self.fields().values())
        for start, field in zip(_starts(newest), newest, strict=True):
            ready = representatives(self.cx, field, limit, seconds, self.prime)
            parts = np.split(ready.cells, ready.offsets[1:-1])
            self.found |= dict(zip((start + ready.bars).tolist(), parts, strict=False))

    def frame(self, fields: dict[str, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """The bars of one step."""
        diagrams = list(fields.values())
        for field in diagrams:
            if field.kind != "diagram":
                raise InvalidInput("DiagramView", repr(field), "kind diagram is needed")
            field.check(self.cx)
        values = np.concatenate([np.zeros((0, 2)), *(field.values for field in diagrams)])
        cells = np.concatenate([np.zeros((0, 2)), *(field.index for field in diagrams)])
        ranks = [np.full(len(field), field.rank) for field in diagrams]
        arrays = {
            "birth": single("births", values[:, 0]),
            "death": single("deaths", values[:, 1]),
            "birthCell": cells[:, 0].astype(np.int32),
            "deathCell": cells[:, 1].astype(np.int32),
            "dim": np.concatenate([np.zeros(0), *ranks]).astype(np.int32),
        }
        return arrays, {
            "names": [field.name for field in diagrams],
            "starts": _starts(diagrams),
            "dims": sorted({int(field.rank or 0) for field in diagrams}),
            "range": self._range(diagrams),
            "title": ", ".join(f"{field.name}: {bars_of(field)}" for field in diagrams),
            "words": self._words(diagrams),
        }

    def _range(self, diagrams: list[Field]) -> list[float]:
        # Where the bars end; linked complexes take it over for their sliders. A hole that never
        # ends is there to the end of the filtration; a component that never ends says nothing.
        low, high = span(self.cx.births or ())
        values = np.concatenate([np.zeros((0, 2)), *(field.values for field in diagrams)])
        ends = values[np.isfinite(values[:, 1]), 1]
        endless = any(np.isinf(field.values[:, 1]).any() for field in diagrams if field.rank)
        if len(ends):
            high = max(ends.max(), values[:, 0].max(), high if endless else ends.max())
        return [float(min(low, values[:, 0].min(initial=low))), float(high)]

    def _pack_cycles(self, step: int) -> bytes:
        self._answered = step
        known = sorted(self.found)
        cells = [np.zeros(0, np.int64), *(self.found[bar] for bar in known)]
        return pack(
            {
                "bars": np.array(known, dtype=np.int32),
                "offsets": np.cumsum([len(part) for part in cells]).astype(np.int32),
                "cells": np.concatenate(cells).astype(np.int32),
            },
            step=step,
        )

    def _fetch(self, change: dict[str, Any]) -> None:
        """Answer the page, which asks for the cycle of a bar, at a step, that has none yet."""
        bar, step = change["new"]
        if bar >= 0:
            self._guarded(lambda: self._find(bar, step))

    def _find(self, bar: int, step: int) -> None:
        if self._answered != step:
            self.found = {}
        if bar not in self.found:
            diagrams = list(self.fields(step if step >= 0 else None).values())
            starts = _starts(diagrams)
            place = max(i for i, start in enumerate(starts) if start <= bar)
            row = diagrams[place][bar - starts[place]]
            self.found[bar] = np.asarray(representative(self.cx, row, prime=self.prime).index)
        self.channels = self._pack_cycles(step)

    def describe(self) -> str:
        """What is drawn, in words."""
        return self._words(self.diagrams)

    def _words(self, diagrams: list[Field]) -> str:
        parts = []
        for field in diagrams:
            alive = int(np.isinf(field.values[:, 1]).sum())
            parts.append(f"{field.name} with {bars_of(field)}, {alive:,} endless")
        return f"Persistence of {self.cx.summary()}: {'; '.join(parts) or 'no bars yet'}"

    def complete(self) -> None:
        """Find the cycles that the page has not been sent, for `SAVING` seconds at the most."""
        super().complete()
        self.refresh()
        self._find_longest(max(map(len, self.fields().values()), default=0), SAVING)
        self.channels = self._pack_cycles(self.newest)

    def table(self) -> Iterator[Sequence[Any]]:
        """A line a bar: its diagram and dimension, births and deaths, and the cells behind them."""
        yield ["diagram", "dimension", "birth", "death", "birth_cell", "death_cell"]
        for field in self.diagrams:
            assert field.index is not None  # a diagram has one
            for bar, cells in zip(field.values.tolist(), field.index.tolist(), strict=True):
                yield [field.name, field.rank, *bar, *cells]

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        draw_bars(axes, self.diagrams, self._range(self.diagrams), self.options["mode"])


def _starts(diagrams: list[Field]) -> list[int]:
    """Which bar is the first of each diagram."""
    return [0, *accumulate(len(field) for field in diagrams)][: len(diagrams)]
