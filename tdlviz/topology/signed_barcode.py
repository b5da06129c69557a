"""Signed barcodes: what a Hilbert function gains and loses at each point of its grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike

from tdlviz.core.door import plain_array, real_number
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.gaussians import gaussian_sums
from tdlviz.topology.hilbert_function import grid_axes


class SignedBarcode(NamedTuple):
    """Point masses: `masses` (m,), integers other than 0, at `points` (m, parameters)."""

    points: Float[np.ndarray, "m parameters"]
    masses: Int[np.ndarray, "m"]


def signed_barcode(hilbert: ArrayLike | Any, grid: Sequence[ArrayLike] | Any) -> SignedBarcode:
    """The point masses whose sum over all points <= x is the Hilbert function at x.

    hilbert: integers on the `grid`, an axis for each parameter, as `hilbert_function` gives them;
    with one parameter, as `betti_curve` does: then births are 1 and deaths -1.

    It is the Möbius inversion of the Hilbert function: with two parameters, the mass at (i, j) is
    h[i, j] - h[i-1, j] - h[i, j-1] + h[i-1, j-1]. Loiseaux, Scoccola, Carrière, Botnan and Oudot,
    "Stable vectorization of multiparameter persistent homology using signed barcodes as measures"
    (2023). Raises `InvalidInput` for other numbers, shapes and axes.
    """
    axes = grid_axes("signed_barcode(grid=…)", grid)
    values, shape = plain_array("signed_barcode", hilbert), tuple(map(len, axes))
    if values.dtype.kind not in "iu" or values.shape != shape:
        rule = f"{shape} integers are needed, one for each point of the grid"
        raise InvalidInput("signed_barcode", f"{values.shape} {values.dtype}", rule)
    masses = values.astype(np.int64)
    for axis in range(masses.ndim):
        masses = np.diff(masses, axis=axis, prepend=0)
    places = np.nonzero(masses)
    points = np.column_stack([axis[place] for axis, place in zip(axes, places, strict=True)])
    return SignedBarcode(points, masses[places])


def signed_barcode_image(
    barcode: SignedBarcode | Any, grid: Sequence[ArrayLike] | Any, sigma: float | Any
) -> Float[np.ndarray, "x y"]:
    """Σ mass · N(point, sigma² I) over the masses of two parameters, on a grid: (g, h) float64.

    grid: values (g,) of the first and (h,) of the second parameter, each in increasing order.
    sigma: standard deviation, in the units of both parameters: scale them to be comparable.

    The convolution of Loiseaux et al. (2023). It is stable: between two bifiltrations of
    the same cells no value changes by more than 2 e^(-1/2) / (2π sigma³) times the sum of what the
    births change, by their stability theorem, where the signed barcodes are taken on all births.
    Raises `InvalidInput` for what is no signed barcode of two parameters, axes that do not
    increase, and a sigma that is not above 0.
    """
    if not isinstance(barcode, SignedBarcode) or barcode.points.shape[1] != 2:
        rule = "a signed barcode of two parameters is needed, as signed_barcode gives"
        raise InvalidInput("signed_barcode_image", repr(barcode), rule)
    first, second = grid_axes("signed_barcode_image(grid=…)", grid, 2)
    sigma = real_number("signed_barcode_image(sigma=…)", sigma, above=0)
    points, owner = barcode.points.T, np.zeros(len(barcode.masses), np.int64)
    masses = barcode.masses.astype(np.float64)
    return gaussian_sums((points[0], points[1]), masses, owner, 1, (first, second), sigma)[0].T
