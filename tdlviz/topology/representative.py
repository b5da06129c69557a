"""Cycles that one can look at: for a bar, the hole that it measures.

A class has many cycles; these are chosen to be right rather than shortest. A cycle of a bar has
the birth cell as its youngest cell, is no boundary before the death cell enters, and is one then.
"""

from __future__ import annotations

from time import monotonic
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import length, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.loop import loop
from tdlviz.topology.pairing import pairing
from tdlviz.topology.prime import check_prime
from tdlviz.topology.reduction import OutOfTime, Reduction, reduction

Cycle = tuple[Int[np.ndarray, "cells"], Int[np.ndarray, "cells"]]


class Cycles(NamedTuple):
    """Cycle `i`, of row `bars[i]` of the diagram, has the cells `cells[offsets[i]:offsets[i+1]]`.

    `values` are their coefficients, as in `representative`.
    """

    bars: Int[np.ndarray, "done"]
    offsets: Int[np.ndarray, "bounds"]
    cells: Int[np.ndarray, "total"]
    values: Int[np.ndarray, "total"]


def representative(cx: Complex | Any, bar: Field | Any, prime: int | Any = 2) -> Field:
    """A cycle of one bar: a scalar field `cycle` on cells of the bar's rank.

    bar: a diagram field of one row, as `persistence(cx, 1)[3]`, found over the same `prime`.

    The values are integers between -p/2 and p/2, 1 on the birth cell, and as a chain over Z/p their
    boundary is zero. The youngest cell is the birth cell. Where the bar dies, the cycle is the
    boundary of a chain with the death cell as its youngest: the reduced column of that cell. Where
    it never dies, it is the column of V of the birth cell. In rank 1 a loop of the fewest edges
    through the birth edge takes the place of either, wherever it dies with the bar just as well.
    In rank 0 it is the birth vertex minus the elder vertex, the oldest of the component that it
    meets when it dies; the birth vertex alone where it never does.

    Raises `InvalidInput` where `bar` is not a single bar of this complex and prime.
    """
    prime = check_prime("representative", prime)
    check_one_bar("representative", cx, bar)
    cells, values = _cycle(cx, bar, 0, prime)
    return Field("cycle", values, bar.rank, cells, kind="scalar")


def representatives(
    cx: Complex | Any,
    diagram: Field | Any,
    limit: int | Any = 50,
    seconds: float | Any = 1.0,
    prime: int | Any = 2,
) -> Cycles:
    """Cycles of the `limit` longest bars, or of as many as are found within `seconds`.

    `bars` says which rows of `diagram` were done, longest first; those that never die come before
    all others. What was reduced is remembered, so that asking again goes on where time ran out.
    Raises `InvalidInput` for another kind of field, a negative limit or what is no prime.
    """
    prime = check_prime("representatives", prime)
    limit = whole_number("representatives(limit=…)", limit, 0)
    deadline = monotonic() + length("representatives(seconds=…)", seconds)
    check_diagram("representatives", cx, diagram)
    done: list[int] = []
    found: list[Cycle] = []
    for row in _longest(diagram)[:limit].tolist():
        if monotonic() >= deadline:
            break
        try:
            found.append(_cycle(cx, diagram, row, prime, deadline))
        except OutOfTime:
            break
        done.append(row)
    none = np.zeros(0, dtype=np.int64)
    return Cycles(
        np.array(done, dtype=np.int64),
        np.cumsum([0, *(len(cells) for cells, _ in found)], dtype=np.int64),
        np.concatenate([none, *(cells for cells, _ in found)]),
        np.concatenate([none, *(values for _, values in found)]),
    )


def _longest(diagram: Field) -> np.ndarray:
    births, deaths = diagram.values.T
    return np.lexsort((births, -(deaths - births)))


def _cycle(cx: Complex, diagram: Field, row: int, prime: int, deadline: float = np.inf) -> Cycle:
    rank, birth, death = cells_of_bar("representative", cx, diagram, row, prime)
    if death >= 0 and rank == 1:
        cells, values = _short(cx, birth, death, prime, deadline)
    elif death >= 0:
        cells, values = _boundary_of(reduction(cx, rank + 1, prime), death, rank, deadline)
    elif rank == 0:
        cells, values = np.array([birth]), np.array([1])
    elif rank == 1:
        cells, values = loop(cx, pairing(cx, prime).order[1], birth)
    else:
        cells, values = _kernel_of(reduction(cx, rank, prime), birth, deadline)
    return settled(cells, values, birth, prime)


def _boundary_of(found: Reduction, death: int, rank: int, deadline: float) -> Cycle:
    place = int(found.place[death])
    column = found.reduce(place, deadline)
    if rank == 0:
        column = found.elder(column, place, deadline)
    rows, values = found.algebra.entries(column)
    return found.rows[rows], values


def _short(cx: Complex, birth: int, death: int, prime: int, deadline: float) -> Cycle:
    """The short loop through the birth edge where it dies with the bar, or else the column."""
    found = reduction(cx, 2, prime)
    edges, signs = loop(cx, found.rows, birth)
    column = found.algebra.make(found.row_place[edges].tolist(), signs.tolist())
    if found.kills(column, int(found.place[death]), deadline):
        return edges, signs
    return _boundary_of(found, death, 1, deadline)


def _kernel_of(found: Reduction, birth: int, deadline: float) -> Cycle:
    chain = found.chain(int(found.place[birth]), deadline)
    places = np.fromiter(chain, dtype=np.int64, count=len(chain))
    return found.cells[places], np.fromiter(chain.values(), dtype=np.int64, count=len(chain))


def settled(cells: np.ndarray, values: np.ndarray, birth: int, prime: int) -> Cycle:
    """By name, with 1 on the birth cell and the coefficients nearest to zero."""
    order = np.argsort(cells)
    cells, values = cells[order], values[order]
    scale = pow(int(values[np.searchsorted(cells, birth)]), -1, prime)
    values = values * scale % prime
    return cells, np.where(values > prime // 2, values - prime, values)


def check_diagram(asked: str, cx: Complex | Any, diagram: Any) -> None:
    """Refuse what is no diagram of this complex."""
    given_complex(asked, cx)
    if not isinstance(diagram, Field) or diagram.kind != "diagram":
        raise InvalidInput(asked, repr(diagram), "a diagram of this complex is needed")
    diagram.check(cx)


def check_one_bar(asked: str, cx: Complex | Any, bar: Any) -> None:
    """Refuse what is no diagram of a single bar."""
    check_diagram(asked, cx, bar)
    if len(bar) != 1:
        raise InvalidInput(asked, f"{len(bar)} bars", "one bar is needed, as diagram[0]")


def cells_of_bar(
    asked: str, cx: Complex, diagram: Field, row: int, prime: int
) -> tuple[int, int, int]:
    """Rank, birth cell and death cell of one bar, refused where the complex has no such bar."""
    assert diagram.index is not None
    assert diagram.rank is not None  # a diagram has both
    birth, death = diagram.index[row].tolist()
    bars = pairing(cx, prime).bars[diagram.rank]
    if not (bars[bars[:, 0] == birth][:, 1] == death).any():
        given = f"birth cell {birth} with death cell {death}"
        raise InvalidInput(asked, given, f"no bar of this complex over Z/{prime} is that")
    return diagram.rank, birth, death
