"""What the static pictures of layers and of hulls have in common."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Bool

from tdlviz.core.complex import Complex
from tdlviz.views.layout import Layout
from tdlviz.views.picture import COLOURS, DRAWN_CELLS
from tdlviz.views.words import in_words


def entered(cx: Complex, threshold: float | None) -> Bool[np.ndarray, "cells"]:
    """Which cells, rank by rank, are there at the threshold."""
    if threshold is None or cx.births is None:
        return np.full(sum(cx.counts), True)
    return np.concatenate(cx.births) <= threshold


def stage(axes: Any, cx: Complex, drawing: Layout, thinned: bool) -> None:
    """Axes without ticks as large as the drawing, under the numbers of cells."""
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_title(in_words(cx).partition(" of ")[2], fontsize=9, color=COLOURS["ink"])
    wide, high = 1.02 * np.array(drawing.extent)
    axes.set(xlim=(-wide, wide), ylim=(-high, high))
    if thinned:
        words = f"picture thinned to {DRAWN_CELLS:,} of a kind"
        axes.text(0.5, 0, words, transform=axes.transAxes, fontsize=7, ha="center")
