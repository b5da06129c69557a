"""Graphs whose vertices attend to each other, and a complex whose edges do, in small networks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

import tdlviz as tv
from tdlviz.apps.study import Study, heard, one_at_a_time, size
from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import one_of, whole_number
from tdlviz.core.field import Field

MOST_STEPS = 500


class Made(NamedTuple):
    """What a network learns: a complex and features on it, and the labels of cells of one rank."""

    cx: Complex
    cells: Any
    y: np.ndarray
    rank: int
    model: Callable[[], Any]


def of_graph(name: str, steps: int = 50, seed: int = 0) -> Study:
    """The vertices of a graph, or the edges of a complex, as a network sees them after so many
    steps of training on half of their labels."""
    made = GRAPHS[one_of("graph", name, GRAPHS)]()
    steps = whole_number("steps", steps, 0, MOST_STEPS)
    with one_at_a_time:  # random numbers are everybody's
        model, right = trained(made, steps, seed)
    layers = heard(model, made.cells)
    shown, labels = (made.cx, None) if made.rank == 0 else of_edges(made.cx)
    y = Field("y", made.y, 0, kind="label")
    guessed = f", guesses {right:.0%} of the hidden labels" if steps else ""
    network = type(model).__name__
    about = f"{made.cx.summary()}: a {network}, after {steps} steps of training{guessed}"
    layers = [replace(layer, rank=0) for layer in layers]
    return Study(shown.with_fields(y), layers, labels, f"{about}; {size(layers)}.")


def trained(made: Made, steps: int, seed: int) -> tuple[Any, float]:
    """The network in evaluation, and which share of the hidden labels it guesses."""
    import torch

    torch.manual_seed(seed)
    model, y = made.model(), torch.tensor(made.y)
    seen = torch.arange(len(y)) % 2 == 0
    optimiser = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(steps):
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(model(made.cells)[seen], y[seen]).backward()
        optimiser.step()
    with torch.no_grad():
        guess = model.eval()(made.cells).argmax(dim=1)
    return model, float((guess == y)[~seen].double().mean())


def of_edges(cx: Complex) -> tuple[Complex, list[str]]:
    """A vertex at the middle of each edge, and its two ends as a word."""
    ends = np.asarray(cx.cells(1))
    assert cx.positions is not None
    middles = Complex((Cells.of(np.arange(len(ends))[:, None]),), cx.positions[ends].mean(axis=1))
    return middles, [f"{a}–{b}" for a, b in ends.tolist()]


def _planted(homophily: float) -> Made:
    return _graph(tv.data.planted_graph(40, 3, homophily, degree=4, splits=1))


def _karate() -> Made:
    """The club of Zachary (1977), whose members are known by their names alone."""
    from networkx import karate_club_graph

    club = karate_club_graph()
    sides = np.array([side != "Mr. Hi" for _, side in club.nodes(data="club")]).astype(int)
    y, x = Field("y", sides, 0, kind="label"), Field("x", np.eye(len(sides)), 0, kind="vector")
    return _graph(tv.clique(club, max_dim=1).with_fields(y, x))


def _graph(cx: Complex) -> Made:
    cells, y = tv.nn.cells(cx, "x", "cpu"), cx["y"].values
    classes, width = int(y.max()) + 1, cells.x.shape[1]
    return Made(cx, cells, y, 0, lambda: tv.nn.GAT(classes, 32, features=width, heads=4))


def _triangulation() -> Made:
    """Which edges are on the rim, as seen from where their middles are."""
    cx = tv.delaunay(np.random.default_rng(1).random((20, 2)))
    middles, _ = of_edges(cx)
    faces = np.bincount(tv.boundary(cx, 2).nonzero()[0], minlength=cx.counts[1])
    cells = tv.nn.cells(cx, {1: middles.positions}, "cpu")
    options = {"rank": 1, "neighbourhoods": [("lower_laplacian", 1)], "features": 2}
    network = tv.nn.NeighbourhoodAttention
    return Made(cx, cells, (faces == 1).astype(int), 1, lambda: network(2, 32, **options))


GRAPHS: dict[str, Callable[[], Made]] = {
    "karate club": _karate,
    "classes that keep together": lambda: _planted(0.9),
    "classes that mix": lambda: _planted(0.1),
    "edges of a triangulation": _triangulation,
}
