"""Weights of cells: inner products on the functions on cells of each rank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from jaxtyping import Float
from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.boundary import boundary
from tdlviz.topology.faces import check_rank

LEAST, MOST = 1e-50, 1e50  # between these, no quotient or product of weights leaves float64
Weight = Float[np.ndarray, "_"]  # as many as there are cells of its rank
Weights = dict[int, Weight]


def check_weights(asked: str, cx: Complex, weights: Mapping[Any, Any] | Any | None) -> Weights:
    """Weights by rank, one number from 1e-50 to 1e50 for each cell; ranks left out weigh 1.

    A rank has an array, or a scalar field on all its cells. All else is refused."""
    if weights is None:
        return {}
    if not isinstance(weights, Mapping):
        rule = "a mapping from ranks to one weight a cell is needed"
        raise InvalidInput(f"{asked}(weights=…)", type(weights).__name__, rule)
    return {
        check_rank(f"{asked}(weights=…)", cx, rank): _weight(f"{asked}(weights=…)", cx, rank, given)
        for rank, given in weights.items()
    }


def _weight(asked: str, cx: Complex, rank: int, given: Any) -> Weight:
    if isinstance(given, Field):
        if (given.kind, given.rank) != ("scalar", rank) or given.index is not None:
            raise InvalidInput(
                asked, repr(given), f"a scalar on all cells of rank {rank} is needed"
            )
        given = given.values
    array = real_array(asked, given)
    if array.shape != (cx.counts[rank],):
        rule = f"{cx.counts[rank]} cells have rank {rank}"
        raise InvalidInput(asked, f"shape {array.shape}", rule)
    wrong = ~((array >= LEAST) & (array <= MOST))
    if wrong.any():
        given = f"{array[wrong][0]} for cell {wrong.argmax()} of rank {rank}"
        raise InvalidInput(asked, given, f"weights are numbers from {LEAST} to {MOST}")
    return array


def weighted_boundary(cx: Complex, rank: int, weights: Weights) -> csr_array:
    """W'^(-1/2) B W^(1/2), with W the weights of `rank` and W' those of the rank below.

    It is the boundary B in coordinates in which both inner products are the standard one."""
    matrix = boundary(cx, rank)
    rows, columns = weights.get(rank - 1), weights.get(rank)
    if rows is not None:
        matrix = scaled(matrix, rows=1 / np.sqrt(rows))
    return matrix if columns is None else scaled(matrix, columns=np.sqrt(columns))


def scaled(
    matrix: csr_array,
    rows: Float[np.ndarray, "rows"] | None = None,
    columns: Float[np.ndarray, "columns"] | None = None,
) -> csr_array:
    """A matrix with its rows and columns multiplied by numbers."""
    data = matrix.data
    if rows is not None:
        data = data * np.repeat(rows, np.diff(matrix.indptr))
    if columns is not None:
        data = data * columns[matrix.indices]
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)
