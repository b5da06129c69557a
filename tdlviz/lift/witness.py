"""Witness complexes: few landmarks are the vertices, all points say how they hang together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.field import Field
from tdlviz.lift.clique_count import check_cliques, clique_counts
from tdlviz.lift.dowker import check_sets, dowker_cells, expected_sets, full_column
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import expand
from tdlviz.lift.expected import Expected, Limit
from tdlviz.lift.filtered import filtered
from tdlviz.lift.neighbours import edge_radius
from tdlviz.lift.subsets import Columns
from tdlviz.lift.weak_witness import check_weak, expected_weak, weak_witness_cells
from tdlviz.lift.witnesses import Witnesses, witnesses


def witness(
    points: ArrayLike | Any,
    landmarks: ArrayLike | Any,
    *,
    kind: str | Any = "lazy",
    nu: int | Any | None = None,
    max_birth: float | Any | None = None,
    max_dim: int | Any = 2,
    max_cells: int | Any = 2_000_000,
) -> Complex:
    """A witness complex of points (de Silva and Carlsson, "Topological estimation using witness
    complexes", Symposium on Point-Based Graphics 2004).

    points:    (n, d) real numbers, the witnesses.
    landmarks: names of some of the points, as `tv.landmarks` chooses them, or (l, d) coordinates.
               They are the vertices, in this order; their coordinates become the positions, their
               names are kept in the label field `vertex`.
    kind:      "lazy", the complex W(D; R, nu): vertices a and b are joined at R where a witness has
               both no further than R + m, m its distance to its nu-th nearest landmark (0 for
               nu = 0); every clique of the graph is a simplex. Births are R.
               "weak": a simplex needs a witness to which no landmark outside it is nearer than one
               in it, and so do its faces. "strong": than which none at all is nearer. Relaxed by
               births b: squares of distances may be b² more than that (by gudhi's definition).
    nu:        for "lazy" only: 0, 1, 2, …; None: 1.
    max_birth: what enters later is left out; 0 gives the complexes without relaxation. None: the
               value from which on the complex is a cone or a simplex, and nothing is born or dies.
               "weak" and "strong" then have nearly all sets of landmarks: choose it small.
    max_dim:   highest rank. Ranks without cells stay, so that names do not come and go.

    Births are in the units of the data. A landmark without a witness is no vertex: the others are
    numbered in order. Raises `InvalidInput` for what breaks these rules, `UnknownName` for another
    kind, `TooLarge` above `max_cells`, or above 100 times as many sets to look at ("weak").
    """
    cells = whole_number("witness(max_cells=…)", max_cells, 1)
    limit = Limit(cells, "witness", "lower max_birth or max_dim, or take fewer landmarks")
    asked = witnesses(points, landmarks, kind, nu, max_birth, max_dim)
    ranks, births = _cells(asked, limit)
    vertices = ranks[0][:, 0]
    names = vertices if asked.names is None else asked.names[vertices]
    numbered = [np.searchsorted(vertices, rows) for rows in ranks]
    known = asked.names is None and len(vertices) == len(asked.places)
    label = [] if known else [Field("vertex", names, 0, kind="label")]
    return filtered(numbered, births, asked.places[vertices], *label)


def witness_counts(
    points: ArrayLike | Any,
    landmarks: ArrayLike | Any,
    *,
    kind: str | Any = "lazy",
    nu: int | Any | None = None,
    max_birth: float | Any | None = None,
    max_dim: int | Any = 2,
) -> Expected:
    """How many cells `witness` will make: exact for edges, and triangles if cheap, of "lazy"; else
    estimates."""
    asked = witnesses(points, landmarks, kind, nu, max_birth, max_dim)
    if kind == "lazy":
        return clique_counts(_lazy_edges(asked), asked.max_dim)
    if kind == "strong":
        return expected_sets(_strong_columns(asked), asked.max_dim)[0]
    return expected_weak(asked.squares, _relaxation(asked), asked.max_dim)[0]


def _cells(asked: Witnesses, limit: Limit) -> tuple[list[np.ndarray], list[np.ndarray]]:
    if asked.kind == "lazy":
        edges = _lazy_edges(asked)
        check_cliques(edges, asked.max_dim, limit)
        ranks, births = expand(edges, asked.max_dim, limit)
        return [cells.flat.reshape(-1, k + 1) for k, cells in enumerate(ranks)], [
            np.asarray(b) for b in births
        ]
    if asked.kind == "strong":
        columns = _strong_columns(asked)
        check_sets(columns, asked.max_dim, limit)
        found, squares = dowker_cells(columns, asked.max_dim, limit)
    else:
        most = _relaxation(asked)
        check_weak(asked.squares, most, asked.max_dim, limit)
        found, squares = weak_witness_cells(asked.squares, most, asked.max_dim, limit)
    return found, [np.sqrt(values) for values in squares]


def _lazy_edges(asked: Witnesses) -> Edges:
    lengths = np.sqrt(asked.squares)
    if asked.nu:
        lengths -= np.partition(lengths, asked.nu - 1, axis=0)[asked.nu - 1]
    columns = Columns.of(np.maximum(lengths, 0.0))
    near = columns.up_to(full_column(columns) if asked.most is None else asked.most)
    limit = Limit(len(lengths) ** 2, "witness", "take fewer landmarks")  # there are no more edges
    ranks, births = dowker_cells(near, 1, limit)
    edges = Edges(len(lengths), ranks[1], births[1])
    return edges if asked.most is not None else edges.up_to(edge_radius(edges))


def _strong_columns(asked: Witnesses) -> Columns:
    """How much further than the nearest landmark each is, in squares."""
    columns = Columns.of(asked.squares - asked.squares.min(axis=0))
    return columns.up_to(full_column(columns) if asked.most is None else asked.most**2)


def _relaxation(asked: Witnesses) -> float:
    """Up to which weak witnesses are asked for, in squares: at most until one has seen all."""
    squares = asked.squares
    return float(np.ptp(squares, axis=0).min()) if asked.most is None else asked.most**2
