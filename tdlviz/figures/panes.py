"""Panes, each a pair of axes or a scene, put side by side into one figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap
from typing import Any, NamedTuple

from tdlviz.figures.look import bare, layout_of
from tdlviz.views.colours import THEMES

GAP, BAR, LINE = 0.09, 0.1, 15  # between parts and for a colour bar, shares of the width; pixels
LETTERS = 110  # of a note in a figure of 700 pixels


class Pane(NamedTuple):
    """One pair of axes, or one scene, and what is drawn in it.

    x, y:  the axes; in `y`, `scaleanchor=True` makes both scales the same.
    space: the scene, where it is one.
    bar:   the colour bar among the traces, put to the right of the pane.
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
    """What is drawn for one kind of fields: panes in a grid, under a title and a note.

    bar: a colour bar that all panes share.
    """

    panes: list[Pane]
    title: str
    note: str = ""
    columns: int = 1
    bar: Any = None
    steps: Sequence[Step] = ()


class Domain(NamedTuple):
    """The rectangle of a pane, in shares of the figure."""

    x: tuple[float, float]
    y: tuple[float, float]


def waiting(names: Sequence[str]) -> Part:
    """Empty axes for tracks that hold nothing yet."""
    pane = Pane([], bare(), bare())
    return Part([pane], f"{', '.join(names)}: nothing logged yet")


def assemble(parts: Sequence[Part], theme: str, height: int, width: int | None = None) -> Any:
    """The parts side by side as one plotly `Figure`."""
    import plotly.graph_objects as go

    figure = go.Figure(layout=layout_of(theme, height, width))
    number = 0
    for place, part in enumerate(parts):
        left, right = _columns(place, len(parts), bool(part.bar))
        _place_bar(part.bar, Domain((left, right), (0, 1)))
        if part.steps:
            _add_slider(figure, part.steps, theme)
        for pane, domain in zip(part.panes, _grid(part, left, right), strict=True):
            number += 1
            _place_bar(pane.bar, domain)
            (_add_axes if pane.space is None else _add_scene)(figure, pane, domain, number)
            _add_title(figure, pane, domain, theme)
    _name(figure, parts, theme)
    return figure


def _columns(place: int, parts: int, bar: bool) -> tuple[float, float]:
    width = (1 - GAP * (parts - 1)) / parts
    left = place * (width + GAP)
    return left, left + width - BAR * bar


def _grid(part: Part, left: float, right: float) -> Iterator[Domain]:
    """The places of the panes, row by row, with room for numbers between them."""
    rows = -(-len(part.panes) // part.columns)
    across, down = min(0.08, 0.3 / part.columns), min(0.17, 0.5 / rows)
    wide = (right - left - across * (part.columns - 1)) / part.columns
    high = (1 - down * (rows - 1)) / rows
    for place, pane in enumerate(part.panes):
        row, column = divmod(place, part.columns)
        x, top = left + column * (wide + across), 1 - row * (high + down)
        yield Domain((x, x + wide - BAR * bool(pane.bar)), (max(0.0, top - high), top))


def _place_bar(bar: Any, domain: Domain) -> None:
    if bar:
        low, high = domain.y
        bar.update(x=domain.x[1] + 0.012, y=(low + high) / 2, len=0.95 * (high - low))


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
    named = any(pane.title for part in parts for pane in part.panes)
    figure.layout.margin.t = 46 + LINE * (named + max(len(note) for note in notes))
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
            yshift=figure.layout.margin.t - 10,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
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
