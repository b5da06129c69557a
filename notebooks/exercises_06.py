"""The checks of notebook 06: each says whether an answer is right, and hints where it is not."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

import tdlviz as tv


def check_scale(max_edge: float | None, points: ArrayLike) -> str:
    """Exercise 1: a Rips complex with the loops of the figure eight, and few cells."""
    if max_edge is None:
        return "Yours to find. Hint: below 0.3 the rings are open; cells grow with the scale."
    cx = tv.rips(points, max_edge=max_edge)
    loops, cells = tv.betti(cx)[1], sum(cx.counts)
    if loops == 2 and cells < 1000:
        return f"Right: two loops in {cells} cells."
    return f"Not yet: at {max_edge} there are {_counted(loops, 'loop')} and {cells} cells."


def check_hollow(graph: Any) -> str:
    """Exercise 2: a graph whose rings enclose a hollow and whose cliques do not."""
    if graph is None:
        return "Yours to find. Hint: a prism, or any solid with faces that are no triangles."
    rings, cliques = tv.rings(graph), tv.clique(graph, max_dim=3)
    if len(rings.ranks[0]) > 8:
        return f"Not yet: {rings.counts[0]} vertices; 8 are enough."
    ours, theirs = tv.betti(rings)[2], tv.betti(cliques)[2]
    if ours and not theirs:
        return f"Right: the rings have {_counted(ours, 'hollow')}, the cliques none."
    return f"Not yet: {_counted(ours, 'hollow')} by rings, {theirs} by cliques."


def check_wheel(wheel: tv.Complex | None) -> str:
    """Exercise 3: spokes turned so that three holes open."""
    if wheel is None:
        return "Yours to find. Hint: a hole opens where a spoke runs out and the next one runs in."
    holes = tv.betti(wheel)[1]
    if wheel.counts[:2] != (7, 12):
        return "Not yet: the wheel has 7 vertices and 12 edges; turn spokes only."
    return f"Right: {holes} holes." if holes == 3 else f"Not yet: {_counted(holes, 'hole')}."


def check_whirl(flow: ArrayLike | None, cx: tv.Complex) -> str:
    """Exercise 4: a flow on edges that is all curl."""
    if flow is None:
        return "Yours to find. Hint: the formula says B2 @ c, with any number c on each face."
    values = np.asarray(flow, dtype=float)
    if values.shape != (cx.counts[1],) or not values.any():
        return f"Not yet: one number for each of {cx.counts[1]} edges, and not all zero."
    parts = tv.hodge_decomposition(cx, values)
    share = {
        name: float((getattr(parts, name).values ** 2).sum() / (values**2).sum())
        for name in ("gradient", "curl", "harmonic")
    }
    if share["curl"] > 1 - 1e-9:
        return "Right: all curl."
    return "Not yet: " + ", ".join(f"{name} {part:.0%}" for name, part in share.items()) + "."


def check_prime(prime: int | None) -> str:
    """Exercise 5: the field in which a Klein bottle looks like a torus."""
    if prime is None:
        return "Yours to find. Hint: tv.betti(exercise.klein_bottle(), prime) for a few primes."
    numbers = tv.betti(klein_bottle(), prime)
    if numbers == (1, 2, 1):
        return f"Right: over Z/{prime} both have the Betti numbers 1, 2, 1."
    return f"Not yet: over Z/{prime} it has {numbers}, a torus (1, 2, 1)."


def klein_bottle(n: int = 4) -> tv.Complex:
    """A square of n by n vertices, glued along one pair of sides, and flipped along the other."""
    i, j = (axis.ravel() for axis in np.mgrid[:n, :n])

    def vertex(i: np.ndarray, j: np.ndarray) -> np.ndarray:
        return i % n * n + np.where(i == n, -j, j) % n

    a, b, c, d = vertex(i, j), vertex(i + 1, j), vertex(i, j + 1), vertex(i + 1, j + 1)
    return tv.Complex.from_facets(np.concatenate([np.stack(t, 1) for t in ((a, b, d), (a, c, d))]))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
