"""The slider under a figure, and the frames that it walks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from tdlviz.figures.panes import Step
from tdlviz.views.colours import THEMES


def add_slider(figure: Any, steps: Sequence[Step], theme: str) -> None:
    """Frames, and the slider that walks them. It stands at the last."""
    import plotly.graph_objects as go

    colours = THEMES[theme]
    figure.frames = [
        go.Frame(
            data=step.traces,
            name=str(place),
            traces=list(range(len(step.traces))),
            layout={"title": {"text": f"<b>{escape(step.title, quote=False)}</b>"}},
        )
        for place, step in enumerate(steps)
    ]
    still = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}}
    still["transition"] = {"duration": 0}
    slider = {
        "active": len(steps) - 1,
        "steps": [
            {"method": "animate", "label": step.label, "args": [[str(place)], still]}
            for place, step in enumerate(steps)
        ],
        "currentvalue": {"prefix": "filtration ", "font": {"color": colours["ink"]}},
        "font": {"size": 10, "color": colours["faint"]},
        "bgcolor": colours["line"],
        "bordercolor": colours["line"],
        "activebgcolor": colours["edge"],
        "tickcolor": colours["line"],
        "pad": {"t": 8, "b": 4, "l": 4, "r": 4},
    }
    figure.update_layout(sliders=[slider])
