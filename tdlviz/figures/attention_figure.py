"""The figure of attention: a heat map for each head, sources across and targets down."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import NAMES, Complex
from tdlviz.core.field import Field
from tdlviz.figures.heat import Scale, check_entries, heat, missing_note, scale_of, with_bar
from tdlviz.figures.look import axis
from tdlviz.figures.names import cell_word
from tdlviz.figures.panes import Pane, Part


def attention_figure(_: Complex, *fields: Field, theme: str = "light") -> Part:
    """Heads as small multiples on one colour scale. A pair without attention is left open; several
    numbers on one pair are added."""
    grids = [_grids(field) for field in fields]
    scale = scale_of([grid for _, grid in grids])
    panes = [
        _pane(field, cells, z, scale, theme)._replace(title=_head(field, head, len(fields) > 1))
        for field, (cells, heads) in zip(fields, grids, strict=True)
        for head, z in enumerate(heads)
    ]
    columns = _columns(len(panes))
    for place, pane in enumerate(panes):
        _leave_outer_titles(pane, place % columns == 0, place + columns >= len(panes))
    bar = with_bar(panes[0].traces[0], theme) if panes else None
    return Part(panes, _title(fields), _note(fields), columns, bar)


def _head(field: Field, head: int, several: bool) -> str:
    return f"{field.name}, head {head}" if several else f"head {head}"


def _leave_outer_titles(pane: Pane, first: bool, last: bool) -> None:
    """Say what an axis means at the edge of the small multiples only."""
    for axis_of_it, outer in ((pane.x, last), (pane.y, first)):
        if axis_of_it and not outer:
            axis_of_it["title"] = {"text": ""}


def _grids(field: Field) -> tuple[Int[np.ndarray, "n"], Float[np.ndarray, "heads n n"]]:
    """The cells that occur, and for each head a matrix of targets × sources: inf where a number is
    missing, NaN where there is no pair."""
    assert field.index is not None  # attention has one
    cells, place = np.unique(field.index, return_inverse=True)
    source, target = place.reshape(field.index.shape).T
    heads = field.values.shape[1]
    way_out = f"take some of its pairs, as in {field.name}[:1000]"
    check_entries(field.name, heads * len(cells) ** 2, way_out)
    grid = np.zeros((heads, len(cells), len(cells)))
    known = np.where(np.isfinite(field.values), field.values, np.inf).T
    np.add.at(grid, (np.arange(heads)[:, None], target, source), known)
    there = np.zeros((len(cells), len(cells)), dtype=bool)
    there[target, source] = True
    grid[:, ~there] = np.nan
    return cells, grid


def _pane(field: Field, cells: np.ndarray, z: np.ndarray, scale: Scale, theme: str) -> Pane:
    word, names = cell_word(field.rank or 0), [str(cell) for cell in cells.tolist()]
    said = f"{word} %{{x}} → {word} %{{y}}: %{{z:.4~g}}<extra></extra>"
    look: dict[str, Any] = {"x": names, "y": names, "hovertemplate": said}
    traces = heat(field.name, z, np.isinf(z), scale, theme, **look)
    plain = {"type": "category", "constrain": "domain", "nticks": 5, "showgrid": False}
    x = axis(theme, f"source {word}", **plain)
    y = axis(theme, f"target {word}", autorange="reversed", scaleanchor=True, **plain)
    return Pane(traces, x, y)


def _columns(count: int) -> int:
    """Rows and columns of a wide figure, evenly filled."""
    rows = -(-count // int(np.ceil(np.sqrt(1.5 * max(count, 1)))))
    return max(1, -(-count // max(rows, 1)))


def _title(fields: tuple[Field, ...]) -> str:
    parts = []
    for field in fields:
        names = [*NAMES, f"cells of rank {field.rank}"][min(field.rank or 0, len(NAMES))]
        parts.append(f"{field.name}: {len(field):,} pairs of {names}")
    return ", ".join(parts)


def _note(fields: tuple[Field, ...]) -> str:
    missing = sum(int((~np.isfinite(field.values)).sum()) for field in fields)
    twice = sum(len(field) - len(np.unique(np.asarray(field.index), axis=0)) for field in fields)
    added = f"{twice:,} numbers are on a pair that has one already, and added." if twice else ""
    return " ".join(filter(None, [missing_note(missing), added]))
