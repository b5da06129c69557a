"""A view of attention that is asked for the cycles of bars."""

from __future__ import annotations

from typing import Any

import traitlets

from tdlviz.core.complex import Complex
from tdlviz.core.door import one_of
from tdlviz.core.track import Track
from tdlviz.topology.attention_complex import SYMMETRIES
from tdlviz.views.attention_barcodes import BARS, Place
from tdlviz.views.attention_cycles import AttentionCycles
from tdlviz.views.view import View

SAVING = 20.0


class BarredView(View):
    """What `AttentionView` is beside its weights.

    wanted: the bar whose cycle the page asks for: its layer, head, dimension and cells, and a step.
    cycles: those that were found, all of one step.
    """

    wanted: traitlets.List[Any] = traitlets.List().tag(sync=True)
    cycles = traitlets.Bytes(b"").tag(sync=True, echo_update=False)

    def look_behind_bars(self, cx: Complex, symmetry: str | Any) -> None:
        """Answer the page from now on; symmetry: that with which the bars were found."""
        self.found = AttentionCycles(cx, one_of("symmetry", symmetry, SYMMETRIES))
        self.observe(self._fetch, "wanted")

    @property
    def newest(self) -> int:
        """The last step that all bars have come to: what is shown of a step never changes."""
        bars = [given for name, given in self._given.items() if name.startswith(BARS)]
        ends = [bar.ends for bar in bars if isinstance(bar, Track)]
        return min(end[1] if end else -1 for end in ends) if ends else super().newest

    @property
    def steps(self) -> list[int]:
        """The steps that all bars have come to."""
        return [step for step in super().steps if step <= self.newest]

    def _fetch(self, change: dict[str, Any]) -> None:
        if change["new"]:
            *place, birth, death, step = change["new"]
            self._guarded(lambda: self._find(Place(*place), birth, death, step))

    def _find(self, place: Place, birth: int, death: int, step: int) -> None:
        if place.name in self._given:
            self.found.forget(step)
            self.found.find(self._given, (place, birth, death))
            self.cycles = self.found.packed()

    def complete(self) -> None:
        """Find the cycles of all bars, for `SAVING` seconds at the most."""
        super().complete()
        self.found.forget(self.newest)
        self.found.find_all(self._given, SAVING)
        self.cycles = self.found.packed()
