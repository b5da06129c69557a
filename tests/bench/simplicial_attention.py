"""A network of simplicial attention beside TopoModelX's, with the same weights."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import networkx as nx
import numpy as np
import torch

import tdlviz as tv
from tests.bench.row import Row, Seconds, timed

VERTICES, EDGES, FEATURES, HIDDEN, CLASSES = 400, 3_120, 16, 32, 2
HARMONIC, EPSILON = 5, 0.05
CLOSE = 1e-5

Weights = list[tuple[Any, Callable[[torch.Tensor], torch.Tensor], Any]]


def networks() -> tuple[torch.nn.Module, torch.nn.Module]:
    """Ours and theirs, both of two layers. Theirs has elu in its scores and nothing between its
    layers, so that ours gets the same."""
    from topomodelx.nn.simplicial.san import SAN

    options = {"order_harmonic": HARMONIC, "epsilon_harmonic": EPSILON}
    theirs = SAN(FEATURES, HIDDEN, CLASSES, **options)
    options = {"harmonic": HARMONIC, "epsilon": EPSILON, "scores": "elu", "activation": "identity"}
    ours = tv.nn.SAN(CLASSES, HIDDEN, 2, FEATURES, **options)
    with torch.no_grad():
        for mine, shaped, given in same(ours, theirs):
            mine.copy_(shaped(given))
    return ours, theirs


def same(ours: Any, theirs: Any) -> Weights:
    """Which weight of ours is which of theirs, and how theirs has to be turned."""
    found: Weights = []
    for mine, layer in zip(ours.layers, theirs.layers, strict=True):
        own = mine.own["rank1"].linear.weight
        found.append((own, lambda w: w.T, layer.conv_harmonic.weight))
        pairs = {"lower_laplacian1": layer.conv_down, "upper_laplacian1": layer.conv_up}
        for name, conv in pairs.items():
            over = mine.over[name]
            found.append((over.linear.weight, lambda w: w.mT.flatten(0, 1), conv.weight))
            # theirs says first what the neighbour, then what the cell itself adds to the score
            found.append((over.weights, lambda w: w.view(2, 1, -1).flip(0), conv.att_weight))
    return found


def differences(ours: Any, theirs: Any, mine: torch.Tensor, wanted: torch.Tensor) -> list[float]:
    """Of the outputs, and the largest of the gradients, relative to the largest number there."""
    pairs = [(mine, wanted)]
    pairs += [(a.grad, shaped(b.grad)) for a, shaped, b in same(ours, theirs)]
    far = [float((a - b).abs().max() / b.abs().max()) for a, b in pairs]
    return [far[0], max(far[1:])]


def layers() -> Seconds:
    """Forward and backward, after both were seen to compute the same."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    graph = nx.gnm_random_graph(VERTICES, EDGES, seed=0)
    cx = tv.clique(np.array(graph.edges).T, max_dim=2, vertices=VERTICES)
    up, down = (
        tv.nn.to_torch(make(cx, 1), "cpu", layout="coo")
        for make in (tv.up_laplacian, tv.down_laplacian)
    )
    cells = tv.nn.cells(cx, {1: torch.randn(EDGES, FEATURES)}, "cpu")
    ours, theirs = networks()
    mine = partial(stepped, ours, cells)
    their = partial(stepped, theirs, cells.on(1), up, down)
    far = differences(ours, theirs, mine(), their())
    NOTES["largest difference of outputs, of gradients"] = far
    NOTES["triangles, neighbours below, above"] = [cx.counts[2], down._nnz(), up._nnz()]
    if max(far) > CLOSE:
        raise AssertionError(f"ours and theirs differ by {max(far)}, at most {CLOSE} is right")
    return timed(mine, their, repeats=3)


def stepped(model: torch.nn.Module, *given: Any) -> torch.Tensor:
    """What comes out, after the gradients were made anew."""
    model.zero_grad()
    found: torch.Tensor = model(*given)
    found.square().sum().backward()
    return found.detach()


NOTES: dict[str, object] = {}
ROWS = [
    Row(f"simplicial attention, {EDGES:,} edges, both ways", "TopoModelX", 20.0, layers, NOTES),
]
