"""Sparse factors of positive semidefinite matrices, where they stay sparse."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.csgraph import reverse_cuthill_mckee
from scipy.sparse.linalg import SuperLU, splu

SMALL = 1500  # up to so many rows, even full factors are made in no time
CUT = 8
SHIFT = 1e-7  # of the largest row: keeps singular matrices factorisable, and is no eigenvalue


def factors(matrix: csr_array) -> SuperLU:
    """Factors of `matrix` + shift."""
    shift = SHIFT * max(float(abs(matrix).sum(axis=0).max(initial=0)), 1e-300)
    shifted = (matrix + shift * eye_array(matrix.shape[0])).tocsc()
    return splu(shifted, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})


def easily_cut(matrix: csr_array) -> bool:
    """Whether factors stay sparse: rows in an order where neighbours are close to each other.

    Then few rows cut the matrix in two. Where that is not so, as in random graphs, factors fill up,
    but few eigenvalues are close to zero (Cheeger), so that iterations need no factors."""
    count = matrix.shape[0]
    if count <= SMALL:
        return True
    place = np.empty(count, dtype=np.int64)
    place[reverse_cuthill_mckee(matrix, symmetric_mode=True)] = np.arange(count)
    rows = np.repeat(place, np.diff(matrix.indptr))
    return int(abs(rows - place[matrix.indices]).max(initial=0)) * CUT <= count
