"""Laplacians of a sheaf: plain, normalised and augmented."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from scipy.sparse import bsr_array, csr_array

from tdlviz.core.door import one_of
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.sheaf import Sheaf
from tdlviz.topology.sheaf_coboundary import coboundary_blocks, pruned, stalk_rank

FORMS = ("plain", "normalised", "augmented")
RANK_TOLERANCE = 1e-12
"""Eigenvalues of FᵀF below this share of the largest are none: singular values below a millionth,
as where `MapsView` takes a pseudo-inverse."""
Blocks = Float[np.ndarray, "vertices e e"]


def sheaf_laplacian(
    sheaf: Sheaf | Any, rank: int | Any = 0, form: str | Any = "plain"
) -> csr_array:
    """L = δᵀδ, and for `rank` > 0 with δδᵀ of the rank below added: (n e, n e) CSR float64, with n
    cells of `rank` and e the dimension of their stalks (Hansen and Ghrist 2019).

    Symmetric and positive semidefinite. On vertices its kernel holds the global sections, and
    xᵀ L x = Σ_e ‖F_{u⊴e} x_u − F_{v⊴e} x_v‖²; in general the kernel is the cohomology of `rank`.

    form: "plain", or for rank 0, with D the blocks on the diagonal of L, D_v = Σ F_{v⊴e}ᵀ F_{v⊴e}:
          "normalised": D^{-1/2} L D^{-1/2}, with eigenvalues from 0 to 2 (Bodnar et al.
          2022, "Neural sheaf diffusion"). Where D_v is singular, as at an isolated vertex or where
          no map sees a direction, its pseudo-inverse is taken: L is zero there as well.
          "augmented": (D + I)^{-1/2} L (D + I)^{-1/2}, which needs no pseudo-inverse.

    Raises `InvalidInput` for a rank without stalks, and for another form than "plain" above rank 0.
    """
    rank = stalk_rank("sheaf_laplacian", sheaf, rank)
    form = one_of("sheaf_laplacian(form=…)", form, FORMS)
    if rank and form != "plain":
        rule = "vertices alone are normalised"
        raise InvalidInput("sheaf_laplacian(form=…)", f"{form} for rank {rank}", rule)
    # Products of blocks take a third of the time of products of entries; the rows that they are
    # then turned into are quicker to multiply with.
    laplacian = _plain(sheaf, rank)
    if form == "plain":
        return pruned(laplacian)
    scale = inverse_roots(diagonal_blocks(laplacian), form == "augmented")
    scaled = _block_diagonal(scale)
    return _symmetric(pruned(scaled @ laplacian @ scaled))


def _plain(sheaf: Sheaf, rank: int) -> bsr_array:
    size = sheaf.counts[rank] * sheaf.stalks[rank]
    total = bsr_array((size, size), blocksize=(sheaf.stalks[rank],) * 2)
    if rank < sheaf.dim:
        delta = coboundary_blocks(sheaf, rank)
        total = total + delta.T @ delta
    if rank > 0:
        delta = coboundary_blocks(sheaf, rank - 1)
        total = total + delta @ delta.T
    return total


def diagonal_blocks(laplacian: bsr_array) -> Blocks:
    """The blocks on the diagonal, zero where there are none."""
    size = laplacian.blocksize[0]
    rows = np.repeat(np.arange(len(laplacian.indptr) - 1), np.diff(laplacian.indptr))
    own = rows == laplacian.indices
    blocks = np.zeros((len(laplacian.indptr) - 1, size, size))
    np.add.at(blocks, rows[own], laplacian.data[own])
    return blocks


def inverse_roots(blocks: Blocks, augmented: bool) -> Blocks:
    """D^{-1/2}, zero on the kernel of each D; or (D + 1)^{-1/2}."""
    values, vectors = np.linalg.eigh(blocks)
    if augmented:
        scale = 1 / np.sqrt(np.maximum(values, 0) + 1)
    else:
        kept = values > RANK_TOLERANCE * values.max(axis=1, initial=0)[:, None]
        scale = np.where(kept, 1 / np.sqrt(np.where(kept, values, 1)), 0)
    return (vectors * scale[:, None, :]) @ np.swapaxes(vectors, 1, 2)


def _block_diagonal(blocks: Blocks) -> bsr_array:
    count, size = blocks.shape[:2]
    shape = (count * size, count * size)
    return bsr_array((blocks, np.arange(count), np.arange(count + 1)), shape=shape)


def _symmetric(matrix: csr_array) -> csr_array:
    """Without the rounding of three products in turn."""
    return csr_array((matrix + matrix.T) / 2)
