"""Points too many, or too far apart, for their pairs to be listed."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique_count import known_and_guessed, probe
from tdlviz.lift.expected import Expected
from tdlviz.lift.neighbours import DENSE, count_pairs, near_rows

COUNTABLE = 20_000_000
"""Edges that are still counted exactly: about 0.5 s."""


def crowd(
    cloud: Float[np.ndarray, "n d"], reach: float, max_dim: int, most: int
) -> Expected | None:
    """The expected cliques of points at most `reach` apart where vertices and edges alone are more
    than `most`, else None.

    Found without listing an edge: first by probes (as in `clique_count`), then by a k-d tree."""
    if len(cloud) <= DENSE or max_dim == 0:
        return None
    size, probes = len(cloud), int(np.clip(8_000_000 // len(cloud), 16, 1000))
    guess, error = probe(near_rows(cloud, reach), size, max_dim, probes, seed=0)
    if size + guess[1] - 3 * error[1] > max(most, COUNTABLE):
        return known_and_guessed([size], guess)
    pairs = count_pairs(cloud, reach)
    return known_and_guessed([size, pairs], guess) if size + pairs > most else None


def check_spread(asked: str, cloud: Float[np.ndarray, "n d"]) -> None:
    """Raise `InvalidInput` where the squares of distances are beyond floats."""
    with np.errstate(over="ignore"):
        across = float((np.ptp(cloud, axis=0) ** 2).sum())
    if not np.isfinite(across):
        given = f"coordinates up to {abs(cloud).max():.1e}"
        raise InvalidInput(asked, given, "distances must be finite: divide the points")
