"""The static picture of a hypergraph or ranked complex."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.views.channel import Channel
from tdlviz.views.colours import OKABE_ITO
from tdlviz.views.flat_picture import entered, stage
from tdlviz.views.hulls import HUES, Hulls
from tdlviz.views.layout import Layout
from tdlviz.views.picture import COLOURS, kept, painted, thinner


def draw_hulls(
    axes: Any,
    cx: Complex,
    drawing: Layout,
    hulls: Hulls,
    colour: Channel | None,
    opacity: float,
    threshold: float | None,
) -> None:
    """Hulls from the largest to the smallest, and the vertices over them."""
    from matplotlib.collections import PolyCollection

    there, starts = entered(cx, threshold), np.cumsum([0, *cx.counts])
    whole = np.flatnonzero(there[starts[hulls.rank] + hulls.cell])
    chosen = whole[kept(len(whole))]
    stage(axes, cx, drawing, len(chosen) < len(whole))
    lines = _shades(hulls, colour)[chosen]
    look: dict[str, Any] = {"edgecolors": lines, "linewidths": 1.2 * thinner(len(chosen), 500)}
    fills = np.column_stack([lines[:, :3], np.full(len(lines), opacity)])
    outlines = [hulls.corners[slice(*hulls.offsets[[i, i + 1]])] for i in chosen]
    axes.add_collection(PolyCollection(outlines, facecolors=fills, **look))
    vertices = there[: cx.counts[0]]
    own = colour is not None and colour.meaning["rank"] == 0
    dots = painted(colour)[vertices] if colour is not None and own else COLOURS["vertex"]
    size = 10 * thinner(cx.counts[0], 500)
    axes.scatter(*drawing.places[vertices, :2].T, s=size, c=dots, linewidths=0, zorder=3)


def _shades(hulls: Hulls, colour: Channel | None) -> Float[np.ndarray, "hulls 4"]:
    from matplotlib.colors import to_rgba, to_rgba_array

    if colour is None or colour.meaning["rank"] == 0:
        return to_rgba_array(OKABE_ITO)[hulls.cell % HUES]
    own = hulls.rank == colour.meaning["rank"]
    shades = np.tile(to_rgba(COLOURS["missing"]), (len(own), 1))
    shades[own] = painted(colour)[hulls.cell[own]]
    return shades
