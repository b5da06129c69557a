"""Graphs in the forms that people have them in, as sorted edges or as arcs."""

from __future__ import annotations

from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Int
from scipy import sparse

from tdlviz.core.door import MOST, plain_array, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.edges import Edges

ONCE = "each edge is given once, or once in each direction"
ONCE_DIRECTED = "each directed edge is given once"
Names = Int[np.ndarray, "n"] | None


class Arcs(NamedTuple):
    """Ordered pairs of distinct vertices, each once, in the order in which they were given.

    names: the integer names of the vertices where they are not 0 to vertices - 1.
    """

    ends: Int[np.ndarray, "m 2"]
    vertices: int
    names: Int[np.ndarray, "n"] | None


def graph_edges(asked: str, graph: Any, vertices: int | Any | None) -> tuple[Edges, Names]:
    """The edges of an undirected graph, and the names of its vertices as in `Arcs`.

    asked: the lifting that wants them, for its errors.
    Loops, doubles, directions and weights are refused, never dropped: see `tdlviz.clique`.
    """
    ends, count, names = _read(asked, graph, vertices, directed=False)
    if is_networkx(graph):
        return Edges.sorted(count, ends[ends[:, 0] < ends[:, 1]], None), names
    keys = ends[:, 0] * count + ends[:, 1]
    twins = np.isin(ends[:, 1] * count + ends[:, 0], keys)
    if sparse.issparse(graph) and not twins.all():
        given = f"entry {ends[~twins][0].tolist()} only"
        raise InvalidInput(f"{asked}(adjacency)", given, "it must be symmetric")
    return Edges.sorted(count, ends[(ends[:, 0] < ends[:, 1]) | ~twins], None), names


def graph_arcs(asked: str, graph: Any, vertices: int | Any | None) -> Arcs:
    """The arcs of a directed graph; those of an edge index stay in its order.

    Loops, doubles and weights are refused, never dropped: see `tdlviz.directed_flag`.
    """
    return _read(asked, graph, vertices, directed=True)


def is_networkx(graph: Any) -> bool:
    """Whether it acts like a networkx graph; the package need not be loaded to know."""
    return hasattr(graph, "adjacency") and hasattr(graph, "is_directed")


def _read(asked: str, graph: Any, vertices: int | Any | None, directed: bool) -> Arcs:
    if vertices is not None and (is_networkx(graph) or sparse.issparse(graph)):
        raise InvalidInput(f"{asked}(vertices=…)", vertices, "the graph knows its vertices itself")
    if is_networkx(graph):
        arcs = _from_networkx(asked, graph, directed)
    elif sparse.issparse(graph):
        arcs = _from_sparse(asked, graph)
    else:
        arcs = _from_index(asked, graph, vertices)
    _check(asked, arcs, ONCE_DIRECTED if directed else ONCE)
    return arcs


def _from_networkx(asked: str, graph: Any, directed: bool) -> Arcs:
    if graph.is_directed() and not directed:
        raise InvalidInput(asked, "a directed graph", "give graph.to_undirected()")
    if directed and not graph.is_directed():
        rule = "give graph.to_directed(), or take tdlviz.clique"
        raise InvalidInput(asked, "an undirected graph", rule)
    if graph.is_multigraph():
        merger = "networkx.DiGraph" if directed else "networkx.Graph"
        raise InvalidInput(asked, "a multigraph", f"{merger}(graph) merges its edges")
    names = _node_names(asked, list(graph))
    neighbours = [near for _, near in graph.adjacency()]
    degrees = np.fromiter(map(len, neighbours), dtype=np.int64, count=len(names))
    after = np.fromiter(chain.from_iterable(neighbours), np.int64, count=int(degrees.sum()))
    ends, labels = np.column_stack([np.repeat(names, degrees), after]), np.sort(names)
    if labels[0] == 0 and labels[-1] == len(labels) - 1:
        return Arcs(ends, len(labels), None)
    return Arcs(np.searchsorted(labels, ends), len(labels), labels)


def _node_names(asked: str, nodes: list[Any]) -> Int[np.ndarray, "n"]:
    _not_empty(asked, len(nodes))
    named = [n for n in nodes if isinstance(n, bool) or not isinstance(n, (int, np.integer))]
    if named:
        rule = (
            "vertices are integers: networkx.convert_node_labels_to_integers(graph, "
            "label_attribute='name') keeps the names"
        )
        raise InvalidInput(asked, f"a node named {named[0]!r}", rule)
    if max(map(abs, nodes)) >= 2**63:
        raise InvalidInput(asked, f"a node named {max(nodes, key=abs)}", "names are below 2^63")
    return np.array(nodes, dtype=np.int64)


def _from_sparse(asked: str, matrix: Any) -> Arcs:
    stored = sparse.coo_array(matrix)
    if stored.ndim != 2 or stored.shape[0] != stored.shape[1]:
        raise InvalidInput(f"{asked}(adjacency)", f"shape {stored.shape}", "it must be square")
    _not_empty(asked, stored.shape[0])
    if not np.isin(stored.data, (0, 1)).all():
        given = f"an entry {stored.data[~np.isin(stored.data, (0, 1))][0]}"
        rule = "entries are 0 or 1: give (A != 0), or rips(distances=A) to filter by weight"
        raise InvalidInput(f"{asked}(adjacency)", given, rule)
    there = stored.data != 0
    ends = np.column_stack([axis[there] for axis in stored.coords]).astype(np.int64)
    return Arcs(ends, stored.shape[0], None)


def _from_index(asked: str, index: Any, vertices: int | Any | None) -> Arcs:
    array = plain_array(f"{asked}(edge index)", index)
    if array.ndim != 2 or array.shape[0] != 2 or (array.size and array.dtype.kind not in "iu"):
        rule = "a networkx graph, a scipy sparse adjacency or (2, m) integers are needed"
        raise InvalidInput(asked, f"shape {array.shape} of {array.dtype}", rule)
    low, high = (int(array.min()), int(array.max())) if array.size else (0, -1)
    if low < 0:
        raise InvalidInput(f"{asked}(edge index)", low, "vertices are named from 0")
    if vertices is None:
        _not_empty(asked, high + 1)
    count = MOST if vertices is None else whole_number(f"{asked}(vertices=…)", vertices, 1, MOST)
    if high >= count:
        edge = array[:, (array >= count).any(axis=0)][:, 0].tolist()
        rule = f"vertices are 0 to {count - 1:,}"
        raise InvalidInput(f"{asked}(edge index)", f"edge {edge}", rule)
    return Arcs(array.T.astype(np.int64), count if vertices else high + 1, None)


def _check(asked: str, arcs: Arcs, rule: str) -> None:
    loops = arcs.ends[:, 0] == arcs.ends[:, 1]
    if loops.any():
        vertex = arcs.ends[loops][0, 0]
        given = f"a loop at vertex {vertex if arcs.names is None else arcs.names[vertex]}"
        raise InvalidInput(asked, given, "a complex has no loops")
    keys = np.sort(arcs.ends[:, 0] * arcs.vertices + arcs.ends[:, 1])
    double = keys[1:][keys[1:] == keys[:-1]]
    if len(double):
        given = f"edge {[int(double[0]) // arcs.vertices, int(double[0]) % arcs.vertices]} twice"
        raise InvalidInput(f"{asked}(edge index)", given, rule)


def _not_empty(asked: str, count: int) -> None:
    if count == 0:
        raise InvalidInput(asked, "an empty graph", "at least one vertex is needed")
