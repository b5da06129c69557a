"""Least squares with a sparse matrix, for many right hand sides at once and whatever its rank."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from jaxtyping import Float
from scipy.sparse import csr_array

from tdlviz.topology.factors import easily_cut, factors

ROUNDS = 10_000
PLAIN, FACTORED = 1e-13, 1e-11  # of the signal; rounding is magnified by the shift's root
Columns = Float[np.ndarray, "rows signals"]
Potentials = Float[np.ndarray, "columns signals"]


def least_squares(matrix: csr_array, signals: Columns) -> Potentials:
    """The p of least norm among those with the least |matrix p - signal|, one for each signal.

    Conjugate gradients on the normal equations (CGLS; Björck 1996, §7.4), preconditioned by the
    factors of MᵀM + shift where those are sparse; both leave p in the image of Mᵀ.
    """
    found = np.zeros((matrix.shape[1], signals.shape[1]))
    if matrix.nnz == 0 or signals.size == 0:
        return found
    size = np.linalg.norm(signals, axis=0)
    normal = (matrix.T @ matrix).tocsr()
    done = False
    if not easily_cut(normal):
        largest = float(np.sqrt(abs(normal).sum(axis=0).max()))
        found, done = cgls(matrix, signals, found, lambda s: s, PLAIN * largest * size)
    if not done:
        found, _ = cgls(matrix, signals, found, factors(normal).solve, FACTORED * size)
    return found


def cgls(
    matrix: csr_array,
    signals: Columns,
    found: Potentials,
    precondition: Callable[[Potentials], Potentials],
    tolerance: Float[np.ndarray, "signals"],
) -> tuple[Potentials, bool]:
    """Go on from `found`. Whether the gradient got below `tolerance` in every column."""
    transposed = matrix.T.tocsr()
    left = signals - matrix @ found
    gradient = transposed @ left
    step = precondition(gradient)
    slope, direction = (gradient * step).sum(axis=0), step
    for _ in range(ROUNDS):
        going = slope > tolerance**2
        if not going.any():
            return found, True
        image = matrix @ direction
        length = _ratio(slope, (image**2).sum(axis=0), going)
        found, left = found + length * direction, left - length * image
        gradient = transposed @ left
        step = precondition(gradient)
        before, slope = slope, (gradient * step).sum(axis=0)
        direction = step + _ratio(slope, before, going) * direction
    return found, False


def _ratio(above: np.ndarray, below: np.ndarray, where: np.ndarray) -> np.ndarray:
    return np.divide(above, below, out=np.zeros_like(above), where=where & (below > 0))
