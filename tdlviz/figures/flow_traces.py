"""The traces of a flow: arrows along the edges, against them where the number is negative."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.figures.look import seen_through
from tdlviz.figures.scene import Scene, Shown
from tdlviz.views.colours import OKABE_ITO, THEMES

MOST_ARROWS = 5000
HUE = OKABE_ITO[5]
WIDTHS = 5  # of shafts: plotly draws the lines of a trace in one width
START, TIP = 0.14, 0.72  # of the edge
BROAD = 1.4  # plotly's arrowheads are slender, and their outline takes a pixel


class Arrows(NamedTuple):
    """Arrows in space or in the plane, the weakest first.

    edges:    the edge of each.
    ends:     (m, 2) from which vertex to which.
    values:   how large the flow is.
    strength: the same as a share of the largest.
    """

    edges: Int[np.ndarray, "m"]
    ends: Int[np.ndarray, "m 2"]
    values: Float[np.ndarray, "m"]
    strength: Float[np.ndarray, "m"]


def arrows_of(scene: Scene) -> Arrows:
    """The strongest arrows of a scene, as many as are drawn."""
    assert scene.arrows is not None
    flow, most = scene.arrows.values, float(str(scene.arrows.meaning["most"]))
    edges = np.argsort(np.abs(flow), kind="stable")[-MOST_ARROWS:]
    edges = edges[flow[edges] != 0]
    ends = np.asarray(scene.cx.ranks[1])[edges]
    ends = np.where(flow[edges, None] > 0, ends, ends[:, ::-1])
    strength = np.abs(flow[edges])
    return Arrows(edges, ends, most * strength, strength)


def flow_traces(scene: Scene, shown: Shown) -> list[Any]:
    """Shafts in `WIDTHS` widths, and the heads."""
    if scene.arrows is None:
        return []
    found = arrows_of(scene)
    kept = shown[1][found.edges]
    found = Arrows(*(part[kept] for part in found))
    foot, run = _along(scene, found)
    length = np.linalg.norm(run, axis=1)
    head = np.minimum(0.45 * length, scene.pixel * (5 + 2.2 * _width(found.strength)))
    neck = TIP - 0.6 * head / np.maximum(length, 1e-12)
    shaft = np.stack([foot + START * run, foot + neck[:, None] * run], axis=1)
    step = np.ceil(found.strength * WIDTHS - 1e-6).astype(int)
    traces = [_shafts(scene, shaft[step == k], k / WIDTHS) for k in range(1, WIDTHS + 1)]
    heads = _flat_heads if scene.drawing.flat else _cones
    return [*traces, heads(scene, found, foot + TIP * run, run, head)]


def _along(scene: Scene, found: Arrows) -> tuple[np.ndarray, np.ndarray]:
    """Where each arrow's edge begins, and the way to its end."""
    places = scene.drawing.places[:, : 2 if scene.drawing.flat else 3]
    foot, top = places[found.ends[:, 0]], places[found.ends[:, 1]]
    return foot, top - foot


def _width(strength: Any) -> Any:
    return 0.8 + 3.2 * strength


def _shade(strength: Any) -> Any:
    return 0.25 + 0.75 * strength


def _shafts(scene: Scene, ends: Float[np.ndarray, "m 2 d"], strength: float) -> Any:
    from plotly.graph_objects import Scatter, Scatter3d

    flat = scene.drawing.flat
    rows = np.pad(ends, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan).reshape(
        -1, 2 + (not flat)
    )
    width = _width(strength)
    return (Scatter if flat else Scatter3d)(
        **dict(zip("xyz", np.ascontiguousarray(rows.T), strict=False)),
        mode="lines",
        line={"color": seen_through(HUE, _shade(strength)), "width": width if flat else 2 * width},
        hoverinfo="skip",
        showlegend=False,
    )


def _flat_heads(
    scene: Scene, found: Arrows, tips: np.ndarray, run: np.ndarray, head: np.ndarray
) -> Any:
    from plotly.graph_objects import Scatter

    marker = {
        "symbol": "arrow",
        "angle": np.degrees(np.arctan2(run[:, 0], run[:, 1])),
        "size": BROAD * head / scene.pixel,
        "color": HUE,
        "opacity": _shade(found.strength),
        "line": {"width": 1, "color": THEMES[scene.theme]["ground"]},
    }
    x, y = np.ascontiguousarray(tips.T)
    return Scatter(x=x, y=y, mode="markers", marker=marker, showlegend=False, **_said(scene, found))


def _cones(scene: Scene, found: Arrows, tips: np.ndarray, run: np.ndarray, head: np.ndarray) -> Any:
    from plotly.graph_objects import Cone

    along = run * (head / np.maximum(np.linalg.norm(run, axis=1), 1e-12))[:, None]
    return Cone(
        **dict(zip("xyz", np.ascontiguousarray(tips.T), strict=True)),
        **dict(zip("uvw", np.ascontiguousarray(along.T), strict=True)),
        anchor="tip",
        sizemode="raw",
        sizeref=1,
        colorscale=[[0, HUE], [1, HUE]],
        showscale=False,
        **_said(scene, found),
    )


def _said(scene: Scene, found: Arrows) -> dict[str, Any]:
    """What plotly says of arrows: "flow 0.5 from 3 to 7". The numbers are `customdata` (m, 4)."""
    assert scene.arrows is not None
    name = escape(str(scene.arrows.meaning["name"]), quote=False)
    told = f"edge %{{customdata[0]}}<br>{name} %{{customdata[1]:.4~g}}"
    return {
        "customdata": np.column_stack([found.edges, found.values, found.ends]),
        "hovertemplate": f"{told} from %{{customdata[2]}} to %{{customdata[3]}}<extra></extra>",
    }
