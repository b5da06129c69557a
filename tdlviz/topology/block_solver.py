"""Linear equations whose columns belong together in blocks, as those of a stalk do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from jaxtyping import Float, Int
from scipy.sparse import csr_array

from tdlviz.topology.factors import easily_cut
from tdlviz.topology.least_squares import FACTORED, cgls, least_squares

Solver = Callable[[np.ndarray], np.ndarray]
TINY = 1e-12  # of the largest eigenvalue of a block: its directions below are left to the others


def block_solver(matrix: csr_array, gram: csr_array, label: Int[np.ndarray, "columns"]) -> Solver:
    """A function that finds y with `matrix` y = b for several b (rows, signals) in its image.

    gram:  MᵀM.
    label: columns of one label are a block. Increasing.

    By factors where those are sparse, else by conjugate gradients preconditioned by the blocks on
    the diagonal of MᵀM: maps that nearly lose a direction cost nothing then.
    """
    if easily_cut(gram):
        return partial(least_squares, matrix)
    precondition = _preconditioner(gram, np.unique(label, return_inverse=True)[1])

    def solve(image: Float[np.ndarray, "rows signals"]) -> Float[np.ndarray, "columns signals"]:
        start = np.zeros((matrix.shape[1], image.shape[1]))
        tolerance = FACTORED * np.linalg.norm(image, axis=0)
        found, done = cgls(matrix, image, start, precondition, tolerance)
        return found if done else least_squares(matrix, image)

    return solve


def _preconditioner(gram: csr_array, block: Int[np.ndarray, "columns"]) -> Solver:
    """The pseudo-inverse of each block; smaller ones are filled up with zeros."""
    many = np.bincount(block)
    within = np.arange(len(block)) - np.repeat(np.cumsum(many) - many, many)
    entries = gram.tocoo()
    own = block[entries.row] == block[entries.col]
    rows, columns = entries.row[own], entries.col[own]
    blocks = np.zeros((len(many), many.max(), many.max()))
    blocks[block[rows], within[rows], within[columns]] = entries.data[own]
    inverse = np.linalg.pinv(blocks, rcond=TINY, hermitian=True)

    def precondition(gradient: np.ndarray) -> np.ndarray:
        wide = np.zeros((*blocks.shape[:2], gradient.shape[1]))
        wide[block, within] = gradient
        return (inverse @ wide)[block, within]

    return precondition
