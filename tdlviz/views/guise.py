"""How a complex is drawn: by its cells, in layers or by hulls, and what can be shown on that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.views.channel import PAINTABLE, checked
from tdlviz.views.hulls import Hulls, around, hulls
from tdlviz.views.layout import Layout, layout

OPTIONS = {"colour": "color", "size": "size", "flow": "edge", "heights": "height"}
KINDS = {"colour": PAINTABLE, "size": PAINTABLE, "flow": ("scalar",), "heights": ("scalar",)}
RANKS = {"colour": (0, 1, 2), "size": (0,), "flow": (1,), "heights": (0,)}
HULL_OPACITY = 0.22


class Guise(NamedTuple):
    """Where things are, and the hulls of cells without a boundary that are not in layers."""

    drawing: Layout
    hulls: Hulls | None

    @property
    def by_cells(self) -> bool:
        """Whether edges and faces are drawn as such."""
        return self.hulls is None and self.drawing.covers is None

    def ranks(self, cx: Complex) -> dict[str, tuple[int, ...]]:
        """On which ranks each channel can be: in hulls and layers any rank can be coloured."""
        return RANKS if self.by_cells else {**RANKS, "colour": tuple(range(cx.dim + 1))}

    def channels(self, cx: Complex, given: Mapping[str, Any]) -> list[Field | Track | None]:
        """Colour, size, flow and heights, each of a kind and rank that this drawing can show."""
        for option in ("edge", "height"):
            if given[option] is not None and not self.by_cells:
                rule = "for complexes drawn by their edges and faces: not in layers, nor by hulls"
                raise InvalidInput(f"{option}=", cx.summary(), rule)
        ranks = self.ranks(cx)
        return [
            checked(cx, option, given[option], ranks[name], KINDS[name])
            for name, option in OPTIONS.items()
        ]


def guise(cx: Complex, asked: str | Any = "auto") -> Guise:
    """A complex laid out, with its hulls where it has them and room for these."""
    drawing = layout(cx, asked)
    if cx.oriented or drawing.covers is not None:
        return Guise(drawing, None)
    found = hulls(cx, drawing.places[:, :2])
    return Guise(around(drawing, found), found)
