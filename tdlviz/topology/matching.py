"""Which bars of two diagrams are matched with which, and which with the diagonal."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.bars import DiagramLike, given_bars

Table = Float[np.ndarray, "bars 2"]


class Matching(NamedTuple):
    """A distance between two diagrams and a matching that attains it.

    pairs: (m, 2) a bar of the first and the bar of the second that it is matched with; -1 stands
    for the diagonal. Every bar of either is named once.
    """

    distance: float
    pairs: Int[np.ndarray, "m 2"]


class Split(NamedTuple):
    """The finite bars of two diagrams with their names, and what endless bars, if any, cost.

    names:   (n,) the places of the finite bars in each diagram.
    finite:  (n, 2) those bars, of each diagram.
    endless: (m, 2) pairs of endless bars, in the order of their births, as in a `Matching`.
    costs:   (m,) how far their births are apart, inf for one that is left over.
    """

    names: tuple[Int[np.ndarray, "_"], Int[np.ndarray, "_"]]
    finite: tuple[Table | Any, Table | Any]
    endless: Int[np.ndarray, "m 2"]
    costs: Float[np.ndarray, "m"]

    def matched(self, first: np.ndarray, second: np.ndarray) -> Int[np.ndarray, "_ 2"]:
        """All pairs, where the finite bars `first` are matched with `second`, others with none."""
        pairs = np.column_stack([self.names[0][first], self.names[1][second]])
        alone = [
            np.delete(own, some) for own, some in zip(self.names, (first, second), strict=True)
        ]
        none = [np.full(len(own), -1) for own in alone]
        rest = (
            np.column_stack([alone[0], none[0]]),
            np.column_stack([none[1], alone[1]]),
        )
        return np.concatenate([pairs, *rest, self.endless]).astype(np.int64)


def split(asked: str, first: DiagramLike, second: DiagramLike) -> Split:
    """The finite and the endless bars of two diagrams.

    Endless bars are matched in the order of their births, which is best for every cost that grows
    with the difference. Raises `InvalidInput` for lists of diagrams, for what is none, and for
    two of different dimension.
    """
    if isinstance(first, Field) and isinstance(second, Field) and first.rank != second.rank:
        rule = "both have one dimension"
        raise InvalidInput(asked, f"{first!r} and {second!r}", rule)
    names, finite, endless, births = [], [], [], []
    for diagram in (first, second):
        bars = given_bars(asked, diagram)
        if not bars.single:
            raise InvalidInput(asked, f"a list of {bars.count}", "two diagrams are needed")
        ends = np.isfinite(bars.died)
        names.append(np.flatnonzero(ends))
        finite.append(np.column_stack([bars.born, bars.died])[ends])
        born = np.where(ends, np.inf, bars.born)
        endless.append(np.argsort(born, kind="stable")[: int((~ends).sum())])
        births.append(bars.born[endless[-1]])
    return Split((names[0], names[1]), (finite[0], finite[1]), *_endless(endless, births))


def _endless(names: list[np.ndarray], births: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    few, many = sorted(map(len, names))
    pairs = np.full((many, 2), -1)
    for side, own in enumerate(names):
        pairs[: len(own), side] = own
    costs = np.full(many, np.inf)
    costs[:few] = abs(births[0][:few] - births[1][:few])
    return pairs, costs
