"""The traces of a complex in the plane: filled outlines, lines and points."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.figures.look import bare, seen_through
from tdlviz.figures.scene import Scene, Shown
from tdlviz.figures.shades import Group, paint, stepped
from tdlviz.figures.shapes import anticlockwise, chosen, middles, outlines

SVG = 10_000  # more points than this are drawn by WebGL, and all lines with them


def plane(scene: Scene) -> tuple[dict[str, Any], dict[str, Any]]:
    """The axes of the plane: unseen, the same scale along both, fixed while a slider moves."""
    across, up = (1.06 * half for half in scene.drawing.extent)
    x = bare(range=[-across, across], constrain="domain")
    return x, bare(range=[-up, up], scaleanchor=True, constrain="domain")


def plane_traces(scene: Scene, shown: Shown) -> list[Any]:
    """Faces, edges, vertices and the names of edges and faces, cut to what is shown.

    plotly fills an outline with one colour, so values are drawn in `STEPS` steps, a trace each.
    """
    traces = []
    if 2 in scene.ranks:
        traces += [_fill(scene, group, shown) for group in stepped(scene.groups(2), scene.scale)]
    if 1 in scene.ranks and not scene.solid:
        traces += [_lines(scene, group, shown) for group in stepped(scene.groups(1), scene.scale)]
    if not scene.solid:
        traces += [points(scene, group, shown, 0) for group in scene.groups(0)]
    named = [rank for rank in scene.ranks if rank == 2 or (rank == 1 and not scene.solid)]
    return traces + [_names(scene, rank, shown) for rank in named]


def _fill(scene: Scene, group: Group, shown: Shown) -> Any:
    from plotly.graph_objects import Scatter

    cells = chosen(scene.cx.ranks[2], group.cells[shown[2][group.cells]])
    around = anticlockwise(cells, scene.drawing.places)
    colour = str(group.colour)
    return Scatter(
        **_xy(outlines(around, scene.drawing.places)),
        mode="lines",
        fill="toself",
        fillcolor=seen_through(colour, scene.opacity),
        # Solid faces are seamed in their own colour, or the ground would shine between them.
        line={"width": 1 if scene.opacity >= 1 else 0, "color": colour},
        hoverinfo="skip",
        **scene.legend(group, 2),
    )


def _lines(scene: Scene, group: Group, shown: Shown) -> Any:
    cells = chosen(scene.cx.ranks[1], group.cells[shown[1][group.cells]])
    return kind_of(scene)(
        **_xy(outlines(cells, scene.drawing.places)),
        mode="lines",
        line={"color": group.colour, "width": scene.width(1.2)},
        hoverinfo="skip",
        **scene.legend(group, 1),
    )


def points(scene: Scene, group: Group, shown: Shown, rank: int) -> Any:
    """Vertices, or cells of any rank in layers."""
    kept = shown[rank][group.cells]
    cells, marker = group.cells[kept], paint(group, scene.scale)
    if not isinstance(group.colour, str):
        marker["color"] = group.colour[kept]
    return kind_of(scene)(
        **_xy(scene.drawing.places[cells + sum(scene.cx.counts[:rank])]),
        mode="markers",
        marker={**marker, **scene.marker(group, kept, 6, rank), "opacity": 1, "line": {"width": 0}},
        **scene.legend(group, rank),
        **scene.naming(rank, cells),
    )


def _names(scene: Scene, rank: int, shown: Shown) -> Any:
    cells = np.flatnonzero(shown[rank])
    places = middles(scene.cx.ranks[rank].where(shown[rank]), scene.drawing.places)
    return kind_of(scene)(
        **_xy(places),
        mode="markers",
        marker={"size": 6, "opacity": 0, **scene.tints(rank, cells)},
        showlegend=False,
        **scene.naming(rank, cells),
    )


def kind_of(scene: Scene) -> Any:
    """Traces of a crowd are drawn by WebGL."""
    from plotly.graph_objects import Scatter, Scattergl

    covers = scene.drawing.covers
    most = max(scene.cx.counts[:3]) if covers is None else max(sum(scene.cx.counts), len(covers))
    return Scattergl if most > SVG else Scatter


def _xy(places: np.ndarray) -> dict[str, np.ndarray]:
    return dict(zip("xy", np.ascontiguousarray(places[:, :2].T), strict=True))
