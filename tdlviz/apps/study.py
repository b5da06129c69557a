"""What attends to what, with a barcode for each head; a text, as a trained transformer sees it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.errors import TooLarge
from tdlviz.core.field import Field

MOST_TOKENS = 64  # as many as one can tell apart, and 41,664 triangles
one_at_a_time = Lock()  # who watches a model that all share would hear what others ask of it


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
    layers = heard(model, tv.nn.cells(tokens, device="cpu"))
    about = f"{tokens.counts[0]} tokens in all-MiniLM-L6-v2, as it was trained"
    return Study(tokens, layers, model.words(tokens), f"{about}: {size(layers)}.")


@cache
def encoder() -> Any:
    """The transformer, read once for all visitors."""
    return tv.nn.MiniLM()


def heard(model: Any, cells: Any) -> list[Field]:
    """The attention of each layer in one forward pass."""
    with one_at_a_time, tv.watch(model, "*") as tape:
        model(cells)
        tape.log()
        found = [tape[name].latest for name in tape.names]
    attention = [field for field in found if field is not None and field.kind == "attention"]
    return [replace(field, name=f"layer {place}") for place, field in enumerate(attention)]


def size(layers: list[Field]) -> str:
    """How many layers and heads: "6 layers of 12 heads"."""
    layer = "layer" if len(layers) == 1 else "layers"
    return f"{len(layers)} {layer} of {layers[0].values.shape[1]} heads"
