"""The traces of a hypergraph or ranked complex: hulls in the plane, and the vertices over them."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.figures.look import seen_through
from tdlviz.figures.plane_traces import kind_of, points
from tdlviz.figures.scene import Scene, Shown
from tdlviz.figures.shades import Group, stepped
from tdlviz.figures.shapes import middles, outlines
from tdlviz.views.hulls import Hulls
from tdlviz.views.picture import thinner


def hull_traces(scene: Scene, shown: Shown) -> list[Any]:
    """Hulls of one colour are one trace; higher ranks, which hold more, lie below lower ones."""
    assert scene.hulls is not None
    ranks = range(scene.cx.dim, 0, -1)
    traces = [
        _hulls(scene, scene.hulls, rank, group, shown)
        for rank in ranks
        for group in stepped(scene.groups(rank), scene.scale)
    ]
    traces += [points(scene, group, shown, 0) for group in scene.groups(0)]
    return traces + [_names(scene, scene.hulls, rank, shown) for rank in ranks]


def _hulls(scene: Scene, hulls: Hulls, rank: int, group: Group, shown: Shown) -> Any:
    from plotly.graph_objects import Scatter

    wanted = np.zeros(scene.cx.counts[rank], dtype=bool)
    wanted[group.cells] = shown[rank][group.cells]
    own = hulls.rank == rank
    own[own] = wanted[hulls.cell[own]]
    cells = Cells(np.arange(len(hulls.corners)), hulls.offsets).where(own)
    colour = str(group.colour)
    x, y = np.ascontiguousarray(outlines(_closed(cells), hulls.corners).T)
    return Scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=seen_through(colour, scene.opacity),
        line={"width": 1.6 * thinner(len(hulls.rank), 500) ** 0.5, "color": colour},
        hoverinfo="skip",
        **scene.legend(group, rank),
    )


def _closed(cells: Cells) -> Cells:
    """Outlines that end where they begin."""
    ends = cells.offsets[1:]
    flat = np.insert(cells.flat, ends, cells.flat[cells.offsets[:-1]])
    return Cells(flat, cells.offsets + np.arange(len(cells.offsets)))


def _names(scene: Scene, hulls: Hulls, rank: int, shown: Shown) -> Any:
    """Unseen marks in the middle of hulls that name them."""
    own = hulls.rank == rank
    order = np.argsort(hulls.cell[own], kind="stable")
    cells = Cells(np.arange(len(hulls.corners)), hulls.offsets).where(own)
    places = middles(cells, hulls.corners)[order][shown[rank]]
    x, y = np.ascontiguousarray(places.T)
    kept = np.flatnonzero(shown[rank])
    return kind_of(scene)(
        x=x,
        y=y,
        mode="markers",
        marker={"size": 6, "opacity": 0, **scene.tints(rank, kept)},
        showlegend=False,
        **scene.naming(rank, kept),
    )
