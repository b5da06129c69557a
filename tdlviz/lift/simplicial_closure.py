"""The simplicial closure of a hypergraph: the simplices of all groups that meet in a hyperedge."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.search import find_rows, pack
from tdlviz.lift.dowker import check_sets, expected_sets
from tdlviz.lift.expected import MAX_DIM, Expected, Limit
from tdlviz.lift.filtered import filtered as filtered_complex
from tdlviz.lift.subsets import Columns, Value, least


def simplicial_closure(
    cx: Complex | Any, max_dim: int | Any = 2, max_cells: int | Any = 2_000_000
) -> Complex:
    """The simplicial complex of all subsets of the hyperedges: the hypergraph closed downwards.

    cx:      a `tdlviz.hypergraph`, or any other complex: then all its cells count as hyperedges.
    max_dim: highest rank. A hyperedge of more vertices gives its faces of up to so high a rank.
             Ranks without cells stay.

    Vertices keep their names, and fields on all of them are kept, as are the positions. Label
    fields `multiplicity0`, `multiplicity1`, … say how many hyperedges are just this simplex: 0 for
    one that is only part of larger ones.
    Where hyperedges have births (a field `birth1`, as of `times`), each simplex is born with the
    first hyperedge that has it (Benson, Abebe, Schaub, Jadbabaie and Kleinberg, "Simplicial closure
    and higher-order link prediction", PNAS 2018), and so is each vertex, unless there is `birth0`.
    Raises `InvalidInput` for births of only some ranks, and for a vertex without a birth, that is
    one in no hyperedge where there is no `birth0`; `TooLarge` above `max_cells`.
    """
    most = whole_number("simplicial_closure(max_cells=…)", max_cells, 1)
    limit = Limit(most, "simplicial_closure", "lower max_dim")
    columns, max_dim, filtered = _checked(cx, max_dim)
    check_sets(columns, max_dim, limit)
    rows = [np.arange(cx.counts[0])[:, None]]
    births = [_vertex_births(cx, columns)] if filtered else [np.zeros(cx.counts[0])]
    found = cx.counts[0]
    for width in range(2, max_dim + 2):
        simplices, values = least(columns, width, _birth(columns), np.inf, limit, found)
        found += len(simplices)
        rows.append(simplices)
        births.append(values)
    fields = [field for field in cx.fields.values() if field.rank == 0 and field.index is None]
    for rank, simplices in enumerate(rows):
        times = _multiplicity(cx, simplices)
        fields.append(Field(f"multiplicity{rank}", times, rank, kind="label"))
        if "batch0" in cx.fields:
            label = cx["batch0"].values[simplices[:, 0]]
            fields.append(Field(f"batch{rank}", label, rank, kind="label"))
    return filtered_complex(rows, births if filtered else (), cx.positions, *fields)


def simplicial_closure_counts(cx: Complex | Any, max_dim: int | Any = 2) -> Expected:
    """How many cells `simplicial_closure` will make: vertices exactly, the rest estimated."""
    columns, max_dim, _ = _checked(cx, max_dim)
    return expected_sets(columns, max_dim)[0]


def _checked(cx: Any, max_dim: Any) -> tuple[Columns, int, bool]:
    """The distinct cells as columns that hold their vertices, from their first births on."""
    given_complex("simplicial_closure", cx)
    max_dim = whole_number("simplicial_closure(max_dim=…)", max_dim, 0, MAX_DIM)
    ranks = [k for k in range(1, cx.dim + 1) if cx.counts[k]]
    born = [k for k in ranks if f"birth{k}" in cx.fields]
    if born and born != ranks:
        given = f"births of rank {born} and cells of rank {ranks}"
        raise InvalidInput("simplicial_closure", given, "all cells have births, or none")
    cells = [cx.cells(0), *(cx.cells(k) for k in ranks)]
    values = [np.full(cx.counts[0], np.inf)]
    values += [cx[f"birth{k}"].values if born else np.zeros(cx.counts[k]) for k in ranks]
    return _columns(cx.counts[0], cells, np.concatenate(values).astype(float)), max_dim, bool(born)


def _columns(vertices: int, cells: list[Cells], values: Float[np.ndarray, "cells"]) -> Columns:
    sizes = np.concatenate([part.sizes for part in cells])
    flat = np.concatenate([part.flat for part in cells])
    rows, births, widths = [], [], []
    for size in np.unique(sizes):
        here = sizes == size
        sets = np.sort(flat[np.repeat(here, sizes)].reshape(-1, size), axis=1)
        order = np.argsort(values[here], kind="stable")
        first = order[np.unique(pack(sets[order]), return_index=True)[1]]
        rows.append(sets[first].reshape(-1))
        births.append(np.repeat(values[here][first], size))
        widths.append(np.full(len(first), size))
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(widths))])
    return Columns(vertices, np.concatenate(rows), np.concatenate(births), offsets)


def _birth(columns: Columns) -> Value:
    return lambda owner, _: columns.values[columns.offsets[owner]]


def _vertex_births(cx: Complex, columns: Columns) -> Float[np.ndarray, "vertices"]:
    """When each vertex enters: as it says itself, or else with its first hyperedge."""
    births = np.full(cx.counts[0], np.inf)
    np.minimum.at(births, columns.rows, columns.values)
    if "birth0" not in cx.fields:
        if np.isinf(births).any():
            given = f"vertex {int(np.isinf(births).argmax())} in no hyperedge"
            raise InvalidInput("simplicial_closure", given, "it needs a birth: give birth0")
        return births
    own = cx["birth0"].values.astype(float)
    if (own > births).any():
        bad = int((own > births).argmax())
        given = f"vertex {bad} born at {own[bad]}, in a hyperedge born at {births[bad]}"
        raise InvalidInput("simplicial_closure", given, "a filtration is monotone")
    return own


def _multiplicity(cx: Complex, simplices: Int[np.ndarray, "n width"]) -> Int[np.ndarray, "n"]:
    """How many of the cells of rank 1 and more are each simplex."""
    times, width = np.zeros(len(simplices), dtype=np.int64), simplices.shape[1]
    for cells in cx.ranks[1:]:
        equal = cells.where(cells.sizes == width)
        if len(equal):
            place = find_rows(np.sort(np.asarray(equal), axis=1), simplices)
            times += np.bincount(place, minlength=len(simplices))
    return times
