"""Combinatorial complexes: sets of vertices with a rank that grows with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from jaxtyping import Int
from numpy.typing import ArrayLike

from tdlviz.core.cells import Cells, integers
from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.expansion import BLOCK, blocks
from tdlviz.lift.expected import MAX_DIM, Expected, Limit
from tdlviz.lift.vertex_sets import membership, numbered, set_lists

Names = Int[np.ndarray, "n"] | None


def combinatorial(
    cells: Iterable[Any] | ArrayLike | Any,
    ranks: ArrayLike | Any,
    max_cells: int | Any = 2_000_000,
    *,
    vertices: int | Any | None = None,
) -> Complex:
    """A combinatorial complex: sets of vertices, each with a rank of its own.

    Hajij et al., "Topological Deep Learning: Going Beyond Graph Data" (2023): a set
    that lies in another has no higher rank, and every vertex is a cell of rank 0. It has no
    orientation: the ranks say nothing about the numbers of vertices.

    cells:    a list of vertex lists (or sets), each given once.
    ranks:    one integer from 0 to 100 for each. Single vertices have rank 0 and need not be given.
    vertices: how many there are. None: names other than 0 to n - 1 are numbered in increasing order
              and kept in the field `vertex`.

    Cells of one rank are in the order in which they were given. Ranks without cells stay.
    Raises `InvalidInput` for what breaks these rules, `TooLarge` above `max_cells`.
    """
    most = whole_number("combinatorial(max_cells=…)", max_cells, 1)
    limit = Limit(most, "combinatorial", "give fewer cells")
    sets, levels, count, names = _read(cells, ranks, vertices)
    limit.check(_expected(levels, count))
    _check_order(sets, levels, count)
    higher = (sets.where(levels == rank) for rank in range(1, int(levels.max(initial=0)) + 1))
    cx = Complex((Cells.of(np.arange(count)[:, None]), *higher), oriented=False)
    return cx if names is None else cx.with_fields(Field("vertex", names, 0, kind="label"))


def combinatorial_counts(
    cells: Iterable[Any] | ArrayLike | Any,
    ranks: ArrayLike | Any,
    *,
    vertices: int | Any | None = None,
) -> Expected:
    """How many cells `combinatorial` will make: exact."""
    _, levels, count, _ = _read(cells, ranks, vertices)
    return _expected(levels, count)


def _expected(levels: Int[np.ndarray, "n"], vertices: int) -> Expected:
    counts = (vertices, *np.bincount(levels, minlength=1)[1:].tolist())
    return Expected(counts, (True,) * len(counts), "of rank 2", "of rank 3", "cells of rank 1")


def _read(cells: Any, ranks: Any, vertices: Any) -> tuple[Cells, np.ndarray, int, Names]:
    sets = set_lists("combinatorial(cells)", cells)
    levels = integers("combinatorial(ranks)", ranks)
    if levels.shape != (len(sets),) or levels.max(initial=0) > MAX_DIM:
        given = f"shape {levels.shape}, highest {levels.max(initial=0)}"
        rule = f"{len(sets)} ranks from 0 to {MAX_DIM} are needed, one for each cell"
        raise InvalidInput("combinatorial(ranks)", given, rule)
    wrong = (sets.sizes == 1) != (levels == 0)
    if wrong.any():
        bad = int(wrong.argmax())
        given = f"{sets[bad].tolist()} of rank {levels[bad]}"
        raise InvalidInput(
            "combinatorial", given, "rank 0 is that of single vertices, and only theirs"
        )
    sets, count, names = numbered("combinatorial", sets, vertices)
    return sets, levels, count, names


def _check_order(sets: Cells, levels: Int[np.ndarray, "n"], vertices: int) -> None:
    """Raise `InvalidInput` where a cell lies in one of lower rank, or in one that is its equal.

    A cell can only lie in cells that have its rarest vertex: those are tried, in blocks.
    """
    members = membership(sets, vertices)
    holders = members.tocsc()
    common = np.diff(holders.indptr)
    order = np.lexsort((common[sets.flat], sets.owner))
    rarest = sets.flat[order][sets.offsets[:-1]]
    for start, stop in blocks(common[rarest], max(1, BLOCK // int(sets.sizes.max(initial=1)))):
        counts = common[rarest[start:stop]]
        inner = np.repeat(np.arange(start, stop), counts)
        place = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        outer = holders.indices[holders.indptr[rarest[inner]] + place].astype(np.int64)
        kept = (inner != outer) & (sets.sizes[inner] <= sets.sizes[outer])
        inner, outer = inner[kept], outer[kept]
        inside = members[inner].multiply(members[outer]).sum(axis=1) == sets.sizes[inner]
        equal = sets.sizes[inner] == sets.sizes[outer]
        wrong = inside & ((levels[inner] > levels[outer]) | equal)
        if wrong.any():
            bad = int(wrong.argmax())
            said = [f"{sets[i].tolist()} of rank {levels[i]}" for i in (inner[bad], outer[bad])]
            rule = "each set comes once, and no set in another has the higher rank"
            raise InvalidInput("combinatorial", " in ".join(said), rule)
