"""The coboundary of a sheaf: what the values on the faces of a cell say about it, signed."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import bsr_array, csr_array

from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.section import given_sheaf
from tdlviz.topology.sheaf import Sheaf


def sheaf_coboundary(sheaf: Sheaf | Any, rank: int | Any = 0) -> csr_array:
    """δ of `rank`: (counts[rank + 1] d, counts[rank] e) CSR float64, in blocks of d × e.

    (δx)_c = Σ_a [a : c] F_{a⊴c} x_a, with the sign [a : c] that the face a has in the boundary of
    the cell c: on an edge [u, v] it is F_{v⊴e} x_v − F_{u⊴e} x_u. The
    vector of cell i has the entries e i to e (i + 1). δ of a loop is zero (Hansen and Ghrist 2019).

    Raises `InvalidInput` for a rank without maps.
    """
    rank = stalk_rank("sheaf_coboundary", sheaf, rank)
    if rank == sheaf.dim:
        rule = f"maps start at ranks 0 to {sheaf.dim - 1}"
        raise InvalidInput("sheaf_coboundary(rank=…)", rank, rule)
    return pruned(coboundary_blocks(sheaf, rank))


def stalk_rank(asked: str, sheaf: Sheaf | Any, rank: int | Any) -> int:
    """`rank` as an int, refused where the sheaf has no stalks."""
    return whole_number(f"{asked}(rank=…)", rank, 0, given_sheaf(asked, sheaf).dim)


def coboundary_blocks(sheaf: Sheaf, rank: int) -> bsr_array:
    """δ in blocks, those of sign 0 among them."""
    where, maps = sheaf.where(rank), sheaf.maps[rank].values
    count = sheaf.counts[rank + 1]
    bounds = np.searchsorted(where.pairs[:, 0], np.arange(count + 1))
    blocks = maps * where.signs[:, None, None]
    shape = (count * maps.shape[1], sheaf.counts[rank] * maps.shape[2])
    return bsr_array((blocks, where.pairs[:, 1], bounds), shape=shape)


def pruned(blocks: bsr_array) -> csr_array:
    """In rows, without the zeros that blocks bring along."""
    matrix = csr_array(blocks)
    matrix.sort_indices()
    matrix.eliminate_zeros()
    return matrix
