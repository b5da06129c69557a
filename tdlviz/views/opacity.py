"""How far one looks through the faces of a complex."""

from __future__ import annotations

from typing import Any

from tdlviz.core.complex import Complex
from tdlviz.core.door import length
from tdlviz.core.errors import InvalidInput


def checked_opacity(cx: Complex, flat: bool, given: float | Any | None) -> float:
    """`given`, a number between 0 and 1; for None solid for surfaces in space, light otherwise."""
    if given is None:
        return _usual(cx, flat)
    if length("opacity", given) > 1:
        raise InvalidInput("opacity", given, "between 0 and 1")
    return float(given)


def _usual(cx: Complex, flat: bool) -> float:
    # On a surface an edge has two faces at the most; where there are more, look through.
    sides = len(cx.ranks[2].flat) if cx.dim >= 2 else 0
    surface = cx.dim == 2 and sides <= 2 * cx.counts[1]
    return 1.0 if surface and not flat else 0.35
