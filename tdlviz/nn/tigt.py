"""TIGT: the Topology-Informed Graph Transformer, which sees cycles where others see neighbours.

Message passing on a graph sees no more than its universal cover, the tree of all walks that do not
turn back, and graphs like a hexagon and two triangles have the same. Make every cycle a clique and
their covers differ. So which cycles are taken decides what it sees: they are the polygons of the
complex.
"""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float
from torch.nn.functional import relu

from tdlviz.core.door import switch, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.groups import Groups
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_model import MOST_CLASSES, MOST_HIDDEN, MOST_LAYERS, share
from tdlviz.nn.sparse_features import features_of, first_linear, linear_of_features
from tdlviz.nn.tigt_layer import (
    Arcs,
    CyclicEmbedding,
    TigtLayer,
    cycle_arcs,
    edge_arcs,
    graph_means,
)


class Tigt(torch.nn.Module):
    """Choi, Park, Lee and Woo, "Topology-Informed Graph Transformer" (2024): logits of graphs.

    A positional embedding by messages along edges and along cycles; layers of both kinds of
    messages beside attention to all vertices of the graph, each then recalibrated by the mean of
    the graph; and a perceptron on the mean over vertices. Cycles are the polygons of rank 2:
    `tv.rings` gives the same ones however vertices are numbered, so that the logits are the same
    too; the fundamental cycles of `tv.cycle_basis`, which the paper takes, depend on the numbering.

    cells:   many graphs are one `tv.batch`; without polygons there are no cycles to see.
    hidden:  channels, a multiple of `heads`.
    cycles:  False leaves the topological path out, and so what only a cycle can tell.
    counted: vertices weigh 1/k for each cycle of k vertices that they share; False: 1 if there is
             any, as in the paper, which tells fewer graphs apart.

    Layers normalise each vertex by itself (LayerNorm), and not over the batch as in the paper: on
    regular graphs with the same features everywhere, there is nothing to normalise over. So the
    logits of a graph do not depend on the others in its batch. Watch
    "layers.*.attention" (kind attention), "embedding" (the vertices after the positional embedding)
    and "graphs" (a matrix, a row for each graph). Raises `InvalidInput` for other options.
    """

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        layers: int | Any = 2,
        features: int | Any | None = None,
        *,
        heads: int | Any = 4,
        cycles: bool | Any = True,
        counted: bool | Any = True,
        dropout: float | Any = 0.0,
    ) -> None:
        super().__init__()
        hidden = whole_number("Tigt(hidden=…)", hidden, 1, MOST_HIDDEN)
        heads = whole_number("Tigt(heads=…)", heads, 1)
        if hidden % heads:
            raise InvalidInput("Tigt(heads=…)", heads, f"a divisor of hidden={hidden} is needed")
        self.cycles = switch("Tigt(cycles=…)", cycles)
        self.counted = switch("Tigt(counted=…)", counted)
        dropped = share("Tigt(dropout=…)", dropout)
        self.lin1 = first_linear("Tigt(features=…)", features, hidden)
        self.positions = CyclicEmbedding(hidden)
        count = whole_number("Tigt(layers=…)", layers, 1, MOST_LAYERS)
        self.layers = torch.nn.ModuleList(TigtLayer(hidden, heads, dropped) for _ in range(count))
        self.embedding, self.graphs = Probe("vector", rank=0), Probe("matrix")
        self.lin2 = torch.nn.Linear(hidden, hidden)
        self.lin3 = torch.nn.Linear(
            hidden, whole_number("Tigt(classes=…)", classes, 1, MOST_CLASSES)
        )

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "graphs classes"]:
        """Logits of every graph."""
        cells = given_cells(self, cells, features_of(self.lin1))
        paths, graph = self._paths(cells), cells.batch
        groups = cells.keep("graphs", lambda: Groups.of(graph))
        x = self.embedding(self.positions(linear_of_features(self.lin1, cells), paths))
        for layer in self.layers:
            x = layer(x, paths, groups, graph)
        return self.lin3(relu(self.lin2(self.graphs(graph_means(x, graph)))))

    def _paths(self, cells: Cochains) -> list[Arcs]:
        edges = cells.keep("edge arcs", lambda: edge_arcs(cells))
        if not self.cycles:
            return [edges]
        key = ("cycle arcs", self.counted)
        return [edges, cells.keep(key, lambda: cycle_arcs(cells, self.counted))]
