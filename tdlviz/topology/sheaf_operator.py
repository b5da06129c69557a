"""The Laplacian of a sheaf as something to multiply with, without a matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from jaxtyping import Float
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator

from tdlviz.topology.sheaf import Sheaf
from tdlviz.topology.sheaf_coboundary import stalk_rank

Vectors = Float[np.ndarray, "size columns"]
Step = Callable[[Vectors], np.ndarray]


def sheaf_operator(sheaf: Sheaf | Any, rank: int | Any = 0) -> LinearOperator:
    """The plain `sheaf_laplacian` of `rank` without its matrix: what a vector on each face says
    about each cell is gathered, multiplied by the maps and summed, there and back.

    A scipy `LinearOperator` (n e, n e) float64, its own transpose: `operator @ x` for x of shape
    (n e,) or (n e, columns), and scipy's iterative solvers. It needs room for the maps and one
    product a map and column only. Raises `InvalidInput` for a rank without stalks.
    """
    rank = stalk_rank("sheaf_operator", sheaf, rank)
    size = sheaf.counts[rank] * sheaf.stalks[rank]
    parts: list[tuple[Step, Step]] = []
    if rank < sheaf.dim:
        parts.append(_both_ways(sheaf, rank))
    if rank > 0:
        parts.append(_both_ways(sheaf, rank - 1)[::-1])

    def apply(x: np.ndarray) -> np.ndarray:
        columns = x.reshape(size, 1) if x.ndim == 1 else x
        images = (back(there(columns)) for there, back in parts)
        return sum(images, np.zeros_like(columns)).reshape(x.shape)

    return LinearOperator(
        (size, size), matvec=apply, rmatvec=apply, matmat=apply, rmatmat=apply, dtype=np.float64
    )


def _both_ways(sheaf: Sheaf, rank: int) -> tuple[Step, Step]:
    """δ and δᵀ."""
    where = sheaf.where(rank)
    cell, face = where.pairs.T
    maps = sheaf.maps[rank].values * where.signs[:, None, None]
    low, high = sheaf.counts[rank], sheaf.counts[rank + 1]
    return _step(maps, face, cell, high), _step(np.swapaxes(maps, 1, 2), cell, face, low)


def _step(maps: np.ndarray, source: np.ndarray, target: np.ndarray, count: int) -> Step:
    total, one = len(maps), np.ones(len(maps))
    scatter = csr_array((one, (target, np.arange(total))), shape=(count, total))
    high, low = maps.shape[1:]

    def step(x: Vectors) -> Float[np.ndarray, "others columns"]:
        size, columns = x.shape
        sent = maps @ x.reshape(size // low, low, columns)[source]
        return (scatter @ sent.reshape(total, high * columns)).reshape(count * high, columns)

    return step
