"""What the gallery shows: an example or more for every view, each a function of no arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

import tdlviz as tv
from tdlviz.apps.lesson import Lesson
from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.views.link import Linked
from tdlviz.views.view import View


class Example(NamedTuple):
    """One entry of the gallery.

    name:  of its files; the views in it are made by `make`.
    title: a question or a sentence, which the picture answers.
    """

    name: str
    title: str
    make: Callable[[], View | Linked]


def torus() -> Linked:
    """An alpha complex of points on a torus beside its persistence diagram."""
    cx = tv.alpha(tv.data.torus(400, noise=0.05))
    bars = [tv.persistence(cx, dim=k) for k in (0, 1, 2)]
    return tv.link(tv.show(cx, filtration=0.42), tv.show(cx, *bars, mode="diagram"))


def loop() -> Linked:
    """A Rips complex of a noisy circle and its barcode."""
    cx = tv.rips(tv.data.circle(60, noise=0.1), max_edge=1.5)
    bars = [tv.persistence(cx, dim=k) for k in (0, 1)]
    return tv.link(tv.show(cx, color="birth1"), tv.show(cx, *bars))


def gradient_flow() -> View:
    """The gradient of a height on a triangulated square, as arrows on its edges."""
    cx, height = _hills()
    gradient = Field("gradient", tv.boundary(cx, 1).T @ height.values, 1, kind="scalar")
    return tv.show(cx, color=height, edge=gradient)


def landscape() -> View:
    """The same height, as a landscape."""
    cx, height = _hills()
    return tv.show(cx, color=height, height=height)


def _hills() -> tuple[Complex, Field]:
    cx = tv.delaunay(np.random.default_rng(1).random((120, 2)))
    x, y = np.asarray(cx.positions).T
    return cx, Field("height", np.sin(5 * x) * np.cos(4 * y), 0, kind="scalar")


def second_sample() -> View:
    """Two samples of one circle: their diagrams, and the best matching between them."""
    one, two = (tv.alpha(tv.data.circle(60, noise=0.1, seed=seed)) for seed in (0, 1))
    return tv.show(one, tv.persistence(one, 1), against=tv.persistence(two, 1), mode="diagram")


def curves() -> View:
    """How many components, loops and voids there are along a filtration."""
    cx = tv.alpha(tv.data.torus(400, noise=0.05))
    return tv.show(cx, *(tv.persistence(cx, dim=k) for k in (0, 1, 2)), mode="curves")


def holonomy() -> Linked:
    """A sheaf on a circle whose rotations add up to a quarter turn."""
    cx = tv.rips(tv.data.circle(12), max_edge=0.6)
    edges = np.asarray(cx.cells(1)).tolist()
    index = [[vertex, edge] for edge, ends in enumerate(edges) for vertex in ends]
    # Going round, an edge is left at a twelfth of the quarter turn to where it was entered.
    turns = [np.pi / 24 * ((vertex - 1) % 12 in edges[edge]) for vertex, edge in index]
    rotations = [[[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]] for t in turns]
    sheaf = Field("rotations", rotations, 0, index, kind="maps")
    return tv.link(tv.show(cx, sheaf, mode="glyphs"), tv.show(cx, sheaf, mode="strip"))


def attention() -> Linked:
    """Three heads that attend by distance, from near-sighted to far-sighted."""
    cx = tv.delaunay(np.random.default_rng(3).random((24, 2)))
    points = np.asarray(cx.positions)
    squares = ((points[:, None] - points) ** 2).sum(axis=2)
    logits = -squares[None] / np.array([0.005, 0.03, 0.3])[:, None, None]
    weights = np.exp(logits - logits.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    pairs = np.indices((24, 24)).reshape(2, -1).T
    heads = Field("distance", weights.reshape(3, -1).T, 0, pairs, kind="attention")
    return tv.link(tv.show(cx, heads), tv.show(cx, labels=True))


def attention_bars() -> Linked:
    """Heads that learn where to look, as barcodes over the steps, like ones side by side."""
    words = ["the", "cat", "that", "the", "dog", "chased", "climbed", "up", "a", "tall", "tree"]
    angle = 2 * np.pi * np.arange(len(words)) / len(words)
    tokens = tv.Complex.from_facets(np.arange(len(words))[:, None])
    tokens = tokens.with_positions(np.column_stack([np.sin(angle), np.cos(angle)]))
    tape = tv.Tape()
    layers = [tape.declare(f"layer {k}", "attention", 0) for k in range(2)]
    bars = [[tv.attention_bars(tokens, own, dim, heads=4) for own in layers] for dim in (0, 1)]
    for step in range(12):
        tape.log({f"layer {k}": _rings(len(words), k, step / 3) for k in range(2)})
        tape.flush()  # so that each step has its bars, on any machine
    cx, both = (
        tv.attention_complex(tokens, layers[0].latest),
        [a + b for a, b in zip(*bars, strict=True)],
    )
    order = tv.head_order(bars[1])
    heads = tv.show(cx, *layers, bars=both, labels=words, order=order)
    tape.close()
    return tv.link(heads, tv.show(cx, labels=words, filtration=0.6))


def _rings(count: int, layer: int, sharp: float) -> Field:
    """Heads that look ahead by 1, 2, … tokens, the sharper the longer they learn."""
    rng = np.random.default_rng(layer)
    ahead = (np.arange(count) - np.arange(count)[:, None]) % count
    aims = np.array([1, 2, 3, 5])[:, None, None] if layer else np.array([1, 0, 2, 4])[:, None, None]
    logits = rng.normal(size=(4, count, count)) + sharp * (ahead == aims) * 1.4
    weights = np.exp(logits) / np.exp(logits).sum(axis=2, keepdims=True)
    pairs = np.indices((count, count)).reshape(2, -1).T
    return Field(f"layer {layer}", weights.reshape(4, -1).T, 0, pairs, kind="attention")


def laplacian() -> Linked:
    """The Hodge Laplacian of edges, its rows and columns linked with the edges."""
    cx = tv.delaunay(np.random.default_rng(1).random((16, 2)))
    matrix = Field("L1", tv.hodge_laplacian(cx, 1), kind="matrix")
    return tv.link(tv.show(cx, matrix, rows=1, columns=1), tv.show(cx))


def diffusion() -> Linked:
    """Heat that spreads over a torus, with a scrubber over its steps."""
    cx, tape = tv.alpha(tv.data.torus(300)), tv.Tape()
    laplacian, heat = tv.hodge_laplacian(cx, 0), np.zeros(cx.counts[0])
    heat[0] = 1.0
    for _ in range(60):
        shown = Field("heat", np.log(heat + 1e-6), 0, kind="scalar")
        tape.log(heat=shown, largest=heat.max(), mean=heat.mean())
        heat = heat - 0.01 * laplacian @ heat
    curves = tv.show(cx, tape["largest"], tape["mean"], scale="log")
    return tv.link(tv.show(cx, color=tape["heat"], opacity=0.4, filtration=0.3), curves)


def image() -> Linked:
    """A random field, the components of its low places, and the cycles around its hills."""
    cx = tv.cubical(tv.data.gaussian_field(64, seed=2, axes=2))
    bars = tv.show(cx, tv.persistence(cx, 0), tv.persistence(cx, 1))
    return tv.link(tv.show(cx, cx["image"], filtration=0.2, map="grey"), bars)


def latent() -> Linked:
    """Points in ten dimensions by their principal axes, linked with where they come from."""
    cx = tv.delaunay(np.random.default_rng(5).random((200, 2)))
    x, y = np.asarray(cx.positions).T
    waves = np.stack([np.sin((k + 1) * x + k * y) for k in range(10)], axis=1)
    latent = Field("latent", waves, 0, kind="vector")
    label = Field("quarter", (2 * x).astype(int) + 2 * (2 * y).astype(int), 0, kind="label")
    return tv.link(tv.show(cx, latent, color=label), tv.show(cx, color=label))


def hypergraph() -> View:
    """Who met whom: hyperedges as hulls."""
    meetings = [[0, 1, 2, 3], [3, 4], [4, 5, 6], [2, 6, 7], [7, 8, 9, 10, 11], [9, 12], [13]]
    return tv.show(tv.hypergraph(meetings), labels=True)


def hasse() -> View:
    """Every face of a tetrahedron, in layers by its rank."""
    return tv.show(tv.Complex.from_facets([[0, 1, 2, 3]]), layout="layered", labels=True)


def learning() -> Linked:
    """A sheaf network that learns the classes of a graph: its guesses, its maps, its loss."""
    run, views = Lesson(network="orthogonal sheaf", layers=2).begin()
    run.tape.meter.budget = None  # so that each step is looked at, on any machine
    run.fit(20)
    run.close()
    run.tape.close()
    return tv.link(*views.views[:3])


EXAMPLES = [
    Example("torus", "Which cycle is behind a point of the diagram?", torus),
    Example("loop", "What shape is this data?", loop),
    Example("curves", "How many holes are there, and when?", curves),
    Example("second_sample", "Do two samples have the same shape?", second_sample),
    Example("image", "Where are the hills of an image?", image),
    Example("gradient_flow", "Where does it flow?", gradient_flow),
    Example("landscape", "How high does it lie?", landscape),
    Example("hypergraph", "Which groups share members?", hypergraph),
    Example("hasse", "Which cell lies in which?", hasse),
    Example("laplacian", "What does an operator join?", laplacian),
    Example("holonomy", "Does a vector come back as it left?", holonomy),
    Example("attention", "What does each head attend to?", attention),
    Example("attention_bars", "Which heads attend in circles?", attention_bars),
    Example("latent", "Where does a hidden layer put its points?", latent),
    Example("diffusion", "What happened at which step?", diffusion),
    Example("learning", "What does a network learn, step by step?", learning),
]
