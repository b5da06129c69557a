"""Bars that are drawn alike: those of one diagram, one dimension and one class."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.field import Field
from tdlviz.figures.look import SHAPES, hue
from tdlviz.figures.names import cell_word
from tdlviz.views.diagram_frame import CLASSES, Shown, classes, dimensions
from tdlviz.views.diagram_table import partners


class Bunch(NamedTuple):
    """Bars of a diagram.

    bars:   which of its diagram, increasing.
    dim:    the dimension of their classes, and style: their class, a place in `CLASSES`.
    across: whether there is extended persistence anywhere in the figure.
    second: whether a diagram is compared with others.
    others: with what each bar of the diagram is matched, in words, and how far that is.
    """

    name: str
    field: Field
    bars: Int[np.ndarray, "n"]
    dim: int
    style: int
    across: bool
    second: bool
    others: dict[int, list[Any]]

    @property
    def values(self) -> Float[np.ndarray, "n 2"]:
        """Births and deaths."""
        return self.field.values[self.bars].astype(float)

    @property
    def hollow(self) -> bool:
        """Drawn as an outline, as in the view: a second diagram, or bars across."""
        return self.second or self.style >= 2

    @property
    def backwards(self) -> bool:
        """Whether the bars run from high to low."""
        return self.style % 2 == 1

    @property
    def symbol(self) -> str:
        """A shape for the dimension, open where hollow, with a dot where backwards."""
        return SHAPES[self.dim % 4] + "-open" * self.hollow + "-dot" * self.backwards

    def hue(self, theme: str) -> str:
        """The colour of the dimension."""
        return hue(theme, self.dim)

    def naming(self, rows: Int[np.ndarray, "n"]) -> dict[str, Any]:
        """What plotly says of these rows of the bunch: "H1 bar 3, born 0.2 by edge 12, dies 0.5 by
        face 7". The numbers are `customdata` (n, 2): bar and birth; `text` is the rest."""
        bars = self.bars[rows]
        told = {bar: self._told(bar) for bar in np.unique(bars).tolist()}
        name = f"{escape(self.name, quote=False)} bar %{{customdata[0]}}"
        return {
            "customdata": np.column_stack([bars, self.field.values[bars, 0]]),
            "text": [told[bar] for bar in bars.tolist()],
            "hovertemplate": f"{name}, born %{{customdata[1]:.4~g}}%{{text}}<extra></extra>",
        }

    def _told(self, bar: int) -> str:
        """By what a bar is born, when it dies, of which class it is and its partner."""
        rank, death = self.field.rank or 0, self.field.values[bar, 1]
        dies = "never dies" if np.isinf(death) else f"dies {death:.4g}"
        born = ""
        if not self.second:  # the cells of the others may be of another complex
            assert self.field.index is not None  # a diagram has one
            birth_cell, death_cell = self.field.index[bar].tolist()
            born = f" by {cell_word(rank)} {birth_cell}"
            if np.isfinite(death):
                dies += f" by {cell_word(rank + (self.style < 2))} {death_cell}"
        parts = [born, dies, *([CLASSES[self.style]] if self.across else [])]
        if bar in self.others:
            other, apart = self.others[bar]
            parts.append(f"matched with {escape(other, quote=False)}, {apart:.4g} apart")
        return ", ".join(parts)


def bunches(seen: Shown) -> list[Bunch]:
    """All bars that are shown, by dimension, first those of the complex."""
    across = any(classes(field).any() for field in seen.diagrams)
    found = [
        bunch
        for place, field in enumerate(seen.diagrams)
        for bunch in _split(seen, place, field, across)
    ]
    return sorted(found, key=lambda bunch: (bunch.dim, bunch.second))


def _split(seen: Shown, place: int, field: Field, across: bool) -> list[Bunch]:
    styles, dims = classes(field), dimensions(field)
    of_none = 2 * (field.kind == "extended")
    known = np.unique(styles).tolist() or [of_none]
    second, others = place >= len(seen.first), partners(seen, place)
    found = []
    for style in known:
        bars = np.flatnonzero(styles == style)
        name = seen.names[place] + (f", {CLASSES[style]}" if len(known) > 1 else "")
        dim = int(dims[bars].max(initial=field.rank or 0))
        found.append(Bunch(name, field, bars, dim, style, across, second, others))
    return found
