"""Where the panes of a figure are: parts side by side, panes in a grid, room for colour bars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tdlviz.figures.panes import Part

GAP, BAR = 0.09, 0.1  # between parts and for a colour bar, shares of the width


class Domain(NamedTuple):
    """The rectangle of a pane, in shares of the figure."""

    x: tuple[float, float]
    y: tuple[float, float]


def columns(place: int, parts: int, bar: bool) -> tuple[float, float]:
    """Where a part begins and ends, without the room for its colour bar."""
    width = (1 - GAP * (parts - 1)) / parts
    left = place * (width + GAP)
    return left, left + width - BAR * bar


def grid(part: Part, left: float, right: float) -> Iterator[Domain]:
    """The places of the panes, row by row, with room for numbers between them."""
    rows = max(1, -(-len(part.panes) // part.columns))
    across, down = min(0.08, 0.3 / part.columns), min(0.17, 0.5 / rows)
    wide = (right - left - across * (part.columns - 1)) / part.columns
    high = (1 - down * (rows - 1)) / rows
    for place, pane in enumerate(part.panes):
        row, column = divmod(place, part.columns)
        x, top = left + column * (wide + across), 1 - row * (high + down)
        yield Domain((x, x + wide - BAR * bool(pane.bar)), (max(0.0, top - high), top))


def place_bar(bar: Any, domain: Domain) -> None:
    """Put a colour bar, if there is one, to the right of a pane."""
    if bar:
        low, high = domain.y
        bar.update(x=domain.x[1] + 0.012, y=(low + high) / 2, len=0.95 * (high - low))
