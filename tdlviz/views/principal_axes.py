"""Points seen along the directions in which they vary most."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float


def principal_axes(
    points: Float[np.ndarray, "n d"], most: int = 3
) -> tuple[Float[np.ndarray, "n most"], str]:
    """Points along the directions of largest variance, and the variance they keep."""
    centred = points - points.mean(axis=0)
    variances, axes = np.linalg.eigh(centred.T @ centred)
    top = axes[:, ::-1][:, :most]
    # An axis has no sign of its own: make the largest entry positive, so that pictures repeat.
    top = top * np.sign(top[np.abs(top).argmax(axis=0), np.arange(most)])
    kept = variances[::-1][:most].sum() / (variances.sum() or 1.0)
    axes_of = f"Drawn along the {most} principal axes of R^{points.shape[1]}"
    return centred @ top, f"{axes_of}, which keep {kept:.0%} of the variance."
