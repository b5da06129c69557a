"""From torch-geometric: graphs with tensors, one at a time or in batches."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import MOST, switch, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.search import find_rows
from tdlviz.lift.convert.attributes import names_of, numbers, refuse_attributes
from tdlviz.lift.convert.package import package
from tdlviz.lift.graph import graph_arcs, graph_edges

if TYPE_CHECKING:
    from torch_geometric.data import Data

STRUCTURE = ("edge_index", "num_nodes", "pos", "batch", "ptr")


def from_torch_geometric(
    data: Data | Any,
    *,
    directed: bool | Any = False,
    labels: Iterable[str] | Any = ("y",),
    leave: Iterable[str] | Any = (),
) -> Complex:
    """A torch-geometric `Data` or `Batch` as a complex of ranks 0 and 1, its tensors as fields.

    directed: edges stay as they are, in lexicographic order. Else (i, j) and (j, i) are one edge,
              which may be given once or in both directions, with the same attributes.
    labels:   names of integers that are labels; other single numbers are scalars, rows vectors.
    leave:    names of tensors to leave out.

    Where nothing says how many nodes there are, they go up to the largest with an edge.
    `pos` becomes the positions, in float64; what torch-geometric takes for an attribute of nodes or
    edges (`is_node_attr`, `is_edge_attr`) a field of rank 0 or 1 of the same name and dtype, and
    what belongs to the graph a `number` or `numbers`. A `Batch` becomes a batch: `batch0` and
    `batch1`. Raises `InvalidInput` for loops, doubles, isolated directions with other attributes,
    no nodes, and what holds no real numbers; `MissingPackage` without torch-geometric.
    """
    pyg = package("from_torch_geometric", "torch_geometric.data", "nn")
    ordered = switch("from_torch_geometric(directed=…)", directed)
    leave = names_of("from_torch_geometric(leave=…)", leave)
    labels = names_of("from_torch_geometric(labels=…)", labels)
    if not isinstance(data, pyg.Data):
        rule = "a torch_geometric Data or Batch is needed"
        raise InvalidInput("from_torch_geometric", type(data).__name__, rule)
    data, count = _counted(data)
    index = np.zeros((2, 0), np.int64) if data.edge_index is None else data.edge_index
    rows, arcs = _rows(index, count, ordered)
    fields, bad = [], {}
    for name in (key for key in data.keys() if key not in (*STRUCTURE, *leave)):  # noqa: SIM118
        field = _field(data, name, arcs, labels)
        if field is None:
            bad[name] = data[name]
        else:
            fields.append(field)
    refuse_attributes("from_torch_geometric", bad)
    fields += _batch_fields(data, rows)
    ranks = (Cells.of(np.arange(count)[:, None]), Cells.of(rows))
    return Complex(ranks, data.pos, {field.name: field for field in fields})


def _counted(data: Any) -> tuple[Any, int]:
    """The data, a copy that knows how many nodes it has, and their number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it is a guess, which our own documentation says
        count = data.num_nodes or 0
    data = copy(data)
    data.num_nodes = whole_number("from_torch_geometric: num_nodes", count, 1, MOST)
    return data, count


def _rows(
    index: Any, count: int, ordered: bool
) -> tuple[Int[np.ndarray, "m 2"], Int[np.ndarray, "m 2"]]:
    """The edges, and for each the columns of the edge index that gave it: one or the other."""
    given = graph_arcs("from_torch_geometric", index, count).ends
    rows = given[np.lexsort(given.T[::-1])]
    if not ordered:
        rows = graph_edges("from_torch_geometric", index, count)[0].pairs
    order = np.lexsort(given.T[::-1])
    places = [find_rows(one, given[order]) for one in (rows, rows if ordered else rows[:, ::-1])]
    there, back = (np.where(p >= 0, p, q) for p, q in (places, places[::-1]))
    return rows, np.column_stack([order[there], order[back]]).reshape(-1, 2)


def _field(
    data: Any, name: str, arcs: Int[np.ndarray, "m 2"], labels: tuple[str, ...]
) -> Field | None:
    """The field of one tensor, or None where it cannot be one."""
    values = numbers(data[name])
    rank = 0 if data.is_node_attr(name) else 1 if data.is_edge_attr(name) else None
    if rank is None:
        return _whole_field(name, data[name])
    if values is None:
        return None
    if rank == 1:
        there, back = values[arcs[:, 0]], values[arcs[:, 1]]
        if not np.array_equal(there, back, equal_nan=values.dtype.kind == "f"):
            rule = "say directed=True, or leave it out"
            given = f"{name!r} differs between the directions of an edge"
            raise InvalidInput("from_torch_geometric", given, rule)
        values = there
    label = name in labels and values.dtype.kind in "iub" and values.ndim == 1
    kind = "label" if label or name == "vertex" else "scalar" if values.ndim == 1 else "vector"
    return Field(name, values, rank, kind=kind)


def _whole_field(name: str, given: Any) -> Field | None:
    array = numbers([given]) if np.ndim(given) == 0 else numbers(given)
    if array is None or array.ndim != 1:
        return None
    if np.ndim(given) == 0:
        return Field(name, array[0], kind="number")
    return Field(name, array, kind="numbers")


def _batch_fields(data: Any, rows: Int[np.ndarray, "m 2"]) -> list[Field]:
    labels = numbers(data.batch) if data.batch is not None else None
    if labels is None:
        return []
    steps = np.diff(labels, prepend=-1 if len(labels) else 0)
    if ((steps < 0) | (steps > 1)).any() or (labels[rows[:, 0]] != labels[rows[:, 1]]).any():
        rule = "nodes of one graph after the other, and no edge between two, are needed"
        raise InvalidInput("from_torch_geometric(batch)", labels[:20].tolist(), rule)
    both = (labels, labels[rows[:, 0]])
    return [Field(f"batch{k}", each, k, kind="label") for k, each in enumerate(both)]
