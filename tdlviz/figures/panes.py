"""Panes, each a pair of axes or a scene, put side by side into one figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap
from typing import Any, NamedTuple

from tdlviz.figures.look import axis, layout_of
from tdlviz.views.colours import THEMES

GAP, BAR, LINE = 0.09, 0.1, 15  # between parts and for a colour bar, shares of the width; pixels
LETTERS = 110  # of a note in a figure of 700 pixels


class Pane(NamedTuple):
    """One pair of axes, or one scene, and what is drawn in it.

    x, y:  the axes; in `y`, `scaleanchor=True` makes both scales the same.
    space: the scene, where it is one.
    bar:   the colour bar among the traces that is to stand at the right of the part.
    """

    traces: list[Any]
    x: dict[str, Any] | None = None
    y: dict[str, Any] | None = None
    title: str = ""
    space: dict[str, Any] | None = None
    bar: Any = None


class Step(NamedTuple):
    """What a slider shows at one of its notches: all traces anew, and the title."""

    label: str
    title: str
    traces: list[Any]


class Part(NamedTuple):
    """What is drawn for one kind of fields: panes in a grid, under a title and a note."""

    panes: list[Pane]
    title: str
    note: str = ""
    columns: int = 1
    steps: Sequence[Step] = ()


class Domain(NamedTuple):
    """The rectangle of a pane, in shares of the figure."""

    x: tuple[float, float]
    y: tuple[float, float]


def waiting(names: Sequence[str], theme: str) -> Part:
    """Empty axes for tracks that hold nothing yet."""
    pane = Pane([], axis(theme, range=[0, 1]), axis(theme, range=[0, 1]))
    return Part([pane], f"{', '.join(names)}: nothing logged yet")


def assemble(parts: Sequence[Part], theme: str, height: int) -> Any:
    """The parts side by side as one plotly `Figure`."""
    import plotly.graph_objects as go

    figure = go.Figure(layout=layout_of(theme, height))
    number = 0
    for place, part in enumerate(parts):
        left, right = _columns(place, len(parts), any(pane.bar for pane in part.panes))
        if part.steps:
            _add_slider(figure, part.steps, theme)
        for pane, domain in zip(part.panes, _grid(part, left, right), strict=True):
            number += 1
            _place_bar(pane, right)
            (_add_axes if pane.space is None else _add_scene)(figure, pane, domain, number)
            _add_title(figure, pane, domain, theme)
    _name(figure, parts, theme)
    return figure


def _columns(place: int, parts: int, bar: bool) -> tuple[float, float]:
    width = (1 - GAP * (parts - 1)) / parts
    left = place * (width + GAP)
    return left, left + width - BAR * bar


def _grid(part: Part, left: float, right: float) -> Iterator[Domain]:
    rows = -(-len(part.panes) // part.columns)
    wide, high = (right - left) / part.columns, 1 / rows
    across, down = 0.1 * (part.columns > 1), 0.14 * (rows > 1)
    for place in range(len(part.panes)):
        row, column = divmod(place, part.columns)
        x, top = left + column * wide, 1 - row * high
        yield Domain((x, x + wide * (1 - across)), (max(0.0, top - high * (1 - down)), top))


def _place_bar(pane: Pane, right: float) -> None:
    if pane.bar:
        pane.bar.update(x=right + 0.012, y=0.5, len=0.9)


def _add_axes(figure: Any, pane: Pane, domain: Domain, number: int) -> None:
    end = "" if number == 1 else str(number)
    y = {"domain": domain.y, "anchor": f"x{end}", **(pane.y or {})}
    if "scaleanchor" in y:
        y["scaleanchor"] = f"x{end}"
    x = {"domain": domain.x, "anchor": f"y{end}", **(pane.x or {})}
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


def _add_title(figure: Any, pane: Pane, domain: Domain, theme: str) -> None:
    if not pane.title:
        return
    figure.add_annotation(
        text=escape(pane.title, quote=False),
        x=domain.x[0],
        y=domain.y[1],
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
        font={"size": 11, "color": THEMES[theme]["faint"]},
    )


def _name(figure: Any, parts: Sequence[Part], theme: str) -> None:
    """Titles above the parts: the figure's own where there is one part, annotations otherwise."""
    notes = [lines(part.note, LETTERS // len(parts)) for part in parts]
    figure.layout.margin.t = 46 + LINE * max(len(note) for note in notes)
    for place, (part, note) in enumerate(zip(parts, notes, strict=True)):
        words = escape(part.title, quote=False)
        small = "<br>".join(note)
        if len(parts) == 1:
            figure.update_layout(title=_title(words, small, theme))
            return
        faint = f'<br><span style="font-size: 11px; color: {THEMES[theme]["faint"]}">{small}</span>'
        figure.add_annotation(
            text=f"<b>{words}</b>{faint if small else ''}",
            x=_columns(place, len(parts), False)[0],
            y=1,
            yshift=20,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            align="left",
            showarrow=False,
        )


def _title(words: str, small: str, theme: str) -> dict[str, Any]:
    faint = THEMES[theme]["faint"]
    return {
        "text": f"<b>{words}</b>",
        "font": {"size": 13},
        "subtitle": {"text": small, "font": {"size": 11, "color": faint}},
        "x": 0,
        "xanchor": "left",
        "y": 1,
        "yanchor": "top",
        "pad": {"l": 12, "t": 12},
    }


def lines(note: str, letters: int) -> list[str]:
    """A note in lines of so many letters, safe to stand among plotly's markup."""
    return [escape(line, quote=False) for line in wrap(note, letters)]


def _add_slider(figure: Any, steps: Sequence[Step], theme: str) -> None:
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
