"""Attention of torch-geometric's convolutions, each edge and head, with the layer left as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

Hook = Callable[[Any, Any, torch.Tensor], None]


def graph_attention(module: torch.nn.Module) -> bool:
    """Whether this is one of the convolutions in `WEIGHTS`, or made from one."""
    return _name(module) is not None


def hear_graph_attention(module: Any, hear: Any, _above: Any = ()) -> Callable[[], None]:
    """`hear(weights (edges, heads), index (edges, 2))` in each forward pass. Returns its undoing.

    In the pair (i, j) the node i, into which the message goes, attends to j; self-loops that the
    layer adds are among them. Those of `GATConv` and `GATv2Conv` come after their dropout, which
    is idle in evaluation; all others before it.
    """
    name = _name(module)
    weights = WEIGHTS[name or ""]

    @torch.compiler.disable
    def heard(layer: Any, inputs: tuple[Any, ...], output: torch.Tensor) -> None:
        with torch.no_grad():
            edges = _edges(inputs[0])
            into, origin = (1, 0) if layer.flow == "source_to_target" else (0, 1)
            found = weights(layer, edges[into], edges[origin], inputs[-1], output)
            pairs = torch.stack([edges[into], edges[origin]], dim=1)
            hear(found.detach().reshape(len(pairs), -1), pairs)

    if weights is _updated:
        return module.register_edge_update_forward_hook(heard).remove
    return module.register_propagate_forward_hook(heard).remove


def _updated(_layer: Any, _i: Any, _j: Any, _given: Any, output: torch.Tensor) -> torch.Tensor:
    return output


def _kept(layer: Any, _i: Any, _j: Any, _given: Any, _output: Any) -> torch.Tensor:
    return layer._alpha


def _super(layer: Any, i: torch.Tensor, j: torch.Tensor, given: Any, _output: Any) -> torch.Tensor:
    x = given["x"]
    return layer.get_attention(i, x[i], x[j], num_nodes=len(x))


def _cosine(layer: Any, i: torch.Tensor, j: torch.Tensor, given: Any, _output: Any) -> torch.Tensor:
    from torch_geometric.utils import softmax

    unit = given["x_norm"]
    return softmax(layer.beta * (unit[i] * unit[j]).sum(dim=-1), i, num_nodes=len(unit))


WEIGHTS: dict[str, Callable[..., torch.Tensor]] = {
    "GATConv": _updated,
    "GATv2Conv": _updated,
    "TransformerConv": _kept,
    "RGATConv": _kept,
    "SuperGATConv": _super,
    "AGNNConv": _cosine,
}


def _name(module: torch.nn.Module) -> str | None:
    """The class in the table that a module is of, by name, so that nothing has to be imported."""
    ours = (c for c in type(module).__mro__ if c.__module__.startswith("torch_geometric."))
    return next((c.__name__ for c in ours if c.__name__ in WEIGHTS), None)


def _edges(given: Any) -> torch.Tensor:
    """(2, edges): sources and targets, whatever form of adjacency the layer was given."""
    if not isinstance(given, torch.Tensor):  # a SparseTensor of torch-sparse, which is transposed
        row, column, _ = given.coo()
        return torch.stack([column, row])
    if given.layout == torch.strided:
        return given.as_subclass(torch.Tensor)
    from torch_geometric.utils import to_edge_index

    return to_edge_index(given)[0].flip(0)
