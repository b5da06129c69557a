"""A complex as a figure draws it: where its cells are, how strong its marks are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.figures.shades import Group, ends, groups, on_cells, paint, paints
from tdlviz.views.layout import Layout
from tdlviz.views.payload import single
from tdlviz.views.picture import thinner

Shown = list[Bool[np.ndarray, "_"]]
CROWD = 5000  # of vertices, edges and faces: a solid surface of more is drawn without its edges


@dataclass(frozen=True)
class Scene:
    """A complex with its places, and what colours and sizes it.

    sizes: of the vertices (n,), 1 the usual one; None where all are alike.
    """

    cx: Complex
    drawing: Layout
    color: Field | None
    sizes: Float[np.ndarray, "n"] | None
    opacity: float
    theme: str

    @property
    def ranks(self) -> range:
        """The ranks that are drawn: solids are seen by their faces."""
        return range(min(self.cx.dim, 2) + 1)

    @property
    def solid(self) -> bool:
        """Whether a crowd of edges would blot out a surface that one does not look through."""
        faces = self.cx.dim >= 2 and self.cx.counts[2] > 0
        return faces and self.opacity >= 1 and sum(self.cx.counts[:3]) > CROWD

    @property
    def scale(self) -> tuple[float, float] | None:
        """The ends of the colour scale, None where no number colours the cells."""
        number = self.color is not None and self.color.kind == "scalar"
        return ends(self.cx, self.color) if number and self.color is not None else None

    def groups(self, rank: int) -> list[Group]:
        """The cells of a rank by what colours them."""
        return groups(self.cx, rank, self.color, self.theme)

    def shown(self, threshold: float | None) -> Shown:
        """Which cells of each rank have entered at the threshold."""
        births = self.cx.births
        if births is None or threshold is None:
            return [np.ones(count, dtype=bool) for count in self.cx.counts]
        return [entered <= threshold for entered in births]

    def marker(self, group: Group, kept: Bool[np.ndarray, "n"], size: float) -> dict[str, Any]:
        """How large the vertices of a group are, in pixels."""
        size *= thinner(self.cx.counts[0], 200) ** 0.5
        return {"size": size if self.sizes is None else size * self.sizes[group.cells[kept]]}

    def tints(self, rank: int, cells: Int[np.ndarray, "n"]) -> dict[str, Any]:
        """The values of these cells with their colour scale, for the colour bar."""
        if self.scale is None or self.color is None or not paints(self.color, rank):
            return {}
        values = single(self.color.name, on_cells(self.cx, self.color, rank)[cells])
        return paint(Group(cells, values), self.scale)

    def legend(self, group: Group, rank: int) -> dict[str, Any]:
        """The entry of a group in the legend: at the rank of the field alone, said once."""
        own = self.color is not None and self.color.rank == rank
        return {"name": group.name, "showlegend": bool(group.name) and own}

    def width(self, pixels: float) -> float:
        """How wide edges are, thinner where there are many."""
        return pixels * thinner(self.cx.counts[1], 5000) ** 0.5


def chosen(cells: Cells, names: Int[np.ndarray, "n"]) -> Cells:
    """The cells of these names, which increase."""
    mask = np.zeros(len(cells), dtype=bool)
    mask[names] = True
    return cells.where(mask)


def outlines(cells: Cells, places: Float[np.ndarray, "v d"]) -> Float[np.ndarray, "rows d"]:
    """The places along each cell, a row of NaN after each, as plotly lifts its pen."""
    rows = np.full((len(cells.flat) + len(cells), places.shape[1]), np.nan, dtype=np.float32)
    rows[np.arange(len(cells.flat)) + cells.owner] = places[cells.flat]
    return rows


def middles(cells: Cells, places: Float[np.ndarray, "v d"]) -> Float[np.ndarray, "n d"]:
    """The mean of the places of each cell."""
    if not len(cells):
        return np.zeros((0, places.shape[1]), dtype=np.float32)
    sums = np.add.reduceat(places[cells.flat], cells.offsets[:-1])
    return (sums / cells.sizes[:, None]).astype(np.float32)


def anticlockwise(cells: Cells, places: Float[np.ndarray, "v d"]) -> Cells:
    """Polygons of the plane, all turning the same way, so that no two cancel where they overlap."""
    if not len(cells):
        return cells
    after = np.arange(len(cells.flat)) + 1
    after[cells.offsets[1:] - 1] = cells.offsets[:-1]
    x, y = places[cells.flat, :2].T
    area = np.add.reduceat(x * y[after] - x[after] * y, cells.offsets[:-1])
    owner = cells.owner
    turned = cells.offsets[owner + 1] - 1 - (np.arange(len(owner)) - cells.offsets[owner])
    flip = area[owner] < 0
    return Cells(np.where(flip, cells.flat[turned], cells.flat), cells.offsets)
