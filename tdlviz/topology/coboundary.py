"""Coboundary matrices: what is bounded by which, with signs."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.faces import check_rank, faces
from tdlviz.topology.operator import operator


def coboundary(cx: Complex | Any, rank: int | Any) -> csr_array:
    """The coboundary matrix of `rank`: (counts[rank + 1], counts[rank]) CSR, float64, ±1.

    It is `boundary(cx, rank + 1).T`: row j holds the faces of cell j, and a function on cells of
    `rank` becomes its signed sum over each boundary; on vertices, its gradient. Read-only.

    Raises `InvalidInput` for a rank that does not exist or has none above, and as `boundary` does.
    """
    rank = check_rank("coboundary", cx, rank)
    if rank == cx.dim:
        raise InvalidInput("coboundary", f"rank {rank}, the highest", "a rank above it is needed")
    return signed_faces(cx, rank + 1)


@operator
def signed_faces(cx: Complex, rank: int) -> csr_array:
    """One row for each cell of `rank` >= 1, one entry for each face."""
    return canonical(face_rows(cx, rank))


def face_rows(cx: Complex, rank: int) -> csr_array:
    """The same as `faces` has it: unsorted, and a face that comes twice is there twice."""
    names, signs, offsets = faces(cx, rank)
    shape = (cx.counts[rank], cx.counts[rank - 1])
    small = np.int32 if max(*shape, len(names)) < 2**31 else np.int64
    entries = signs.astype(np.float64), names.astype(small), offsets.astype(small)
    return csr_array(entries, shape=shape)


def canonical(matrix: csr_array) -> csr_array:
    """The same, in place, with sorted rows and each entry once."""
    matrix.sum_duplicates()
    if not matrix.data.all():  # a loop has its only vertex twice, with both signs
        matrix.eliminate_zeros()
    return matrix
