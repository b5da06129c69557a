"""The primes over which homology is computed."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.errors import InvalidInput

LARGEST_PRIME = 46337


def check_prime(asked: str, prime: Any) -> int:
    """`prime` as an int, refused where it is not a prime up to 46337, whose square fits 31 bits."""
    whole = isinstance(prime, (int, np.integer)) and not isinstance(prime, bool)
    rule = f"coefficients are Z/p for a prime p from 2 to {LARGEST_PRIME}"
    if not whole or not 2 <= prime <= LARGEST_PRIME:
        raise InvalidInput(asked, f"prime {prime!r}", rule)
    if any(prime % divisor == 0 for divisor in range(2, int(prime**0.5) + 1)):
        raise InvalidInput(asked, f"prime {prime}", rule)
    return int(prime)
