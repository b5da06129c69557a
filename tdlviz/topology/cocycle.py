"""Cocycles of single bars: what a loop has to cross to go around a hole."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.topology.prime import check_prime
from tdlviz.topology.reduction import coreduction
from tdlviz.topology.representative import Cycle, cells_of_bar, check_one_bar, settled


def cocycle(cx: Complex | Any, bar: Field | Any, prime: int | Any = 2) -> Field:
    """A cocycle of one bar: a scalar field `cocycle` on cells of the bar's rank.

    bar: a diagram field of one row, as `persistence(cx, 1)[3]`, found over the same `prime`.

    The values are integers between -p/2 and p/2, 1 on the birth cell, which is the first of the
    cells to enter; all are in the complex just before the bar dies. There, that is on every cell of
    one rank more that enters before the death cell, the coboundary over Z/p is zero, and on the
    death cell it is not. So it is zero before the birth, its value on the bar's cycles is not, and
    it cannot be extended beyond the death. It is a column of V of the coboundary matrix (de Silva,
    Morozov, Vejdemo-Johansson, "Dualities in persistent (co)homology", 2011), the starting point of
    circular coordinates.

    Raises `InvalidInput` where `bar` is not a single bar of this complex and prime.
    """
    prime = check_prime("cocycle", prime)
    check_one_bar("cocycle", cx, bar)
    rank, birth, death = cells_of_bar("cocycle", cx, bar, 0, prime)
    cells, values = bar_cocycle(cx, rank, birth, death, prime)
    return Field("cocycle", values, rank, cells, kind="scalar")


def bar_cocycle(cx: Complex, rank: int, birth: int, death: int, prime: int) -> Cycle:
    """The cells and values of the cocycle of the bar with these two cells."""
    if rank == cx.dim:
        return np.array([birth]), np.array([1])  # there is nothing to be zero on
    found, births = coreduction(cx, rank, prime), cx.births
    assert births is not None  # the bar was found in a filtration
    chain = found.chain(int(found.place[birth]))
    cells = found.cells[np.fromiter(chain, dtype=np.int64, count=len(chain))]
    values = np.fromiter(chain.values(), dtype=np.int64, count=len(chain))
    if death >= 0:
        early = births[rank][cells] <= births[rank + 1][death]
        cells, values = cells[early], values[early]
    return settled(cells, values, birth, prime)
