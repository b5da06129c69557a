"""Betti numbers: how many independent holes of each dimension."""

from __future__ import annotations

from typing import Any

from tdlviz.core.complex import Complex, given_complex
from tdlviz.topology.pairing import homology_pairing
from tdlviz.topology.prime import check_prime

LARGE_PRIMES = (46327, 46337)


def betti(cx: Complex | Any, prime: int | Any | None = None) -> tuple[int, ...]:
    """The Betti numbers of all ranks 0 to `cx.dim`: over the rationals, or over Z/`prime`.

    The complex needs no filtration and may have polygons. Over Z/p a Betti number is the rational
    one plus the number of torsion terms of order divisible by p in this rank and the one below, so
    never less (universal coefficients; Hatcher, §3.A). The rational ones are therefore taken as
    the least over two large primes, 46327 and 46337: wrong only for a space with torsion of both.

    Raises `InvalidInput` for a `prime` that is none, and for cells whose faces are missing.
    """
    given_complex("betti", cx)
    primes = LARGE_PRIMES if prime is None else (check_prime("betti", prime),)
    counts = [
        tuple(int((bars[:, 1] < 0).sum()) for bars in homology_pairing(cx, p).bars) for p in primes
    ]
    return tuple(min(numbers) for numbers in zip(*counts, strict=True))
