"""What attends to what: tokens of a text in a trained transformer, or vertices of a graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

import tdlviz as tv
from tdlviz.apps.lesson import step_of
from tdlviz.core.complex import Complex
from tdlviz.core.door import one_of, whole_number
from tdlviz.core.errors import TooLarge
from tdlviz.core.field import Field

MOST_TOKENS = 64  # as many as one can tell apart, and 41,664 triangles
MOST_STEPS = 500
KARATE, TOGETHER, APART = "karate club", "classes that keep together", "classes that mix"
NETWORKS = ("GAT", "Hopfield")
_one_at_a_time = Lock()  # who watches a model that all share would hear what others ask of it


class Study(NamedTuple):
    """Layers of attention on the vertices of a complex, each a field, and what to say of them.

    labels: a word for each vertex, None for their numbers.
    """

    cx: Complex
    layers: list[Field]
    labels: list[str] | None
    about: str

    def barcode(self, layer: int, head: int) -> tuple[Complex, list[Field]]:
        """The attention complex of a head, with the classes of its vertices, and H0 and H1."""
        cx = tv.attention_complex(self.cx, self.layers[layer], head)
        named = [self.cx[name] for name in ("y",) if name in self.cx.fields]
        return cx.with_fields(*named), [tv.persistence(cx, dim) for dim in (0, 1)]

    def barcodes(self) -> list[list[list[Any]]]:
        """H0 of all heads, layer by layer, and H1."""
        return [[tv.attention_bars(self.cx, layer, dim) for layer in self.layers] for dim in (0, 1)]


def order(barcodes: list[list[list[Any]]]) -> list[tuple[int, int]]:
    """Heads as (layer, head), those side by side of which both H0 and H1 are alike."""
    flat = [[bars for layer in dim for bars in layer] for dim in barcodes]
    return tv.head_order(barcodes[0], sum(tv.sliced_wasserstein(bars, end=1.0) for bars in flat))


def first_edges(cx: Complex) -> float | None:
    """A filtration value at which there are as many edges as vertices: few enough to be seen."""
    births, most = np.sort(cx["birth1"].values), cx.counts[0]
    return float(births[most - 1]) if len(births) > most else None


def of_text(text: str) -> Study:
    """The tokens of a text, as all-MiniLM-L6-v2 sees them.

    Raises as `tv.nn.MiniLM` does, and `TooLarge` above `MOST_TOKENS`."""
    model = encoder()
    tokens = model.tokens(text)
    if tokens.counts[0] > MOST_TOKENS:
        rule = f"at most {MOST_TOKENS}: a shorter text"
        raise TooLarge("a text", f"{tokens.counts[0]:,} tokens", rule)
    layers = heard(model, tokens)
    about = f"{tokens.counts[0]} tokens in all-MiniLM-L6-v2, as it was trained"
    return Study(tokens, layers, model.words(tokens), f"{about}: {size(layers)}.")


@cache
def encoder() -> Any:
    """The transformer, read once for all visitors."""
    return tv.nn.MiniLM()


def of_graph(graph: str, network: str, steps: int = 100, seed: int = 0) -> Study:
    """The vertices of a graph, as a network sees them after so many steps of training."""
    import torch

    make, network = GRAPHS[one_of("graph", graph, GRAPHS)], one_of("network", network, NETWORKS)
    steps = whole_number("steps", steps, 0, MOST_STEPS)
    cx = make()
    with _one_at_a_time:  # random numbers are everybody's
        torch.manual_seed(seed)
        width = cx["x"].values.shape[1]
        classes = int(cx["y"].values.max()) + 1
        model = getattr(tv.nn, network)(classes, 32, features=width, heads=4)
        step = step_of(model, cx)
        right = [step()["val accuracy"] for _ in range(steps)][-1:]
    layers = heard(model.eval(), cx, "x")
    guessed = f", which guesses {float(right[0]):.0%} of the hidden labels" if right else ""
    about = f"{cx.summary()} in a {network} after {steps} steps of training{guessed}"
    return Study(cx, layers, None, f"{about}: {size(layers)}.")


def heard(model: Any, cx: Complex, x: Any = None) -> list[Field]:
    """The attention of each layer in one forward pass."""
    with _one_at_a_time, tv.watch(model, "*") as tape:
        model(tv.nn.cells(cx, x, "cpu"))
        tape.log()
        found = [tape[name].latest for name in tape.names]
    attention = [field for field in found if field is not None and field.kind == "attention"]
    return [replace(field, name=f"layer {place}") for place, field in enumerate(attention)]


def size(layers: list[Field]) -> str:
    """How many layers and heads: "6 layers of 12 heads"."""
    layer = "layer" if len(layers) == 1 else "layers"
    return f"{len(layers)} {layer} of {layers[0].values.shape[1]} heads"


def _planted(homophily: float) -> Complex:
    return tv.data.planted_graph(40, classes=3, homophily=homophily, degree=4, splits=1)


def _karate() -> Complex:
    """The club of Zachary (1977), whose members are known by their names alone."""
    from networkx import karate_club_graph

    club = karate_club_graph()
    sides = np.array([side != "Mr. Hi" for _, side in club.nodes(data="club")])
    seen = np.arange(len(sides)) % 2 == 0
    fields = {"x": np.eye(len(sides)), "train": seen[:, None], "val": ~seen[:, None]}
    vectors = [Field(name, np.asarray(v, float), 0, kind="vector") for name, v in fields.items()]
    y = Field("y", sides.astype(int), 0, kind="label")
    return tv.clique(club, max_dim=1).with_fields(y, *vectors)


GRAPHS: dict[str, Callable[[], Complex]] = {
    KARATE: _karate,
    TOGETHER: lambda: _planted(0.9),
    APART: lambda: _planted(0.1),
}
