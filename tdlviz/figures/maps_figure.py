"""The figure of restriction maps: a strip of small matrices, signed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.figures.heat import heat, missing_note, scale_of, with_bar
from tdlviz.figures.look import bare
from tdlviz.figures.names import cell_word
from tdlviz.figures.panes import Pane, Part
from tdlviz.views.colours import THEMES

MOST = 72  # maps of one field whose names can still be read
WIDTH = 680  # pixels that names have to share


class Strip(NamedTuple):
    """Matrices next to each other on one grid.

    place: row and column of the first entry of each.
    entries: (rows, columns), NaN between matrices and where a number is missing.
    inside: which entries belong to a matrix, and `words` to which.
    """

    place: np.ndarray
    entries: Float[np.ndarray, "rows columns"]
    inside: Bool[np.ndarray, "rows columns"]
    words: np.ndarray


def maps_figure(_: Complex, *fields: Field, theme: str = "light") -> Part:
    """The first `MOST` maps of each field, from the stalk of a face to that of a cell around it, on
    one symmetric scale."""
    scale = scale_of([field.values for field in fields], signed=True)
    panes: list[Pane] = []
    for field in fields:
        strip = laid_out(field[:MOST])
        words = "%{text}: %{z:.4~g}<extra></extra>"
        look = {"text": strip.words, "hovertemplate": words}
        gaps = strip.inside & ~np.isfinite(strip.entries)
        traces = heat(field.name, strip.entries, gaps, scale, theme, **look)
        bar = None if panes else with_bar(traces[0], theme, "")
        traces.append(_labels(field[:MOST], strip, theme))
        x = bare(constrain="domain")
        y = bare(constrain="domain", scaleanchor=True, autorange="reversed")
        panes.append(Pane(traces, x, y, field.name if len(fields) > 1 else "", bar=bar))
    return Part(panes, _title(fields), _note(fields))


def laid_out(field: Field) -> Strip:
    """The matrices of a field in rows, with room for a name above each."""
    count, rows, columns = field.values.shape
    high, wide = rows + max(1, -(-2 * rows // 5)), columns + max(1, -(-columns // 4))
    letters = max(map(len, _names(field)), default=1)
    across = np.sqrt(1.9 * max(count, 1) * high / wide)
    across = int(np.clip(np.ceil(across), 1, max(1, WIDTH // (6 * letters + 6))))
    across = min(across, max(count, 1))
    row, column = np.divmod(np.arange(count), across)
    place = np.column_stack([row * high + high - rows, column * wide])
    shape = (high * (int(row.max(initial=0)) + 1), wide * (across - 1) + columns)
    entries = np.full(shape, np.nan)
    words = np.full(shape, "", dtype=object)
    at = place[:, :, None, None] + np.indices((rows, columns))
    entries[at[:, 0], at[:, 1]] = field.values
    inside = np.zeros(shape, dtype=bool)
    inside[at[:, 0], at[:, 1]] = True
    words[at[:, 0], at[:, 1]] = _words(field)
    return Strip(place, entries, inside, words)


def _names(field: Field) -> list[str]:
    return [f"{face}→{cell}" for face, cell in np.asarray(field.index).tolist()]


def _words(field: Field) -> np.ndarray:
    """What is said of each entry: (maps, rows, columns)."""
    face, cell = cell_word(field.rank or 0), cell_word((field.rank or 0) + 1)
    count, rows, columns = field.values.shape
    said = np.empty((count, rows, columns), dtype=object)
    for place, (a, b) in enumerate(np.asarray(field.index).tolist()):
        for row, column in np.ndindex(rows, columns):
            said[place, row, column] = f"{face} {a} → {cell} {b}, row {row}, column {column}"
    return said


def _labels(field: Field, strip: Strip, theme: str) -> object:
    from plotly.graph_objects import Scatter

    row, column = strip.place.T
    return Scatter(
        x=column + (field.values.shape[2] - 1) / 2,
        y=row - 0.55,
        text=_names(field),
        mode="text",
        textposition="top center",
        textfont={"size": 10, "color": THEMES[theme]["faint"]},
        hoverinfo="skip",
        showlegend=False,
    )


def _title(fields: tuple[Field, ...]) -> str:
    return ", ".join(
        f"{f.name}: {len(f):,} maps, {f.values.shape[1]} × {f.values.shape[2]}" for f in fields
    )


def _note(fields: tuple[Field, ...]) -> str:
    cut = [field for field in fields if len(field) > MOST]
    said = [f"Shown: the first {MOST} of {len(f):,} maps of {f.name}." for f in cut]
    missing = sum(int((~np.isfinite(field[:MOST].values)).sum()) for field in fields)
    return " ".join(filter(None, [*said, missing_note(missing)]))
