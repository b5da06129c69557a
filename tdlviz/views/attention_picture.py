"""The static picture of attention: a small matrix a head, layers below each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from jaxtyping import Bool, Float

from tdlviz.views.attention_frame import weight_range
from tdlviz.views.attention_layout import SIDE, frame_heads, stands
from tdlviz.views.attention_sheet import Sheet
from tdlviz.views.colours import DIVERGING, THEMES, VIRIDIS

MOST_PIXELS = 128  # a side, of one head
COLOURS = THEMES["light"]


def draw_attention(
    axes: Any,
    sheets: Mapping[str, Sheet],
    count: int,
    title: str,
    order: Sequence[Sequence[int]] | None = None,
) -> None:
    """Every head on one scale; white where no pair is, grey where a weight is missing."""
    from matplotlib.colors import to_rgba

    heads = [(int(layer), h) for layer, found in sheets.items() for h in range(len(found.weights))]
    places = stands(heads, order)
    if heads:
        paint = _scale([found.weights for found in sheets.values()])
        for layer, head, column, row in places if count else ():
            means, there = averaged(sheets[str(layer)], head, count)
            shades = paint.to_rgba(means)
            shades[np.isnan(means)] = to_rgba(COLOURS["missing"])
            shades[~there] = (1, 1, 1, 1)
            box = (column, column + SIDE, row + SIDE, row)
            axes.imshow(shades, extent=box, interpolation="nearest", aspect="equal")
        left, bottom, width, height = axes.get_position().bounds
        axes.set_position((left, bottom, 0.84 * width, height))
        bar = axes.inset_axes((1.02, 0, 0.03, 1))
        axes.figure.colorbar(paint, cax=bar, label="weight")
    frame_heads(axes, places, order is None, title)


def averaged(
    sheet: Sheet, head: int, count: int
) -> tuple[Float[np.ndarray, "rows rows"], Bool[np.ndarray, "rows rows"]]:
    """The matrix of a head in `MOST_PIXELS` rows at the most, each pixel the mean of its weights.

    Returns the means, NaN where none is known, and where there are pairs at all.
    """
    side = min(count, MOST_PIXELS)
    pixel = np.ravel_multi_index(tuple(sheet.cells[:, :2].T * side // count), (side, side))
    weights = sheet.weights[head]
    known = np.isfinite(weights)
    sums = np.bincount(pixel[known], weights[known], side * side).reshape(side, side)
    counts = np.bincount(pixel[known], minlength=side * side).reshape(side, side)
    means = np.divide(sums, counts, out=np.full((side, side), np.nan), where=counts > 0)
    return means, np.bincount(pixel, minlength=side * side).reshape(side, side) > 0


def _scale(weights: list[np.ndarray]) -> Any:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    low, high = weight_range(weights)
    reach = max(-low, high)
    stops = DIVERGING if low < 0 else VIRIDIS
    shades = LinearSegmentedColormap.from_list("weights", stops)
    return ScalarMappable(Normalize(-reach if low < 0 else low, reach), shades)
