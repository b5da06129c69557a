"""The parts of the Topology-Informed Graph Transformer: see `tdlviz.nn.tigt`."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch.nn.functional import dropout, relu

from tdlviz.nn.cochains import Cochains
from tdlviz.nn.group_attention import group_attention
from tdlviz.nn.groups import Groups
from tdlviz.nn.probe import Probe
from tdlviz.topology.adjacency import adjacency
from tdlviz.topology.incidence import incidence

Rows = Float[torch.Tensor, "vertices width"]


class Arcs(NamedTuple):
    """From which vertex to which messages go, and how much they weigh."""

    target: Int[torch.Tensor, "arcs"]
    source: Int[torch.Tensor, "arcs"]
    weight: Float[torch.Tensor, "arcs"]

    def gather(self, x: Rows) -> Rows:
        """The weighted sum of what comes to each vertex."""
        return torch.zeros_like(x).index_add(0, self.target, self.weight[:, None] * x[self.source])


def edge_arcs(cells: Cochains) -> Arcs:
    """Both directions of every edge."""
    target, source = cells.edge_index
    weight = torch.ones(len(target), dtype=cells.dtype, device=cells.device)
    return Arcs(target, source, weight)


def cycle_arcs(cells: Cochains, counted: bool) -> Arcs:
    """The clique adjacency: all vertices of a polygon are neighbours. Counted, each polygon of k
    vertices that two share adds 1/k; else they weigh 1."""
    if cells.complex.dim < 2:
        none = torch.zeros(0, dtype=torch.int64, device=cells.device)
        return Arcs(none, none, none.to(cells.dtype))
    matrix = adjacency(cells.complex, 0, 2).tocoo()
    if counted:
        contained = incidence(cells.complex, 0, 2)
        shared = (contained / cells.complex.cells(2).sizes) @ contained.T
        matrix = (shared.tocsr() * matrix.tocsr()).tocoo()
    target, source = (torch.tensor(axis.astype("int64")) for axis in matrix.coords)
    weight = torch.tensor(matrix.data)
    return Arcs(
        target.to(cells.device), source.to(cells.device), weight.to(cells.device, cells.dtype)
    )


class Gin(torch.nn.Module):
    """perceptron((1 + ε) x + Σ w x of the neighbours) (Xu et al., 2019)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.epsilon = torch.nn.Parameter(torch.zeros(()))
        self.perceptron = torch.nn.Sequential(
            torch.nn.Linear(width, width),
            torch.nn.ReLU(),
            torch.nn.Linear(width, width),
        )

    def forward(self, x: Rows, arcs: Arcs) -> Rows:
        """One round of messages along the arcs."""
        found: torch.Tensor = self.perceptron((1 + self.epsilon) * x + arcs.gather(x))
        return found


class CyclicEmbedding(torch.nn.Module):
    """x + Σ tanh(θ · norm(Gin(x, arcs))) over edges and cycles: one Gin for both, two norms."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.gin = Gin(width)
        self.theta = torch.nn.Parameter(torch.empty(2, width))
        torch.nn.init.xavier_uniform_(self.theta)
        self.norms = torch.nn.ModuleList(torch.nn.LayerNorm(width) for _ in range(2))

    def forward(self, x: Rows, paths: list[Arcs]) -> Rows:
        """The topological positional embedding. paths: edges, and cycles unless they are off."""
        seen = (
            torch.tanh(theta * norm(self.gin(x, arcs)))
            for theta, norm, arcs in zip(self.theta, self.norms, paths, strict=False)
        )
        return sum(seen, x)


class TigtLayer(torch.nn.Module):
    """Messages along edges and along cycles, and attention to all, side by side; then a
    perceptron, and channels recalibrated by what the graph holds as a whole."""

    def __init__(self, width: int, heads: int, share: float) -> None:
        super().__init__()
        self.heads, self.share = heads, share
        self.paths = torch.nn.ModuleList(Gin(width) for _ in range(2))
        self.query_key_value = torch.nn.Linear(width, 3 * width)
        self.out = torch.nn.Linear(width, width)
        self.norms = torch.nn.ModuleList(torch.nn.LayerNorm(width) for _ in range(4))
        self.wide = torch.nn.Linear(width, 2 * width)
        self.narrow = torch.nn.Linear(2 * width, width)
        squeezed = max(1, width // 4)
        self.information = torch.nn.Sequential(
            torch.nn.Linear(width, squeezed),
            torch.nn.ReLU(),
            torch.nn.Linear(squeezed, width),
            torch.nn.Sigmoid(),
        )
        self.attention = Probe("attention", rank=0)

    def forward(self, x: Rows, paths: list[Arcs], groups: Groups, graph: torch.Tensor) -> Rows:
        """x after the layer. graph: of which graph each vertex is."""
        parts = [self._attended(x, groups)]
        parts += [gin(x, arcs) for gin, arcs in zip(self.paths, paths, strict=False)]
        parts = [dropout(part, self.share, self.training) for part in parts]
        # the same order of norms whether cycles are on or off
        x = sum(norm(x + part) for norm, part in zip(self.norms, parts, strict=False))
        inner = dropout(relu(self.wide(x)), self.share, self.training)
        x = self.norms[3](x + dropout(self.narrow(inner), self.share, self.training))
        gate: torch.Tensor = self.information(graph_means(x, graph))
        return x * gate[graph]

    def _attended(self, x: Rows, groups: Groups) -> Rows:
        query, key, value = (
            part.unflatten(1, (self.heads, -1)) for part in self.query_key_value(x).chunk(3, dim=1)
        )
        found = group_attention(query, key, value, groups, self.attention)
        return self.out(found.flatten(1))


def graph_means(x: Rows, graph: Int[torch.Tensor, "vertices"]) -> Float[torch.Tensor, "graphs _"]:
    """The mean over the vertices of each graph."""
    sizes = torch.bincount(graph)
    return x.new_zeros(len(sizes), x.shape[1]).index_add(0, graph, x) / sizes[:, None]
