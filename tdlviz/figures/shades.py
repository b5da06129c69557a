"""What colours the cells of a figure: groups of one colour, or of one value a cell."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.figures.look import plotly_scale
from tdlviz.views.channel import channel
from tdlviz.views.colours import OKABE_ITO, THEMES, VIRIDIS
from tdlviz.views.payload import single

PLAIN = ("vertex", "edge", "face")
STEPS = 51  # of the 255 steps of the views, every fifth: a trace each


class Group(NamedTuple):
    """Cells of one rank that are drawn in one go.

    colour: one colour for all, or one value a cell (n,) float32.
    name:   what the legend says, "" for nothing.
    """

    cells: Int[np.ndarray, "n"]
    colour: str | Float[np.ndarray, "n"]
    name: str = ""


def groups(cx: Complex, rank: int, field: Field | None, theme: str) -> list[Group]:
    """The cells of a rank by what colours them. A scalar on vertices runs over the cells between
    them, each the mean of its vertices; what has no value is a group of its own, the last."""
    if field is None or not paints(field, rank):
        return [Group(np.arange(cx.counts[rank]), THEMES[theme][PLAIN[rank]])]
    return grouped(on_cells(cx, field, rank), field, theme)


def grouped(values: Float[np.ndarray, "n"], field: Field, theme: str) -> list[Group]:
    """What has these values of a field, by what colours it; what has none comes last."""
    known = np.isfinite(values)
    cells, missing = np.flatnonzero(known), np.flatnonzero(~known)
    label = field.kind == "label"
    valued = Group(cells, single(field.name, values[cells]))
    found = _labelled(cells, values[cells]) if label else [valued]
    if len(missing):
        found.append(Group(missing, THEMES[theme]["missing"], f"{len(missing):,} missing"))
    return found


def paints(field: Field, rank: int) -> bool:
    """Whether a field colours the cells of a rank: its own, or those between its vertices."""
    return field.rank == rank or (field.rank == 0 and field.kind != "label")


def on_cells(cx: Complex, field: Field, rank: int) -> Float[np.ndarray, "n"]:
    """The values of a field on all cells of a rank, NaN where there are none."""
    full = np.full(cx.counts[field.rank or 0], np.nan)
    full[slice(None) if field.index is None else field.index] = field.values
    full[~np.isfinite(full)] = np.nan
    if field.rank == rank:
        return full
    cells = cx.ranks[rank]
    return np.add.reduceat(full[cells.flat] / cells.sizes[cells.owner], cells.offsets[:-1])


def _labelled(cells: np.ndarray, values: np.ndarray) -> list[Group]:
    """A group for each colour: more labels than colours share them in turn, as in the views."""
    labels, place = np.unique(values, return_inverse=True)
    found = []
    for turn, colour in enumerate(OKABE_ITO[: len(labels)]):
        names = [str(int(label)) for label in labels[turn :: len(OKABE_ITO)]]
        name = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
        found.append(Group(cells[place % len(OKABE_ITO) == turn], colour, name))
    return found


def ends(cx: Complex, field: Field) -> tuple[float, float]:
    """Where the colour scale of a field begins and ends."""
    meaning: dict[str, Any] = channel(cx, field).meaning
    low, high = meaning["low"], meaning["high"]
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def paint(group: Group, scale: tuple[float, float] | None) -> dict[str, Any]:
    """A group's colour as plotly's markers and lines take it."""
    if isinstance(group.colour, str) or scale is None:
        return {"color": group.colour}
    low, high = scale
    return {
        "color": group.colour,
        "colorscale": plotly_scale(VIRIDIS),
        "cmin": low,
        "cmax": high,
    }


def stepped(found: list[Group], scale: tuple[float, float] | None) -> list[Group]:
    """Values as groups of one colour each, for what plotly draws in one colour only."""
    out = []
    for group in found:
        if isinstance(group.colour, str) or scale is None:
            out.append(group)
            continue
        low, high = scale
        step = np.floor((group.colour.astype(float) - low) / (high - low) * STEPS + 0.5).astype(int)
        out += [Group(group.cells[step == s], _viridis(s / STEPS)) for s in np.unique(step)]
    return out


def _viridis(share: float) -> str:
    """The colour at a share of the scale, mixed and rounded as in the browser."""
    stops = [[int(stop[at : at + 2], 16) for at in (1, 3, 5)] for stop in VIRIDIS]
    mixed = [np.interp(share * 15, range(16), channel) for channel in zip(*stops, strict=True)]
    return "#" + "".join(f"{int(np.floor(value + 0.5)):02X}" for value in mixed)
