"""How many cliques a graph has, without listing them.

Triangles are counted by a sparse product while that is cheap. Larger cliques are estimated by
random probes of the search tree (Knuth, "Estimating the efficiency of backtrack programs", Math.
Comp. 29, 1975): go down the tree of cliques, choosing each next vertex at random among the common
neighbours of those chosen; the product of the numbers of choices on the way has the number of
ordered cliques as its mean. All probes take a step together, each one row of a sparse matrix.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from jaxtyping import Bool, Float, Int
from scipy import sparse
from scipy.special import comb

from tdlviz.lift.edges import Edges
from tdlviz.lift.expected import Expected, Limit

CHEAP = 20_000_000
"""So many multiplications are spent on an exact count of triangles: about 0.2 s."""
ENTRIES = 4_000_000
"""So many neighbours are held by all probes together."""

Rows = Callable[[Int[np.ndarray, "probes"]], sparse.csr_array]
Admitted = Callable[[Int[np.ndarray, "probes width"]], Bool[np.ndarray, "probes"]]
"""Which cliques, given as unsorted rows of vertices, count: with each all its faces do."""


def clique_counts(
    edges: Edges, max_dim: int, seed: int = 0, admitted: Admitted | None = None
) -> Expected:
    """The cliques of up to `max_dim` + 1 vertices: exact up to rank 1, and rank 2 where cheap."""
    return _counts(edges, max_dim, seed, admitted)[0]


def check_cliques(
    edges: Edges, max_dim: int, limit: Limit, admitted: Admitted | None = None
) -> None:
    """Raise `TooLarge` where the cliques of the graph are surely, or very probably, too many.

    An estimate refuses only from three standard errors above the limit: what is let through
    by mistake is stopped by the expansion itself, which counts what it finds.
    """
    limit.check_found(edges.vertices)
    if upper_bound(edges, max_dim) > limit.cells:
        expected, error = _counts(edges, max_dim, 0, admitted)
        if expected.total - 3 * error > limit.cells:
            limit.check(expected)


def upper_bound(edges: Edges, max_dim: int) -> float:
    """No graph has more cliques than its vertices have sets of later neighbours."""
    later = np.bincount(edges.pairs[:, 0], minlength=edges.vertices)
    return float(sum(comb(later, k).sum() for k in range(max_dim + 1)))


def _counts(
    edges: Edges, max_dim: int, seed: int, admitted: Admitted | None
) -> tuple[Expected, float]:
    """The expected cliques and the standard error of their total."""
    known = [edges.vertices, len(edges)][: max_dim + 1]
    if max_dim >= 2 and admitted is None and (triangles := _triangles(edges)) is not None:
        known.append(triangles)
    if len(known) > max_dim:
        return Expected(tuple(known), (True,) * len(known)), 0.0
    degree = max(1, 2 * len(edges) // edges.vertices)
    probes = int(np.clip(ENTRIES // degree, 100, 4000))
    matrix = edges.adjacency
    guess, errors = probe(
        lambda chosen: matrix[chosen], edges.vertices, max_dim, probes, seed, admitted
    )
    return known_and_guessed(known, guess), float(np.sum(errors[len(known) :]))


def known_and_guessed(known: list[int], guess: Float[np.ndarray, "ranks"]) -> Expected:
    """Exact counts for the first ranks and rounded estimates for the others."""
    counts = (*known, *(round(n) for n in guess[len(known) :].tolist()))
    return Expected(counts, tuple(rank < len(known) for rank in range(len(counts))))


def _triangles(edges: Edges) -> int | None:
    """The number of triangles, or None where it is not cheap to count."""
    later = np.bincount(edges.pairs[:, 0], minlength=edges.vertices)
    if later[edges.pairs[:, 1]].sum() > CHEAP:
        return None
    onward = sparse.triu(edges.adjacency, format="csr")
    return int((onward @ onward).multiply(onward).sum())


def probe(
    rows: Rows,
    vertices: int,
    max_dim: int,
    probes: int,
    seed: int,
    admitted: Admitted | None = None,
    ordered: bool = False,
) -> tuple[Float[np.ndarray, "ranks"], Float[np.ndarray, "ranks"]]:
    """Unbiased estimates of the number of cliques by rank, and their standard errors.

    rows:     gives the neighbours of the chosen vertices, one 0/1 row of length `vertices` each.
    admitted: says which cliques count; None: all do.
    ordered:  count the cliques of a directed graph, whose vertices have an order of their own.
    """
    random = np.random.default_rng(seed)
    mean, error = np.zeros(max_dim + 1), np.zeros(max_dim + 1)
    mean[0] = vertices
    weight = np.full(probes, float(vertices))
    chosen = random.integers(vertices, size=(probes, 1))
    common = rows(chosen[:, 0])
    for rank in range(1, max_dim + 1):
        choices = np.diff(common.indptr)
        # Each clique without an order of its own is met once in every order of its vertices.
        weight = weight * choices / (1 if ordered else rank + 1)
        alive = np.flatnonzero(choices)
        place = common.indptr[:-1][alive] + (random.random(len(alive)) * choices[alive]).astype(int)
        newest = common.indices[place]
        chosen = np.column_stack([chosen[alive], newest])
        if admitted is not None:
            there = admitted(chosen)
            weight[alive[~there]] = 0
            alive, chosen, newest = alive[there], chosen[there], newest[there]
        mean[rank] = weight.sum() / probes
        spread = (weight**2).sum() / probes - mean[rank] ** 2
        error[rank] = np.sqrt(max(spread, 0.0) / probes)
        if rank == max_dim or len(alive) == 0:
            break
        weight = weight[alive]
        common = sparse.csr_array(common[alive].multiply(rows(newest)))
    return mean, error
