"""Persistent homology: when holes are born and when they are filled."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.door import switch
from tdlviz.core.field import Field
from tdlviz.topology.faces import check_rank
from tdlviz.topology.pairing import pairing
from tdlviz.topology.prime import check_prime


def persistence(
    cx: Complex | Any,
    dim: int | Any = 1,
    prime: int | Any = 2,
    zero_length: bool | Any = False,
) -> Field:
    """The persistence diagram of the filtration of `cx` in one dimension, over Z/`prime`.

    Returns a field `H{dim}` of kind `diagram` and rank `dim`: values (m, 2) float64 are birth and
    death, `inf` where the class never dies; index (m, 2) are the cell of rank `dim` that gives
    birth and the cell of rank `dim` + 1 that kills, -1 where there is none. Bars come in the order
    of their birth cells, ties by name. Bars of zero length are left out unless `zero_length`.

    Equal births enter by rank, then by name, and pairs follow that order: another order would give
    the same values on other cells. A complex cut off at rank k shows bars of dimension k that never
    die, because what would fill them is not there: build it one rank higher than you look.

    Pairs are found by persistent cohomology (de Silva, Morozov, Vejdemo-Johansson 2011) once for
    each complex and prime, for any cells that have a signed boundary. Raises `InvalidInput` where
    the complex has no filtration or one that is not monotone, `dim` is no rank of it, or `prime` is
    no prime up to 46337.
    """
    dim, prime = check_rank("persistence", cx, dim), check_prime("persistence", prime)
    zero_length = switch("persistence(zero_length=…)", zero_length)
    bars = pairing(cx, prime).bars[dim]
    births = cx.births
    assert births is not None  # pairing has refused a complex without a filtration
    ends = np.full(len(bars), np.inf)
    dying = bars[:, 1] >= 0
    if dying.any():
        ends[dying] = births[dim + 1][bars[dying, 1]]
    values = np.column_stack([births[dim][bars[:, 0]].astype(np.float64), ends])
    kept = slice(None) if zero_length else values[:, 0] < values[:, 1]
    return Field(f"H{dim}", values[kept], dim, bars[kept], kind="diagram")
