"""Vectors as points of a plane: two of their coordinates, or their first two principal axes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from tdlviz.core.errors import InvalidInput


class Plane(NamedTuple):
    """Points of a plane and what the reader must know of it.

    places: (m, 2), NaN where a vector is not finite.
    basis:  (d, 2) the directions of the two axes.
    labels: of the two axes.
    remark: a sentence, or "".
    """

    places: Float[np.ndarray, "m 2"]
    basis: Float[np.ndarray, "d 2"]
    labels: tuple[str, str]
    remark: str


def chosen_plane(vectors: Float[np.ndarray, "m d"], axes: tuple[int, int]) -> Plane:
    """Two coordinates. Raises `InvalidInput` where the vectors have fewer."""
    d = vectors.shape[1]
    if max(axes) >= d:
        raise InvalidInput("axes", axes, f"the vectors have coordinates 0 to {d - 1}")
    basis = np.eye(d)[:, list(axes)]
    places = _known(vectors)[:, list(axes)]
    return Plane(places, basis, (f"coordinate {axes[0]}", f"coordinate {axes[1]}"), "")


def principal_plane(
    vectors: Float[np.ndarray, "m d"], towards: Float[np.ndarray, "d 2"] | None = None
) -> Plane:
    """The directions of largest variance, turned within their plane `towards` another basis.

    Principal axes have no sign, and change places where their variances cross: the orthogonal map
    that brings the basis nearest to another (Schönemann, 1966) lets planes be compared.
    """
    known = _known(vectors)
    d = vectors.shape[1]
    if d <= 2:
        places = np.pad(known, ((0, 0), (0, 2 - d)))
        return Plane(places, np.eye(d, 2), ("coordinate 0", "coordinate 1" if d == 2 else ""), "")
    finite = known[np.isfinite(known).all(axis=1)]
    middle = finite.mean(axis=0) if len(finite) else np.zeros(d)
    variances, axes = np.linalg.eigh((finite - middle).T @ (finite - middle))
    basis = axes[:, ::-1][:, :2]
    # An axis has no sign of its own: make the largest entry positive, so that pictures repeat.
    basis = basis * np.where(basis[np.abs(basis).argmax(axis=0), [0, 1]] < 0, -1, 1)
    kept = variances[::-1][:2].sum() / (variances.sum() or 1.0)
    remark = f"Drawn along the 2 principal axes of R^{d}, which keep {kept:.0%} of the variance"
    if towards is None:
        labels = ("principal axis 1", "principal axis 2")
        return Plane((known - middle) @ basis, basis, labels, f"{remark}.")
    left, _, right = np.linalg.svd(basis.T @ towards)
    basis = basis @ left @ right
    turned = f"{remark}; at every step they are turned within their plane to match one another."
    return Plane((known - middle) @ basis, basis, ("first axis", "second axis"), turned)


def _known(vectors: np.ndarray) -> np.ndarray:
    # A vector of which a part is unknown has no place.
    return np.where(np.isfinite(vectors).all(axis=1)[:, None], vectors, np.nan).astype(float)
