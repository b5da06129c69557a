"""How many short cycles a graph has, without listing them, and how many paths lead to them.

Both are estimated by random probes of the search tree of `paths` (Knuth, "Estimating the efficiency
of backtrack programs", Math. Comp. 29, 1975): from paths of two edges chosen at random, go on to
one of the longer paths chosen at random; the product of the numbers of choices on the way is the
weight of what is met there. Where few paths are to be expected, all of them are followed instead.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from tdlviz.lift.edges import Edges
from tdlviz.lift.expected import Expected, Limit, number
from tdlviz.lift.paths import Paths

CHEAP = 1_000_000
"""So many paths are followed for an exact count: about 0.2 s."""
EFFORT = 100
"""So many paths are followed for each cell that is allowed: more would take minutes for nothing."""
PROBES = 4000
DEGREE = 1_000_000
"""So many next vertices are tried by all probes together."""


class Guess(NamedTuple):
    """Estimates of the cycles and of the paths to them, each with its standard error."""

    cycles: float
    cycles_error: float
    paths: float
    paths_error: float


def ring_counts(edges: Edges, paths: Paths) -> Expected:
    """Vertices, edges and rings."""
    exact = upper_bound(paths) <= CHEAP
    if not exact:
        guess = probe(paths)
        exact = guess.paths + 3 * guess.paths_error <= CHEAP
    rings = sum(len(cycles) for cycles, _ in paths.cycles()) if exact else round(guess.cycles)
    return Expected((edges.vertices, len(edges), rings), (True, True, exact), faces="rings")


def check_rings(edges: Edges, paths: Paths, limit: Limit) -> None:
    """Raise `TooLarge` where rings, or paths to follow, are surely or very probably too many."""
    known = edges.vertices + len(edges)
    limit.check_found(known)
    if known + upper_bound(paths) > limit.cells:
        guess = probe(paths)
        if known + guess.cycles - 3 * guess.cycles_error > limit.cells:
            counts = (edges.vertices, len(edges), round(guess.cycles))
            limit.check(Expected(counts, (True, True, False), faces="rings"))
        check_effort(guess.paths - 3 * guess.paths_error, limit, sure=False)


def check_effort(followed: float, limit: Limit, sure: bool = True) -> None:
    """Raise `TooLarge` where so many paths are too many to follow."""
    if followed > EFFORT * limit.cells:
        limit.refuse(f"{number(round(followed), sure)} paths to follow, or more, for its rings")


def upper_bound(paths: Paths) -> float:
    """No graph has more paths of up to `longest` - 1 edges than its largest degree allows."""
    steps = min(paths.longest - 2, 500)
    return paths.starts * float(max(paths.degree - 1, 1)) ** steps


def probe(paths: Paths, seed: int = 0) -> Guess:
    """Unbiased estimates, the same every time."""
    random, count = np.random.default_rng(seed), PROBES
    count = max(20, min(count, DEGREE // max(paths.degree, 1)))
    cycles, tried = np.zeros(count), np.full(count, float(paths.starts))
    weight, probes = np.full(count, float(paths.starts)), np.arange(count)
    step = paths.some(random.integers(paths.starts, size=count))
    for width in range(3, paths.longest + 1):
        np.add.at(cycles, probes[step.closed_from], weight[step.closed_from])
        np.add.at(tried, probes[step.open_from], weight[step.open_from])
        if width == paths.longest or len(step.open) == 0:
            break
        # The open paths are in the order of those that they came from: choose one of each.
        choices = np.bincount(step.open_from, minlength=len(probes))
        alive = np.flatnonzero(choices)
        last = np.cumsum(choices)[alive]
        chosen = last - 1 - (random.random(len(alive)) * choices[alive]).astype(np.int64)
        weight, probes = (weight * choices)[alive], probes[alive]
        step = paths.grown(step.open[chosen])
    return Guess(*_mean(cycles), *_mean(tried))


def _mean(values: Float[np.ndarray, "probes"]) -> tuple[float, float]:
    return float(values.mean()), float(values.std() / np.sqrt(len(values)))
