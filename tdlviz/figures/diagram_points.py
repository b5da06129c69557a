"""The pane of a persistence diagram: a point a bar, and lines between bars that match."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.figures.bar_axes import end_of, ends_of, filtration_axis
from tdlviz.figures.bunches import Bunch
from tdlviz.figures.panes import Pane
from tdlviz.views.colours import THEMES
from tdlviz.views.diagram_frame import Shown
from tdlviz.views.diagram_matching import Compared

CROWD = 5000  # more points than this are drawn by WebGL


def points_pane(seen: Shown, found: Sequence[Bunch], low: float, high: float, theme: str) -> Pane:
    """The diagonal, ∞, the matching, the widest pair of it thick, and the bars over them."""
    x = filtration_axis(theme, "birth", low, high, constrain="domain")
    y = filtration_axis(theme, "death", low, high, constrain="domain", scaleanchor=True)
    # Nothing is born at ∞.
    x |= {"tickvals": x["tickvals"][:-1], "ticktext": x["ticktext"][:-1]}
    end, across = end_of(low, high), x["range"]
    faint = THEMES[theme]["faint"]
    traces = [_line(across, across, faint), _line(across, [end, end], faint, dash="dot")]
    for first, second, matched in seen.pairs:
        values = [seen.diagrams[place].values.astype(float) for place in (first, second)]
        bars, others = (ends_of(own, end) for own in values)
        traces += _matching(bars, others, matched, THEMES[theme]["ink"])
    return Pane([*traces, *(_points(bunch, end, theme) for bunch in found)], x, y)


def _line(x: Any, y: Any, colour: str, opacity: float = 1, **look: Any) -> Any:
    from plotly.graph_objects import Scatter

    line = {"color": colour, "width": 1, **look}
    shown: dict[str, Any] = {"mode": "lines", "hoverinfo": "skip", "showlegend": False}
    return Scatter(x=x, y=y, line=line, opacity=opacity, **shown)


def _matching(
    first: Float[np.ndarray, "a 2"], second: Float[np.ndarray, "b 2"], found: Compared, ink: str
) -> list[Any]:
    """Lines between matched bars, or from a bar to the diagonal; none from an endless bar alone."""
    drawn = np.isfinite(found.apart)
    a, b = found.pairs[drawn].T
    ends = np.stack([_places(first, a), _places(second, b)], axis=1)
    middle = np.nanmean(ends, axis=(1, 2)) if len(ends) else np.zeros(0)
    ends = np.where(np.isnan(ends), middle[:, None, None], ends)
    widest = np.flatnonzero(drawn) == found.widest
    rows = np.pad(ends, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan)
    thin, thick = rows[~widest].reshape(-1, 2).T, rows[widest].reshape(-1, 2).T
    return [_line(thin[0], thin[1], ink, 0.6), _line(thick[0], thick[1], ink, width=3)]


def _places(values: Float[np.ndarray, "n 2"], bars: np.ndarray) -> Float[np.ndarray, "m 2"]:
    """Where the bars are; NaN for the diagonal."""
    return np.concatenate([values, np.full((1, 2), np.nan)])[bars]


def _points(bunch: Bunch, end: float, theme: str) -> Any:
    from plotly.graph_objects import Scatter, Scattergl

    births, deaths = ends_of(bunch.values, end).T
    colours = {"color": bunch.hue(theme), "opacity": 0.85}
    width = 1.5 if bunch.hollow else int(bunch.backwards)
    line = {"width": width} if bunch.hollow else {"width": width, "color": THEMES[theme]["ground"]}
    return (Scatter if len(births) <= CROWD else Scattergl)(
        x=births,
        y=deaths,
        mode="markers",
        marker={"symbol": bunch.symbol, "size": 8, **colours, "line": line},
        name=bunch.name,
        **bunch.naming(np.arange(len(births))),
    )
