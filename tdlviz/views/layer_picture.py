"""The static picture of a Hasse diagram."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.views.channel import Channel
from tdlviz.views.flat_picture import entered, stage
from tdlviz.views.layout import Layout
from tdlviz.views.picture import COLOURS, kept, painted, thinner
from tdlviz.views.words import rank_names


def draw_layers(
    axes: Any, cx: Complex, drawing: Layout, colour: Channel | None, threshold: float | None
) -> None:
    """Cells as dots in layers, their covers as lines, and the name of each rank on the left."""
    from matplotlib.collections import LineCollection

    assert drawing.covers is not None
    there = entered(cx, threshold)
    pairs = drawing.covers[there[drawing.covers].all(axis=1)]
    ends = drawing.places[:, :2][pairs[kept(len(pairs))]]
    stage(axes, cx, drawing, len(ends) < len(pairs))
    width = 0.6 * thinner(len(ends), 2000)
    axes.add_collection(LineCollection(ends, colors=COLOURS["edge"], linewidths=width, alpha=0.6))
    size, shades = 16 * thinner(len(there), 300), _shades(cx, colour)[there]
    axes.scatter(*drawing.places[there, :2].T, s=size, c=shades, linewidths=0, zorder=3)
    _name(axes, cx, drawing)


def _shades(cx: Complex, colour: Channel | None) -> Float[np.ndarray, "cells 4"]:
    from matplotlib.colors import to_rgba

    plain = COLOURS["vertex"] if colour is None else COLOURS["missing"]
    shades = np.tile(to_rgba(plain), (sum(cx.counts), 1))
    if colour is not None:
        found = painted(colour)
        start = sum(cx.counts[: int(str(colour.meaning["rank"]))])
        shades[start : start + len(found)] = found
    return shades


def _name(axes: Any, cx: Complex, drawing: Layout) -> None:
    starts = np.cumsum([0, *cx.counts])
    for name, start, count in zip(rank_names(cx), starts, cx.counts, strict=False):
        if count:
            place = -drawing.extent[0], drawing.places[start, 1]
            text = name.removeprefix("cells of ")
            axes.text(*place, text, fontsize=7, va="center", color=COLOURS["faint"])
