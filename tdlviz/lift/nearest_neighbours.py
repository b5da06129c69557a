"""The nearest-neighbour graph of points and its clique complex."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.door import point_array, switch, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique_count import check_cliques, clique_counts
from tdlviz.lift.crowd import check_spread
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import expand
from tdlviz.lift.expected import MAX_DIM, Expected, Limit
from tdlviz.lift.filtered import filtered
from tdlviz.lift.nearest import nearest

ASKED = "nearest_neighbours"
MANY = 50_000_000
"""So many neighbours are looked for in order to count edges."""


def nearest_neighbours(
    points: ArrayLike | Any,
    k: int | Any,
    *,
    mutual: bool | Any = False,
    max_dim: int | Any = 1,
    max_cells: int | Any = 2_000_000,
) -> Complex:
    """The graph that joins every point to its k nearest others, and the cliques in it.

    points:  (n, d) real numbers; they become the positions. Vertex i is point i.
    k:       1 to n - 1. Of points as far as each other those with lower names are the nearer.
    mutual:  False: an edge where either end is among the k nearest of the other. True: where both
             are (Brito et al., "Connectivity of the mutual k-nearest-neighbor graph in
             clustering and outlier detection", 1997).
    max_dim: highest rank: 1 is the graph. Ranks without cells stay, so that names do not come and
             go.

    Births are as in `rips`: the length of the longest edge. Points given twice are neighbours at
    distance 0. Raises `InvalidInput` for what breaks these rules, `TooLarge` above `max_cells`.
    """
    cells = whole_number(f"{ASKED}(max_cells=…)", max_cells, 1)
    limit = Limit(cells, ASKED, "lower k or max_dim")
    edges, cloud, max_dim = _edges(points, k, mutual, max_dim, limit)
    check_cliques(edges, max_dim, limit)
    ranks, births = expand(edges, max_dim, limit)
    return filtered(ranks, [np.asarray(values) for values in births], cloud)


def nearest_neighbours_counts(
    points: ArrayLike | Any,
    k: int | Any,
    *,
    mutual: bool | Any = False,
    max_dim: int | Any = 1,
) -> Expected:
    """How many cells `nearest_neighbours` will make: exact up to edges, and triangles if cheap."""
    edges, _, max_dim = _edges(points, k, mutual, max_dim, Limit(MANY, ASKED, "lower k"))
    return clique_counts(edges, max_dim)


def _edges(
    points: Any, k: Any, mutual: Any, max_dim: Any, limit: Limit
) -> tuple[Edges, np.ndarray, int]:
    max_dim = whole_number(f"{ASKED}(max_dim=…)", max_dim, 0, MAX_DIM)
    mutual = switch(f"{ASKED}(mutual=…)", mutual)
    cloud = point_array(f"{ASKED}(points)", points)
    check_spread(f"{ASKED}(points)", cloud)
    if len(cloud) == 1:
        raise InvalidInput(f"{ASKED}(points)", "one point", "it has no neighbours: give more")
    k = whole_number(f"{ASKED}(k)", k, 1, len(cloud) - 1)
    # Of n k directed edges no more than two are the same.
    limit.check_found(len(cloud) + (0 if mutual or max_dim == 0 else -(-len(cloud) * k // 2)))
    names, lengths = nearest(ASKED, cloud, k)
    ends = np.column_stack([np.repeat(np.arange(len(cloud)), k), names.reshape(-1)])
    low, high = np.minimum(*ends.T), np.maximum(*ends.T)
    keys = low * len(cloud) + high
    _, first, times = np.unique(keys, return_index=True, return_counts=True)
    kept = first[times == 2] if mutual else first
    pairs = np.column_stack([low[kept], high[kept]])
    return Edges(len(cloud), pairs, lengths.reshape(-1)[kept]), cloud, max_dim
