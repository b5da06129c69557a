"""To and from xgi: hypergraphs and simplicial complexes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.search import pack
from tdlviz.lift.convert.attributes import (
    column_fields,
    field_columns,
    integer_names,
    names_of,
    put_positions,
    read_columns,
    take_positions,
    unordered,
    vertex_names,
    write_columns,
)
from tdlviz.lift.convert.package import package
from tdlviz.lift.vertex_sets import set_lists

if TYPE_CHECKING:
    import xgi

EDGE = "edge"
PLACE = "pos"


def from_xgi(
    network: xgi.Hypergraph | xgi.SimplicialComplex | Any,
    *,
    labels: Iterable[str] | Any = (),
    leave: Iterable[str] | Any = (),
) -> Complex:
    """An xgi Hypergraph or SimplicialComplex, with its attributes as fields.

    labels: names of attributes that are labels; other single numbers are scalars, rows vectors.
    leave:  names of attributes to leave out.

    Nodes are integers, numbered in increasing order; other names than 0 to n − 1 are kept in the
    field `vertex`. Hyperedges keep their order, and such names of theirs are the field `edge`.
    The attribute `pos`, where every node has one, becomes the positions.
    Raises `InvalidInput` for other names, empty hyperedges, directed hypergraphs, attributes of the
    network and those that are no numbers; `MissingPackage` without xgi.
    """
    xgi = package("from_xgi", "xgi", "convert")
    leave = names_of("from_xgi(leave=…)", leave)
    if not isinstance(network, (xgi.Hypergraph, xgi.SimplicialComplex)):
        given = type(network).__name__
        rule = "an xgi.Hypergraph or xgi.SimplicialComplex is needed"
        raise InvalidInput("from_xgi", given, rule)
    names = np.sort(integer_names("from_xgi", list(network.nodes)))
    called = list(network.edges)
    members = network.edges.members(dtype=dict)
    sets = set_lists("from_xgi", [[*members[edge]] for edge in called])
    cells = Cells(np.searchsorted(names, sets.flat), sets.offsets)
    simplicial = isinstance(network, xgi.SimplicialComplex)
    ranks, orders = _simplices(cells) if simplicial else ((cells,), (np.arange(len(cells)),))
    tables = [[network.edges[called[edge]] for edge in order.tolist()] for order in orders]
    nodes = [network.nodes[node] for node in names.tolist()]
    columns = read_columns("from_xgi", [nodes, *tables], leave)
    positions = take_positions(columns[0], PLACE)
    fields = column_fields("from_xgi", columns, names_of("from_xgi(labels=…)", labels))
    if not np.array_equal(names, np.arange(len(names))):
        fields.append(Field("vertex", names, 0, kind="label"))
    if not simplicial and called != list(range(len(called))):
        fields.append(Field(EDGE, integer_names("from_xgi", called), 1, kind="label"))
    vertices = Cells.of(np.arange(len(names))[:, None])
    named = {field.name: field for field in fields}
    return Complex((vertices, *ranks), positions, named, None, simplicial)


def _simplices(cells: Cells) -> tuple[tuple[Cells, ...], tuple[np.ndarray, ...]]:
    """Cells by rank in lexicographic order, and the place that each had before."""
    ranks, orders = [], []
    for size in range(2, int(cells.sizes.max(initial=1)) + 1):
        places = np.flatnonzero(cells.sizes == size)
        rows = np.asarray(cells.where(cells.sizes == size)).reshape(-1, size)
        order = np.argsort(pack(rows))
        ranks.append(Cells.of(rows[order]))
        orders.append(places[order])
    return tuple(ranks), tuple(orders)


def to_xgi(
    cx: Complex | Any, *, leave: Iterable[str] | Any = ()
) -> xgi.Hypergraph | xgi.SimplicialComplex:
    """The xgi Hypergraph of a `tdlviz.hypergraph`, or the SimplicialComplex of a simplicial one.

    leave: names of fields to leave out.

    Names and attributes as in `from_xgi`. Raises `InvalidInput` for other complexes and for fields
    of other kinds than scalar, label and vector; `MissingPackage` without xgi.
    """
    xgi = package("to_xgi", "xgi", "convert")
    hypergraph = not given_complex("to_xgi", cx).oriented
    if cx.dim != 1 if hypergraph else not unordered(cx, len(cx.ranks)):
        rule = "a hypergraph or a simplicial complex, not ordered, is needed"
        raise InvalidInput("to_xgi", repr(cx), rule)
    leave = names_of("to_xgi(leave=…)", leave)
    columns = field_columns("to_xgi", cx, leave, ("vertex", EDGE) if hypergraph else ("vertex",))
    put_positions("to_xgi", cx, columns[0], PLACE)
    names = np.array(vertex_names("to_xgi", cx), dtype=np.int64)
    network = xgi.Hypergraph() if hypergraph else xgi.SimplicialComplex()
    network.add_nodes_from(zip(names.tolist(), write_columns(columns[0], len(names)), strict=True))
    for cells, column in zip(cx.ranks[1:], columns[1:], strict=True):
        tables = write_columns(column, len(cells))
        rows = [names[cell].tolist() for cell in cells]
        if hypergraph:
            called = cx[EDGE].values.tolist() if EDGE in cx.fields else list(range(len(rows)))
            network.add_edges_from(list(zip(rows, called, tables, strict=True)))
        else:
            called = list(range(network.num_edges, network.num_edges + len(rows)))
            network.add_simplices_from(list(zip(rows, called, tables, strict=True)))
    return network
