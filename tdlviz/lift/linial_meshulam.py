"""Random simplicial complexes with all faces but those of the highest rank, which are drawn."""

from __future__ import annotations

from math import comb
from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import MOST, length, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.expected import MAX_DIM, Expected, Limit


def linial_meshulam(
    n: int | Any,
    p: float | Any,
    dim: int | Any = 2,
    seed: int | Any = 0,
    max_cells: int | Any = 2_000_000,
) -> Complex:
    """A random complex: all simplices on `n` vertices below `dim`, each of `dim` with chance `p`.

    Linial and Meshulam, "Homological connectivity of random 2-complexes" (Combinatorica 26, 2006),
    and Meshulam and Wallach (2009) for `dim` above 2; `dim` = 1 is the random graph G(n, p).
    The homology of rank `dim` - 1 over Z/2 vanishes, or not, with probability going to 1 as p is
    above, or below, dim · log(n) / n by any factor.

    Raises `InvalidInput` for n below 1, dim outside 1 to 100 and p outside 0 to 1, `TooLarge` above
    `max_cells`.
    """
    most = whole_number("linial_meshulam(max_cells=…)", max_cells, 1)
    limit = Limit(most, "linial_meshulam", "lower n, p or dim")
    limit.foresee(linial_meshulam_counts(n, p, dim, seed))
    chosen = _chosen(comb(n, dim + 1), p, np.random.default_rng(seed))
    limit.check_found(sum(comb(n, k + 1) for k in range(dim)) + len(chosen))
    ranks = [np.arange(n)[:, None]]
    for _ in range(dim - 1):
        ranks.append(_longer(ranks[-1], n, np.arange(comb(n, len(ranks) + 1))))
    ranks.append(_longer(ranks[-1], n, chosen))
    return Complex(tuple(map(Cells.of, ranks)))


def linial_meshulam_counts(
    n: int | Any, p: float | Any, dim: int | Any = 2, seed: int | Any = 0
) -> Expected:
    """How many cells `linial_meshulam` will make: the mean of those that are drawn."""
    n = whole_number("linial_meshulam(n=…)", n, 1, MOST)
    dim = whole_number("linial_meshulam(dim=…)", dim, 1, MAX_DIM)
    chance = length("linial_meshulam(p=…)", p)
    if chance > 1:
        raise InvalidInput("linial_meshulam(p=…)", p, "a probability is at most 1")
    whole_number("linial_meshulam(seed=…)", seed, 0)
    full = [comb(n, k + 1) for k in range(dim + 1)]
    # In whole numbers, as there may be more simplices than a float can say.
    drawn = full[-1] * round(chance * 2**60) // 2**60
    return Expected((*full[:-1], drawn), (*(True for _ in range(dim)), chance in (0, 1)))


def _longer(
    rows: Int[np.ndarray, "simplices width"], n: int, places: Int[np.ndarray, "_"]
) -> Int[np.ndarray, "_ longer"]:
    """Some of the simplices with one more vertex, by their places among all in order."""
    later = n - 1 - rows[:, -1]
    ends = np.cumsum(later)
    first = np.searchsorted(ends, places, side="right")
    last = rows[first, -1] + 1 + places - (ends - later)[first]
    return np.column_stack([rows[first], last])


def _chosen(count: int, p: float, random: np.random.Generator) -> Int[np.ndarray, "_"]:
    """The places below `count` that are chosen with chance `p` each, by the gaps between them."""
    chosen, last = [np.zeros(0, dtype=np.int64)], -1
    while p > 0 and last < count:
        missing = (count - last) * p
        gaps = random.geometric(p, size=int(missing + 5 * missing**0.5) + 10)
        places = last + np.cumsum(np.minimum(gaps, count + 1))
        chosen.append(places[places < count])
        last = int(places[-1])
    return np.concatenate(chosen)
