"""A network that learns the classes of a graph, with all that there is to see of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.views.link import Linked

SHEAVES = {
    "orthogonal sheaf": "orthogonal",
    "diagonal sheaf": "diagonal",
    "general sheaf": "general",
}
BASELINES = ("GCN", "GAT", "MLP")
VERTICES = 100  # as many as one can tell apart in a picture


@dataclass(frozen=True)
class Lesson:
    """What is learned, and by what: the choices of a visitor.

    homophily: of `tdlviz.data.planted_graph`.
    network:   a key of `SHEAVES`, or one of `BASELINES`.
    stalk:     dimension of the stalks of a sheaf network.
    layers:    how many steps of diffusion or convolution there are.
    """

    homophily: float = 0.1
    network: str = "orthogonal sheaf"
    stalk: int = 2
    layers: int = 3
    seed: int = 0

    def __post_init__(self) -> None:
        if self.network not in (*SHEAVES, *BASELINES):
            rule = f"one of {', '.join((*SHEAVES, *BASELINES))}"
            raise InvalidInput("network", repr(self.network), rule)

    def describe(self) -> str:
        """What is learned, in words."""
        cx, share = self.data(), f"{self.homophily:.0%} of the edges within a class"
        what = f"{cx.summary()} of {cx['y'].values.max() + 1} classes, {share}"
        return f"{what}. Press Train: the network learns 48 % of the labels, and guesses all."

    def data(self) -> Complex:
        """The graph."""
        return tv.data.planted_graph(VERTICES, homophily=self.homophily, splits=1, seed=self.seed)

    def model(self) -> Any:
        """The network, untrained."""
        import torch

        torch.manual_seed(self.seed)
        if self.network in SHEAVES:
            maps = SHEAVES[self.network]
            options: dict[str, Any] = {"dropout": 0.5}
            if maps == "orthogonal":
                options["edge_weights"] = False  # so that maps are rotations and reflections
            return tv.nn.SheafDiffusion(self.stalk, self.layers, maps, classes=5, **options)
        return getattr(tv.nn, self.network)(layers=self.layers, classes=5)

    def begin(self) -> tuple[tv.Run, Linked]:
        """The run, not yet playing, and its views."""
        cx, model = self.data(), self.model()
        tape = tv.watch(model, *(["layers.*.maps"] if self.network in SHEAVES else []))
        run = tv.Run(step_of(model, cx), tape, patience={"val loss": 300})
        curves = [tape.declare(name, "number") for name in ("loss", "val loss", "val accuracy")]
        guess = tape.declare("guess", "label", 0)
        maps = [tape["layers.0.maps"]] if self.network in SHEAVES else []
        views = [tv.show(cx, color=guess), *(tv.show(cx, m, mode="glyphs") for m in maps)]
        return run, tv.link(*views, tv.show(cx, *curves), run)


def step_of(model: Any, cx: Complex) -> Callable[[], dict[str, Any]]:
    """One step of training on the first split, and a look at how it does on the rest."""
    import torch
    from torch.nn.functional import cross_entropy

    cells = tv.nn.cells(cx, "x")
    y, train, val = cells["y"].long(), *(cells[n][:, 0].bool() for n in ("train", "val"))
    model(cells)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.02, weight_decay=5e-3)

    def step() -> dict[str, Any]:
        model.train()
        optimiser.zero_grad()
        loss = cross_entropy(model(cells)[train], y[train])
        loss.backward()
        optimiser.step()
        model.eval()
        with torch.no_grad():
            out = model(cells)
        guess = out.argmax(dim=1)
        return {
            "loss": loss.detach(),
            "val loss": cross_entropy(out[val], y[val]),
            "val accuracy": (guess == y)[val].double().mean(),
            "guess": Field("guess", np.asarray(guess.cpu()), 0, kind="label"),
        }

    return step
