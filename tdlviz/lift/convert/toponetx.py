"""From TopoNetX: simplicial, cell and combinatorial complexes, and coloured hypergraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.closure import polygon_cells
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.search import pack, unique_rows
from tdlviz.lift.convert.attributes import (
    column_fields,
    integer_names,
    names_of,
    read_columns,
    refuse_attributes,
    take_positions,
)
from tdlviz.lift.convert.package import package
from tdlviz.lift.vertex_sets import set_lists


class Rank(NamedTuple):
    """What TopoNetX holds of one rank.

    rows:   the vertex list of each cell.
    tables: its attributes.
    kind:   "simplices" are put in lexicographic order, "polygons" and "sets" stay in theirs.
    """

    rows: Sequence[Sequence[Any]]
    tables: Sequence[dict[Any, Any]]
    kind: str


def from_toponetx(
    theirs: Any,
    *,
    labels: Iterable[str] | Any = (),
    leave: Iterable[str] | Any = (),
) -> Complex:
    """A TopoNetX complex, with its attributes as fields.

    theirs: a SimplicialComplex; a CellComplex, its cells of rank 2 polygons; a CombinatorialComplex
            or ColoredHyperGraph, which have no orientation.
    labels: names of attributes that are labels; other single numbers are scalars, rows vectors.
    leave:  names of attributes to leave out.

    Nodes are integers, numbered in increasing order; other names than 0 to n − 1 are kept in the
    field `vertex`. Simplices and edges are in lexicographic order, other cells in theirs. The
    attribute `position`, where every node has one, becomes the positions; attributes that several
    ranks have become `weight0`, `weight1`, …; those of the whole complex are refused.
    Raises `InvalidInput` for other names, attributes that are no numbers, and polygons that repeat
    a vertex; `MissingPackage` without toponetx.
    """
    toponetx = package("from_toponetx", "toponetx", "convert")
    leave = names_of("from_toponetx(leave=…)", leave)
    ranks = _read(toponetx, theirs)
    if not ranks or not ranks[0].rows:
        raise InvalidInput("from_toponetx", "no nodes", "at least one is needed")
    names = np.sort(integer_names("from_toponetx", [node for (node,) in ranks[0].rows]))
    cells, tables = zip(*(_numbered(rank, names) for rank in ranks), strict=True)
    refuse_attributes("from_toponetx", {n: v for n, v in theirs.complex.items() if n not in leave})
    columns = read_columns("from_toponetx", tables, leave)
    positions = take_positions(columns[0], "position")
    fields = column_fields("from_toponetx", columns, names_of("from_toponetx(labels=…)", labels))
    if not np.array_equal(names, np.arange(len(names))):
        fields.append(Field("vertex", names, 0, kind="label"))
    oriented = ranks[-1].kind != "sets"
    return Complex(cells, positions, {field.name: field for field in fields}, None, oriented)


def _read(toponetx: Any, theirs: Any) -> list[Rank]:
    if isinstance(theirs, toponetx.SimplicialComplex):
        simplices = [[tuple(cell) for cell in theirs.skeleton(k)] for k in range(theirs.dim + 1)]
        return [Rank(rows, [theirs[row] for row in rows], "simplices") for rows in simplices]
    if isinstance(theirs, toponetx.CellComplex):
        return _read_polygons(theirs)
    if isinstance(theirs, toponetx.ColoredHyperGraph):
        keyed = not isinstance(theirs, toponetx.CombinatorialComplex)
        return _read_sets(theirs.cells.hyperedge_dict, keyed)
    kinds = "SimplicialComplex, CellComplex, CombinatorialComplex, ColoredHyperGraph"
    raise InvalidInput("from_toponetx", type(theirs).__name__, f"one of {kinds} is needed")


def _read_polygons(theirs: Any) -> list[Rank]:
    nodes, edges, cells = list(theirs.nodes), list(theirs.edges), list(theirs.cells)
    ranks = [
        Rank([(node,) for node in nodes], [theirs.nodes[node] for node in nodes], "simplices"),
        Rank(edges, [theirs.edges[edge] for edge in edges], "simplices"),
        # Asked by its vertices, a cell of which there are several gives the attributes of all.
        Rank([cell.elements for cell in cells], [cell._attributes for cell in cells], "polygons"),
    ]
    return ranks[: theirs.dim + 1]


def _read_sets(held: dict[int, dict[frozenset[Any], Any]], keyed: bool) -> list[Rank]:
    """keyed: a set may be there several times, each with a key of its own."""
    ranks = []
    for rank in range(max(held, default=-1) + 1):
        found = [
            (tuple(cell), one)
            for cell, table in held.get(rank, {}).items()
            for one in (table.values() if keyed else [table])
        ]
        kind = "sets" if rank else "simplices"
        ranks.append(Rank([cell for cell, _ in found], [one for _, one in found], kind))
    return ranks


def _numbered(rank: Rank, names: np.ndarray) -> tuple[Cells, list[dict[Any, Any]]]:
    """The cells of one rank by the numbers of their vertices, and their attributes in order."""
    flat = integer_names("from_toponetx", [name for row in rank.rows for name in row])
    offsets = np.cumsum([0, *map(len, rank.rows)], dtype=np.int64)
    cells, tables = Cells(np.searchsorted(names, flat), offsets), list(rank.tables)
    rows = [row.tolist() for row in cells]
    if rank.kind == "sets":
        return set_lists("from_toponetx", rows), tables
    if rank.kind == "polygons" and not cells.uniform(3):
        return polygon_cells(rows), tables
    simplices = np.sort(np.array(rows, dtype=np.int64).reshape(len(rows), -1), axis=1)
    order = np.argsort(pack(simplices), kind="stable")
    if len(unique_rows(simplices)) < len(simplices):
        raise InvalidInput("from_toponetx", "a triangle given twice", "each cell is given once")
    return Cells.of(simplices[order]), [tables[place] for place in order.tolist()]
