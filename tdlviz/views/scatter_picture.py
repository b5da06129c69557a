"""The static picture of points in a plane by matplotlib."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.views.colours import OKABE_ITO, THEMES, VIRIDIS
from tdlviz.views.plane import Plane

MARKS = "os^D"
COLOURS = THEMES["light"]


def draw_scatter(
    axes: Any,
    plane: Plane,
    color: Float[np.ndarray, "m"] | None,
    size: Float[np.ndarray, "m"] | None,
    labels: bool,
) -> None:
    """Points with their hue and size; where the hue is a label, its shape says the same."""
    crowd = len(plane.places)
    radius = 2.5 if crowd <= 5000 else 0.8
    radii = np.full(crowd, radius) if size is None else radius * (0.6 + 1.8 * np.clip(size, 0, 1))
    shades = _shades(crowd, color, labels)
    # -1 is what has no label.
    kinds = np.round((color if labels and color is not None else np.zeros(crowd)) * 255).astype(int)
    for kind in np.unique(kinds):
        chosen = kinds == kind
        look = {"s": radii[chosen] ** 2 * 2.5, "linewidths": 0, "rasterized": crowd > 10_000}
        mark = MARKS[kind % 4] if kind >= 0 else "x"
        axes.scatter(*plane.places[chosen].T, c=shades[chosen], marker=mark, **look)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=7)
    axes.set(xlabel=plane.labels[0], ylabel=plane.labels[1], aspect="equal", adjustable="datalim")


def _shades(crowd: int, color: np.ndarray | None, labels: bool) -> np.ndarray:
    from matplotlib.colors import LinearSegmentedColormap, to_rgba, to_rgba_array

    if color is None:
        return np.tile(to_rgba(COLOURS["vertex"]), (crowd, 1))
    if labels:
        table = to_rgba_array(OKABE_ITO)
        shades = table[np.round(color * 255).astype(int) % len(table)]
    else:
        shades = LinearSegmentedColormap.from_list("viridis", VIRIDIS)(np.clip(color, 0, 1))
    shades[color < 0] = to_rgba(COLOURS["missing"])
    return shades
