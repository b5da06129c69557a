"""To torch-geometric: graphs with tensors, one at a time or in batches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import switch
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.unbatch import unbatch
from tdlviz.lift.convert.attributes import KINDS, names_of
from tdlviz.lift.convert.package import package
from tdlviz.lift.convert.torch_geometric import STRUCTURE
from tdlviz.lift.edge_rows import graph_rows

if TYPE_CHECKING:
    from torch_geometric.data import Data

WHOLE = ("number", "numbers")


def to_torch_geometric(
    cx: Complex | Any, *, directed: bool | Any = False, leave: Iterable[str] | Any = ()
) -> Data:
    """The torch-geometric `Data` of a complex of ranks 0 and 1, or the `Batch` of a batch.

    directed: each edge once, as it is. Else twice, in both directions, with the same attributes.
    leave:    names of fields to leave out.

    Fields keep their names and dtypes; positions become `pos`, in float64. torch-geometric tells
    what is on nodes from what is on edges by lengths, and where those are equal by "edge" in the
    name. Raises `InvalidInput` for cells of higher ranks, hyperedges, ordered edges without
    `directed`, fields on some cells only, fields of other kinds than scalar, label, vector, number
    and numbers, and those that are called as structure is; `MissingPackage` without
    torch-geometric.
    """
    pyg = package("to_torch_geometric", "torch_geometric.data", "nn")
    ordered = switch("to_torch_geometric(directed=…)", directed)
    leave = names_of("to_torch_geometric(leave=…)", leave)
    if "batch0" in given_complex("to_torch_geometric", cx).fields:
        parts = [to_torch_geometric(p, directed=ordered, leave=leave) for p in unbatch(cx)]
        return pyg.Batch.from_data_list(parts)
    from torch import as_tensor

    rows = graph_rows("to_torch_geometric", cx, ordered)
    place = np.arange(len(rows))
    if not ordered:
        rows, place = np.concatenate([rows, rows[:, ::-1]]), np.tile(place, 2)
    order = np.lexsort(rows.T[::-1])
    data = pyg.Data(edge_index=as_tensor(rows[order].T.copy()), num_nodes=cx.counts[0])
    if cx.positions is not None:
        data.pos = as_tensor(cx.positions.copy())
    for field in _carried(cx, leave):
        values = field.values[place[order]] if field.rank == 1 else field.values
        data[field.name] = as_tensor(np.array(values))
    return data


def _carried(cx: Complex, leave: tuple[str, ...]) -> list[Field]:
    fields = [field for field in cx.fields.values() if field.name not in leave]
    for field in fields:
        if field.kind not in (*KINDS, *WHOLE) or field.index is not None or field.name in STRUCTURE:
            rule = f"kinds {', '.join((*KINDS, *WHOLE))} on all cells: leave=[{field.name!r}]"
            raise InvalidInput("to_torch_geometric", repr(field), rule)
    return fields
