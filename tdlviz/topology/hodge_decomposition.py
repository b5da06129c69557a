"""The gradient, the curl and the harmonic part of a signal on cells."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.faces import check_rank
from tdlviz.topology.laplacian import WeightsGiven
from tdlviz.topology.least_squares import least_squares
from tdlviz.topology.weights import Weights, check_weights, weighted_boundary

Signals = Float[np.ndarray, "cells signals"]


class HodgeDecomposition(NamedTuple):
    """Parts of a signal, which are orthogonal and sum to it, and what the first two come from.

    `gradient` is Bᵀ `potential`, with potentials on the faces; `curl` is B' `circulation`, with
    values on the cofaces; both of least norm. `harmonic` is in the kernel of the Hodge Laplacian.
    """

    gradient: Field
    curl: Field
    harmonic: Field
    potential: Field | None
    circulation: Field | None


def hodge_decomposition(
    cx: Complex | Any,
    signal: Field | ArrayLike | Any,
    rank: int | Any | None = None,
    weights: WeightsGiven = None,
) -> HodgeDecomposition:
    """Split a signal on the cells of a rank into gradient, curl and harmonic part (Hodge; for
    flows on edges Jiang, Lim, Yao and Ye, "Statistical ranking and combinatorial Hodge theory",
    2011, and Schaub et al. 2020).

    signal:  a scalar or vector `Field` on all cells of its rank, or an array (cells,), or
             (cells, signals) for several at once. An edge [u, v] has the flow from u to v.
    rank:    of an array; None stands for 1.
    weights: by rank, as in `hodge_laplacian`: parts are then orthogonal for the sum of w f g, and
             the curl is W⁻¹ B' W' `circulation`.

    Accurate to about 1e-9 of the signal. Without a rank below there is no potential (None) and the
    gradient is zero; likewise above.
    Raises `InvalidInput` for signals that are not finite numbers, one for each cell.
    """
    given_complex("hodge_decomposition", cx)
    rank, values, kind = _signal(cx, signal, rank)
    checked = check_weights("hodge_decomposition", cx, weights)
    roots = [np.sqrt(checked.get(k, np.ones(cx.counts[k])))[:, None] for k in range(cx.dim + 1)]
    x = (values[:, None] if values.ndim == 1 else values) * roots[rank]

    def field(name: str, found: Signals, on: int) -> Field:
        shape = (len(found), *values.shape[1:])
        return Field(name, (found / roots[on]).reshape(shape), on, kind=kind)

    gradient, potential = _image(cx, x, rank, rank - 1, checked)
    curl, circulation = _image(cx, x - gradient, rank, rank + 1, checked)
    return HodgeDecomposition(
        field("gradient", gradient, rank),
        field("curl", curl, rank),
        field("harmonic", x - gradient - curl, rank),
        None if potential is None else field("potential", potential, rank - 1),
        None if circulation is None else field("circulation", circulation, rank + 1),
    )


def _image(
    cx: Complex, x: Signals, rank: int, other: int, weights: Weights
) -> tuple[Signals, Float[np.ndarray, "others signals"] | None]:
    """The part of `x` that comes from the rank `other`, and what it comes from."""
    if not 0 <= other <= cx.dim:
        return np.zeros_like(x), None
    boundary = weighted_boundary(cx, max(rank, other), weights)
    matrix = boundary if other > rank else boundary.T.tocsr()
    potential = least_squares(matrix, x)
    return matrix @ potential, potential


def _signal(
    cx: Complex, signal: Field | ArrayLike | Any, rank: Any
) -> tuple[int, Float[np.ndarray, "cells ..."], str]:
    asked = "hodge_decomposition(signal)"
    if isinstance(signal, Field):
        if signal.kind not in ("scalar", "vector") or signal.index is not None:
            raise InvalidInput(asked, repr(signal), "a scalar or vector on all cells of its rank")
        if rank is not None and rank != signal.rank:
            raise InvalidInput("hodge_decomposition(rank=…)", rank, f"{signal!r} has its own")
        rank, signal = signal.rank, signal.values
    rank = check_rank("hodge_decomposition(rank=…)", cx, 1 if rank is None else rank)
    values = real_array(asked, signal)
    if values.ndim not in (1, 2) or len(values) != cx.counts[rank]:
        rule = f"(n,) or (n, signals) is needed, and {cx.counts[rank]} cells have rank {rank}"
        raise InvalidInput(asked, f"shape {values.shape}", rule)
    if not (abs(values) <= 1e150).all():
        raise InvalidInput(asked, "NaN or a number beyond 1e150", "finite numbers are needed")
    return rank, values, "scalar" if values.ndim == 1 else "vector"
