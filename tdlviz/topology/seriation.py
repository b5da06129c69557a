"""Orders of rows and columns that bring alike ones together."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float, Int

EXACT = 300
"""Up to so many rows leaves are ordered optimally, which takes their cube; beyond, spectrally."""

SHADOW = 1024
"""Beyond so many numbers a row, distances are those of random shadows."""


def seriation(
    matrix: Float[np.ndarray, "rows columns"], together: bool
) -> tuple[Int[np.ndarray, "rows"], Int[np.ndarray, "columns"]]:
    """Which row, and which column, stands where, so that neighbours are alike.

    together: rows and columns are the same things, and keep one order.

    Up to `EXACT` rows: average linkage with optimally ordered leaves (Bar-Joseph, Gifford and
    Jaakkola 2001); beyond: by the Fiedler vector of how alike the rows are (Atkins, Boman and
    Hendrickson 1998). What is missing counts as 0.
    """
    known = np.where(np.isfinite(matrix), matrix, 0).astype(np.float64)
    scale = np.abs(known).max(initial=0)
    known = (known / scale if scale > 0 else known).astype(np.float32)
    if together:
        order = _order(np.hstack([known, known.T]))
        return order, order
    return _order(known), _order(known.T)


def _order(rows: Float[np.ndarray, "n d"]) -> Int[np.ndarray, "n"]:
    if len(rows) < 3 or not rows.size:
        return np.arange(len(rows))
    return _leaves(rows) if len(rows) <= EXACT else _fiedler(rows)


def _leaves(rows: Float[np.ndarray, "n d"]) -> Int[np.ndarray, "n"]:
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import pdist

    tree = linkage(pdist(rows), "average", optimal_ordering=True)
    return leaves_list(tree).astype(np.int64)


def _fiedler(rows: Float[np.ndarray, "n d"]) -> Int[np.ndarray, "n"]:
    """By the second eigenvector of the normalised Laplacian of how near rows are to each other."""
    from scipy.sparse.linalg import eigsh

    apart = _distances(rows)
    alike = apart.max() - apart + np.float32(1e-6)
    root = np.sqrt(alike.sum(axis=1))
    # Its smallest eigenvectors are the largest of the scaled matrix, and these are found sooner.
    scaled = alike / root[:, None] / root
    _, vectors = eigsh(scaled, k=2, which="LA", v0=root, tol=1e-3)
    return np.argsort(vectors[:, 0] / root, kind="stable")


def _distances(rows: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "n n"]:
    """Euclidean distances, of rows shadowed into `SHADOW` directions where they have more."""
    if rows.shape[1] > SHADOW:
        shadow = np.random.default_rng(0).standard_normal((rows.shape[1], SHADOW), dtype=np.float32)
        rows = (rows - rows.mean(axis=0)) @ shadow / np.float32(np.sqrt(SHADOW))
    squares = (rows**2).sum(axis=1)
    return np.sqrt(np.maximum(squares[:, None] + squares - 2 * rows @ rows.T, 0))
