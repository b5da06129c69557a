"""Which cell each cell kills: all pairs of a filtration, found once for each complex and prime.

Each cell is given its own place in one total order (by birth, then rank, then name). As no two are
equal, the intervals of places that come back name the cells themselves, and the order of ties is
ours.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.cache import memoised
from tdlviz.topology.filtration import check_monotone
from tdlviz.topology.gudhi_intervals import coned, intervals_of_places


class Pairing(NamedTuple):
    """All pairs of a filtration, by rank of the cell that gives birth.

    order: the cells of each rank in the order in which they enter.
    bars:  (m, 2) birth cell and death cell of one rank more, -1 where there is none; by birth.
    """

    order: tuple[Int[np.ndarray, "cells"], ...]
    bars: tuple[Int[np.ndarray, "bars 2"], ...]


@memoised
def pairing(cx: Complex, prime: int) -> Pairing:
    """All pairs of the filtration of `cx` over Z/`prime`, those of zero length too.

    Raises `InvalidInput` where the complex has no filtration or one that is not monotone.
    """
    if cx.births is None:
        given = f"{cx!r} without birth0 … birth{cx.dim}"
        rule = "say when cells enter: make it by rips or alpha, or use lower_star or filtration"
        raise InvalidInput("persistence", given, rule)
    check_monotone(cx, cx.births)
    births = np.concatenate(cx.births)
    return _pairs(cx, np.argsort(births, kind="stable"), prime)


@memoised
def homology_pairing(cx: Complex, prime: int) -> Pairing:
    """The pairs of the filtration rank after rank: as of any, its endless bars are the homology."""
    return _pairs(cx, np.arange(sum(cx.counts)), prime)


def _pairs(cx: Complex, order: np.ndarray, prime: int) -> Pairing:
    starts = np.concatenate([[0], np.cumsum(cx.counts)])
    ranks = np.repeat(np.arange(cx.dim + 1), cx.counts)[order]
    names = order - starts[ranks]
    weights = np.ones(len(order), dtype=np.int64)
    if coned(cx):
        weights[ranks == 2] = 2 * cx.ranks[2].sizes[names[ranks == 2]] + 1
    ends = np.cumsum(weights) - 1
    places = np.empty(len(order), dtype=np.int64)
    places[order] = ends
    by_rank = tuple(np.split(places, starts[1:-1]))
    intervals = intervals_of_places(cx, by_rank, prime)
    cell_at = np.full(int(ends[-1]) + 1 if len(ends) else 0, -1, dtype=np.int64)
    cell_at[ends] = names
    orders = tuple(names[ranks == rank] for rank in range(cx.dim + 1))
    return Pairing(orders, _bars(cx, by_rank, intervals, cell_at))


def _bars(
    cx: Complex, places: tuple[np.ndarray, ...], intervals: list[np.ndarray], cell_at: np.ndarray
) -> tuple[np.ndarray, ...]:
    """From intervals of places to pairs of cells, with the cells that are in no pair as endless."""
    bars, killers = [], np.zeros(0, dtype=np.int64)
    for rank in range(cx.dim + 1):
        pairs = cell_at[intervals[rank]]
        pairs = pairs[(pairs >= 0).all(axis=1)]
        deaths = np.full(cx.counts[rank], -1, dtype=np.int64)
        deaths[pairs[:, 0]] = pairs[:, 1]
        gives_birth = np.ones(cx.counts[rank], dtype=bool)
        gives_birth[killers] = False
        born = np.flatnonzero(gives_birth)
        born = born[np.argsort(places[rank][born])]
        bars.append(np.column_stack([born, deaths[born]]))
        killers = pairs[:, 1]
    return tuple(bars)
