"""The shortest loop around one hole."""

from __future__ import annotations

from time import monotonic
from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike
from scipy.sparse.csgraph import dijkstra

from tdlviz.core.complex import Complex
from tdlviz.core.door import length, real_array, real_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.cocycle import bar_cocycle
from tdlviz.topology.loop import Chain, Graph, ends
from tdlviz.topology.prime import check_prime
from tdlviz.topology.reduction import OutOfTime, reduction
from tdlviz.topology.representative import cells_of_bar, check_one_bar, representative


def tighten(
    cx: Complex | Any,
    bar: Field | Any,
    at: float | Any | None = None,
    *,
    lengths: ArrayLike | Any | None = None,
    prime: int | Any = 2,
    seconds: float | Any = 1.0,
) -> Field:
    """A shortest loop of one bar of dimension 1 at a moment of its life: a field `cycle` on edges.

    bar:     a diagram field of one row, found over the same `prime`.
    at:      a value of the filtration from birth to before death, up to which edges may be used.
             None: the birth. The later, the more edges and the shorter the loop.
    lengths: (edges,) numbers >= 0. None: Euclidean where the vertices have positions, 1 otherwise.
    seconds: stop after this long, with the shortest loop found so far.

    The loop is homologous at that moment to a multiple of `representative(cx, bar, prime)`: it is
    no boundary then, and dies with the bar. It is never longer than the representative.

    A loop of the class has a value on the bar's cocycle that is not zero, so it passes an edge of
    the cocycle. From one end of each of these a tree of shortest paths is grown. Of all loops
    through its root with such a value, a shortest is made of two paths of the tree and an edge:
    were all of these zero, so were any other loop, which is their sum (Thomassen's 3-path
    condition; Erickson and Whittlesey, "Greedy optimal homotopy and homology generators", 2005).
    They are tried from the shortest on, and the first that is in the class, by the reduced boundary
    matrix, is kept. So none of the class is shorter where the first one tried is in it, as it is
    where no other hole is near; and otherwise none that is made in this way.

    Raises `InvalidInput` where `bar` is not a single bar of dimension 1 of this complex and prime,
    for another moment, and for lengths that are negative, not finite or too few.
    """
    prime = check_prime("tighten", prime)
    check_one_bar("tighten", cx, bar)
    rank, birth, death = cells_of_bar("tighten", cx, bar, 0, prime)
    if rank != 1:
        raise InvalidInput("tighten", f"a bar of dimension {rank}", "loops have dimension 1")
    moment, far = _moment(cx, birth, death, at), _lengths(cx, lengths)
    deadline = monotonic() + length("tighten(seconds=…)", seconds)
    start = representative(cx, bar, prime)
    cells, values = np.asarray(start.index), start.values
    if cx.dim == 1:
        return start  # without faces every loop is the only one of its class
    search = _Search(cx, birth, death, moment, far, prime, (cells, values))
    best = float(far[cells].sum())
    for root in search.roots():
        found = search.shorter(root, best, deadline)
        if found is not None:
            best, (cells, values) = found
    return Field("cycle", values, 1, cells, kind="scalar")


class _Search:
    """The edges that are there at a moment, and what the loops of a bar must fulfil."""

    def __init__(
        self,
        cx: Complex,
        birth: int,
        death: int,
        moment: float,
        far: np.ndarray,
        prime: int,
        start: Chain,
    ) -> None:
        births = cx.births
        assert births is not None  # the bar was found in a filtration
        there = np.flatnonzero(births[1] <= moment)
        self.edges = there[np.argsort(far[there], kind="stable")]
        self.graph = Graph.of(cx, self.edges)  # of parallel edges the shortest
        self.matrix = self.graph.matrix(far[self.graph.names])
        self.ends, self.far, self.prime, self.start = ends(cx), far, prime, start
        cells, values = bar_cocycle(cx, 1, birth, death, prime)
        self.cocycle = np.zeros(cx.counts[1], dtype=np.int64)
        self.cocycle[cells] = np.where(births[1][cells] <= moment, values, 0)
        self.found = reduction(cx, 2, prime)
        entered = int((births[2] <= moment).sum())
        self.last = (min(entered, int(self.found.place[death])) if death >= 0 else entered) - 1

    def roots(self) -> list[int]:
        """An end of every edge of the cocycle."""
        return np.unique(self.ends[0, np.flatnonzero(self.cocycle)]).tolist()

    def shorter(self, root: int, best: float, deadline: float) -> tuple[float, Chain] | None:
        """The first loop through `root` in the class, if shorter than `best`, and its length."""
        if monotonic() >= deadline:
            return None
        # No vertex of a loop is further than half its length; rounding must not lose one.
        reach = best / 2 * (1 + 1e-9)
        distance, before = dijkstra(
            self.matrix, directed=False, indices=root, return_predecessors=True, limit=reach
        )
        tails, heads = self.ends[:, self.edges]
        total = distance[tails] + distance[heads] + self.far[self.edges]
        heights = self._heights(before)
        around = (heights[tails] + self.cocycle[self.edges] - heights[heads]) % self.prime
        wanted = np.flatnonzero((around != 0) & (total < best * (1 - 1e-12)))
        for place in wanted[np.argsort(total[wanted], kind="stable")].tolist():
            if monotonic() >= deadline:
                return None
            chain = self._loop(before, int(self.edges[place]), int(around[place]))
            if self._homologous(chain, deadline):
                return float(self.far[chain[0]].sum()), chain
        return None

    def _heights(self, before: Int[np.ndarray, "vertices"]) -> Int[np.ndarray, "vertices"]:
        """The cocycle summed along the tree, from the root to each vertex: by doubling steps."""
        vertices = np.arange(len(before))
        parent = np.where(before < 0, vertices, before)
        inner = np.flatnonzero(parent != vertices)
        places, signs = self.graph.steps(parent[inner], inner)
        heights = np.zeros(len(before), dtype=np.int64)
        heights[inner] = self.cocycle[self.graph.names[places]] * signs
        while (parent[parent] != parent).any():
            heights = (heights + heights[parent]) % self.prime
            parent = parent[parent]
        return heights

    def _loop(self, before: np.ndarray, edge: int, around: int) -> Chain:
        """Down to the tail of `edge`, along it and back up, over `around`, its cocycle's value."""
        tail, head = self.ends[:, edge].tolist()
        chain = np.zeros(len(self.far), dtype=np.int64)
        chain[edge] = 1
        for vertex, along in ((tail, 1), (head, -1)):
            walk = [vertex]
            while before[walk[-1]] >= 0:
                walk.append(int(before[walk[-1]]))
            path = np.array(walk, dtype=np.int64)
            places, signs = self.graph.steps(path[1:], path[:-1])
            np.add.at(chain, self.graph.names[places], along * signs)
        chain = chain * pow(around, -1, self.prime) % self.prime
        cells = np.flatnonzero(chain)
        values = chain[cells]
        return cells, np.where(values > self.prime // 2, values - self.prime, values)

    def _homologous(self, chain: Chain, deadline: float) -> bool:
        """Whether the chain differs from the first cycle by a boundary of what is there."""
        cells = np.concatenate([chain[0], self.start[0]])
        values = np.concatenate([chain[1], -self.start[1]])
        column = self.found.algebra.make(self.found.row_place[cells].tolist(), values.tolist())
        try:
            return self.found.kills(column, self.last, deadline)
        except OutOfTime:
            return False


def _moment(cx: Complex, birth: int, death: int, at: Any) -> float:
    births = cx.births
    assert births is not None  # the bar was found in a filtration
    start, end = float(births[1][birth]), float(births[2][death]) if death >= 0 else np.inf
    if at is None:
        return start
    moment = real_number("tighten(at=…)", at)
    if moment != start and not start <= moment < end:
        rule = f"the bar lives from {start} to before {end}"
        raise InvalidInput("tighten(at=…)", at, rule)
    return moment


def _lengths(cx: Complex, lengths: Any) -> Float[np.ndarray, "edges"]:
    if lengths is not None:
        given = real_array("tighten(lengths=…)", lengths)
        if given.shape != (cx.counts[1],):
            raise InvalidInput("tighten(lengths=…)", given.shape, f"({cx.counts[1]},) is needed")
        if not (np.isfinite(given) & (given >= 0)).all():
            edge = int((~(np.isfinite(given) & (given >= 0))).argmax())
            rule = "lengths are finite and >= 0"
            raise InvalidInput("tighten(lengths=…)", f"{given[edge]} for edge {edge}", rule)
        return given
    if cx.positions is None:
        return np.ones(cx.counts[1])
    tails, heads = ends(cx)
    return np.linalg.norm(cx.positions[heads] - cx.positions[tails], axis=1)
