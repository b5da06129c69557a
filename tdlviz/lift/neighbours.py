"""Pairs of points no further apart than a given length, from coordinates or from distances."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist, pdist, squareform

from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique_count import Rows
from tdlviz.lift.edges import Edges

DENSE = 3000
"""Up to so many points all distances are computed at once (36 MB); it takes a tree beyond."""


def enclosing_radius(points: Float[np.ndarray, "n d"]) -> float:
    """The least r such that one point has all others within r.

    Beyond it the Rips complex is a cone, so nothing is born or dies any more (Bauer, "Ripser",
    J. Appl. Comput. Topology 5, 2021).
    """
    if len(points) <= DENSE:
        return float(squareform(pdist(points)).max(axis=1).min())
    # A point's largest distance is at least that to any landmark. The most central point in this
    # sense is measured, its furthest point becomes a landmark, until no other can be better.
    best, at_least = np.inf, _lengths(points, points[:1])
    while at_least.min() < best:
        centre = int(at_least.argmin())
        away = _lengths(points, points[centre])
        best = min(best, float(away.max()))
        at_least = np.maximum(at_least, _lengths(points, points[away.argmax()]))
        at_least[centre] = np.inf
    return best


def count_pairs(points: Float[np.ndarray, "n d"], max_edge: float) -> int:
    """How many pairs of points are at most `max_edge` apart (to rounding), none of them listed."""
    if max_edge == np.inf:
        return len(points) * (len(points) - 1) // 2
    tree = cKDTree(points)
    return (int(tree.count_neighbors(tree, max_edge)) - len(points)) // 2


def near_rows(points: Float[np.ndarray, "n d"], max_edge: float) -> Rows:
    """For chosen points, one 0/1 row each of the other points at most `max_edge` away."""

    def rows(chosen: Int[np.ndarray, "probes"]) -> sparse.csr_array:
        near = cdist(points[chosen], points) <= max_edge
        near[np.arange(len(chosen)), chosen] = False
        return sparse.csr_array(near.astype(np.int32))

    return rows


def point_edges(points: Float[np.ndarray, "n d"], max_edge: float) -> Edges:
    """All pairs of points at most `max_edge` apart, with their Euclidean distance."""
    if len(points) <= DENSE:
        return _near_pairs(len(points), pdist(points), max_edge)
    # The tree compares squares: ask it for a hair more, and let the length itself decide.
    tree, reach = cKDTree(points), np.nextafter(max_edge * (1 + 1e-12), np.inf)
    pairs = tree.query_pairs(reach, output_type="ndarray").astype(np.int64)
    lengths = _lengths(points[pairs[:, 0]], points[pairs[:, 1]])
    near = lengths <= max_edge
    return Edges.sorted(len(points), pairs[near], lengths[near])


def _near_pairs(size: int, lengths: Float[np.ndarray, "pairs"], max_edge: float) -> Edges:
    """The pairs at most `max_edge` apart, from the lengths of all pairs in lexicographic order."""
    near = np.flatnonzero(lengths <= max_edge)
    starts = np.append(0, np.cumsum(np.arange(size - 1, 0, -1)))  # where the pairs (i, …) begin
    low = np.repeat(
        np.arange(size), np.diff(np.searchsorted(near, np.append(starts, len(lengths))))
    )
    high = near - starts[low] + low + 1
    return Edges(size, np.column_stack([low, high]), lengths[near])


def _lengths(a: Float[np.ndarray, "m d"], b: Float[np.ndarray, "..."]) -> Float[np.ndarray, "m"]:
    return np.sqrt(((a - b) ** 2).sum(axis=1))


def distance_edges(distances: ArrayLike | Any, max_edge: float | None) -> Edges:
    """All pairs at most `max_edge` apart; None means the enclosing radius.

    distances: (n, n) dense, infinite where there is no edge, or scipy sparse, where an entry that
    is not stored is no edge. Symmetric up to the square root of the precision of its dtype.
    """
    pairs, lengths, vertices = (
        _sparse_pairs(distances) if sparse.issparse(distances) else _dense_pairs(distances)
    )
    edges = Edges.sorted(vertices, pairs, lengths)
    reach = edge_radius(edges) if max_edge is None else max_edge
    near = lengths <= reach
    return edges if near.all() else Edges.sorted(vertices, pairs[near], lengths[near])


def edge_radius(edges: Edges) -> float:
    """The enclosing radius of a graph: infinite where no vertex has all others as neighbours."""
    if edges.values is None or edges.vertices == 1:
        return np.inf
    ends = edges.pairs.reshape(-1)
    furthest = np.zeros(edges.vertices)
    np.maximum.at(furthest, ends, np.repeat(edges.values, 2))
    degrees = np.bincount(ends, minlength=edges.vertices)
    furthest[degrees < edges.vertices - 1] = np.inf
    return float(furthest.min())


def _dense_pairs(distances: ArrayLike | Any) -> tuple[np.ndarray, np.ndarray, int]:
    precision = getattr(distances, "dtype", np.dtype(float))
    matrix = real_array("rips(distances=…)", distances)
    _square(matrix.shape)
    i, j = np.triu_indices(len(matrix), 1)
    _check(i, j, matrix[i, j], matrix[j, i], matrix.diagonal(), _slack(precision))
    there = np.flatnonzero(np.isfinite(matrix[i, j]))
    pairs = np.column_stack([i[there], j[there]])
    return pairs, matrix[pairs[:, 0], pairs[:, 1]], len(matrix)


def _sparse_pairs(distances: Any) -> tuple[np.ndarray, np.ndarray, int]:
    _square(distances.shape)
    stored = sparse.coo_array(distances)
    size, values = stored.shape[0], real_array("rips(distances=…)", stored.data)
    row, column = (np.asarray(axis, dtype=np.int64) for axis in stored.coords)
    keys = row * size + column
    order = np.argsort(keys, kind="stable")
    keys, row, column, values = keys[order], row[order], column[order], values[order]
    double = np.flatnonzero(keys[1:] == keys[:-1])
    if len(double):
        given = f"entry ({row[double[0]]}, {column[double[0]]}) twice"
        raise InvalidInput("rips(distances=…)", given, "each entry is stored once at most")
    upper = row < column
    mirror = np.searchsorted(keys, column * size + row)
    missing = np.append(keys, -1)[mirror] != column * size + row
    if missing.any():
        given = f"({row[missing][0]}, {column[missing][0]}) but not its mirror image"
        raise InvalidInput("rips(distances=…)", given, "distances are symmetric")
    there, back = values[upper], values[mirror[upper]]
    diagonal = np.zeros(size)
    diagonal[row[row == column]] = values[row == column]
    _check(row[upper], column[upper], there, back, diagonal, _slack(stored.dtype))
    finite = np.isfinite(there)
    pairs = np.column_stack([row[upper][finite], column[upper][finite]])
    return pairs, there[finite], size


def _square(shape: tuple[int, ...]) -> None:
    if len(shape) != 2 or shape[0] != shape[1] or shape[0] == 0:
        raise InvalidInput("rips(distances=…)", f"shape {shape}", "(n, n) with n >= 1 is needed")


def _slack(dtype: Any) -> float:
    """Relative rounding to be forgiven: distances come from roots of rounded squares."""
    kind = np.dtype(getattr(np, str(dtype).removeprefix("torch."), dtype))
    return float(np.sqrt(np.finfo(kind).eps)) if kind.kind == "f" else 0.0


def _check(
    i: Int[np.ndarray, "m"],
    j: Int[np.ndarray, "m"],
    there: Float[np.ndarray, "m"],
    back: Float[np.ndarray, "m"],
    diagonal: Float[np.ndarray, "n"],
    slack: float,
) -> None:
    largest = there[np.isfinite(there)].max(initial=0.0)
    with np.errstate(invalid="ignore"):  # infinite minus infinite
        apart = ~(abs(there - back) <= slack * largest)
    rules = {
        "distances are numbers": np.isnan(there) | np.isnan(back),
        "distances are >= 0": (there < 0) | (back < 0),
        "distances are symmetric": (there != back) & apart,
    }
    for rule, broken in rules.items():
        if broken.any():
            k = int(broken.argmax())
            given = f"d({i[k]}, {j[k]}) = {there[k]} and d({j[k]}, {i[k]}) = {back[k]}"
            raise InvalidInput("rips(distances=…)", given, rule)
    if not (abs(diagonal) <= slack * largest).all():
        k = int((~(abs(diagonal) <= slack * largest)).argmax())
        raise InvalidInput("rips(distances=…)", f"d({k}, {k}) = {diagonal[k]}", "it must be 0")
