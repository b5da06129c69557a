"""Static pictures of a diagram view by matplotlib."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from tdlviz.core.field import Field
from tdlviz.topology.bars import given_bars
from tdlviz.views.colours import DIMENSIONS
from tdlviz.views.diagram_frame import Shown, classes, dimensions
from tdlviz.views.diagram_table import bars_of
from tdlviz.views.picture import COLOURS

SHAPES, ROWS, LEVELS, SAMPLES = "os^D", 300, 5, 512


class Axis(NamedTuple):
    """Where the filtration begins and ends, and the place beyond it of what never ends."""

    low: float
    high: float
    beyond: float


def draw_bars(axes: Any, seen: Shown, ends: tuple[float, float], mode: str) -> None:
    """The diagrams in one mode; endless bars run to the right edge or the top."""
    drawn = {"barcode": _barcode, "diagram": _points, "curves": _curves, "landscape": _landscape}
    named = zip(seen.names, seen.diagrams, strict=True)
    axes.spines[["top", "right"]].set_visible(False)
    title = ", ".join(f"{name}: {bars_of(field)}" for name, field in named)
    axes.set_title(title, fontsize=9, color=COLOURS["ink"])
    low, high = ends
    drawn[mode](axes, seen, Axis(low, high, high + 0.08 * ((high - low) or 1)))
    if seen.diagrams:
        axes.legend(fontsize=8, frameon=False, loc="lower right" if mode == "diagram" else "best")


def _hue(field: Field) -> str:
    return DIMENSIONS["light"][int(dimensions(field).max(initial=field.rank or 0)) % 4]


def _hollow(seen: Shown, place: int) -> bool:
    """Drawn as an outline: a second diagram, or bars across."""
    field = seen.diagrams[place]
    return place >= len(seen.first) or bool((classes(field) >= 2).any())


def _barcode(axes: Any, seen: Shown, axis: Axis) -> None:
    row, kept, total = 0, 0, sum(map(len, seen.diagrams))
    order = sorted(range(len(seen.diagrams)), key=lambda i: seen.diagrams[i].rank or 0)
    for place in order:
        field = seen.diagrams[place]
        bars = np.where(np.isinf(field.values), axis.beyond, field.values)
        bars = bars[_longest(abs(bars[:, 1] - bars[:, 0]), ROWS)]
        bars = bars[np.lexsort((bars[:, 1], bars[:, 0]))]
        style = {"linestyles": "dashed"} if _hollow(seen, place) else {}
        at = row + np.arange(len(bars))
        hue = _hue(field)
        axes.hlines(at, *bars.T, color=hue, linewidth=2, label=seen.names[place], **style)
        row, kept = row + len(bars), kept + len(bars)
    left = f"; {total - kept:,} shorter bars not shown" if kept < total else ""
    axes.set(xlabel=f"filtration{left}", yticks=[])
    axes.invert_yaxis()


def _longest(lengths: np.ndarray, most: int) -> np.ndarray:
    """The places of so many, in increasing order; of equal ones the first."""
    if len(lengths) > most:
        least = np.partition(lengths, -most)[-most]  # to sort all of them takes longer than to draw
        enough = np.flatnonzero(lengths >= least)
        return np.sort(enough[np.argsort(-lengths[enough], kind="stable")[:most]])
    return np.arange(len(lengths))


def _points(axes: Any, seen: Shown, axis: Axis) -> None:
    axes.plot([axis.low, axis.beyond], [axis.low, axis.beyond], color=COLOURS["line"], linewidth=1)
    _lines(axes, seen, axis.beyond)
    for place, (name, field) in enumerate(zip(seen.names, seen.diagrams, strict=True)):
        hue = _hue(field)
        face = "none" if _hollow(seen, place) else hue
        bars = np.where(np.isinf(field.values), axis.beyond, field.values)
        shape = SHAPES[int(dimensions(field).max(initial=0)) % 4]
        look = {"facecolors": face, "edgecolors": hue, "linewidths": 0.8 if face == "none" else 0}
        axes.scatter(*bars.T, s=14, marker=shape, label=name, zorder=3, **look)
    axes.set(xlabel="birth", ylabel="death")


def _lines(axes: Any, seen: Shown, beyond: float) -> None:
    """Between matched bars, and from a bar to the diagonal."""
    for first, second, found in seen.pairs:
        ends = [
            np.where(np.isinf(seen.diagrams[place].values), beyond, seen.diagrams[place].values)
            for place in (first, second)
        ]
        for number, (a, b) in enumerate(found.pairs.tolist()):
            if np.isinf(found.apart[number]):
                continue
            points = [own[bar] for own, bar in zip(ends, (a, b), strict=True) if bar >= 0]
            points += [np.full(2, points[0].mean())] * (2 - len(points))
            width = 2.2 if number == found.widest else 0.6
            axes.plot(*np.array(points).T, color=COLOURS["faint"], linewidth=width, zorder=2)


def _forwards(field: Field) -> Field:
    """The bars that run forwards; curves and landscapes count no others."""
    return field[np.flatnonzero(field.values[:, 0] <= field.values[:, 1])]


def _curves(axes: Any, seen: Shown, axis: Axis) -> None:
    for place, field in enumerate(seen.diagrams):
        bars = given_bars("DiagramView", _forwards(field).values)
        at = np.unique(
            np.concatenate([[axis.low, axis.beyond], bars.born, bars.died[np.isfinite(bars.died)]])
        )
        alive = np.searchsorted(np.sort(bars.born), at, "right")
        alive = alive - np.searchsorted(np.sort(bars.died), at, "right")
        style = {"color": _hue(field), "linestyle": "--" if _hollow(seen, place) else "-"}
        axes.step(at, alive, where="post", label=seen.names[place], **style)
    axes.set(xlabel="filtration", ylabel="Betti number")


def _landscape(axes: Any, seen: Shown, axis: Axis) -> None:
    from tdlviz.topology.persistence_landscape import persistence_landscape

    low, high, _ = axis
    grid = np.linspace(low, high if high > low else low + 1, SAMPLES)
    for place, field in enumerate(seen.diagrams):
        levels = persistence_landscape(_forwards(field).values, grid, LEVELS, end=grid[-1])
        for level, line in enumerate(levels):
            name = seen.names[place] if level == 0 else None
            style = {"color": _hue(field), "linestyle": "--" if _hollow(seen, place) else "-"}
            axes.plot(grid, line, linewidth=1.8 - 0.3 * level, label=name, **style)
    axes.set(xlabel="filtration", ylabel="landscape")
