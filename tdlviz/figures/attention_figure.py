"""The figure of attention: a heat map for each head, sources down and targets across."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import NAMES, Complex
from tdlviz.core.field import Field
from tdlviz.figures.heat import Scale, check_entries, heat, missing_note, scale_of, with_bar
from tdlviz.figures.look import axis
from tdlviz.figures.names import cell_word
from tdlviz.figures.panes import Pane, Part
from tdlviz.views.attention_sheet import marginal, sheet
from tdlviz.views.labels import cell_labels

TICKS = 15  # across the figure


def attention_figure(
    cx: Complex,
    *fields: Field,
    labels: Sequence[str] | Any | None = None,
    theme: str = "light",
) -> Part:
    """Heads as small multiples on one colour scale: in row i and column j how cell i attends to j.

    A pair without attention is left open; several numbers on one pair are added, as those of
    triples (i, j, k) are over k. labels: a word for each cell of the rank, as in `AttentionView`.
    """
    words = [_words(cx, field, labels) for field in fields]
    grids = [_grids(cx, field) for field in fields]
    scale = scale_of([grid for _, grid in grids])
    columns = _columns(sum(len(heads) for _, heads in grids))
    draw = partial(_pane, scale=scale, theme=theme, ticks=max(4, TICKS // columns))
    panes = [
        draw(field, said, cells, z)._replace(title=_head(field, head, len(fields) > 1))
        for field, said, (cells, heads) in zip(fields, words, grids, strict=True)
        for head, z in enumerate(heads)
    ]
    for place, pane in enumerate(panes):
        _leave_outer_titles(pane, place % columns == 0, place + columns >= len(panes))
    bar = with_bar(panes[0].traces[0], theme) if panes else None
    missing = sum(int(np.isinf(grid).sum()) for _, grid in grids)
    return Part(panes, _title(fields), _note(fields, missing), columns, bar)


def _words(cx: Complex, field: Field, labels: Any) -> list[str]:
    """What the cells of a rank are called."""
    count = len(cx.cells(field.rank or 0))
    words = range(count) if labels is None else cell_labels(count, labels)
    return [escape(str(word), quote=False) for word in words]


def _head(field: Field, head: int, several: bool) -> str:
    return f"{field.name}, head {head}" if several else f"head {head}"


def _leave_outer_titles(pane: Pane, first: bool, last: bool) -> None:
    """Say what an axis means at the edge of the small multiples only."""
    for axis_of_it, outer in ((pane.x, last), (pane.y, first)):
        if axis_of_it and not outer:
            axis_of_it["title"] = {"text": ""}


def _grids(
    cx: Complex, field: Field
) -> tuple[Int[np.ndarray, "n"], Float[np.ndarray, "heads n n"]]:
    """The cells that occur, and for each head a matrix: inf where a number is missing, NaN where
    there is no pair."""
    found = sheet(field)
    pairs, weights = found.cells, field.values.T.astype(float)
    if field.kind == "triples":
        pairs, weights = marginal(found, len(cx.cells(field.rank or 0)))
    cells, place = np.unique(pairs, return_inverse=True)
    row, column = place.reshape(pairs.shape).T
    way_out = f"take some of its pairs, as in {field.name}[:1000]"
    check_entries(field.name, len(weights) * len(cells) ** 2, way_out)
    grid = np.zeros((len(weights), len(cells), len(cells)))
    known = np.where(np.isfinite(weights), weights, np.inf)
    np.add.at(grid, (np.arange(len(weights))[:, None], row, column), known)
    there = np.zeros((len(cells), len(cells)), dtype=bool)
    there[row, column] = True
    grid[:, ~there] = np.nan
    return cells, grid


def _pane(
    field: Field,
    said: list[str],
    cells: np.ndarray,
    z: np.ndarray,
    scale: Scale,
    theme: str,
    ticks: int,
) -> Pane:
    word, names = cell_word(field.rank or 0), _apart(said, cells)
    told = f"{word} %{{y}} → {word} %{{x}}: %{{z:.4~g}}<extra></extra>"
    look: dict[str, Any] = {"x": names, "y": names, "hovertemplate": told}
    traces = heat(field.name, z, np.isinf(z), scale, theme, **look)
    step = max(1, -(-len(cells) // ticks))
    named = {"tickvals": names[::step], "ticktext": [said[k] for k in cells[::step].tolist()]}
    plain = {"type": "category", "constrain": "domain", "showgrid": False, **named}
    x = axis(theme, f"target {word}", **plain)
    y = axis(theme, f"source {word}", autorange="reversed", scaleanchor=True, **plain)
    return Pane(traces, x, y)


def _apart(said: list[str], cells: np.ndarray) -> list[str]:
    """The words of cells; where some are said twice, with their numbers."""
    words = [said[cell] for cell in cells.tolist()]
    if len({*words}) == len(words):
        return words
    return [f"{word} ({cell})" for word, cell in zip(words, cells.tolist(), strict=True)]


def _columns(count: int) -> int:
    """Rows and columns of a wide figure, evenly filled."""
    rows = -(-count // int(np.ceil(np.sqrt(1.5 * max(count, 1)))))
    return max(1, -(-count // max(rows, 1)))


def _title(fields: tuple[Field, ...]) -> str:
    parts = []
    for field in fields:
        names = [*NAMES, f"cells of rank {field.rank}"][min(field.rank or 0, len(NAMES))]
        what = "triples" if field.kind == "triples" else "pairs"
        parts.append(f"{field.name}: {len(field):,} {what} of {names}")
    return ", ".join(parts)


def _note(fields: tuple[Field, ...], missing: int) -> str:
    pairs = [field for field in fields if field.kind == "attention"]
    twice = sum(len(field) - len(np.unique(np.asarray(field.index), axis=0)) for field in pairs)
    added = f"{twice:,} numbers are on a pair that has one already, and added." if twice else ""
    summed = "Triples are summed over their third cell." if len(pairs) < len(fields) else ""
    return " ".join(filter(None, [missing_note(missing), added, summed]))
