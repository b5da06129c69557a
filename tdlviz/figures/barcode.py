"""The pane of a barcode: a row a bar, dimensions below each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.figures.bar_axes import end_of, ends_of, filtration_axis
from tdlviz.figures.bunches import Bunch
from tdlviz.figures.look import axis
from tdlviz.figures.panes import Pane
from tdlviz.views.colours import THEMES

ROWS = 1000  # beyond which no bar can be told from the next
LABELS = 22  # names that have room below each other
STRIPES = "2px,4px"


def barcode(found: Sequence[Bunch], low: float, high: float, theme: str) -> tuple[Pane, str]:
    """The longest bars of each bunch in an equal share of the rows, and what is left out."""
    end, count = end_of(low, high), sum(len(bunch.bars) for bunch in found)
    kept = [longest(bunch.values, end, ROWS // len(found)) for bunch in found]
    starts = np.cumsum([0, *map(len, kept)])
    shown = int(starts[-1])
    width = max(1.0, min(6.0, 260 / max(shown, 1)))
    traces: list[Any] = []
    for bunch, bars, start in zip(found, kept, starts, strict=False):
        rows = start + np.arange(len(bars))
        bar = _bars(bunch, bars, rows, end, {"color": bunch.hue(theme), "width": width})
        traces += [bar, *_filling(bar, bunch, theme), _arrows(bunch, bars, rows, end, theme)]
    # The name of each bunch stands at its first bar.
    named = {int(s): f.name for s, f, b in zip(starts, found, kept, strict=False) if len(b)}
    names = _apart(named, shown / LABELS)
    y = axis(
        theme,
        tickvals=[*names],
        ticktext=[*names.values()],
        showgrid=False,
        range=[max(shown, 1) - 0.4, -0.6],
    )
    x = filtration_axis(theme, "filtration", low, high)
    return Pane(traces, x, y), _note(found, shown, count, width)


def _apart(named: dict[int, str], gap: float) -> dict[int, str]:
    """The names that have room below the last; the legend has all."""
    kept: dict[int, str] = {}
    for row, name in named.items():
        if not kept or row - max(kept) >= gap:
            kept[row] = name
    return kept


def _note(found: Sequence[Bunch], shown: int, count: int, width: float) -> str:
    said = [f"Shown: the {shown:,} longest of {count:,} bars."] if shown < count else []
    for told, chosen in (
        ("Hollow", [bunch.name for bunch in found if _outlined(bunch, width)]),
        ("Striped, as they run backwards", [bunch.name for bunch in found if bunch.backwards]),
    ):
        said += [f"{told}: {', '.join(chosen)}."] if chosen else []
    return " ".join(said)


def longest(values: Float[np.ndarray, "m 2"], end: float, most: int) -> Int[np.ndarray, "n"]:
    """The longest bars, in the order of birth and death."""
    births, deaths = ends_of(values, end).T
    kept = np.argsort(-np.abs(births - deaths), kind="stable")[:most]
    return kept[np.lexsort((kept, deaths[kept], births[kept]))]


def _bars(
    bunch: Bunch, bars: np.ndarray, rows: np.ndarray, end: float, line: dict[str, Any]
) -> Any:
    from plotly.graph_objects import Scatter

    births, deaths = ends_of(bunch.values, end)[bars].T
    pen_up = np.full(len(bars), np.nan)
    return Scatter(
        x=np.column_stack([births, deaths, pen_up]).ravel(),
        y=np.column_stack([rows, rows, pen_up]).ravel(),
        mode="lines",
        line=line,
        name=bunch.name,
        **bunch.naming(np.repeat(bars, 3)),
    )


def _outlined(bunch: Bunch, width: float) -> bool:
    return bunch.hollow and width >= 3


def _filling(bar: Any, bunch: Bunch, theme: str) -> list[Any]:
    """What makes bars hollow or striped, over them; thin ones stay filled."""
    from plotly.graph_objects import Scatter

    ground, width = THEMES[theme]["ground"], bar.line.width
    hollow = _outlined(bunch, width)
    lines = [{"color": ground, "width": width - 2}] if hollow else []
    if bunch.backwards:
        lines.append(
            {"color": bar.line.color if hollow else ground, "width": width, "dash": STRIPES}
        )
    look: dict[str, Any] = {"mode": "lines", "hoverinfo": "skip", "showlegend": False}
    return [Scatter(x=bar.x, y=bar.y, line=line, **look) for line in lines]


def _arrows(bunch: Bunch, bars: np.ndarray, rows: np.ndarray, end: float, theme: str) -> Any:
    """Heads at the ends of the bars that never die."""
    from plotly.graph_objects import Scatter

    endless = np.isinf(bunch.values[bars, 1])
    return Scatter(
        x=np.full(int(endless.sum()), end),
        y=rows[endless],
        mode="markers",
        marker={"symbol": "triangle-right", "size": 10, "color": bunch.hue(theme)},
        cliponaxis=False,
        showlegend=False,
        **bunch.naming(bars[endless]),
    )
