"""The static picture of a matrix, in the colours of the live one."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Shaped

from tdlviz.views.codes import codes
from tdlviz.views.colours import DIVERGING, THEMES, VIRIDIS

COLOURS = THEMES["light"]
NAMED = 16
"""Up to so many rows or columns each has its name; beyond, a few ticks have."""


def draw_matrix(
    axes: Any, values: Shaped[np.ndarray, "rows columns"], title: str, labels: list[list[str]]
) -> None:
    """Squares of colour, a bar that says what they mean, and the names of rows and columns."""
    from matplotlib.colors import LinearSegmentedColormap, ListedColormap

    coded = codes(values)
    stops = DIVERGING if coded.signed else VIRIDIS
    shades = LinearSegmentedColormap.from_list("codes", stops)(np.arange(256) / 255)
    even = ListedColormap(shades[1:]).with_extremes(under=COLOURS["missing"])
    long = max(values.shape) > 4 * max(min(values.shape), 1)
    image = axes.imshow(
        coded.codes, cmap=even, vmin=1, vmax=255, aspect="auto" if long else "equal"
    )
    axes.set_title(_lines(title), fontsize=8, color=COLOURS["ink"])
    axes.tick_params(labelsize=7, colors=COLOURS["faint"], length=2)
    _ticks(axes.set_xticks, labels[1], 45 if max(map(len, labels[1]), default=0) > 3 else 0)
    _ticks(axes.set_yticks, labels[0], 0)
    if coded.codes.any():
        _bar(axes, image, coded.low, coded.high)


def _ticks(place: Any, labels: list[str], rotation: float) -> None:
    step = max(1, -(-len(labels) // NAMED))
    turned = {"rotation": rotation, "ha": "right"} if rotation else {}
    place(range(0, len(labels), step), labels[::step], **turned)


def _bar(axes: Any, image: Any, low: float, high: float) -> None:
    bar = axes.figure.colorbar(image, ax=axes, fraction=0.12, pad=0.03, aspect=25)
    bar.set_ticks([1, 128, 255], labels=[f"{end:.4g}" for end in (low, low / 2 + high / 2, high)])
    bar.ax.tick_params(labelsize=7, colors=COLOURS["faint"], length=2)
    bar.outline.set_visible(False)


def _lines(title: str) -> str:
    """The name and shape over the rest."""
    head, shape, *rest = title.split(", ")
    return f"{head}, {shape}\n{', '.join(rest)}"
