"""To and from TopoNetX: simplicial, cell and combinatorial complexes, and coloured hypergraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.closure import polygon_cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import one_of
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.search import pack, unique_rows
from tdlviz.lift.convert.attributes import (
    column_fields,
    field_columns,
    integer_names,
    names_of,
    read_columns,
    refuse_attributes,
    vertex_names,
    write_columns,
)
from tdlviz.lift.convert.package import package
from tdlviz.lift.vertex_sets import set_lists

FORMS = {
    "simplicial": "SimplicialComplex",
    "cell": "CellComplex",
    "combinatorial": "CombinatorialComplex",
    "coloured": "ColoredHyperGraph",
}


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
    field `vertex`. Simplices and edges are in lexicographic order, other cells in theirs.
    Attributes that several ranks have become `weight0`, `weight1`, …, those of the whole complex
    are refused. Raises `InvalidInput` for other names, attributes that are no numbers, and polygons
    that repeat a vertex; `MissingPackage` without toponetx.
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
    fields = column_fields("from_toponetx", columns, names_of("from_toponetx(labels=…)", labels))
    if not np.array_equal(names, np.arange(len(names))):
        fields.append(Field("vertex", names, 0, kind="label"))
    oriented = ranks[-1].kind != "sets"
    return Complex(cells, None, {field.name: field for field in fields}, None, oriented)


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


def to_toponetx(
    cx: Complex | Any, form: str | Any | None = None, *, leave: Iterable[str] | Any = ()
) -> Any:
    """The TopoNetX complex of a complex, with its fields as attributes.

    form:  "simplicial", "cell", "combinatorial" or "coloured". None: simplicial for simplices, cell
           for polygons, combinatorial for a complex without orientation. "coloured" is for one that
           has a set twice, or sets of a higher rank than sets that they lie in.
    leave: names of fields to leave out.

    Names and attributes as in `from_toponetx`; TopoNetX adds a weight of 1 where a combinatorial or
    coloured cell has none. Raises `InvalidInput` for a form that does not fit, positions, ordered
    simplices, and fields of other kinds than scalar, label and vector; `UnknownName` for other
    forms, `MissingPackage` without toponetx.
    """
    toponetx = package("to_toponetx", "toponetx", "convert")
    chosen = _form(cx, form)
    if cx.positions is not None:
        rule = "TopoNetX keeps no positions: give cx.with_positions(None)"
        raise InvalidInput("to_toponetx", repr(cx), rule)
    columns = field_columns("to_toponetx", cx, names_of("to_toponetx(leave=…)", leave), ("vertex",))
    names = np.array(vertex_names("to_toponetx", cx), dtype=np.int64)
    made = getattr(toponetx, FORMS[chosen])()
    for rank, cells in enumerate(cx.ranks):
        rows = [names[cell].tolist() for cell in cells]
        for row, table in zip(rows, write_columns(columns[rank], len(rows)), strict=True):
            _add(made, chosen, rank, row, table)
    return made


def _form(cx: Complex | Any, form: Any) -> str:
    given_complex("to_toponetx", cx)
    if form is not None:
        one_of("to_toponetx(form=…)", form, FORMS)
    simple = (
        cx.simplicial
        and cx.oriented
        and all((np.diff(np.asarray(cells), axis=1) > 0).all() for cells in cx.ranks if len(cells))
    )
    polygonal = cx.oriented and cx.incidence is None and not sum(cx.counts[3:])
    fitting = {"simplicial": simple, "cell": polygonal, "combinatorial": not cx.oriented}
    if form is None:
        form = next((name for name, fits in fitting.items() if fits), "")
    if not {**fitting, "coloured": not cx.oriented}.get(form, False):
        rule = "simplices, polygons, or sets without orientation are needed, as the form says"
        raise InvalidInput(f"to_toponetx(form={form or None!r})", cx.summary(), rule)
    return str(form)


def _add(made: Any, form: str, rank: int, row: list[int], table: dict[str, Any]) -> None:
    if form == "simplicial":
        made.add_simplex(row, **table)
    elif rank == 0:
        made.add_node(row[0], **table)
    elif form == "cell" and rank == 1:
        made.add_edge(*row, **table)
    else:
        if form == "combinatorial" and row in made.cells:
            given, rule = f"the cell {row} twice", 'say form="coloured"'
            raise InvalidInput("to_toponetx", given, rule)
        try:
            made.add_cell(row, rank=rank, **table)
        except ValueError as error:
            raise InvalidInput("to_toponetx", f"cell {row}: {error}", "see form") from error
