"""The static picture of the bars of heads: a small barcode each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.field import Field
from tdlviz.views.attention_barcodes import Place, bars_range
from tdlviz.views.attention_layout import SIDE, frame_heads, stands
from tdlviz.views.colours import DIMENSIONS

MOST, LEAST = 120, 12  # bars of a head and dimension; rows for which there is always room


def draw_barcodes(
    axes: Any, found: Mapping[Place, Field], order: Sequence[Sequence[int]] | None, title: str
) -> None:
    """The bars of all heads on one scale, by dimension; the longest where they are many."""
    from matplotlib.collections import LineCollection

    low, high = bars_range([*found.values()])
    places = stands(list(dict.fromkeys((place.layer, place.head) for place in found)), order)
    lines: dict[int, list[Any]] = {}
    for layer, head, column, row in places:
        own = {p.dim: f for p, f in found.items() if (p.layer, p.head) == (layer, head)}
        for dim, segments in small_bars(own, low, high).items():
            lines.setdefault(dim, []).append(segments + np.array([column, row]))
    for dim, parts in sorted(lines.items()):
        look: dict[str, Any] = {"colors": DIMENSIONS["light"][dim % 4], "linewidths": 0.8}
        axes.add_collection(LineCollection(np.concatenate(parts), label=f"H{dim}", **look))
    frame_heads(axes, places, order is None, title)
    below = {"loc": "upper right", "bbox_to_anchor": (1, -0.06), "ncols": len(lines)}
    axes.legend(fontsize=7, frameon=False, **below)


def small_bars(
    own: Mapping[int, Field], low: float, high: float
) -> dict[int, Float[np.ndarray, "bars 2 2"]]:
    """The bars of a head as lines in its square, a row each, by dimension; endless ones end."""
    rows = max(sum(min(len(field), MOST) for field in own.values()), LEAST)
    row, lines = 0, {}
    for dim, field in sorted(own.items()):
        bars = np.minimum(field.values, high)
        bars = bars[np.argsort(bars[:, 0] - bars[:, 1], kind="stable")[:MOST]]
        bars = bars[np.lexsort((bars[:, 1], bars[:, 0]))]
        across = (bars - low) / ((high - low) or 1)
        down = np.repeat((row + np.arange(len(bars)) + 0.5)[:, None] / rows, 2, axis=1)
        lines[dim] = 0.03 + (SIDE - 0.06) * np.stack([across, down], axis=2)
        row += len(bars)
    return lines
