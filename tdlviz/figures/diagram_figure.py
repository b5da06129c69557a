"""The figure of persistence diagrams: barcode, diagram, Betti curves or landscapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.door import one_of, whole_number
from tdlviz.core.errors import TooLarge
from tdlviz.core.field import Field
from tdlviz.figures.bar_axes import end_of, ends_of, filtration_axis, naming
from tdlviz.figures.barcode import barcode
from tdlviz.figures.curves import betti_curves, landscapes
from tdlviz.figures.look import SHAPES, hue
from tdlviz.figures.panes import Pane, Part
from tdlviz.views.colours import THEMES
from tdlviz.views.diagram_table import bars_of
from tdlviz.views.span import bars_span

MODES = ("barcode", "diagram", "curves", "landscape")
MAX_BARS = 300_000
CROWD = 5000  # more points than this are drawn by WebGL


def diagram_figure(
    cx: Complex,
    *diagrams: Field,
    mode: str | Any = "barcode",
    levels: int | Any = 5,
    theme: str = "light",
) -> Part:
    """Bars of one or several dimensions, each with a hue and a shape of its own.

    mode:   "barcode", "diagram", "curves" (Betti curves) or "landscape".
    levels: how many landscapes λ1, λ2, … there are of each diagram.
    """
    from tdlviz.topology.bars import given_bars

    mode, levels = one_of("mode", mode, MODES), whole_number("levels", levels, 1, 100)
    count = sum(map(len, diagrams))
    if count > MAX_BARS:
        rule = f"a figure takes {MAX_BARS:,}: tv.show(cx, …) draws more"
        raise TooLarge("figure", f"{count:,} bars", rule)
    given_bars("figure", [*diagrams])
    low, high = bars_span(cx, diagrams)
    title = ", ".join(f"{field.name}: {bars_of(field)}" for field in diagrams)
    if mode == "barcode":
        pane, note = barcode(diagrams, low, high, theme)
    elif mode == "diagram":
        pane, note = _points_pane(diagrams, low, high, theme), ""
    elif mode == "curves":
        pane, note = betti_curves(diagrams, low, high, theme), ""
    else:
        pane, note = landscapes(diagrams, low, high, levels, theme), _cut(diagrams, high)
    return Part([pane], title, note)


def _cut(diagrams: Sequence[Field], high: float) -> str:
    endless = sum(int(np.isinf(field.values[:, 1]).sum()) for field in diagrams)
    return f"Endless bars, {endless:,} of them, are cut off at {high:.4g}." if endless else ""


def _points_pane(diagrams: Sequence[Field], low: float, high: float, theme: str) -> Pane:
    x = filtration_axis(theme, "birth", low, high, constrain="domain")
    y = filtration_axis(theme, "death", low, high, constrain="domain", scaleanchor=True)
    # Nothing is born at ∞.
    x |= {"tickvals": x["tickvals"][:-1], "ticktext": x["ticktext"][:-1]}
    end, across = end_of(low, high), x["range"]
    traces = [_line(across, across, theme), _line(across, [end, end], theme, dash="dot")]
    return Pane([*traces, *(_points(field, end, theme) for field in diagrams)], x, y)


def _line(x: list[float], y: list[float], theme: str, **look: Any) -> Any:
    from plotly.graph_objects import Scatter

    line = {"color": THEMES[theme]["faint"], "width": 1, **look}
    return Scatter(x=x, y=y, line=line, mode="lines", hoverinfo="skip", showlegend=False)


def _points(field: Field, end: float, theme: str) -> Any:
    from plotly.graph_objects import Scatter, Scattergl

    rank = field.rank or 0
    births, deaths = ends_of(field, end).T
    marker = {"symbol": SHAPES[rank % 4], "size": 8, "color": hue(theme, rank), "opacity": 0.85}
    return (Scatter if len(field) <= CROWD else Scattergl)(
        x=births,
        y=deaths,
        mode="markers",
        marker={**marker, "line": {"width": 0}},
        name=field.name,
        **naming(field, np.arange(len(field))),
    )
