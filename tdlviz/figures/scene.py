"""A complex as a figure draws it: where its cells are, how strong its marks are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Int

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.figures.label_room import Labels
from tdlviz.figures.names import naming
from tdlviz.figures.shades import Group, ends, groups, on_cells, paint, paints
from tdlviz.views.channel import Channel
from tdlviz.views.colours import OKABE_ITO, THEMES
from tdlviz.views.hulls import HUES, Hulls
from tdlviz.views.layout import Layout
from tdlviz.views.payload import single
from tdlviz.views.picture import thinner

Shown = list[Bool[np.ndarray, "_"]]
CROWD = 5000  # of vertices, edges and faces: a solid surface of more is drawn without its edges


@dataclass(frozen=True)
class Scene:
    """A complex with its places, and what colours, sizes, crosses and names it.

    sizes:  of the vertices (n,), 1 the usual one; None where all are alike.
    height: what lifts the vertices, for their names.
    arrows: the flow along the edges.
    labels: the names that are written, and words: those that were given, one a vertex.
    pixel:  how long a pixel is in the drawing, as it is first seen.
    """

    cx: Complex
    drawing: Layout
    color: Field | None
    sizes: Float[np.ndarray, "n"] | None
    opacity: float
    theme: str
    hulls: Hulls | None = None
    height: Field | None = None
    arrows: Channel | None = None
    labels: Labels | None = None
    words: Sequence[str] = ()
    pixel: float = 1 / 200

    @property
    def layers(self) -> bool:
        """Whether it is a Hasse diagram, with a place for each cell of every rank."""
        return self.drawing.covers is not None

    @property
    def by_cells(self) -> bool:
        """Whether edges and faces are drawn as such."""
        return self.hulls is None and not self.layers

    @property
    def ranks(self) -> range:
        """The ranks that are drawn: solids are seen by their faces."""
        return range(min(self.cx.dim, 2) + 1)

    @property
    def solid(self) -> bool:
        """Whether a crowd of edges would blot out a surface that one does not look through."""
        faces = self.by_cells and self.cx.dim >= 2 and self.cx.counts[2] > 0
        return faces and self.opacity >= 1 and sum(self.cx.counts[:3]) > CROWD

    @property
    def scale(self) -> tuple[float, float] | None:
        """The ends of the colour scale, None where no number colours the cells."""
        if self.color is None or self.color.kind == "label":
            return None
        return ends(self.cx, self.color)

    def color_of(self, rank: int) -> Field | None:
        """The field, if it colours the cells of a rank: of hulls and layers its own alone."""
        if self.color is None or not paints(self.color, rank):
            return None
        return self.color if self.by_cells or self.color.rank == rank else None

    def groups(self, rank: int) -> list[Group]:
        """The cells of a rank by what colours them."""
        if self.by_cells or self.color_of(rank):
            return groups(self.cx, rank, self.color, self.theme)
        cells, colours = np.arange(self.cx.counts[rank]), THEMES[self.theme]
        if self.hulls is not None and rank and (self.color is None or self.color.rank == 0):
            return [Group(cells[hue::HUES], OKABE_ITO[hue]) for hue in range(HUES)]
        plain = self.color is None or (self.hulls is not None and rank == 0)
        return [Group(cells, colours["vertex" if plain else "missing"])]

    def shown(self, threshold: float | None) -> Shown:
        """Which cells of each rank have entered at the threshold."""
        births = self.cx.births
        if births is None or threshold is None:
            return [np.ones(count, dtype=bool) for count in self.cx.counts]
        return [entered <= threshold for entered in births]

    def marker(
        self, group: Group, kept: Bool[np.ndarray, "n"], size: float, rank: int = 0
    ) -> dict[str, Any]:
        """How large the dots of a group are, in pixels."""
        size *= thinner(sum(self.cx.counts) if self.layers else self.cx.counts[0], 200) ** 0.5
        if self.sizes is None or rank > 0:
            return {"size": size}
        return {"size": size * self.sizes[group.cells[kept]]}

    def tints(self, rank: int, cells: Int[np.ndarray, "n"]) -> dict[str, Any]:
        """The values of these cells with their colour scale, for the colour bar."""
        color = self.color_of(rank)
        if self.scale is None or color is None:
            return {}
        values = single(color.name, on_cells(self.cx, color, rank)[cells])
        return paint(Group(cells, values), self.scale)

    def naming(self, rank: int, cells: Int[np.ndarray, "n"]) -> dict[str, Any]:
        """What plotly says of these cells."""
        lifted = self.height if rank == 0 and self.height is not self.color else None
        words = self.words if rank == 0 else ()
        return naming(self.cx, rank, cells, self.color_of(rank), lifted, words=words)

    def legend(self, group: Group, rank: int) -> dict[str, Any]:
        """The entry of a group in the legend: at the rank of the field alone, said once."""
        own = self.color is not None and self.color.rank == rank
        return {"name": group.name, "showlegend": bool(group.name) and own}

    def width(self, pixels: float) -> float:
        """How wide edges are, thinner where there are many."""
        return pixels * thinner(self.cx.counts[1], 5000) ** 0.5
