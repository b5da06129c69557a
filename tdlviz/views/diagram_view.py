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
from tdlviz.views.span import bars_span
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
    wanted = traitlets.Int(-1).tag(sync=True)

    def __init__(
        self,
        cx: Complex | Any,
        *diagrams: Field | Track | Any,
        mode: str | Any = "barcode",
        cycles: int | Any = CYCLES,
        prime: int | Any = 2,
        height: int | Any = 420,
        theme: str | Any = "auto",
    ) -> None:
        given_complex("DiagramView", cx)
        if not isinstance(mode, str) or mode not in MODES:
            raise InvalidInput("mode", repr(mode), f"one of {MODES}")
        if not diagrams:
            raise InvalidInput("DiagramView", "no diagrams", "give fields of kind diagram")
        self.cx, self.given = cx, diagrams
        self.prime, self.limit = check_prime("prime", prime), whole_number("cycles", cycles, 0)
        self.diagrams: list[Field] = []
        super().__init__(height=height, theme=theme, mode=mode)
        try:
            self._refresh()
        except TdlvizError:
            self.close()
            raise
        for track in diagrams:
            if isinstance(track, Track):
                self.follow(track, self._refresh)
        self.observe(self._fetch, "wanted")

    def _refresh(self) -> None:
        latest = [given.latest if isinstance(given, Track) else given for given in self.given]
        self.diagrams = [field for field in latest if field is not None]
        for field in self.diagrams:
            if field.kind != "diagram":
                raise InvalidInput("DiagramView", repr(field), "kind diagram is needed")
            field.check(self.cx)
        self.found: dict[int, np.ndarray] = {}
        self._find_longest(self.limit, SECONDS)
        with self.hold_sync():
            self.geometry, self.channels = self._pack_bars(), self._pack_cycles()

    def _find_longest(self, limit: int, seconds: float) -> None:
        """The cycles of so many bars of each diagram, or of as many as there is time for."""
        for start, field in zip(self._starts(), self.diagrams, strict=True):
            ready = representatives(self.cx, field, limit, seconds, self.prime)
            parts = np.split(ready.cells, ready.offsets[1:-1])
            self.found |= dict(zip((start + ready.bars).tolist(), parts, strict=False))

    def _starts(self) -> list[int]:
        return [0, *accumulate(len(field) for field in self.diagrams)][: len(self.diagrams)]

    def _pack_bars(self) -> bytes:
        values = np.concatenate([np.zeros((0, 2)), *(field.values for field in self.diagrams)])
        cells = np.concatenate([np.zeros((0, 2)), *(field.index for field in self.diagrams)])
        ranks = [np.full(len(field), field.rank) for field in self.diagrams]
        return pack(
            {
                "birth": single("births", values[:, 0]),
                "death": single("deaths", values[:, 1]),
                "birthCell": cells[:, 0].astype(np.int32),
                "deathCell": cells[:, 1].astype(np.int32),
                "dim": np.concatenate([np.zeros(0), *ranks]).astype(np.int32),
            },
            names=[field.name for field in self.diagrams],
            starts=self._starts(),
            dims=sorted({int(field.rank or 0) for field in self.diagrams}),
            range=bars_span(self.cx, self.diagrams),
            title=", ".join(f"{field.name}: {bars_of(field)}" for field in self.diagrams),
            words=self.describe(),
        )

    def _pack_cycles(self) -> bytes:
        known = sorted(self.found)
        cells = [np.zeros(0, np.int64), *(self.found[bar] for bar in known)]
        return pack(
            {
                "bars": np.array(known, dtype=np.int32),
                "offsets": np.cumsum([len(part) for part in cells]).astype(np.int32),
                "cells": np.concatenate(cells).astype(np.int32),
            }
        )

    def _fetch(self, change: dict[str, Any]) -> None:
        """Answer the page, which asks for the cycle of a bar that has none yet."""
        bar = change["new"]
        if bar < 0 or bar in self.found:
            return
        self._guarded(lambda: self._find(bar))

    def _find(self, bar: int) -> None:
        place = max(i for i, start in enumerate(self._starts()) if start <= bar)
        row = self.diagrams[place][bar - self._starts()[place]]
        index = representative(self.cx, row, prime=self.prime).index
        assert index is not None
        self.found[bar] = index
        self.channels = self._pack_cycles()

    def describe(self) -> str:
        """What is drawn, in words."""
        parts = []
        for field in self.diagrams:
            alive = int(np.isinf(field.values[:, 1]).sum())
            parts.append(f"{field.name} with {bars_of(field)}, {alive:,} endless")
        return f"Persistence of {self.cx.summary()}: {'; '.join(parts) or 'no bars yet'}"

    def complete(self) -> None:
        """Find the cycles that the page has not been sent, for `SAVING` seconds at the most."""
        self._find_longest(max(map(len, self.diagrams), default=0), SAVING)
        self.channels = self._pack_cycles()

    def table(self) -> Iterator[Sequence[Any]]:
        """A line a bar: its diagram and dimension, births and deaths, and the cells behind them."""
        yield ["diagram", "dimension", "birth", "death", "birth_cell", "death_cell"]
        for field in self.diagrams:
            assert field.index is not None  # a diagram has one
            for bar, cells in zip(field.values.tolist(), field.index.tolist(), strict=True):
                yield [field.name, field.rank, *bar, *cells]

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        draw_bars(axes, self.diagrams, bars_span(self.cx, self.diagrams), self.options["mode"])
