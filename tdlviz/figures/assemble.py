"""Parts side by side as one plotly figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tdlviz.figures.domains import Domain, columns, grid, place_bar
from tdlviz.figures.look import layout_of
from tdlviz.figures.panes import Pane, Part
from tdlviz.figures.slider import add_slider
from tdlviz.figures.titles import name_pane, name_parts


def assemble(parts: Sequence[Part], theme: str, tall: int, width: int | None = None) -> Any:
    """The parts side by side as one plotly `Figure`."""
    import plotly.graph_objects as go

    figure = go.Figure(layout=layout_of(theme, tall, width))
    number = 0
    for place, part in enumerate(parts):
        left, right = columns(place, len(parts), bool(part.bar))
        place_bar(part.bar, Domain((left, right), (0, 1)))
        for pane, domain in zip(part.panes, grid(part, left, right), strict=True):
            number += 1
            place_bar(pane.bar, domain)
            (_add_axes if pane.space is None else _add_scene)(figure, pane, domain, number)
            name_pane(figure, pane, domain, theme)
            for step in part.steps:
                place_bar(step.bar, domain)
        if part.steps:
            add_slider(figure, part.steps, theme)
    name_parts(figure, parts, theme)
    return figure


def _add_axes(figure: Any, pane: Pane, domain: Domain, number: int) -> None:
    end = "" if number == 1 else str(number)
    y = {"domain": domain.y, "anchor": f"x{end}", **(pane.y or {})}
    if "scaleanchor" in y:
        y["scaleanchor"] = f"x{end}"
    x = {"domain": domain.x, "anchor": f"y{end}", **(pane.x or {})}
    if pane.title:  # what is narrower than its place stays under its name
        x, y = {**x, "constraintoward": "left"}, {**y, "constraintoward": "top"}
    figure.update_layout({f"xaxis{end}": x, f"yaxis{end}": y})
    for trace in pane.traces:
        trace.update(xaxis=f"x{end}", yaxis=f"y{end}")
    figure.add_traces(pane.traces)


def _add_scene(figure: Any, pane: Pane, domain: Domain, number: int) -> None:
    scene = "scene" if number == 1 else f"scene{number}"
    figure.update_layout({scene: {"domain": {"x": domain.x, "y": domain.y}, **(pane.space or {})}})
    for trace in pane.traces:
        trace.update(scene=scene)
    figure.add_traces(pane.traces)
