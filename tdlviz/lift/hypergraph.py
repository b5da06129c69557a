"""Hypergraphs: edges with any number of vertices."""

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
from tdlviz.lift.expected import Expected, Limit
from tdlviz.lift.vertex_sets import numbered, set_columns, set_lists, set_pairs


def hypergraph(
    hyperedges: Iterable[Any] | ArrayLike | Any | None = None,
    max_cells: int | Any = 5_000_000,
    *,
    incidence: ArrayLike | Any = None,
    index: ArrayLike | Any = None,
    vertices: int | Any | None = None,
) -> Complex:
    """A hypergraph: a complex without orientation whose cells of rank 1 are the hyperedges.

    hyperedges: a list of vertex lists (or sets), or an array (hyperedges, size) of integers.
    incidence:  instead: a matrix (vertices, hyperedges) of zeros and ones, dense or scipy sparse.
    index:      instead: (2, m) integers, a vertex above a hyperedge that has it, as in
                torch-geometric's `hyperedge_index`.
    vertices:   how many there are, with `hyperedges` or `index`. None: other names than 0 to n - 1
                are numbered in increasing order and kept in the field `vertex`, as
                `Complex.from_facets` does.

    Hyperedge i is the cell i of rank 1, its vertices increasing. One that is given twice is two
    cells: how often and when a group met is data.
    Raises `InvalidInput` for a hyperedge that is empty or names a vertex twice, `TooLarge` above
    `max_cells`.
    """
    lower = "give fewer hyperedges"
    limit = Limit(whole_number("hypergraph(max_cells=…)", max_cells, 1), "hypergraph", lower)
    cells, count, names = _read(hyperedges, incidence, index, vertices)
    limit.check(_expected(count, len(cells)))
    cx = Complex((Cells.of(np.arange(count)[:, None]), cells), oriented=False)
    return cx if names is None else cx.with_fields(Field("vertex", names, 0, kind="label"))


def hypergraph_counts(
    hyperedges: Iterable[Any] | ArrayLike | Any | None = None,
    *,
    incidence: ArrayLike | Any = None,
    index: ArrayLike | Any = None,
    vertices: int | Any | None = None,
) -> Expected:
    """How many cells `hypergraph` will make: exact."""
    cells, count, _ = _read(hyperedges, incidence, index, vertices)
    return _expected(count, len(cells))


def _expected(vertices: int, hyperedges: int) -> Expected:
    return Expected((vertices, hyperedges), (True, True), edges="hyperedges")


def _read(
    hyperedges: Any, incidence: Any, index: Any, vertices: Any
) -> tuple[Cells, int, Int[np.ndarray, "n"] | None]:
    given = [form is not None for form in (hyperedges, incidence, index)]
    if sum(given) != 1:
        rule = "give one of hyperedges, incidence and index"
        raise InvalidInput("hypergraph", f"{sum(given)} of them", rule)
    if incidence is not None:
        if vertices is not None:
            rule = "the matrix has a row for each"
            raise InvalidInput("hypergraph(vertices=…)", vertices, rule)
        cells, vertices = set_columns("hypergraph(incidence=…)", incidence)
    elif index is not None:
        cells = _from_index(index)
    else:
        cells = set_lists("hypergraph", hyperedges)
    return numbered("hypergraph", cells, vertices)


def _from_index(index: Any) -> Cells:
    asked = "hypergraph(index=…)"
    pairs = integers(asked, index)
    if pairs.ndim != 2 or len(pairs) != 2:
        raise InvalidInput(asked, f"shape {pairs.shape}", "(2, m) integers are needed")
    vertex, owner = pairs
    most = int(owner.max(initial=-1)) + 1
    if most > len(owner):
        rule = "hyperedges are 0, 1, …, each with a vertex"
        raise InvalidInput(asked, f"hyperedge {most - 1} among {len(owner)} pairs", rule)
    return set_pairs(asked, owner, vertex, np.bincount(owner, minlength=most))
