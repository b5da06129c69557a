"""Which vertex, edge, pixel or sphere gave each cell its birth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int

from tdlviz.core.complex import Complex
from tdlviz.topology.cache import memoised
from tdlviz.topology.faces import faces

NEAR = 1e-7
"""Spheres whose radius is a birth up to this part of the largest are taken to be the same."""


class Spheres(NamedTuple):
    """The cell `name` of `rank` whose sphere gave a cell its birth, -1 where none did."""

    rank: Int[np.ndarray, "cells"]
    name: Int[np.ndarray, "cells"]


@memoised
def sources(cx: Complex, rank: int) -> tuple[Int[np.ndarray, "cells"], ...]:
    """For each cell the cell of `rank` from which its birth was taken, for all ranks; -1 for none.

    That is a cell with exactly the same birth, reached from face to face where the cell is of a
    higher rank, and from coface to coface where it is of a lower one; the first of several, in the
    order of names at each step. So rank 0 is for `lower_star`, rank 1 for `rips`, and the rank of
    the pixels for `cubical`.
    """
    found = {rank: np.arange(cx.counts[rank])}
    for k in (*range(rank + 1, cx.dim + 1), *range(rank - 1, -1, -1)):
        known = k - 1 if k > rank else k + 1
        taker, giver = _equal(cx, k, known, found[known] >= 0)
        found[k] = np.full(cx.counts[k], -1, dtype=np.int64)
        found[k][taker] = found[known][giver]
    return tuple(found[k] for k in range(cx.dim + 1))


@memoised
def sphere_sources(cx: Complex) -> tuple[Spheres, ...]:
    """For each cell the simplex whose sphere has its birth as radius, for all ranks.

    It is the cell itself where that is so, else a coface with the same birth (as in an alpha
    complex, where another point is inside the sphere of the cell), else a face (as in a Čech
    complex, where a face's sphere holds the whole cell). The complex has positions.
    """
    births, found = cx.births, []
    assert births is not None  # whoever asks has paired the cells, as above
    largest = max(abs(b).max(initial=0.0) for b in births)
    for k, own in enumerate(births):
        near = abs(_radii(cx, k) - own) <= NEAR * largest
        names = np.where(near, np.arange(cx.counts[k]), -1)
        found.append(Spheres(np.where(near, k, -1), names))
    steps = [(k, k + 1) for k in range(cx.dim - 1, -1, -1)] + [
        (k, k - 1) for k in range(1, cx.dim + 1)
    ]
    for k, known in steps:
        taker, giver = _equal(cx, k, known, found[known].name >= 0, NEAR * largest)
        lacking = found[k].name[taker] < 0
        for mine, theirs in zip(found[k], found[known], strict=True):
            mine[taker[lacking]] = theirs[giver[lacking]]
    return tuple(found)


def _equal(
    cx: Complex, rank: int, other: int, known: Bool[np.ndarray, "others"], slack: float = 0.0
) -> tuple[Int[np.ndarray, "pairs"], Int[np.ndarray, "pairs"]]:
    """Cells of `rank` and their faces or cofaces of rank `other` with equal births, those that are
    `known`; the first of a cell comes last, so that it stays when one is written over another."""
    births = cx.births
    assert births is not None
    incidence = faces(cx, max(rank, other))
    pair = incidence.owner, incidence.names
    taker, giver = pair if rank > other else pair[::-1]
    apart = abs(births[rank][taker] - births[other][giver])
    same = np.flatnonzero((apart <= slack) & known[giver])[::-1]
    return taker[same], giver[same]


def _radii(cx: Complex, rank: int) -> Float[np.ndarray, "cells"]:
    """The radius of the smallest sphere through the vertices of each simplex, inf for flat ones."""
    assert cx.positions is not None
    corners = cx.positions[np.asarray(cx.cells(rank)).reshape(-1, rank + 1)]
    sides = corners[:, 1:] - corners[:, :1]
    gram = sides @ sides.transpose(0, 2, 1)
    squares = np.diagonal(gram, axis1=1, axis2=2)
    solid = np.linalg.det(gram) > 1e-14 * squares.prod(axis=1)
    radius = np.full(len(corners), np.inf if rank > 1 else 0.0)
    half = squares[solid] / 2
    centre = np.linalg.solve(gram[solid], half[:, :, None])[:, :, 0]
    radius[solid] = np.sqrt((centre * half).sum(axis=1).clip(min=0.0))
    return radius
