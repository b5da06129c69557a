"""The figure of restriction maps: a strip of small matrices, signed."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.figures.heat import Scale, heat, missing_note, scale_of, with_bar
from tdlviz.figures.look import bare
from tdlviz.figures.names import cell_word
from tdlviz.figures.panes import Pane, Part
from tdlviz.figures.strip import Strip, strip
from tdlviz.views.colours import THEMES

MOST, ENTRIES = 72, 20_000  # maps of one field, and entries: what can still be told apart
BORDER = (110, 100)  # pixels beside and above the matrices


def maps_figure(
    _: Complex, *fields: Field, theme: str = "light", width: int = 700, tall: int = 420
) -> Part:
    """The first maps of each field, from the stalk of a face to that of a cell around it, on one
    symmetric scale; their cells stand above them where there is room."""
    scale = scale_of([field.values for field in fields], signed=True)
    high = (tall - BORDER[1]) / len(fields) * (1 if len(fields) == 1 else 0.8)
    panes = []
    for field in fields:
        found = strip(_shown(field).values.astype(float), width - BORDER[0], high)
        pane = _pane(_shown(field), found, scale, theme)
        panes.append(pane._replace(title=field.name if len(fields) > 1 else ""))
    bar = with_bar(panes[0].traces[0], theme)
    return Part(panes, _title(fields), _note(fields), bar=bar)


def _shown(field: Field) -> Field:
    size = field.values[0].size if len(field) else 1
    return field[: min(MOST, max(1, ENTRIES // max(size, 1)))]


def _pane(field: Field, found: Strip, scale: Scale, theme: str) -> Pane:
    look = {"text": _words(field, found), "hovertemplate": "%{text}: %{z:.4~g}<extra></extra>"}
    gaps = found.inside & ~np.isfinite(found.entries)
    traces = heat(field.name, found.entries, gaps, scale, theme, **look)
    names = [f"{face}→{cell}" for face, cell in np.asarray(field.index).tolist()]
    if found.room_for(max(map(len, names), default=0), field.values.shape[2]):
        traces.append(_labels(names, found, field.values.shape[2], theme))
    x = bare(constrain="domain")
    return Pane(traces, x, bare(constrain="domain", scaleanchor=True, autorange="reversed"))


def _words(field: Field, found: Strip) -> np.ndarray:
    """What is said of each entry: its map, its row and its column."""
    face, cell = cell_word(field.rank or 0), cell_word((field.rank or 0) + 1)
    maps = [f"{face} {a} → {cell} {b}" for a, b in np.asarray(field.index).tolist()]
    words = np.full(found.entries.shape, "", dtype=object)
    for place in np.argwhere(found.inside):
        owner = found.owner[tuple(place)]
        row, column = place - found.first[owner]
        words[tuple(place)] = f"{maps[owner]}, row {row}, column {column}"
    return words


def _labels(names: list[str], found: Strip, width: int, theme: str) -> Any:
    from plotly.graph_objects import Scatter

    row, column = found.first.T
    return Scatter(
        x=column + (width - 1) / 2,
        y=row - 0.5,
        text=names,
        mode="text",
        textposition="top center",
        textfont={"size": 10, "color": THEMES[theme]["faint"]},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _title(fields: tuple[Field, ...]) -> str:
    return ", ".join(
        f"{f.name}: {len(f):,} maps, {f.values.shape[1]} × {f.values.shape[2]}" for f in fields
    )


def _note(fields: tuple[Field, ...]) -> str:
    cut = [field for field in fields if len(_shown(field)) < len(field)]
    said = [f"Shown: the first {len(_shown(f))} of {len(f):,} maps of {f.name}." for f in cut]
    missing = sum(int((~np.isfinite(_shown(field).values)).sum()) for field in fields)
    return " ".join(filter(None, [*said, missing_note(missing)]))
