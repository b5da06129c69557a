"""Graphs in the forms that people have them in, as sorted edges."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
from jaxtyping import Int
from scipy import sparse

from tdlviz.core.door import MOST, plain_array, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.edges import Edges


def graph_edges(
    graph: Any, vertices: int | Any | None
) -> tuple[Edges, Int[np.ndarray, "n"] | None]:
    """The edges of a graph, and the integer names of its vertices where they are not 0 to n - 1.

    Loops, doubles, directions and weights are refused, never dropped: see `tdlviz.clique`.
    """
    is_networkx = hasattr(graph, "adjacency") and hasattr(graph, "is_directed")
    if vertices is not None and (is_networkx or sparse.issparse(graph)):
        raise InvalidInput("clique(vertices=…)", vertices, "the graph knows its vertices itself")
    if is_networkx:
        return _from_networkx(graph)
    if sparse.issparse(graph):
        return _from_sparse(graph), None
    return _from_index(graph, vertices), None


def _from_networkx(graph: Any) -> tuple[Edges, Int[np.ndarray, "n"] | None]:
    if graph.is_directed():
        raise InvalidInput("clique", "a directed graph", "give graph.to_undirected()")
    if graph.is_multigraph():
        raise InvalidInput("clique", "a multigraph", "networkx.Graph(graph) merges its edges")
    nodes = list(graph)
    _not_empty(len(nodes))
    if not all(isinstance(node, (int, np.integer)) for node in nodes) or bool in map(type, nodes):
        named = next(
            n for n in nodes if isinstance(n, bool) or not isinstance(n, (int, np.integer))
        )
        rule = (
            "vertices are integers: networkx.convert_node_labels_to_integers(graph, "
            "label_attribute='name') keeps the names"
        )
        raise InvalidInput("clique", f"a node named {named!r}", rule)
    if max(map(abs, nodes)) >= 2**63:
        raise InvalidInput("clique", f"a node named {max(nodes, key=abs)}", "names are below 2^63")
    names = np.array(nodes, dtype=np.int64)
    neighbours = [near for _, near in graph.adjacency()]
    degrees = np.fromiter(map(len, neighbours), dtype=np.int64, count=len(nodes))
    ends = chain.from_iterable(neighbours)
    after = np.fromiter(ends, dtype=np.int64, count=int(degrees.sum()))
    before = np.repeat(names, degrees)
    _no_loops(np.column_stack([before, after]))
    once = before < after
    pairs, labels = np.column_stack([before[once], after[once]]), np.sort(names)
    if labels[0] == 0 and labels[-1] == len(labels) - 1:
        return Edges.sorted(len(labels), pairs, None), None
    return Edges.sorted(len(labels), np.searchsorted(labels, pairs), None), labels


def _from_sparse(matrix: Any) -> Edges:
    stored = sparse.coo_array(matrix)
    if stored.ndim != 2 or stored.shape[0] != stored.shape[1]:
        raise InvalidInput("clique(adjacency)", f"shape {stored.shape}", "it must be square")
    _not_empty(stored.shape[0])
    if not np.isin(stored.data, (0, 1)).all():
        given = f"an entry {stored.data[~np.isin(stored.data, (0, 1))][0]}"
        rule = "entries are 0 or 1: give (A != 0), or rips(distances=A) to filter by weight"
        raise InvalidInput("clique(adjacency)", given, rule)
    there = stored.data != 0
    ends = np.column_stack([axis[there] for axis in stored.coords]).astype(np.int64)
    return _undirected("clique(adjacency)", ends, stored.shape[0], both=True)


def _from_index(index: Any, vertices: int | Any | None) -> Edges:
    array = plain_array("clique(edge index)", index)
    if array.ndim != 2 or array.shape[0] != 2 or (array.size and array.dtype.kind not in "iu"):
        rule = "a networkx graph, a scipy sparse adjacency or (2, m) integers are needed"
        raise InvalidInput("clique", f"shape {array.shape} of {array.dtype}", rule)
    low, high = (int(array.min()), int(array.max())) if array.size else (0, -1)
    if low < 0:
        raise InvalidInput("clique(edge index)", low, "vertices are named from 0")
    if vertices is None:
        _not_empty(high + 1)
    count = MOST if vertices is None else whole_number("clique(vertices=…)", vertices, 1, MOST)
    if high >= count:
        edge = array[:, (array >= count).any(axis=0)][:, 0].tolist()
        raise InvalidInput("clique(edge index)", f"edge {edge}", f"vertices are 0 to {count - 1:,}")
    ends = array.T.astype(np.int64)
    return _undirected("clique(edge index)", ends, count if vertices else high + 1, both=False)


def _undirected(asked: str, ends: Int[np.ndarray, "m 2"], vertices: int, both: bool) -> Edges:
    """Edges from directed pairs, each direction at most once. `both`: each must have its twin."""
    _no_loops(ends)
    keys = np.sort(ends[:, 0] * vertices + ends[:, 1])
    double = keys[1:][keys[1:] == keys[:-1]]
    if len(double):
        given = f"edge {[int(double[0]) // vertices, int(double[0]) % vertices]} twice"
        raise InvalidInput(asked, given, "each edge is given once, or once in each direction")
    twins = np.isin(ends[:, 1] * vertices + ends[:, 0], keys)
    if both and not twins.all():
        raise InvalidInput(asked, f"entry {ends[~twins][0].tolist()} only", "it must be symmetric")
    return Edges.sorted(vertices, ends[(ends[:, 0] < ends[:, 1]) | ~twins], None)


def _no_loops(ends: Int[np.ndarray, "m 2"]) -> None:
    loops = ends[:, 0] == ends[:, 1]
    if loops.any():
        given = f"a loop at vertex {ends[loops][0, 0]}"
        raise InvalidInput("clique", given, "a simplicial complex has no loops")


def _not_empty(count: int) -> None:
    if count == 0:
        raise InvalidInput("clique", "an empty graph", "at least one vertex is needed")
