"""Persistence of many graphs under many learned filtrations at once, with gradients."""

from __future__ import annotations

from typing import Any, NamedTuple

import torch

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.tensors import real_tensor
from tdlviz.topology.graph_persistence import graph_pairs, vertex_functions


class GraphBars(NamedTuple):
    """As in `tdlviz.graph_persistence`, as tensors."""

    components: torch.Tensor
    loops: torch.Tensor
    closing: torch.Tensor


def graph_persistence(cx: Complex | Any, values: torch.Tensor | Any) -> GraphBars:
    """Bars of the graph of `cx` under every column of `values`, differentiable in `values`.

    values: (vertices, f), or (vertices,) for one filtration. Many graphs are one `tv.batch`.

    Returns `components` (vertices, f, 2), `loops` (edges, f, 2) and `closing` (edges, f) bool, as
    `tdlviz.graph_persistence` does, in the dtype and on the device of `values`: each birth and
    death is the value of one vertex, so that the two stay together (Horn et al., "Topological graph
    neural networks", 2022). Deaths of what never dies are inf, without a gradient.
    Raises `InvalidInput` as that does, and for what is no dense tensor of real numbers.
    """
    if not isinstance(values, torch.Tensor):
        raise InvalidInput("graph_persistence", type(values).__name__, "a torch.Tensor is needed")
    real_tensor("graph_persistence", values, *[None] * values.ndim)
    pairs = graph_pairs(cx, vertex_functions("graph_persistence", cx, values.detach().double()))
    heights = values.reshape(len(values), -1)
    youngest, killer, closing = (torch.from_numpy(a.copy()).to(values.device) for a in pairs)
    born = heights.gather(0, youngest)
    never = born.new_full((1, born.shape[1]), torch.inf)
    died = torch.cat([born, never])
    deaths = died.gather(0, killer.where(killer >= 0, len(born)))
    ends = torch.where(closing, torch.inf, born)
    bars = torch.stack([heights, deaths], dim=2), torch.stack([born, ends], dim=2)
    return GraphBars(*bars, closing)
