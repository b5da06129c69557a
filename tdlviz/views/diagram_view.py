"""DiagramView: bars as barcode, diagram, Betti curves or landscapes, each tied to its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import traitlets

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput, TdlvizError
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.topology.prime import check_prime
from tdlviz.views.diagram_cycles import DiagramCycles
from tdlviz.views.diagram_frame import SECOND, Shown, arrays, by_place, meaning, shown
from tdlviz.views.diagram_matching import check_matching, given_seconds
from tdlviz.views.diagram_table import bars_of, table, words
from tdlviz.views.span import bars_span
from tdlviz.views.view import View

MODES = ("barcode", "diagram", "curves", "landscape")
CYCLES, SECONDS, SAVING = 200, 1.0, 20.0


class DiagramView(View):
    """Bars of one or several persistence diagrams of `cx`, drawn in one of four ways.

    diagrams: fields of kind "diagram", such as `tv.persistence(cx, dim=1)`, or "extended", or one
              track of them.
    mode:     "barcode", "diagram", "curves" (Betti curves) or "landscape" (the first five
              persistence landscapes of each dimension); buttons change it.
    against:  a second diagram for each of the first, in their order and of their dimensions: a
              field or track of kind "diagram", or a list of them. It is drawn hollow; its bars may
              be of another complex, so they light no cells.
    matching: "bottleneck" or "wasserstein", which matches the bars of the two, or None.
    cycles:   how many of the longest bars take their representative cycle along, so that it lights
              up while the kernel is busy or gone; the search for them stops after a second. The
              cycle of any other bar is computed when it is clicked.
    prime:    the field Z/p of the diagrams; cycles have coefficients in it.

    Click a bar: its birth cell, its death cell and a representative cycle are selected.
    """

    module = "diagram_view.js"
    framed = "geometry"
    wanted = traitlets.List([-1, -1]).tag(sync=True)

    def __init__(
        self,
        cx: Complex | Any,
        *diagrams: Field | Track | Any,
        mode: str | Any = "barcode",
        against: Field | Track | Sequence[Field | Track] | Any | None = None,
        matching: str | Any | None = "bottleneck",
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
        seconds = given_seconds(against, len(diagrams))
        self.cx, self.matching = cx, check_matching(matching)
        self.limit = whole_number("cycles", cycles, 0)
        self.found = DiagramCycles(cx, check_prime("prime", prime))
        super().__init__(tall=tall, theme=theme, mode=mode)
        try:
            self.play(by_place(diagrams, seconds))
        except TdlvizError:
            self.close()
            raise
        self.observe(self._fetch, "wanted")

    def shown(self, step: int | None) -> Shown:
        """The diagrams of a step, None for the newest, and how they match."""
        return shown(self.cx, self.fields(step), self.matching)

    def refresh(self) -> None:
        """Send the newest bars, and the cycles of the longest of them."""
        with self.hold_sync():
            super().refresh()
            self.found.forget(self.newest)
            self._find_longest(self.limit, SECONDS)

    def _find_longest(self, limit: int, seconds: float) -> None:
        self.found.find_longest(self._firsts(None), limit, seconds)
        self.channels = self.found.packed()

    def _firsts(self, step: int | None) -> list[Field]:
        fields = self.fields(step)
        return [fields[name] for name in fields if not name.startswith(SECOND)]

    def frame(self, fields: dict[str, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """The bars of one step."""
        seen = shown(self.cx, fields, self.matching)
        named = zip(seen.names, seen.diagrams, strict=True)
        return arrays(seen), {
            **meaning(seen),
            "range": bars_span(self.cx, seen.diagrams),
            "title": ", ".join(f"{name}: {bars_of(field)}" for name, field in named)
            or "no bars yet",
            "words": words(self.cx, seen),
        }

    def _fetch(self, change: dict[str, Any]) -> None:
        """Answer the page, which asks for the cycle of a bar, at a step, that has none yet."""
        bar, step = change["new"]
        if bar >= 0:
            self._guarded(lambda: self._find(bar, step))

    def _find(self, bar: int, step: int) -> None:
        if self.found.step != step:
            self.found.forget(step)
        self.found.find(self._firsts(step if step >= 0 else None), bar)
        self.channels = self.found.packed()

    def describe(self) -> str:
        """What is drawn, and what is selected, in words."""
        told = [mark["text"] for mark in self.selection if mark.get("text")]
        return ". Selected: ".join([words(self.cx, self.shown(self.step)), *told[:1]])

    def complete(self) -> None:
        """Find the cycles that the page has not been sent, for `SAVING` seconds at the most."""
        super().complete()
        self.refresh()
        self._find_longest(max(map(len, self._firsts(None)), default=0), SAVING)

    def table(self) -> Iterator[Sequence[Any]]:
        """A line a bar: its diagram and dimension, birth and death, the cells behind them, and the
        bar that it is matched with."""
        return table(self.shown(self.step))

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        from tdlviz.views.diagram_picture import draw_bars

        seen = self.shown(self.step)
        draw_bars(axes, seen, bars_span(self.cx, seen.diagrams), self.options["mode"])
