"""The paths of a graph that may still become short cycles, grown as rows of integer arrays.

A path u, s, w, … starts around the first vertex s of its cycle, with u before w, and only vertices
after s are added, so that each cycle is met once (Dias, Castonguay, Longo and Jradi, "Efficient
enumeration of chordless cycles", 2013). Vertices are first put in the order of their degrees, so
that few paths start at a hub, and those that lie in no cycle are stripped. Blocks of paths are
followed to their end one after the other: memory is bounded, however many paths there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np
from jaxtyping import Int
from scipy import sparse

from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import blocks, joins
from tdlviz.lift.pairs import Pairs

BLOCK = 2**20
"""So many vertices of paths are held by each step of the growth."""
TWO = 2**24
"""So many walks of two edges are still listed, to see which paths can close in two steps."""
Rows = Int[np.ndarray, "paths width"]


class Step(NamedTuple):
    """What paths became with one more vertex, and the path that each came from."""

    closed: Rows
    closed_from: Int[np.ndarray, "_"]
    open: Rows
    open_from: Int[np.ndarray, "_"]


class Paths:
    """The search for all cycles of 3 to `longest` edges, chordless or all.

    starts: how many paths of two edges there are to begin with.
    """

    def __init__(self, edges: Edges, longest: int, chordless: bool) -> None:
        self.longest, self.chordless, self.vertices = longest, chordless, edges.vertices
        pairs = _stripped(edges, longest)
        degree = np.bincount(pairs.reshape(-1), minlength=edges.vertices)
        self._old = np.argsort(degree, kind="stable")
        new = np.empty_like(self._old)
        new[self._old] = np.arange(edges.vertices)
        self._pairs = Edges.sorted(edges.vertices, new[pairs], None).pairs
        both = np.concatenate([self._pairs, self._pairs[:, ::-1]])
        keys = np.sort(both[:, 0] * edges.vertices + both[:, 1])
        self._joined = Pairs(edges.vertices, keys)
        self._near = keys % edges.vertices
        self._stop = np.cumsum(np.bincount(both[:, 0], minlength=edges.vertices))
        self._later = joins(self._pairs)
        self.starts, self.degree = int(self._later.sum()), int(degree.max(initial=0))

    def cycles(self) -> Iterator[tuple[Rows, int]]:
        """Blocks of cycles of one length, some of them empty, and the paths followed for each."""
        for start, stop in blocks(self._later, BLOCK // 3):
            counts = self._later[start:stop]
            first = np.repeat(np.arange(start, stop), counts)
            yield from self._follow(self._begin(first, first + 1 + _places(counts)))

    def some(self, starts: Int[np.ndarray, "_"]) -> Step:
        """The paths of two edges of these numbers, below `self.starts`."""
        ends = np.cumsum(self._later)
        first = np.searchsorted(ends, starts, side="right")
        return self._begin(first, first + 1 + starts - (ends - self._later)[first])

    def _begin(self, first: Int[np.ndarray, "_"], second: Int[np.ndarray, "_"]) -> Step:
        rows = np.column_stack(
            [self._pairs[first, 1], self._pairs[first, 0], self._pairs[second, 1]]
        )
        return self._parted(rows, np.arange(len(rows)))

    def _follow(self, step: Step) -> Iterator[tuple[Rows, int]]:
        yield self._named(step.closed), len(step.closed) + len(step.open)
        if step.open.shape[1] == self.longest:
            return
        for start, stop in blocks(self.choices(step.open), BLOCK // (step.open.shape[1] + 1)):
            yield from self._follow(self.grown(step.open[start:stop]))

    def choices(self, rows: Rows) -> Int[np.ndarray, "paths"]:
        """How many vertices will be tried as the next of each path."""
        return np.diff(self._candidates(rows), axis=0)[0]

    def grown(self, rows: Rows) -> Step:
        """All paths with one more vertex, closed where it is a neighbour of the first."""
        start, stop = self._candidates(rows)
        path = np.repeat(np.arange(len(rows)), stop - start)
        place = start[path] + _places(stop - start)
        vertex = self._near[place]
        if rows.shape[1] + 1 == self.longest:  # it must close, so candidates are of either end
            ends = rows[path, 0], rows[path, -1]
            kept = self._joined.has(ends[0], vertex) & self._joined.has(ends[1], vertex)
            path, vertex = path[kept], vertex[kept]
        elif rows.shape[1] + 2 == self.longest and self._close is not None:
            kept = self._close.has(rows[path, 0], vertex)
            path, vertex = path[kept], vertex[kept]
        for column in rows.T[1:-1] if self.chordless else rows.T:
            kept = column[path] != vertex
            if self.chordless:
                kept &= ~self._joined.has(column[path], vertex)
            path, vertex = path[kept], vertex[kept]
        return self._parted(np.column_stack([rows[path], vertex]), path)

    def _parted(self, rows: Rows, path: Int[np.ndarray, "_"]) -> Step:
        closes = self._joined.has(rows[:, 0], rows[:, -1])
        stays = ~closes if self.chordless else np.ones(len(rows), dtype=bool)
        return Step(rows[closes], path[closes], rows[stays], path[stays])

    def _candidates(self, rows: Rows) -> Int[np.ndarray, "2 paths"]:
        """The range of `_near` that holds the neighbours of each path's last vertex after s."""
        first, stop = self._after(rows[:, -1], rows[:, 1])
        if rows.shape[1] + 1 == self.longest:
            other, end = self._after(rows[:, 0], rows[:, 1])
            fewer = end - other < stop - first
            first, stop = np.where(fewer, other, first), np.where(fewer, end, stop)
        return np.stack([first, stop])

    def _after(
        self, vertex: Int[np.ndarray, "_"], least: Int[np.ndarray, "_"]
    ) -> tuple[Int[np.ndarray, "_"], Int[np.ndarray, "_"]]:
        return self._joined.places_after(vertex, least), self._stop[vertex]

    @cached_property
    def _close(self) -> Pairs | None:
        """The pairs of vertices one or two edges apart, or None where they are too many to list."""
        degree = np.diff(self._stop, prepend=0)
        if (degree**2).sum() > TWO:
            return None
        edges = Edges(self.vertices, self._pairs).adjacency
        near = sparse.coo_array(edges @ edges + edges)
        return Pairs(self.vertices, np.sort(near.row.astype(np.int64) * self.vertices + near.col))

    def _named(self, rows: Rows) -> Rows:
        """Cycles by the vertices of the graph, from the least to the lesser of its neighbours."""
        rows, width = self._old[rows], rows.shape[1]
        around = (rows.argmin(axis=1)[:, None] + np.arange(width)) % width
        rows = np.take_along_axis(rows, around, axis=1)
        back = np.concatenate([rows[:, :1], rows[:, :0:-1]], axis=1)
        return np.where(rows[:, [1]] < rows[:, [-1]], rows, back)


def _places(counts: Int[np.ndarray, "_"]) -> Int[np.ndarray, "_"]:
    """0, 1, … up to each count, one after the other."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)


def _stripped(edges: Edges, rounds: int) -> Int[np.ndarray, "m 2"]:
    """The edges without those at a vertex of degree one, `rounds` times."""
    pairs = edges.pairs
    for _ in range(rounds):
        kept = (np.bincount(pairs.reshape(-1), minlength=edges.vertices)[pairs] > 1).all(axis=1)
        if kept.all():
            break
        pairs = pairs[kept]
    return pairs
