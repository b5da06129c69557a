"""To and from networkx: graphs and directed graphs with numbers on their nodes and edges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import switch
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.convert.attributes import (
    column_fields,
    field_columns,
    names_of,
    numbers,
    put_positions,
    read_columns,
    refuse_attributes,
    take_positions,
    vertex_names,
    write_columns,
)
from tdlviz.lift.edge_rows import graph_rows
from tdlviz.lift.graph import graph_arcs, graph_edges, is_networkx

if TYPE_CHECKING:
    import networkx

PLACE = "pos"
"""The attribute that networkx users keep positions in."""


def from_networkx(
    graph: networkx.Graph | Any,
    *,
    labels: Iterable[str] | Any = (),
    leave: Iterable[str] | Any = (),
) -> Complex:
    """The graph as a complex of ranks 0 and 1, with its attributes as fields.

    graph:  undirected, or directed: its edges then stay ordered, in lexicographic order. Nodes are
            integers, and are named as by `tdlviz.clique`.
    labels: names of attributes that are labels; other single numbers are scalars, rows vectors.
    leave:  names of attributes to leave out.

    Attributes of some nodes or edges become fields on those. One that nodes and edges both have
    becomes two, `weight0` and `weight1`. The attribute `pos`, where every node has one, becomes the
    positions. Attributes of the graph become a `number` or `numbers`.
    Raises `InvalidInput` for what `clique` refuses, and for attributes that are no numbers.
    """
    if not is_networkx(graph):
        given = type(graph).__name__
        raise InvalidInput("from_networkx", given, "a networkx graph is needed")
    if graph.is_directed():
        arcs = graph_arcs("from_networkx", graph, None)
        rows, count, names = arcs.ends[np.lexsort(arcs.ends.T[::-1])], arcs.vertices, arcs.names
    else:
        edges, names = graph_edges("from_networkx", graph, None)
        rows, count = edges.pairs, edges.vertices
    leave = names_of("from_networkx(leave=…)", leave)
    called = np.arange(count) if names is None else names
    nodes = [graph.nodes[node] for node in called.tolist()]
    links = [graph.edges[link] for link in map(tuple, called[rows].tolist())]
    columns = read_columns("from_networkx", [nodes, links], leave)
    positions = take_positions(columns[0], PLACE)
    fields = column_fields("from_networkx", columns, names_of("from_networkx(labels=…)", labels))
    fields += _whole_fields(graph.graph, leave)
    if names is not None:
        fields.append(Field("vertex", names, 0, kind="label"))
    ranks = (Cells.of(np.arange(count)[:, None]), Cells.of(rows))
    return Complex(ranks, positions, {field.name: field for field in fields})


def _whole_fields(whole: dict[Any, Any], skip: tuple[str, ...]) -> list[Field]:
    fields, bad = [], {}
    for name, value in whole.items():
        array = numbers(np.atleast_1d(value) if np.ndim(value) < 2 else value)
        if name in skip:
            continue
        if array is None or array.ndim != 1 or not isinstance(name, str):
            bad[str(name)] = value
        elif np.ndim(value) == 0:
            fields.append(Field(name, array[0], kind="number"))
        else:
            fields.append(Field(name, array, kind="numbers"))
    refuse_attributes("from_networkx", bad)
    return fields


def to_networkx(
    cx: Complex | Any, *, directed: bool | Any = False, leave: Iterable[str] | Any = ()
) -> networkx.Graph:
    """The graph of a complex of ranks 0 and 1, with its fields as attributes: see `from_networkx`.

    directed: a DiGraph, with an edge from the first to the second vertex of each cell of rank 1.
    leave:    names of fields to leave out.

    Nodes are named by the field `vertex`, else 0, 1, …; positions become the attribute `pos`.
    Raises `InvalidInput` for cells of higher ranks, for hyperedges, for ordered edges without
    `directed`, and for fields of other kinds than scalar, label, vector, number and numbers.
    """
    import networkx

    rows = graph_rows("to_networkx", cx, switch("to_networkx(directed=…)", directed))
    leave = names_of("to_networkx(leave=…)", leave)
    whole = [f for f in cx.fields.values() if f.kind in ("number", "numbers")]
    skip = ("vertex", *(field.name for field in whole))
    columns = field_columns("to_networkx", cx, leave, skip)
    put_positions("to_networkx", cx, columns[0], PLACE)
    graph = networkx.DiGraph() if directed else networkx.Graph()
    names = vertex_names("to_networkx", cx)
    graph.add_nodes_from(zip(names, write_columns(columns[0], len(names)), strict=True))
    tables = write_columns(columns[1], len(rows)) if cx.dim else []
    ends = ((names[u], names[v]) for u, v in rows.tolist())
    graph.add_edges_from((u, v, table) for (u, v), table in zip(ends, tables, strict=True))
    graph.graph.update({f.name: f.values.tolist() for f in whole if f.name not in leave})
    return graph
