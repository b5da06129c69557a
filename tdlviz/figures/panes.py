"""Panes, each a pair of axes or a scene, and the parts of a figure that they make up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tdlviz.figures.look import bare


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
    """What a slider shows at one of its notches: all traces anew, their bar, and the title."""

    label: str
    title: str
    traces: list[Any]
    bar: Any = None


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


def waiting(names: Sequence[str]) -> Part:
    """Empty axes for tracks that hold nothing yet."""
    pane = Pane([], bare(), bare())
    return Part([pane], f"{', '.join(names)}: nothing logged yet")
