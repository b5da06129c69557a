"""The fibered barcode: a two-parameter filtration looked at along a line."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.bifiltration import both_births, pairs_among, values_of
from tdlviz.topology.faces import check_rank
from tdlviz.topology.prime import check_prime


def barcode_along_line(
    first: Complex | Any,
    second: Complex | Any,
    dim: int | Any,
    point: ArrayLike | Any,
    direction: ArrayLike | Any,
    prime: int | Any = 2,
) -> Field:
    """The persistence diagram of dimension `dim` along the line `point` + t · `direction`.

    first, second: two filtrations of the same cells, as `cx = tv.rips(points)` and
    `tv.lower_star(cx, density)`.
    point, direction: (2,) numbers; neither number of the direction is negative, and one at least is
    positive. Along a direction with a zero the other filtration is seen, on the cells born by then.

    Returns a field `H{dim}` of kind `diagram`, its values t of births and deaths, its index cells:
    a cell enters where the line first reaches both its births, at the largest of
    (birth - point) / direction. Bars of no length are left out. Lesnick and Wright, "Interactive
    visualization of 2-D persistence modules" (2015). Raises `InvalidInput` where a
    filtration is missing or not monotone, their cells differ, the line is none, `dim` is no rank,
    or `prime` is none.
    """
    asked = "barcode_along_line"
    births = both_births(asked, first, second)
    dim, prime = check_rank(asked, first, dim), check_prime(asked, prime)
    start, step = _pair(f"{asked}(point=…)", point), _pair(f"{asked}(direction=…)", direction)
    if (step < 0).any() or not step.any():
        rule = "a line rises: no number is negative, and not both are 0"
        raise InvalidInput(f"{asked}(direction=…)", step, rule)
    entries = tuple(_reached(a, b, start, step) for a, b in zip(*births, strict=True))
    keep = [own < np.inf for own in entries]
    bars = pairs_among(first, entries, keep, dim, prime)
    values = values_of(entries, dim, bars)
    some = values[:, 0] < values[:, 1]
    return Field(f"H{dim}", values[some], dim, bars[some], kind="diagram")


def _pair(asked: str, numbers: Any) -> Float[np.ndarray, "2"]:
    pair = real_array(asked, numbers)
    if pair.shape != (2,) or not np.isfinite(pair).all():
        raise InvalidInput(asked, f"{pair}", "two finite numbers are needed")
    return pair


def _reached(a: np.ndarray, b: np.ndarray, start: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Where on the line cells with these births enter; inf where they never do."""
    entries = np.full(len(a), -np.inf)
    for births, origin, speed in zip((a, b), start, step, strict=True):
        if speed:
            with np.errstate(over="ignore"):
                reached = (births - origin) / speed
            if not np.isfinite(reached).all():
                rule = "float64 holds (birth - point) / direction"
                raise InvalidInput("barcode_along_line(direction=…)", step, rule)
            entries = np.maximum(entries, reached)
        else:
            entries[births > origin] = np.inf
    return entries
