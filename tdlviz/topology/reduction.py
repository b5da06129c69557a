"""The reduced columns of one boundary matrix, only those that are asked for.

The pairs are known, so which column has which pivot is known before anything is reduced, and a
column can be reduced with the help of only those columns that it meets, each found in the same way
and remembered. What comes out is a column of R = ∂V (Cohen-Steiner, Edelsbrunner, Morozov 2006): a
cycle with the birth cell as its last one, and the boundary of a chain with the death cell as its
last one. It cannot have been a boundary before, for then the pair would have died before.
"""

from __future__ import annotations

from heapq import heappop, heappush
from threading import RLock
from time import monotonic
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.incidence import Faces
from tdlviz.topology.cache import memoised
from tdlviz.topology.columns import BitColumns, Columns, DictColumns
from tdlviz.topology.faces import faces
from tdlviz.topology.pairing import pairing

# Over this a column of bits takes 64 kB, and thousands of them more memory than one would spend.
MANY_ROWS = 2**19


class OutOfTime(Exception):
    """The deadline has come; what is reduced already is remembered."""


class Reduction:
    """A boundary matrix, cells and faces placed in the order in which they enter; or its transpose.

    cells, rows: the names of columns and rows in the order in which they are placed.
    faces:       the entries of each column, by name.
    pairs:       (m, 2) the rows and the columns of which they are the pivots, by name.
    """

    def __init__(
        self, cells: np.ndarray, rows: np.ndarray, faces: Faces, pairs: np.ndarray, prime: int
    ) -> None:
        self.cells, self.rows, self.prime = cells, rows, prime
        self.place, self.row_place = _inverse(cells), _inverse(rows)
        self.offsets, self.signs = faces.offsets, faces.signs
        self.face_rows = self.row_place[faces.names]
        killer = np.full(len(rows), -1, dtype=np.int64)
        killer[self.row_place[pairs[:, 0]]] = self.place[pairs[:, 1]]
        self.killer: list[int] = killer.tolist()
        two = prime == 2 and bool((np.diff(faces.offsets) > 2).any())
        self.algebra: Columns[Any] = (
            BitColumns() if two and len(rows) <= MANY_ROWS else DictColumns(prime)
        )
        self.reduced: dict[int, Any] = {}
        self.steps: dict[int, list[tuple[int, int]]] = {}
        self.lock = RLock()

    def raw(self, place: int) -> Any:
        """The column of the cell at `place` as it stands in the boundary matrix."""
        cell = self.cells[place]
        part = slice(self.offsets[cell], self.offsets[cell + 1])
        return self.algebra.make(self.face_rows[part].tolist(), self.signs[part].tolist())

    def reduce(self, place: int, deadline: float = np.inf) -> Any:
        """The reduced column of the cell at `place`: zero where it gives birth."""
        with self.lock:
            if place not in self.reduced:
                self._reduce(place, deadline)
            return self.reduced[place]

    def _reduce(self, wanted: int, deadline: float) -> None:
        algebra, killer, reduced = self.algebra, self.killer, self.reduced
        waiting: list[tuple[int, Any, list[tuple[int, int]]]] = [(wanted, self.raw(wanted), [])]
        while waiting:
            place, column, steps = waiting.pop()
            while True:
                row = algebra.pivot(column)
                helper = killer[row] if row >= 0 else place
                if helper == place:
                    reduced[place], self.steps[place] = column, steps
                    break
                other = reduced.get(helper)
                if other is None:
                    other = self.raw(helper)
                    if algebra.pivot(other) != row:
                        if monotonic() > deadline:
                            raise OutOfTime
                        waiting += [(place, column, steps), (helper, other, [])]
                        break
                column, factor = algebra.cancel(column, other, row)
                steps.append((helper, factor))

    def kills(self, column: Any, place: int, deadline: float = np.inf) -> bool:
        """Whether the cycle `column` is a boundary once the cell at `place` has entered."""
        while (row := self.algebra.pivot(column)) >= 0:
            helper = self.killer[row]
            if not 0 <= helper <= place:
                return False
            other = self.raw(helper)
            if self.algebra.pivot(other) != row:
                other = self.reduce(helper, deadline)
            column, _ = self.algebra.cancel(column, other, row)
        return True

    def elder(self, column: Any, place: int, deadline: float = np.inf) -> Any:
        """A reduced column of an edge with its other vertex replaced by the one that lives on."""
        while True:
            other = min(column)
            helper = self.killer[other]
            if not 0 <= helper < place:
                return column
            column, _ = self.algebra.cancel(column, self.reduce(helper, deadline), other)

    def chain(self, place: int, deadline: float = np.inf) -> dict[int, int]:
        """The column of V of the cell at `place`: which columns add up to its reduced column.

        From cell places to coefficients. It is spread from the last column to the first, so that
        each is opened once, whatever the number of ways that lead to it.
        """
        self.reduce(place, deadline)
        chain: dict[int, int] = {}
        pending, heap = {place: 1}, [-place]
        while heap:
            last = -heappop(heap)
            coefficient = pending.pop(last) % self.prime
            if coefficient:
                chain[last] = coefficient
                for helper, factor in self.steps.get(last, ()):
                    if helper not in pending:
                        heappush(heap, -helper)
                    pending[helper] = pending.get(helper, 0) + coefficient * factor
        return chain


@memoised
def reduction(cx: Complex, rank: int, prime: int) -> Reduction:
    """The reduction of the boundary of `rank`, shared by all who ask."""
    pairs = pairing(cx, prime)
    bars = pairs.bars[rank - 1]
    order = pairs.order[rank], pairs.order[rank - 1]
    return Reduction(*order, faces(cx, rank), bars[bars[:, 1] >= 0], prime)


@memoised
def coreduction(cx: Complex, rank: int, prime: int) -> Reduction:
    """The reduction of the coboundary of `rank`, the last cell to enter first, shared likewise."""
    pairs, upper = pairing(cx, prime), faces(cx, rank + 1)
    bars = pairs.bars[rank]
    columns = np.argsort(upper.names, kind="stable")
    sizes = np.bincount(upper.names, minlength=cx.counts[rank])
    cofaces = Faces(
        upper.owner[columns], upper.signs[columns], np.concatenate([[0], np.cumsum(sizes)])
    )
    order = pairs.order[rank][::-1], pairs.order[rank + 1][::-1]
    return Reduction(*order, cofaces, bars[bars[:, 1] >= 0][:, ::-1], prime)


def _inverse(order: np.ndarray) -> np.ndarray:
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place
