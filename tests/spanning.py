"""A small graph, and the masks of its spanning forest as matrices, by networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
import torch

import tdlviz as tv

EDGES = np.array([[0, 0, 1, 2, 3, 5], [1, 2, 2, 3, 4, 6]])
LENGTHS = [1.0, 2.0, 0.7, 0.4, 1.3, 0.0]


def given(lengths=LENGTHS) -> tv.nn.Cochains:
    """A triangle with a tail, and two vertices at one place."""
    cx = tv.clique(EDGES, max_dim=1)
    cx = cx.with_fields(tv.Field("length", lengths, 1, kind="scalar"))
    return tv.nn.cells(cx, np.random.default_rng(0).standard_normal((7, 4)), "cpu", torch.float64)


def distances(cells: tv.nn.Cochains, weighted: bool) -> torch.Tensor:
    """In the minimum spanning forest of networkx, infinite between trees."""
    graph = nx.Graph()
    graph.add_nodes_from(range(cells.count(0)))
    lengths = cells["length"].tolist() if weighted else [1.0] * len(cells.ends)
    graph.add_weighted_edges_from(
        (*e, w) for e, w in zip(cells.ends.tolist(), lengths, strict=True)
    )
    found = torch.full((cells.count(0),) * 2, torch.inf, dtype=torch.float64)
    for u, reached in nx.all_pairs_dijkstra_path_length(nx.minimum_spanning_tree(graph)):
        found[u, list(reached)] = torch.tensor([*reached.values()], dtype=torch.float64)
    return found


def dense(mask: tv.nn.TreeMask, cells: tv.nn.Cochains) -> torch.Tensor:
    """(heads, vertices, vertices), differentiable."""
    apart = distances(cells, mask.lengths is not None)
    together, apart = apart < torch.inf, apart.nan_to_num(posinf=0.0)
    powers = torch.stack([apart**k for k in range(mask.coefficients.shape[1])])
    return torch.einsum("hk,kij->hij", mask.coefficients, powers).exp() * together


def random(mask: tv.nn.TreeMask) -> tv.nn.TreeMask:
    with torch.no_grad():
        mask.coefficients.copy_(
            torch.linspace(-0.4, 0.1, mask.coefficients.numel()).view_as(mask.coefficients)
        )
    return mask.double()
