"""Heat that flows through a sheaf until all that is left is a global section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import ive

from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.topology.global_sections import project
from tdlviz.topology.kernel import TOLERANCE
from tdlviz.topology.section import given_section
from tdlviz.topology.sheaf import Sheaf
from tdlviz.topology.sheaf_laplacian import sheaf_laplacian

DENSE = 400
MAX_STEPS = 100_000
Times = Float[np.ndarray, "times"]
States = Float[np.ndarray, "times size"]


def heat_diffusion(
    sheaf: Sheaf | Any, start: Field | ArrayLike | Any, times: Sequence[float] | ArrayLike | Any
) -> tuple[Field, ...]:
    """exp(−tL) x for each time t, with L the plain sheaf Laplacian of rank 0: the solution of
    dx/dt = −Lx (Hansen and Ghrist 2019). One vector field (vertices, e) a time, in the order of
    the times.

    start: x, a vector `Field` on all vertices, or an array (vertices, e).
    times: (n,) numbers >= 0. At infinity (np.inf) it is the `nearest_global_section` of x.

    Small sheaves by all eigenvectors; others by Chebyshev polynomials of L, about √(40 t ‖L‖) + 40
    of them, accurate to about 1e-13 of x (Tal-Ezer and Kosloff 1984).
    Raises `InvalidInput` for what is no section and for times that are none; `TooLarge` for a
    finite time that needs more than 100,000 multiplications with L.
    """
    x = given_section("heat_diffusion", sheaf, start)
    when = real_array("heat_diffusion(times)", times)
    if when.ndim != 1 or not (when >= 0).all():
        rule = "a list of numbers >= 0 is needed"
        raise InvalidInput("heat_diffusion(times)", repr(times), rule)
    states = np.empty((len(when), x.size))
    finite = np.isfinite(when)
    if not finite.all():
        states[~finite] = project(sheaf, x).reshape(-1)
    states[finite] = _states(sheaf_laplacian(sheaf), x.reshape(-1), when[finite])
    return tuple(Field("heat", state.reshape(x.shape), 0, kind="vector") for state in states)


def _states(laplacian: csr_array, x: Float[np.ndarray, "size"], times: Times) -> States:
    if not len(times) or not len(x):
        return np.zeros((len(times), len(x)))
    bound = float(abs(laplacian).sum(axis=0).max())
    if len(x) > DENSE:
        return _chebyshev(laplacian, bound, x, times)
    values, vectors = np.linalg.eigh(laplacian.toarray())
    values[values <= TOLERANCE**2 * bound] = 0  # as in `kernel`: heat stays there for ever
    with np.errstate(over="ignore"):
        decay = np.exp(-np.multiply.outer(times, values))
    return (decay * (x @ vectors)) @ vectors.T


def _chebyshev(
    laplacian: csr_array, bound: float, x: Float[np.ndarray, "size"], times: Times
) -> States:
    """Σ c_k T_k(L/h − 1) x, with 2h >= ‖L‖, z = th and c_k = (2 − [k = 0]) (−1)ᵏ e^(−z) I_k(z)."""
    half = max(bound / 2, 1e-300)
    steps = np.sqrt(80 * half) * np.sqrt(times.max()) + 40  # beyond it e^(−z) I_k(z) < 1e-17
    if steps > MAX_STEPS:
        rule = f"at most {MAX_STEPS:,}: take a shorter time, or np.inf"
        raise TooLarge("heat_diffusion(times)", f"{steps:,.0f} multiplications with L", rule)
    before, now = x, laplacian @ x / half - x
    total = np.multiply.outer(ive(0, half * times), before)
    for k in range(1, int(steps) + 1):
        total += np.multiply.outer(2 * (-1) ** k * ive(k, half * times), now)
        before, now = now, 2 * (laplacian @ now / half - now) - before
    return total
