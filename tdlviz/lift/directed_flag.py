"""The directed flag complex: an ordered simplex for every ordered clique of a directed graph."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.special import perm

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import real_array, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.clique_count import CHEAP, ENTRIES, known_and_guessed, probe
from tdlviz.lift.expected import MAX_DIM, Expected, Limit
from tdlviz.lift.filtered import filtered
from tdlviz.lift.graph import Arcs, graph_arcs, is_networkx
from tdlviz.lift.ordered_expansion import expand_ordered


def directed_flag(
    graph: Any,
    max_dim: int | Any = 2,
    max_cells: int | Any = 2_000_000,
    *,
    vertices: int | Any | None = None,
    births: ArrayLike | Any | None = None,
    vertex_births: ArrayLike | Any | None = None,
) -> Complex:
    """The directed flag complex of a directed graph (Lütgehetmann, Govc, Smith and Levi, "Computing
    persistent homology of directed flag complexes", Algorithms 13, 2020).

    Its k-simplices are the ordered cliques (v0, …, vk) with an edge from each vertex to every later
    one. Two vertices with edges both ways are two simplices on the same vertices, and a loop.

    graph:    a networkx DiGraph; or a scipy sparse adjacency (n, n) of zeros and ones, entry (i, j)
              an edge from i to j; or an edge index (2, m), from the upper to the lower vertex.
    max_dim:  highest rank. Ranks without cells stay.
    vertices: with an edge index only: how many there are. None: up to the largest named.
    births:   with an edge index only: (m,) when each edge enters; each simplex enters with its last
              edge, flagser's filtration `max`. None: no filtration.
    vertex_births: (n,) with `births`: when each vertex enters. None: at 0.

    Edges and higher simplices are in lexicographic order. Networkx nodes are named as by
    `tdlviz.clique`; weights are not read: give them as births, as in `directed_flag([matrix.row,
    matrix.col], births=matrix.data)`. Raises `InvalidInput` for loops and doubles, and for births
    before those of a vertex of the edge, `TooLarge` above `max_cells`.
    """
    most = whole_number("directed_flag(max_cells=…)", max_cells, 1)
    limit = Limit(most, "directed_flag", "lower max_dim")
    max_dim = whole_number("directed_flag(max_dim=…)", max_dim, 0, MAX_DIM)
    arcs = graph_arcs("directed_flag", graph, vertices)
    values = _births(graph, arcs, births, vertex_births)
    order = np.lexsort(arcs.ends.T[::-1])
    _check(arcs, max_dim, limit)
    ends, length = arcs.ends[order], None if values is None else values[1][order]
    higher, later = expand_ordered(arcs.vertices, ends, length, max_dim, limit)
    ranks = [Cells.of(np.arange(arcs.vertices)[:, None]), Cells.of(ends), *higher][: max_dim + 1]
    born = [] if values is None or length is None else [values[0], length, *later][: max_dim + 1]
    label = [] if arcs.names is None else [Field("vertex", arcs.names, 0, kind="label")]
    return filtered(ranks, born, None, *label)


def directed_flag_counts(
    graph: Any,
    max_dim: int | Any = 2,
    *,
    vertices: int | Any | None = None,
    births: ArrayLike | Any | None = None,
    vertex_births: ArrayLike | Any | None = None,
) -> Expected:
    """How many cells `directed_flag` will make: exact up to rank 1, and rank 2 where cheap."""
    max_dim = whole_number("directed_flag(max_dim=…)", max_dim, 0, MAX_DIM)
    arcs = graph_arcs("directed_flag", graph, vertices)
    _births(graph, arcs, births, vertex_births)
    return _counts(arcs, max_dim)[0]


def _births(
    graph: Any, arcs: Arcs, births: Any, vertex_births: Any
) -> tuple[Float[np.ndarray, "n"], Float[np.ndarray, "m"]] | None:
    """The births of the vertices and of the arcs, in the order of the arcs, checked."""
    if births is None:
        if vertex_births is not None:
            raise InvalidInput("directed_flag(vertex_births=…)", "no births", "edges need them too")
        return None
    if is_networkx(graph) or sparse.issparse(graph):
        given = "births, and a graph that is no edge index"
        raise InvalidInput(
            "directed_flag(births=…)", given, "they are one a column of an edge index"
        )
    own = np.zeros(arcs.vertices)
    if vertex_births is not None:
        own = _numbers("directed_flag(vertex_births=…)", vertex_births, arcs.vertices)
    values = _numbers("directed_flag(births=…)", births, len(arcs.ends))
    early = values < own[arcs.ends].max(axis=1, initial=-np.inf)
    if early.any():
        bad = int(early.argmax())
        ends = arcs.ends[bad].tolist()
        given = f"edge {ends} at {values[bad]}, its vertices at {own[ends].tolist()}"
        raise InvalidInput("directed_flag(births=…)", given, "no edge enters before its vertices")
    return own, values


def _numbers(asked: str, values: Any, count: int) -> Float[np.ndarray, "_"]:
    array = real_array(asked, values)
    if array.shape != (count,) or np.isnan(array).any():
        given = f"shape {array.shape}" if array.shape != (count,) else "NaN"
        raise InvalidInput(asked, given, f"({count},) numbers are needed")
    return array


def _check(arcs: Arcs, max_dim: int, limit: Limit) -> None:
    """Raise `TooLarge` where the ordered cliques are surely, or very probably, too many."""
    limit.check_found(arcs.vertices)
    onward = np.bincount(arcs.ends[:, 0], minlength=arcs.vertices)
    if sum(perm(onward, k).sum() for k in range(max_dim + 1)) > limit.cells:
        expected, error = _counts(arcs, max_dim)
        if expected.total - 3 * error > limit.cells:
            limit.check(expected)


def _counts(arcs: Arcs, max_dim: int) -> tuple[Expected, float]:
    """The expected ordered cliques and the standard error of their total."""
    n, m = arcs.vertices, len(arcs.ends)
    matrix = sparse.csr_array((np.ones(m, np.int32), tuple(arcs.ends.T)), shape=(n, n))
    known = [n, m][: max_dim + 1]
    if max_dim >= 2 and np.diff(matrix.indptr)[arcs.ends[:, 1]].sum() <= CHEAP:
        known.append(int((matrix @ matrix).multiply(matrix).sum()))
    if len(known) > max_dim:
        return Expected(tuple(known), (True,) * len(known)), 0.0
    probes = int(np.clip(ENTRIES // max(1, 2 * m // n), 100, 4000))
    guess, errors = probe(lambda chosen: matrix[chosen], n, max_dim, probes, 0, ordered=True)
    return known_and_guessed(known, guess), float(np.sum(errors[len(known) :]))
