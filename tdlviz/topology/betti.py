"""Betti numbers: how many independent holes of each dimension."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.pairing import homology_pairing
from tdlviz.topology.prime import check_prime

LARGE_PRIMES = (46327, 46337)


def betti(cx: Complex | Any, prime: int | Any | None = None) -> tuple[int, ...]:
    """The Betti numbers of all ranks 0 to `cx.dim`: over the rationals, or over Z/`prime`.

    The complex needs no filtration and may have any cells with a boundary. Over Z/p a Betti number
    is the rational one plus the number of torsion terms of order divisible by p in this rank and
    the one below, so never less (universal coefficients; Hatcher, §3.A). The rational ones are
    therefore taken as the least over two large primes, 46327 and 46337: wrong only for a space with
    torsion of both. Those of a batch are those of the union: `betti_of_each` tells them apart.

    Raises `InvalidInput` for a `prime` that is none, and for cells whose faces are missing.
    """
    return tuple(_least(given_complex("betti", cx), prime, None).sum(axis=0).tolist())


def betti_of_each(
    cx: Complex | Any, prime: int | Any | None = None
) -> Int[np.ndarray, "complexes ranks"]:
    """The Betti numbers of each complex of a batch, a row each, found all at once.

    Raises `InvalidInput` as `betti` does, and where `cx` is no batch.
    """
    if "batch0" not in given_complex("betti_of_each", cx).fields:
        rule = "a complex made by batch is needed, with batch0, …"
        raise InvalidInput("betti_of_each", repr(cx), rule)
    return _least(cx, prime, int(cx["batch0"].values[-1]) + 1)


def _least(cx: Complex, prime: Any, many: int | None) -> Int[np.ndarray, "complexes ranks"]:
    """The least over the primes, which is one complex's own affair: some may have torsion."""
    primes = LARGE_PRIMES if prime is None else (check_prime("betti", prime),)
    return np.min([_endless(cx, p, many) for p in primes], axis=0)


def _endless(cx: Complex, prime: int, many: int | None) -> Int[np.ndarray, "complexes ranks"]:
    """The cells that begin a class which nothing ends, counted by complex and rank."""
    counts = []
    for rank, bars in enumerate(homology_pairing(cx, prime).bars):
        born = bars[bars[:, 1] < 0, 0]
        labels = np.zeros_like(born) if many is None else cx[f"batch{rank}"].values[born]
        counts.append(np.bincount(labels, minlength=many or 1))
    return np.column_stack(counts)
