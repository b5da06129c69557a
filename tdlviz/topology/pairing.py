"""Which cell each cell kills: all pairs of a filtration, found once for each complex and prime.

gudhi reduces, and this file keeps the books. Each cell is given its own place in one total order
(by birth, then rank, then name) and gudhi is handed the places as filtration values. No two are
equal, so the intervals that come back as arrays name the cells themselves and the order of ties is
ours. gudhi knows simplices only: a polygon is entered as a cone over its sides, in an order in
which every cell of the cone but the last kills, or is killed by, another cell of the same cone.
What is left over is the last triangle, which does to homology just what the polygon does.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.cache import memoised
from tdlviz.topology.faces import faces
from tdlviz.topology.filtration import check_monotone

LARGEST_PRIME = 46337


class Pairing(NamedTuple):
    """All pairs of a filtration, by rank of the cell that gives birth.

    order: the cells of each rank in the order in which they enter.
    bars:  (m, 2) birth cell and death cell of one rank more, -1 where there is none; by birth.
    """

    order: tuple[Int[np.ndarray, "cells"], ...]
    bars: tuple[Int[np.ndarray, "bars 2"], ...]


def check_prime(asked: str, prime: int) -> int:
    """`prime` as an int, refused where it is not a prime up to 46337, gudhi's limit."""
    whole = isinstance(prime, (int, np.integer)) and not isinstance(prime, bool)
    rule = f"coefficients are Z/p for a prime p from 2 to {LARGEST_PRIME}"
    if not whole or not 2 <= prime <= LARGEST_PRIME:
        raise InvalidInput(asked, f"prime {prime!r}", rule)
    if any(prime % divisor == 0 for divisor in range(2, int(prime**0.5) + 1)):
        raise InvalidInput(asked, f"prime {prime}", rule)
    return int(prime)


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
    """The pairs of any filtration at all, here rank after rank: its endless bars are the homology."""
    return _pairs(cx, np.arange(sum(cx.counts)), prime)


def _pairs(cx: Complex, order: np.ndarray, prime: int) -> Pairing:
    starts = np.concatenate([[0], np.cumsum(cx.counts)])
    ranks = np.repeat(np.arange(cx.dim + 1), cx.counts)[order]
    names = order - starts[ranks]
    weights = np.ones(len(order), dtype=np.int64)
    if _coned(cx):
        weights[ranks == 2] = 2 * cx.ranks[2].sizes[names[ranks == 2]] + 1
    ends = np.cumsum(weights) - 1
    places = np.empty(len(order), dtype=np.int64)
    places[order] = ends
    by_rank = tuple(np.split(places, starts[1:-1]))
    intervals = _intervals(cx, by_rank, prime)
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


def _intervals(cx: Complex, places: tuple[np.ndarray, ...], prime: int) -> list[np.ndarray]:
    """The finite intervals of places (m, 2) by rank, as gudhi finds them."""
    from gudhi import SimplexTree

    for rank in range(1, cx.dim + 1):
        faces(cx, rank)  # refuses what gudhi would quietly complete
    tree = SimplexTree()
    for rank, cells in enumerate(cx.ranks):
        if rank == 2 and _coned(cx):
            _insert_cones(tree, cx, places[2])
        elif len(cells):
            _insert(tree, np.asarray(cells), places[rank])
    # Endless bars are the cells in no pair, so the top rank, which never dies, need not be asked.
    tree.compute_persistence(homology_coeff_field=prime, persistence_dim_max=False)
    found = (tree.persistence_intervals_in_dimension(rank) for rank in range(cx.dim + 1))
    return [_finite(np.asarray(intervals).reshape(-1, 2)) for intervals in found]


def _finite(intervals: np.ndarray) -> np.ndarray:
    return intervals[np.isfinite(intervals[:, 1])].astype(np.int64)


def _insert(tree: Any, simplices: np.ndarray, places: np.ndarray) -> None:
    tree.insert_batch(np.ascontiguousarray(simplices.T), places.astype(np.float64))


def _coned(cx: Complex) -> bool:
    return cx.dim >= 2 and not cx.ranks[2].uniform(3)


def _insert_cones(tree: Any, cx: Complex, ends: np.ndarray) -> None:
    """Each polygon as a cone: apex, spoke 0, spoke 1, triangle 0, spoke 2, triangle 1, … and at
    last the triangle over the closing side, in the 2k + 1 places up to its own."""
    polygons = cx.ranks[2]
    owner, corners = polygons.owner, polygons.flat
    corner = np.arange(len(corners)) - polygons.offsets[owner]
    following = np.arange(1, len(corners) + 1)
    following[polygons.offsets[1:] - 1] = polygons.offsets[:-1]
    first = ends - 2 * polygons.sizes
    apex = cx.counts[0] + owner
    closing = corner == polygons.sizes[owner] - 1
    spokes = first[owner] + np.maximum(2 * corner, 1)
    triangles = first[owner] + 2 * corner + np.where(closing, 2, 3)
    _insert(tree, cx.counts[0] + np.arange(len(polygons))[:, None], first)
    _insert(tree, np.column_stack([corners, apex]), spokes)
    _insert(tree, np.column_stack([corners, corners[following], apex]), triangles)
