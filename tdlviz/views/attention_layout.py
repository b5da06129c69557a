"""Where heads stand in a static picture: layers below each other, or in an order of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from tdlviz.views.colours import THEMES

SIDE, NAMED = 0.9, 1.35  # of the square of a head; how far rows with names are apart
COLOURS = THEMES["light"]


class Stand(NamedTuple):
    """A head and the square that it has."""

    layer: int
    head: int
    column: int
    row: float


def stands(heads: Sequence[tuple[int, int]], order: Sequence[Sequence[int]] | None) -> list[Stand]:
    """The square of each (layer, head); in rows of an even picture where there is an order, the
    heads that it leaves out at the end."""
    if order is None:
        rows = {layer: row for row, layer in enumerate(sorted({layer for layer, _ in heads}))}
        return [Stand(layer, head, head, rows[layer]) for layer, head in heads]
    first = [(layer, head) for layer, head in order if (layer, head) in heads]
    line = [*first, *(at for at in heads if at not in first)]
    across = int(np.ceil(np.sqrt(1.5 * max(len(line), 1))))
    return [Stand(*at, place % across, NAMED * (place // across)) for place, at in enumerate(line)]


def frame_heads(axes: Any, places: Sequence[Stand], named: bool, title: str) -> None:
    """The frames of heads and what they are called: by their axes, or each by itself."""
    columns = max((place.column for place in places), default=-1) + 1
    rows = max((place.row for place in places), default=0) + 1
    axes.set_title(title, fontsize=9, color=COLOURS["ink"])
    axes.set(xlim=(-0.1, columns), ylim=(rows, -0.1 if named else -0.35), xticks=[], yticks=[])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    for layer, head, column, row in places:
        axes.add_patch(_outline(column, row))
        if not named:
            words: dict[str, Any] = {"fontsize": 6, "ha": "center", "va": "bottom"}
            axes.text(column + SIDE / 2, row - 0.02, f"{layer}.{head}", **words)
    if named:
        layers = sorted({place.layer for place in places})
        axes.set(xlabel="head", xticks=np.arange(columns) + SIDE / 2, xticklabels=range(columns))
        axes.set(ylabel="layer", yticks=np.arange(len(layers)) + SIDE / 2, yticklabels=layers)


def _outline(left: float, top: float) -> Any:
    from matplotlib.patches import Rectangle

    look: dict[str, Any] = {"facecolor": "none", "edgecolor": COLOURS["line"], "linewidth": 0.5}
    return Rectangle((left, top), SIDE, SIDE, **look)
