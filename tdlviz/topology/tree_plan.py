"""What integrating fields on a forest needs of the forest alone, found once for many fields."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.topology.moments import moment_field
from tdlviz.topology.rooted_forest import rooted_forest
from tdlviz.topology.separators import Separators, separators
from tdlviz.topology.split_fields import grid_field, grid_spans, real_field

LONG = 64
"""A grid may have so many points a vertex; on a longer one, distances are taken as any numbers."""


class TreePlan:
    """A rooted forest, and its separators once they are needed.

    ends, lengths: of the edges. Raises `InvalidInput` where they have a cycle.
    """

    def __init__(
        self, asked: str, vertices: int, ends: Int[np.ndarray, "m 2"], lengths: np.ndarray | Any
    ) -> None:
        self.forest = rooted_forest(asked, vertices, ends, lengths)
        self.unit = grid_unit(self.forest.length)

    @cached_property
    def splits(self) -> Separators:
        """With distances in multiples of the unit where there is one."""
        if self.unit is None:
            return separators(self.forest)
        return separators(self.forest._replace(length=np.rint(self.forest.length / self.unit)))

    def moments(
        self, x: Float[np.ndarray, "n d"], coefficients: Float[np.ndarray, "k"], rate: float
    ) -> Float[np.ndarray, "n d"]:
        """Σ_u f(dist(v, u)) x_u for f(d) = exp(rate d) Σ_k coefficients[k] d^k, in linear time."""
        return moment_field(self.forest, x, coefficients, rate)

    def field(
        self, x: Float[np.ndarray, "n d"], f: Callable[[np.ndarray], np.ndarray]
    ) -> Float[np.ndarray, "n d"]:
        """The same for any f of an array of distances."""
        members, unit = self.splits.members, self.unit
        nodes, own = members @ x, f(np.zeros(1))[0] * x
        if unit is None:
            return own + members.T @ real_field(self.splits, nodes, f)
        longest = int(grid_spans(self.splits).max(initial=0))
        if longest > LONG * len(x):
            return own + members.T @ real_field(self.splits, nodes, lambda d: f(unit * d))
        table = f(unit * np.arange(longest + 1))
        return own + members.T @ grid_field(self.splits, nodes, table)


def grid_unit(lengths: Float[np.ndarray, "edges"]) -> float | None:
    """What all lengths are multiples of: the shortest, or a whole number; None for neither."""
    positive = lengths[lengths > 0]
    if not len(positive):
        return 1.0
    with np.errstate(over="ignore"):
        multiples = np.minimum(positive / positive.min(), 2**52)
    near = abs(multiples - np.rint(multiples)) <= 1e-13 * multiples
    if (near & (multiples < 2**52)).all():
        return float(positive.min())
    if positive.max() < 2**52 and (positive == np.rint(positive)).all():
        return float(np.gcd.reduce(positive.astype(np.int64)))
    return None
