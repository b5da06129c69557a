"""The traces of a Hasse diagram: covers as lines, cells as dots in layers."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.figures.label_traces import rank_traces
from tdlviz.figures.plane_traces import kind_of, points
from tdlviz.figures.scene import Scene, Shown
from tdlviz.figures.shapes import outlines
from tdlviz.views.colours import THEMES
from tdlviz.views.picture import thinner


def layer_traces(scene: Scene, shown: Shown) -> list[Any]:
    """Lines between cells that have entered, the cells rank by rank, and the names of the ranks."""
    traces = [_covers(scene, np.concatenate(shown))]
    for rank in range(scene.cx.dim + 1):
        traces += [points(scene, group, shown, rank) for group in scene.groups(rank)]
    return traces + rank_traces(scene)


def _covers(scene: Scene, there: np.ndarray) -> Any:
    pairs = scene.drawing.covers
    assert pairs is not None
    pairs = pairs[there[pairs].all(axis=1)]
    cells = Cells(pairs.ravel(), np.arange(len(pairs) + 1) * 2)
    x, y, _ = np.ascontiguousarray(outlines(cells, scene.drawing.places).T)
    width = 1.2 * thinner(len(pairs), 2000) ** 0.5
    line = {"color": THEMES[scene.theme]["edge"], "width": width}
    look: dict[str, Any] = {"mode": "lines", "opacity": 0.6, "hoverinfo": "skip"}
    return kind_of(scene)(x=x, y=y, line=line, showlegend=False, **look)
